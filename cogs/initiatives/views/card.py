"""The card: what everybody sees of an initiative, and what can be pressed on it."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord.utils import escape_markdown

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives.service import Overview
from cogs.initiatives.views.frame import COLOUR, COLOUR_OVER, heading, places

MEMBERS_NAMED = 40
"""Mentions of 22 characters each: forty fit into one field of 1,024."""

JOIN = Control("initiatives:join:{initiative_id}")
LEAVE = Control("initiatives:leave:{initiative_id}")


def card(
    overview: Overview, members: Sequence[int], value: ValueText | None, say: Speaker
) -> discord.Embed:
    """What it is, which value it serves, who is in and how many wait."""
    title = escape_markdown(overview.title)
    embed = discord.Embed(
        title=title if overview.is_open else say("initiatives-cancelled-title", title=title),
        description=shorten(escape_markdown(overview.what), 3000),
        colour=COLOUR if overview.is_open else COLOUR_OVER,
    )
    if value is not None:
        embed.add_field(name=say("initiatives-value"), value=heading(value))
    if overview.when_text:
        embed.add_field(name=say("initiatives-when"), value=escape_markdown(overview.when_text))
    if overview.organiser_id is not None:
        embed.add_field(name=say("initiatives-organiser"), value=f"<@{overview.organiser_id}>")
    embed.add_field(name=places(overview, say), value=_named(overview, members, say), inline=False)
    if overview.waiting:
        waiting = say("initiatives-waiting", count=overview.waiting)
        embed.add_field(name=say("initiatives-queue"), value=waiting, inline=False)
    return embed


def card_buttons(overview: Overview, say: Speaker) -> discord.ui.View | None:
    """Join and Leave, as long as there is something to join."""
    if not overview.is_open:
        return None
    return rows(
        JOIN.button(
            say("initiatives-join"),
            style=discord.ButtonStyle.success,
            initiative_id=overview.id,
        ),
        LEAVE.button(say("initiatives-leave"), initiative_id=overview.id),
    )


def _named(overview: Overview, members: Sequence[int], say: Speaker) -> str:
    if not members:
        return say("initiatives-nobody-yet")
    named = " ".join(f"<@{user_id}>" for user_id in members[:MEMBERS_NAMED])
    more = overview.confirmed - min(len(members), MEMBERS_NAMED)
    return f"{named} {say('initiatives-and-more', count=more)}" if more > 0 else named
