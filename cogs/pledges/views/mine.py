"""A member's own pledges."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.pledges.service import Held
from cogs.pledges.views.fields import COLOUR, add_values

withdraw_control = Control("pledges:withdraw")


def mine(held: Sequence[Held], say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """A member's pledges, and a way to withdraw one."""
    embed = discord.Embed(title=say("pledges-mine-title"), colour=COLOUR)
    if not held:
        embed.description = say("pledges-mine-none")
        return embed, None
    add_values(embed, [(pledge.value, _since(pledge, say)) for pledge in held])
    options = [
        discord.SelectOption(
            label=shorten(pledge.value.name, 100),
            value=str(pledge.value.id),
            # a menu with a custom emoji that was deleted meanwhile would be refused whole
            emoji=None if pledge.value.emoji.startswith("<") else pledge.value.emoji,
        )
        for pledge in held
    ]
    return embed, rows(withdraw_control.select(options, placeholder=say("pledges-mine-withdraw")))


def _since(pledge: Held, say: Speaker) -> str:
    key = "pledges-mine-earlier" if pledge.earlier_words else "pledges-mine-since"
    return say(key, date=discord.utils.format_dt(pledge.made_at, "D"))
