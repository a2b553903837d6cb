"""What everything about initiatives is drawn with; imports no other view."""

from __future__ import annotations

import discord
from discord import ui

from bot.components import Control, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives.service import Overview

COLOUR = discord.Colour(0x2E7D6B)
COLOUR_OVER = discord.Colour(0x8A8F94)

LONGEST_LINE = 300
"""Ten lines of a digest fit into one message with it."""

PANEL = Control("initiatives:manage:{initiative_id}")
"""To the panel of whoever carries an initiative."""


def in_a_line(embed: discord.Embed) -> str:
    """A private message as a line of a digest: what it is about, with a link, and what it says."""
    title = embed.title or ""
    if embed.url:
        title = f"[{title}]({embed.url})"
    said = [embed.description or "", *(f"{field.name}: {field.value}" for field in embed.fields)]
    words = " · ".join(" ".join(one.split()) for one in said if one)
    return f"**{title}** {shorten(words, LONGEST_LINE)}"


def back_button(initiative_id: int, say: Speaker) -> ui.Button[ui.View]:
    """Back to the panel, from whatever was opened there."""
    return PANEL.button(say("initiatives-manage-back"), initiative_id=initiative_id)


def heading(value: ValueText) -> str:
    """A value's emoji and name."""
    return f"{value.emoji} {value.name}"


def card_link(overview: Overview) -> str | None:
    """Where the card stands."""
    if overview.channel_id is None or overview.message_id is None:
        return None
    where = f"{overview.guild_id}/{overview.channel_id}/{overview.message_id}"
    return f"https://discord.com/channels/{where}"


def places(overview: Overview, say: Speaker) -> str:
    """How many are in, and of how many places."""
    if overview.capacity is None:
        return say("initiatives-in-unlimited", confirmed=overview.confirmed)
    return say("initiatives-in", confirmed=overview.confirmed, capacity=overview.capacity)
