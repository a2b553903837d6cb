"""The private list behind the button under a post, to pledge without reacting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.service import Held
from cogs.pledges.views.fields import COLOUR, option_emoji

OPEN_PICKER = Control("pledges:open:{guild_id}")
PICK = Control("pledges:pick:{guild_id}")


def picker_button(
    say: Speaker, guild_id: int, *, key: str = "pledges-pick-button"
) -> discord.ui.Button[discord.ui.View]:
    """What opens the list; it carries its server, so that it works in direct messages too."""
    return OPEN_PICKER.button(say(key), guild_id=guild_id)


def picker(
    values: Sequence[ValueText], held: Iterable[Held], say: Speaker, *, guild_id: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    """All values to choose from; those that the member holds are chosen already.

    An option carries the revision that is shown, so that nobody pledges to words they did not see.
    """
    mine = {pledge.value.id: pledge for pledge in held}
    options = [
        discord.SelectOption(
            label=shorten(value.name, 100),
            value=f"{value.id}:{value.revision}",
            description=shorten(_about(value, mine.get(value.id), say), 100),
            emoji=option_emoji(value),
            default=value.id in mine,
        )
        for value in values
    ]
    embed = discord.Embed(
        title=say("pledges-pick-title"), description=say("pledges-pick-text"), colour=COLOUR
    )
    if not options:
        embed.description = say("pledges-pick-nothing")
        return embed, None
    choice = PICK.select(
        options,
        placeholder=say("pledges-pick-placeholder"),
        minimum=0,
        maximum=len(options),
        guild_id=guild_id,
    )
    return embed, rows(choice)


def chosen(options: Iterable[str]) -> dict[int, int]:
    """The revision in which each value was shown, from what was chosen."""
    pairs = (option.split(":") for option in options)
    return {int(value_id): int(revision) for value_id, revision in pairs}


def shown_as_held(message: discord.Message | None) -> set[int]:
    """The values that a list showed as the member's own, from the message it stands in."""
    if message is None:
        return set()
    menus = (
        item
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for item in row.children
        if isinstance(item, discord.SelectMenu)
    )
    return {
        value_id
        for menu in menus
        if PICK.pattern.fullmatch(menu.custom_id or "")
        for value_id in chosen(option.value for option in menu.options if option.default)
    }


def _about(value: ValueText, pledge: Held | None, say: Speaker) -> str:
    if pledge is not None and pledge.earlier_words:
        return say("pledges-pick-earlier", promise=value.promise)
    return value.promise
