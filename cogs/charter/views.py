"""The charter as members read it."""

from __future__ import annotations

import discord

from bot.components import Control, shorten
from bot.texts import Speaker
from cogs.charter.service import CharterText, Entry, ValueText

COLOUR = discord.Colour(0x2E7D6B)

SHOW_CHARTER = Control("charter:everyone")
SHOW_VALUE = Control("charter:everyone:{value_id}")
READ = Control("charter:read")


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


def heading(text: ValueText | Entry) -> str:
    """Emoji and name."""
    return f"{text.emoji} {text.name}".strip()


def read_select(
    values: tuple[ValueText, ...], say: Speaker
) -> discord.ui.Select[discord.ui.View] | None:
    """The list of values to read about; nothing where there are none."""
    if not values:
        return None
    options = [
        discord.SelectOption(label=shorten(_label(value), 100), value=str(value.id))
        for value in values
    ]
    return READ.select(options, placeholder=say("charter-read-placeholder"))


def _label(value: ValueText) -> str:
    """A list shows no custom emojis in its words."""
    return value.name if value.emoji.startswith("<") else heading(value)


def shown_by(embed: discord.Embed, name: str, say: Speaker) -> discord.Embed:
    """The same for everybody, with the name of who showed it."""
    told = say("charter-shown-by", name=shorten(name, 100))
    embed.set_footer(text=f"{embed.footer.text} · {told}" if embed.footer.text else told)
    return embed


def _list(lines: tuple[str, ...]) -> str:
    return shorten("\n".join(f"• {line}" for line in lines), 1024)
