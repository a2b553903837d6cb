"""The way back after a run was left out."""

from __future__ import annotations

from datetime import date

import discord

from bot.components import UnknownControl, rows
from bot.texts import Speaker
from cogs.reminders.views.panel import SKIP_NOT


def skip_not(reminder_id: int, day: date, say: Speaker) -> discord.ui.View | None:
    """Have it come after all."""
    button = SKIP_NOT.button(
        say("reminders-skip-not"), reminder_id=reminder_id, day=day.toordinal()
    )
    return rows(button)


def day_of(ordinal: int) -> date:
    """The day that a button carries.

    Raises:
        UnknownControl: It carries none.
    """
    if not 1 <= ordinal <= date.max.toordinal():
        raise UnknownControl
    return date.fromordinal(ordinal)
