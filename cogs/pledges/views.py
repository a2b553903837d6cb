"""The pledge post and what members are shown about their own pledges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.service import Held

COLOUR = discord.Colour(0x2E7D6B)

EMBED_TOTAL = 5900
"""Discord takes 6000 characters over all parts of an embed; emojis may count twice."""

LONGEST_PROMISE = 400

withdraw_control = Control("pledges:withdraw")


def board(
    values: Sequence[ValueText],
    counts: Mapping[int, int],
    say: Speaker,
    *,
    title: str | None = None,
    text: str | None = None,
) -> discord.Embed:
    """The values with their promises, and how many have pledged to each.

    Args:
        title: The community's own, instead of ours.
        text: Likewise.
    """
    embed = discord.Embed(
        title=shorten(title or say("pledges-board-title"), 256),
        description=shorten(text or say("pledges-board-text"), 1500),
        colour=COLOUR,
    )
    embed.set_footer(text=say("pledges-board-footer"))
    _list(
        embed,
        [(value, say("pledges-board-count", count=counts.get(value.id, 0))) for value in values],
    )
    return embed


def mine(held: Sequence[Held], say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """A member's pledges, and a way to withdraw one."""
    embed = discord.Embed(title=say("pledges-mine-title"), colour=COLOUR)
    if not held:
        embed.description = say("pledges-mine-none")
        return embed, None
    _list(embed, [(pledge.value, _since(pledge, say)) for pledge in held])
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


def _list(embed: discord.Embed, lines: Sequence[tuple[ValueText, str]]) -> None:
    """Add each value, its promise and a line about it; long promises share what room is left."""
    headings = [shorten(f"{value.emoji} {value.name}", 256) for value, _ in lines]
    used = len(embed) + sum(map(len, headings)) + sum(len(line) + 1 for _, line in lines)
    room = min(LONGEST_PROMISE, (EMBED_TOTAL - used) // max(1, len(lines)))
    for heading, (value, line) in zip(headings, lines, strict=True):
        promise = shorten(value.promise, room)
        embed.add_field(name=heading, value=f"{promise}\n{line}", inline=False)
