"""Reminders and calendar files, as members see them."""

from __future__ import annotations

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.initiatives.service.reminding import Reminder, Reminding
from cogs.initiatives.views.card import LEAVE, when, where
from cogs.initiatives.views.frame import COLOUR, card_link

REMIND = Control("initiatives:remind:{initiative_id}")
REMIND_NOT = Control("initiatives:remind-not:{initiative_id}")
CALENDAR = Control("initiatives:calendar:{initiative_id}")


def remind_button(initiative_id: int, say: Speaker, *, is_on: bool) -> ui.Button[ui.View]:
    """Ask to be reminded, or not to be any more."""
    if is_on:
        return REMIND_NOT.button(say("initiatives-remind-not"), initiative_id=initiative_id)
    return REMIND.button(say("initiatives-remind"), initiative_id=initiative_id)


def calendar_button(initiative_id: int, say: Speaker) -> ui.Button[ui.View]:
    """A file for one's own calendar."""
    return CALENDAR.button(say("initiatives-calendar"), initiative_id=initiative_id)


def switched(done: Reminding, say: Speaker) -> str:
    """What somebody has switched, and what follows from it."""
    title = escape_markdown(done.title)
    if not done.is_on:
        return say("initiatives-reminds-not", title=title)
    if done.next_at is not None:
        first = format_dt(done.next_at, "f")
        return say("initiatives-reminds", title=title, first=first)
    key = "initiatives-reminds-undated" if done.starts_at is None else "initiatives-reminds-soon"
    return say(key, title=title)


def switched_buttons(done: Reminding, say: Speaker) -> ui.View | None:
    """The way back."""
    return rows(remind_button(done.initiative_id, say, is_on=done.is_on))


def reminder(
    due: Reminder, server: str, say: Speaker
) -> tuple[discord.Embed, discord.ui.View | None]:
    """The private message, with what whoever cannot come has to press."""
    overview = due.overview
    assert overview.starts_at is not None
    embed = discord.Embed(
        title=shorten(escape_markdown(overview.title), 256),
        description=say(
            "initiatives-reminder",
            server=escape_markdown(server),
            when=format_dt(overview.starts_at, "R"),
        ),
        url=card_link(overview),
        colour=COLOUR,
    )
    date, place = when(overview, say), where(overview, say)
    for key, value in (("initiatives-when", date), ("initiatives-where", place)):
        if value is not None:
            embed.add_field(name=say(key), value=shorten(value, 1024), inline=False)
    embed.set_footer(text=say("initiatives-reminder-why"))
    return embed, rows(
        LEAVE.button(say("initiatives-leave"), initiative_id=overview.id),
        remind_button(overview.id, say, is_on=True),
        calendar_button(overview.id, say),
    )
