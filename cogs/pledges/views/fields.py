"""What every page of pledges is drawn with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord

from bot.components import shorten
from cogs.charter.service import ValueText

COLOUR = discord.Colour(0x2E7D6B)

EMBED_TOTAL = 5900
"""Discord takes 6000 characters over all parts of an embed; emojis may count twice."""

LONGEST_PROMISE = 400

LONGEST_LABEL = 80
"""Characters on a button (Discord)."""


def add_values(embed: discord.Embed, lines: Sequence[tuple[ValueText, str]]) -> None:
    """Add each value, its promise and a line about it; long promises share what room is left."""
    headings = [heading(value) for value, _ in lines]
    used = len(embed) + sum(map(len, headings)) + sum(len(line) + 1 for _, line in lines)
    room = min(LONGEST_PROMISE, (EMBED_TOTAL - used) // max(1, len(lines)))
    for title, (value, line) in zip(headings, lines, strict=True):
        promise = shorten(value.promise, room)
        embed.add_field(name=title, value=f"{promise}\n{line}", inline=False)


def heading(value: ValueText) -> str:
    """Emoji and name, as the title of a field."""
    return shorten(f"{value.emoji} {value.name}", 256)


def option_emoji(value: ValueText) -> str | None:
    """A menu with a custom emoji that was deleted meanwhile would be refused whole."""
    return None if value.emoji.startswith("<") else value.emoji


def named(values: Iterable[ValueText]) -> str:
    """Some values by name, in a sentence."""
    return ", ".join(discord.utils.escape_markdown(value.name) for value in values)
