"""The panel in which stewards choose a role for a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.components import Control, rows, shorten
from bot.granting import Opening
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.views.fields import COLOUR

SHOW = Control("pledges:roles", for_stewards=True)
PICK = Control("pledges:roles-pick", for_stewards=True)
CHOOSE = Control("pledges:roles-choose:{value_id}:{mark}", for_stewards=True)
GIVE = Control("pledges:roles-give:{value_id}:{role_id}:{mark}", for_stewards=True)
LEAVE = Control("pledges:roles-leave:{value_id}", for_stewards=True)

CHANNELS_NAMED = 5

Drawn = tuple[discord.Embed, discord.ui.View | None]


@dataclass(frozen=True)
class Line:
    """A value with its role, as the panel shows them."""

    value: ValueText
    role: str | None
    """As it is mentioned; None: it has none."""
    role_id: int | None = None
    is_retired: bool = False
    troubles: tuple[str, ...] = ()
    """What keeps the role from being given, or should be weighed."""
    mark: int = 0


def overview(lines: Sequence[Line], say: Speaker) -> Drawn:
    """Every value with its role, and a list to pick one from."""
    told = [_told(line, say) for line in lines]
    embed = discord.Embed(
        title=say("pledges-roles-title"),
        description=shorten(
            "\n\n".join(
                [say("pledges-roles-text"), "\n".join(told) or say("pledges-roles-no-values")]
            ),
            4000,
        ),
        colour=COLOUR,
    )
    if not lines:
        return embed, None
    options = [
        discord.SelectOption(
            label=shorten(line.value.name, 100),
            value=str(line.value.id),
            # a menu with a custom emoji that was deleted meanwhile would be refused whole
            emoji=None if line.value.emoji.startswith("<") else line.value.emoji,
        )
        for line in lines[:25]
    ]
    return embed, rows(PICK.select(options, placeholder=say("pledges-roles-pick")))


def one(line: Line, say: Speaker, *, unseen: int) -> Drawn:
    """A value with its role, and the server's roles to choose from.

    Args:
        unseen: Channels of which we cannot tell whether a role opens them.
    """
    told = [say("pledges-roles-now", role=line.role or say("pledges-roles-none"))]
    told += [f"⚠ {trouble}" for trouble in line.troubles]
    told += ["", say("pledges-roles-help")]
    if unseen:
        told.append(say("pledges-roles-unseen", number=unseen))
    embed = discord.Embed(
        title=shorten(say("pledges-roles-of", value=line.value.name), 256),
        description=shorten("\n".join(told), 4000),
        colour=COLOUR,
    )
    choose = CHOOSE.role_select(
        () if line.role_id is None else (line.role_id,),
        placeholder=say("pledges-roles-choose"),
        value_id=line.value.id,
        mark=line.mark,
    )
    return embed, rows(choose, SHOW.button(say("pledges-roles-back")))


def confirmation(line: Line, opening: Opening, is_only_way: bool, say: Speaker) -> Drawn:
    """What choosing a role would open, and whether that is meant."""
    told = [opened(opening, is_only_way, say), "", say("pledges-roles-consider")]
    embed = discord.Embed(
        title=say("pledges-roles-sure"),
        description=shorten("\n".join(told), 4000),
        colour=COLOUR,
    )
    give = GIVE.button(
        say("pledges-roles-give"),
        style=discord.ButtonStyle.danger,
        value_id=line.value.id,
        role_id=opening.role.id,
        mark=line.mark,
    )
    return embed, rows(give, LEAVE.button(say("pledges-roles-leave"), value_id=line.value.id))


def opened(opening: Opening, is_only_way: bool, say: Speaker) -> str:
    """Which channels a role opens that not everybody sees."""
    if is_only_way:
        return say("pledges-roles-only-way", role=opening.role.mention)
    return say(
        "pledges-roles-open",
        role=opening.role.mention,
        channels=", ".join(f"<#{channel.id}>" for channel in opening.channels[:CHANNELS_NAMED]),
        more=max(len(opening.channels) - CHANNELS_NAMED, 0),
    )


def _told(line: Line, say: Speaker) -> str:
    told = say(
        "pledges-roles-retired" if line.is_retired else "pledges-roles-line",
        emoji=line.value.emoji,
        value=discord.utils.escape_markdown(line.value.name),
        role=line.role or say("pledges-roles-none"),
    )
    return "\n".join([told, *(f"⚠ {trouble}" for trouble in line.troubles)])
