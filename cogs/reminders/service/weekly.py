"""What stewards are told once a week: reminders and values nobody answers, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import schedules
from bot.digests import Line, Section, Thing
from bot.schedules import Schedule
from cogs.charter import service as charter
from cogs.reminders.models import Reminder
from cogs.reminders.service import ignored, resting
from cogs.reminders.service.rules import KIND
from cogs.reminders.service.values import count_acts

AHEAD = timedelta(days=7)

MOST_A_WEEK = 7
"""No reminder comes more often than once a day."""

UNTENDED = timedelta(weeks=4)
"""So long nobody acts on a value before stewards hear of it; what an act is, `values` says."""


async def weekly_lines(
    session: AsyncSession, guild_id: int, since: datetime, until: datetime
) -> list[Line]:
    """Reminders that ask for other words, values nobody acted on, and when reminders come."""
    rows = await session.execute(
        select(Reminder, Schedule)
        .join(Schedule, (Schedule.subject_id == Reminder.id) & (Schedule.kind == KIND))
        .where(Reminder.guild_id == guild_id, Schedule.is_paused.is_(False))
        .order_by(Reminder.name)
    )
    found = rows.all()
    return [
        *_slowed([reminder for reminder, _ in found if reminder.slowed_at is not None]),
        *await _untended(session, guild_id, until),
        *[line for pair in found for line in await _ahead(session, *pair, until)],
    ]


async def _untended(session: AsyncSession, guild_id: int, until: datetime) -> list[Line]:
    """Values that nobody acted on, except those that are new."""
    begun = await charter.list_begun(session, guild_id)
    acts = await count_acts(session, guild_id, since=until - UNTENDED)
    found = [
        value
        for value in await charter.list_values(session, guild_id)
        if value.id not in acts and value.id in begun and begun[value.id] <= until - UNTENDED
    ]
    if not found:
        return []
    return [
        Line(
            Section.VALUES,
            "reminders-weekly-untended",
            len(found),
            {"weeks": UNTENDED // timedelta(weeks=1)},
            things=[Thing(f"{value.emoji} {value.name}") for value in found],
        )
    ]


def _slowed(reminders: Sequence[Reminder]) -> list[Line]:
    if not reminders:
        return []
    return [
        Line(
            Section.WAITING,
            "reminders-weekly-slowed",
            len(reminders),
            things=[Thing(reminder.name) for reminder in reminders],
            covers=frozenset(ignored.about(reminder.id) for reminder in reminders),
        )
    ]


async def _ahead(
    session: AsyncSession, reminder: Reminder, schedule: Schedule, until: datetime
) -> list[Line]:
    """When it comes, the days left out on which it rests."""
    if schedule.next_run_at is None:
        return []
    later = schedules.upcoming(schedule, after=schedule.next_run_at, most=MOST_A_WEEK)
    moments = [
        moment
        for moment in (schedule.next_run_at, *later)
        if moment <= until + AHEAD and not await resting.rests(session, reminder.id, due_at=moment)
    ]
    if not moments:
        return []
    is_often = len(moments) > 1
    return [
        Line(
            Section.AHEAD,
            "reminders-weekly-ahead-often" if is_often else "reminders-weekly-ahead",
            arguments={"later": len(moments) - 1} if is_often else {},
            things=[Thing(reminder.name)],
            at=moments[0],
        )
    ]
