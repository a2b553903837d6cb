"""A member's own pledges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import discord

from bot.components import Control, rows, shorten
from bot.contact.controls import allow_button
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.service import Held
from cogs.pledges.service.steps import Step
from cogs.pledges.views import steps
from cogs.pledges.views.fields import COLOUR, EMBED_TOTAL, add_values, heading, option_emoji
from cogs.pledges.views.objections import own_button
from cogs.pledges.views.picker import picker_button
from cogs.pledges.views.versions import see_button

withdraw_control = Control("pledges:withdraw")

MOST_SHOWN = 25
"""Fields of an embed, and options of a menu (Discord); withdrawing some shows the others."""

STEP_PREFIX = 60
"""Characters for what stands before the words of a step, its day among them."""


@dataclass(frozen=True)
class Own:
    """What a member finds in their own list."""

    held: Sequence[Held]
    steps: Sequence[Step]
    """Their next steps that are open."""
    today: date
    """Where they live."""
    is_stopped: bool
    """Whether they want no unasked messages."""
    has_objected: bool = False
    """Whether they have written what they have against words, of these values or others."""


def mine(own: Own, say: Speaker, *, guild_id: int) -> tuple[discord.Embed, discord.ui.View | None]:
    """A member's pledges, and what they can do about them."""
    embed = discord.Embed(title=say("pledges-mine-title"), colour=COLOUR)
    pick = picker_button(say, guild_id)
    objected = own_button(say, guild_id) if own.has_objected else None
    allow = None
    if own.is_stopped:
        embed.description = say("pledges-mine-stopped")
        allow = allow_button(say, guild_id)
    if not own.held:
        none = say("pledges-mine-none")
        embed.description = f"{none}\n\n{embed.description}" if allow else none
        return embed, rows(pick, objected, allow)
    held = own.held[:MOST_SHOWN]
    embed.set_footer(text=say("pledges-mine-footer"))
    add_values(embed, _lines(embed, held, own, say))
    options = [
        discord.SelectOption(
            label=shorten(pledge.value.name, 100),
            value=str(pledge.value.id),
            emoji=option_emoji(pledge.value),
        )
        for pledge in held
    ]
    in_force = [pledge.value for pledge in held if not pledge.is_resting]
    return embed, rows(
        steps.value_select(in_force, say, guild_id=guild_id),
        steps.step_select(own.steps, say, guild_id=guild_id),
        withdraw_control.select(options, placeholder=say("pledges-mine-withdraw")),
        pick,
        see_words(held, say, guild_id),
        objected,
        allow,
    )


def as_made(pledge: Held, say: Speaker) -> tuple[ValueText, str]:
    """A value with the promise that the member made, and when that was."""
    value = pledge.value
    if pledge.words is not None:
        value = replace(value, promise=pledge.words.promise)
    return value, since(pledge, say)


def since(pledge: Held, say: Speaker) -> str:
    """When it was made, and whether its words still stand."""
    key = "pledges-mine-since"
    if pledge.is_resting:
        key = "pledges-mine-resting"
    elif pledge.earlier_words:
        key = "pledges-mine-earlier"
    return say(key, date=discord.utils.format_dt(pledge.made_at, "D"))


def see_words(
    held: Sequence[Held], say: Speaker, guild_id: int
) -> discord.ui.Button[discord.ui.View] | None:
    """The way to the new words, where any of these are earlier ones."""
    if any(pledge.earlier_words and not pledge.is_resting for pledge in held):
        return see_button(say, guild_id)
    return None


def _lines(
    embed: discord.Embed, held: Sequence[Held], own: Own, say: Speaker
) -> list[tuple[ValueText, str]]:
    """Each value with what is said about it; long steps share the room with the promises."""
    told = [as_made(pledge, say) for pledge in held]
    used = len(embed) + sum(len(heading(value)) + len(line) + 2 for value, line in told)
    each = (EMBED_TOTAL - used) // len(told)
    longest = max(20, each * 3 // 5 - STEP_PREFIX)
    named = {
        step.value_id: steps.line(step, say, today=own.today, longest=longest) for step in own.steps
    }
    return [
        (value, f"{line}\n{named[value.id]}" if value.id in named else line) for value, line in told
    ]
