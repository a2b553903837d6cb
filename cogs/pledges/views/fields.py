"""What every page of pledges is drawn with."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from babel.lists import format_list

from bot.components import shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText

COLOUR = discord.Colour(0x2E7D6B)

EMBED_TOTAL = 5900
"""Discord takes 6000 characters over all parts of an embed; emojis may count twice."""

LONGEST_PROMISE = 400

SHORTEST_PROMISE = 20

NAMED_WHOLE = 3
"""Values that a sentence names in full."""

MOST_FIELDS = 25
"""Of an embed (Discord)."""


def add_values(embed: discord.Embed, lines: Sequence[tuple[ValueText, str]]) -> None:
    """Add each value, its promise and a line about it; long promises share what room is left.

    What does not fit at all is left out from the end.
    """
    fields = [(heading(value), value.promise, line) for value, line in lines][:MOST_FIELDS]
    used = len(embed) + sum(len(title) + len(line) + 1 for title, _, line in fields)
    while fields and used + SHORTEST_PROMISE * len(fields) > EMBED_TOTAL:
        title, _, line = fields.pop()
        used -= len(title) + len(line) + 1
    room = min(LONGEST_PROMISE, (EMBED_TOTAL - used) // max(1, len(fields)))
    for title, promise, line in fields:
        embed.add_field(name=title, value=f"{shorten(promise, room)}\n{line}", inline=False)


def heading(value: ValueText) -> str:
    """Emoji and name, as the title of a field."""
    return shorten(f"{value.emoji} {value.name}", 256)


def option_emoji(value: ValueText) -> str | None:
    """A menu with a custom emoji that was deleted meanwhile would be refused whole."""
    return None if value.emoji.startswith("<") else value.emoji


def named(values: Sequence[ValueText], say: Speaker) -> str:
    """Some values by name, in a sentence; many long names are cut."""
    longest = 100 if len(values) <= NAMED_WHOLE else 40
    names = [discord.utils.escape_markdown(shorten(value.name, longest)) for value in values]
    return format_list(names, locale=say.language)
