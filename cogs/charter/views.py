"""The charter as members read it."""

from __future__ import annotations

import discord

from bot.components import shorten
from bot.texts import Speaker
from cogs.charter.service import CharterText, ValueText

COLOUR = discord.Colour(0x2E7D6B)


def charter(text: CharterText, say: Speaker) -> discord.Embed:
    """Mission and every value with its promise."""
    embed = discord.Embed(
        title=say("charter-title"), description=shorten(text.mission, 4000), colour=COLOUR
    )
    for value in text.values:
        embed.add_field(name=heading(value), value=shorten(value.promise, 300), inline=False)
    embed.set_footer(text=say("charter-footer"))
    return embed


def value(text: ValueText, say: Speaker) -> discord.Embed:
    """One value: what we promise, how it is seen, and what it is not."""
    embed = discord.Embed(title=heading(text), description=text.promise, colour=COLOUR)
    embed.add_field(name=say("charter-looks-like"), value=_list(text.looks_like), inline=False)
    embed.add_field(
        name=say("charter-does-not-look-like"), value=_list(text.does_not_look_like), inline=False
    )
    return embed


def heading(text: ValueText) -> str:
    """Emoji and name."""
    return f"{text.emoji} {text.name}"


def _list(lines: tuple[str, ...]) -> str:
    return shorten("\n".join(f"• {line}" for line in lines), 1024)
