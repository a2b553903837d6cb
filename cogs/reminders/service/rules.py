"""Which reminders there are, when they come, and changing that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit, schedules
from bot.errors import MemberError
from bot.recurrence import Every, Recurrence
from bot.schedules import Schedule
from bot.settings import Place
from cogs.reminders.models import Asks, Chooses, Former, Reminder

KIND = "reminders.weekly"
"""The kind of the schedules, and so of the runs handed to `jobs`."""

MOST_REMINDERS = 25
"""As many as one list, one field each, can show (Discord: 25 fields)."""
LONGEST_NAME = 100

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


class BadTime(MemberError):
    """Not a time of day."""

    key = "reminders-bad-time"


class BadName(MemberError):
    """A reminder needs a name that fits."""

    key = "reminders-bad-name"


class NameTaken(MemberError):
    """There is a reminder of this name."""

    key = "reminders-name-taken"


class TooMany(MemberError):
    """The list of reminders is full."""

    key = "reminders-too-many"


class NoSuchReminder(MemberError):
    """There is no reminder of this name."""

    key = "reminders-no-such"


@dataclass(frozen=True)
class ReminderText:
    """A reminder as it is read; `weekday` in English, `channel` None for the server's own."""

    id: int
    guild_id: int
    name: str
    weekday: str
    at: time
    zone: str
    channel: Place | None
    chooses: Chooses
    value_id: int | None
    asks: Asks
    text: str | None
    is_paused: bool
    next_run_at: datetime | None


def read_time(typed: str) -> time:
    """A time of day as people write it: 9:00 or 09:00.

    Raises:
        BadTime: It is something else.
    """
    match = _CLOCK.fullmatch(typed.strip())
    if match is None:
        raise BadTime(given=typed)
    return time(int(match[1]), int(match[2]))


def upcoming(reminder: ReminderText, *, now: datetime, count: int) -> list[datetime]:
    """The next runs."""
    rule = _recurrence(reminder.weekday, reminder.at).schedule()
    moments: list[datetime] = []
    after = now
    for _ in range(count):
        moment = schedules.next_fire(rule, reminder.zone, after=after)
        if moment is None:
            break
        moments.append(moment)
        after = moment
    return moments


