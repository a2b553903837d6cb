"""Reminders as stewards see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord
from discord.utils import escape_markdown, format_dt

from bot.components import shorten
from bot.recurrence import describe
from bot.settings import Place
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.reminders.service import ReminderText
from cogs.reminders.views.post import COLOUR


def heading(value: ValueText) -> str:
    """A value's emoji and name."""
    return f"{value.emoji} {value.name}"


def rule(reminder: ReminderText, say: Speaker) -> str:
    """When it comes, in words."""
    words = describe(reminder.recurrence, say)
    return say("reminders-rule", rule=words, zone=reminder.zone.replace("_", " "))


def place(channel: Place | None) -> str:
    """A channel as Discord shows it, by name when nobody knows its id."""
    if channel is None:
        return "—"
    return f"<#{channel.id}>" if channel.id is not None else shorten(f"#{channel.name}", 30)


def listing(
    reminders: Sequence[ReminderText],
    default_channel: Place | None,
    values: Mapping[int, ValueText],
    say: Speaker,
) -> discord.Embed:
    """Every reminder with its rule, its place, its value and its next run."""
    embed = discord.Embed(title=say("reminders-list-title"), colour=COLOUR)
    if not reminders:
        embed.description = say("reminders-list-empty")
    for reminder in reminders:
        value = values.get(reminder.value_id or 0)
        # What every steward looks for comes first, where a long rule does not push it out.
        lines = [
            say("reminders-is-paused" if reminder.is_paused else "reminders-is-over")
            if reminder.next_run_at is None
            else say("reminders-next-run", moment=format_dt(reminder.next_run_at, "F")),
            f"{rule(reminder, say)} · {place(reminder.channel or default_channel)}",
            say("reminders-chooses", chooses=reminder.chooses.value)
            if value is None
            else shorten(heading(value), 40),
        ]
        # 25 fields share 6,000 characters (Discord), so each may use some 230.
        embed.add_field(
            name=shorten(escape_markdown(reminder.name), 60),
            value=shorten("\n".join(lines), 170),
            inline=False,
        )
    return embed
