"""Days on which a server's reminders rest."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import schedules
from cogs.reminders.models import QuietDays, Reminder
from cogs.reminders.service.rules import KIND


async def rests(session: AsyncSession, reminder_id: int, *, due_at: datetime) -> bool:
    """Whether a run falls on a quiet day, on the reminder's own calendar, and it observes them."""
    reminder = await session.get_one(Reminder, reminder_id)
    schedule = await schedules.find(session, KIND, reminder_id)
    if not reminder.observes_quiet_days or schedule is None:
        return False
    return await is_quiet(
        session, reminder.guild_id, due_at.astimezone(ZoneInfo(schedule.zone)).date()
    )


async def is_quiet(session: AsyncSession, guild_id: int, day: date) -> bool:
    """Whether reminders rest on this day."""
    found = await session.scalars(select(QuietDays).where(QuietDays.guild_id == guild_id))
    return any(
        holds(days.from_on, days.until_on, is_yearly=days.is_yearly, day=day) for days in found
    )


def holds(from_on: date, until_on: date, *, is_yearly: bool, day: date) -> bool:
    """Whether a day is among these; yearly ones may reach across the turn of the year."""
    if not is_yearly:
        return from_on <= day <= until_on
    first, last, today = ((one.month, one.day) for one in (from_on, until_on, day))
    return first <= today <= last if first <= last else today >= first or today <= last