async def add(
    session: AsyncSession,
    guild_id: int,
    *,
    name: str,
    weekday: str,
    at: time,
    zone: str,
    channel: Place | None,
    value_id: int | None,
    text: str | None,
    actor_id: int | None,
    now: datetime,
) -> ReminderText:
    """Have a value posted every week.

    Args:
        weekday: `monday` to `sunday`.
        channel: None for the server's channel for reminders.
        value_id: None for the value whose turn it is.
        actor_id: The steward; None when the operator's file did it.

    Raises:
        BadName, NameTaken, TooMany: As they say.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadName(longest=LONGEST_NAME)
    present = await list_reminders(session, guild_id)
    if len(present) >= MOST_REMINDERS:
        raise TooMany(most=MOST_REMINDERS)
    if any(reminder.name.casefold() == name.casefold() for reminder in present):
        raise NameTaken(name=name)
    row = Reminder(
        guild_id=guild_id,
        name=name,
        recurrence=_recurrence(weekday, at).dump(),
        has_own_zone=False,
        channel=None if channel is None else channel.dump(),
        chooses=Chooses.IN_TURN if value_id is None else Chooses.FIXED,
        value_id=value_id,
        text=text,
        asks=Asks.NOTHING,
        former=Former.KEEP,
        has_thread=False,
        is_silent=False,
        observes_quiet_days=True,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    schedule = await schedules.plan(
        session,
        KIND,
        guild_id=guild_id,
        subject_id=row.id,
        rule=_recurrence(weekday, at).schedule(),
        zone=zone,
        owner_id=actor_id,
        now=now,
    )
    reminder = _text(row, schedule)
    await _note(session, "added", reminder, actor_id, before=None, after=_said(reminder), at=now)
    return reminder


async def set_paused(
    session: AsyncSession,
    guild_id: int,
    name: str,
    *,
    paused: bool,
    actor_id: int,
    now: datetime,
) -> ReminderText:
    """Stop a reminder for a while, or have it come again; doing it twice changes nothing.

    Raises:
        NoSuchReminder: There is none of this name.
    """
    reminder = await get_by_name(session, guild_id, name)
    if reminder.is_paused == paused:
        return reminder
    schedule = await _schedule(session, reminder.id)
    await schedules.set_paused(session, schedule, paused=paused, now=now)
    what = "paused" if paused else "resumed"
    await _note(
        session,
        what,
        reminder,
        actor_id,
        before={"name": reminder.name, "paused": not paused},
        after={"name": reminder.name, "paused": paused},
        at=now,
    )
    return await get_by_name(session, guild_id, name)


async def remove(
    session: AsyncSession, guild_id: int, name: str, *, actor_id: int, now: datetime
) -> ReminderText:
    """Remove a reminder with everything that is kept about it.

    Raises:
        NoSuchReminder: There is none of this name.
    """
    reminder = await get_by_name(session, guild_id, name)
    await session.delete(await _schedule(session, reminder.id))
    await session.delete(await session.get_one(Reminder, reminder.id))
    await _note(session, "removed", reminder, actor_id, before=_said(reminder), after=None, at=now)
    return reminder


async def list_reminders(session: AsyncSession, guild_id: int) -> list[ReminderText]:
    """Every reminder of a server, by name."""
    rows = await session.execute(_joined().where(Reminder.guild_id == guild_id))
    found = [_text(reminder, schedule) for reminder, schedule in rows]
    return sorted(found, key=lambda reminder: reminder.name.casefold())


async def get_reminder(session: AsyncSession, reminder_id: int) -> ReminderText:
    """The reminder of a run.

    Raises:
        NoSuchReminder: It was removed.
    """
    row = (await session.execute(_joined().where(Reminder.id == reminder_id))).one_or_none()
    if row is None:
        raise NoSuchReminder(name=f"#{reminder_id}")
    return _text(*row)


async def get_by_name(session: AsyncSession, guild_id: int, name: str) -> ReminderText:
    """The reminder of this name, whatever its case.

    Raises:
        NoSuchReminder: There is none.
    """
    wanted = " ".join(name.split()).casefold()
    for reminder in await list_reminders(session, guild_id):
        if reminder.name.casefold() == wanted:
            return reminder
    raise NoSuchReminder(name=name)


async def suggest(session: AsyncSession, guild_id: int, typed: str) -> list[str]:
    """Names that hold what was typed so far."""
    wanted = typed.strip().casefold()
    names = [reminder.name for reminder in await list_reminders(session, guild_id)]
    return [name for name in names if wanted in name.casefold()]


async def find_channels(session: AsyncSession, guild_id: int, ids_by_name: dict[str, int]) -> None:
    """Turn channels named in the file into ids, so that they survive a renaming."""
    rows = await session.scalars(select(Reminder).where(Reminder.guild_id == guild_id))
    for row in rows:
        place = Place.load(row.channel)
        if place is not None and place.id is None and place.name in ids_by_name:
            row.channel = Place(ids_by_name[place.name], place.name).dump()
    await session.flush()


def _joined() -> Select[Reminder, Schedule]:
    return select(Reminder, Schedule).join(
        Schedule, (Schedule.subject_id == Reminder.id) & (Schedule.kind == KIND)
    )


async def _schedule(session: AsyncSession, reminder_id: int) -> Schedule:
    schedule = await schedules.find(session, KIND, reminder_id)
    assert schedule is not None
    return schedule


async def _note(
    session: AsyncSession,
    what: str,
    reminder: ReminderText,
    actor_id: int | None,
    *,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    at: datetime,
) -> None:
    await audit.note(
        session,
        f"reminders.{what}",
        guild_id=reminder.guild_id,
        actor_id=actor_id,
        before=before,
        after=after,
        at=at,
    )
    await activity.record(
        session,
        f"reminder.{what}",
        guild_id=reminder.guild_id,
        at=at,
        user_id=actor_id,
        subject_id=reminder.id,
        value_id=reminder.value_id,
        source="config" if actor_id is None else "command",
    )


def _recurrence(weekday: str, at: time) -> Recurrence:
    return Recurrence(Every.WEEK, at, weekdays=(DAYS.index(weekday),))


def _said(reminder: ReminderText) -> dict[str, object]:
    return {
        "name": reminder.name,
        "weekday": reminder.weekday,
        "at": f"{reminder.at:%H:%M}",
        "channel": None if reminder.channel is None else str(reminder.channel),
        "value": reminder.value_id,
    }


def _text(row: Reminder, schedule: Schedule) -> ReminderText:
    recurrence = Recurrence.load(row.recurrence)
    return ReminderText(
        id=row.id,
        guild_id=row.guild_id,
        name=row.name,
        weekday=DAYS[recurrence.weekdays[0]],
        at=recurrence.at,
        zone=schedule.zone,
        channel=Place.load(row.channel),
        chooses=Chooses(row.chooses),
        value_id=row.value_id,
        asks=Asks(row.asks),
        text=row.text,
        is_paused=schedule.is_paused,
        next_run_at=schedule.next_run_at,
    )
