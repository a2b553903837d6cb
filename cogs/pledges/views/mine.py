"""A member's own pledges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.service import Held
from cogs.pledges.views.fields import COLOUR, add_values, option_emoji
from cogs.pledges.views.picker import picker_button
from cogs.pledges.views.versions import see_button

withdraw_control = Control("pledges:withdraw")

MOST_SHOWN = 25
"""Fields of an embed, and options of a menu (Discord); withdrawing some shows the others."""


def mine(
    held: Sequence[Held], say: Speaker, *, guild_id: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    """A member's pledges, and what they can do about them."""
    embed = discord.Embed(title=say("pledges-mine-title"), colour=COLOUR)
    pick = picker_button(say, guild_id)
    if not held:
        embed.description = say("pledges-mine-none")
        return embed, rows(pick)
    shown = held[:MOST_SHOWN]
    add_values(embed, [as_made(pledge, say) for pledge in shown])
    embed.set_footer(text=say("pledges-mine-footer"))
    options = [
        discord.SelectOption(
            label=shorten(pledge.value.name, 100),
            value=str(pledge.value.id),
            emoji=option_emoji(pledge.value),
        )
        for pledge in shown
    ]
    return embed, rows(
        withdraw_control.select(options, placeholder=say("pledges-mine-withdraw")),
        pick,
        _see_words(shown, say, guild_id),
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


def _see_words(
    held: Sequence[Held], say: Speaker, guild_id: int
) -> discord.ui.Button[discord.ui.View] | None:
    """The way to the new words, where any of these are earlier ones."""
    if any(pledge.earlier_words and not pledge.is_resting for pledge in held):
        return see_button(say, guild_id)
    return None
