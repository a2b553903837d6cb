"""Which reminders there are, when they come, and changing that."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit, notices, schedules
from bot.errors import MemberError
from bot.schedules import Schedule
from bot.settings import Place
from cogs.reminders.models import Reminder
from cogs.reminders.service.options import Options, coming, of_row, read_name

KIND = "reminders.weekly"
"""The kind of the schedules, and so of the runs handed to `jobs`."""

ABOUT = tuple(f"reminders.{problem}" for problem in ("channel", "role", "ignored", "text", "polls"))
"""What notices about one reminder are about, before its id; they go with it."""

MOST_REMINDERS = 25
"""As many as one list, one field each, can show (Discord: 25 fields)."""


class NameTaken(MemberError):
    """There is a reminder of this name."""

    key = "reminders-name-taken"


class TooMany(MemberError):
    """The list of reminders is full."""

    key = "reminders-too-many"


class NoSuchReminder(MemberError):
    """There is no reminder of this name."""

    key = "reminders-no-such"


class ChangedMeanwhile(MemberError):
    """Somebody else changed the reminder since it was opened."""

    key = "reminders-changed-meanwhile"


class NothingToSkip(MemberError):
    """It does not come again anyway."""

    key = "reminders-nothing-to-skip"


@dataclass(frozen=True, kw_only=True)
class ReminderText(Options):
    """A reminder as it is read.

    Args:
        zone: Its own, or the server's when it was last planned.
        owner_id: Who set it up; None: the operator's file, or somebody who was forgotten.
        is_slowed: It comes half as often because nobody answered.
    """

    id: int
    guild_id: int
    zone: str
    owner_id: int | None
    is_paused: bool
    is_slowed: bool
    next_run_at: datetime | None

    @property
    def options(self) -> Options:
        """What stewards chose, alone."""
        return Options(**{one.name: getattr(self, one.name) for one in fields(Options)})


async def add(
    session: AsyncSession,
    guild_id: int,
    options: Options,
    *,
    zone: str,
    actor_id: int | None,
    now: datetime,
) -> ReminderText:
    """Have a value posted whenever the rule says.

    Args:
        zone: The server's.
        actor_id: The steward; None when the operator's file did it.

    Raises:
        BadName, NameTaken, TooMany: As they say.
    """
    options = replace(options, name=read_name(options.name))
    present = await list_reminders(session, guild_id)
    if len(present) >= MOST_REMINDERS:
        raise TooMany(most=MOST_REMINDERS)
    _require_free(present, options.name)
    row = Reminder(guild_id=guild_id, created_at=now, **options.columns())
    session.add(row)
    await session.flush()
    schedule = await schedules.plan(
        session,
        KIND,
        guild_id=guild_id,
        subject_id=row.id,
        rule=options.recurrence.schedule(),
        zone=options.own_zone or zone,
        until_on=options.until_on,
        skipped=options.skipped,
        owner_id=actor_id,
        now=now,
    )
    reminder = _text(row, schedule)
    await _note(session, "added", reminder, actor_id, None, _said(options), at=now)
    return reminder


async def edit(
    session: AsyncSession,
    reminder_id: int,
    options: Options,
    *,
    based_on: Options,
    zone: str,
    actor_id: int,
    now: datetime,
) -> ReminderText:
    """Have it be another from now on.

    Args:
        based_on: As it was when the steward began; what others changed since is not undone.
        zone: The server's.

    Raises:
        NoSuchReminder: It was removed meanwhile.
        ChangedMeanwhile: It is not as it was when they began.
        BadName, NameTaken: As they say.
    """
    # Held until this transaction ends: what two stewards change comes in turn.
    await session.get(Reminder, reminder_id, with_for_update=True, populate_existing=True)
    before = await get_reminder(session, reminder_id)
    if before.options != based_on:
        raise ChangedMeanwhile(name=before.name)
    options = replace(options, name=read_name(options.name))
    others = await list_reminders(session, before.guild_id)
    _require_free([other for other in others if other.id != reminder_id], options.name)
    row = await session.get_one(Reminder, reminder_id)
    for column, value in options.columns().items():
        setattr(row, column, value)
    if (options.text, options.asks) != (before.text, before.asks):
        row.answered_from = now
    schedule = await _schedule(session, reminder_id)
    meant = (options.recurrence, options.own_zone or zone, options.until_on, options.skipped)
    if meant != (before.recurrence, before.zone, before.until_on, before.skipped):
        await schedules.reschedule(
            session,
            schedule,
            rule=options.recurrence.schedule(),
            zone=options.own_zone or zone,
            until_on=options.until_on,
            skipped=options.skipped,
            now=now,
        )
    await session.flush()
    reminder = _text(row, schedule)
    was, is_ = _said(before.options), _said(options)
    changed = {key: value for key, value in is_.items() if was[key] != value}
    if changed:
        unchanged = {"name": before.name} | {key: was[key] for key in changed}
        await _note(
            session,
            "edited",
            reminder,
            actor_id,
            unchanged,
            {"name": options.name} | changed,
            at=now,
        )
    return reminder


async def skip_next(
    session: AsyncSession, guild_id: int, name: str, *, actor_id: int, now: datetime
) -> tuple[ReminderText, datetime]:
    """Leave its next run out; the run that is left out.

    Raises:
        NoSuchReminder: There is none of this name.
        NothingToSkip: It does not come again, or is paused.
    """
    reminder = await get_by_name(session, guild_id, name)
    if reminder.next_run_at is None:
        raise NothingToSkip(name=reminder.name)
    left_out = reminder.next_run_at
    day = left_out.astimezone(ZoneInfo(reminder.zone)).date()
    changed = await _skip(session, reminder, {*reminder.skipped, day}, now=now)
    await _note(
        session,
        "skipped",
        reminder,
        actor_id,
        None,
        {"name": reminder.name, "day": day.isoformat()},
        at=now,
    )
    return changed, left_out


async def skip_not(
    session: AsyncSession, reminder_id: int, day: date, *, actor_id: int, now: datetime
) -> ReminderText:
    """Have it come on a day after all that was left out; doing it twice changes nothing.

    Raises:
        NoSuchReminder: It was removed.
    """
    reminder = await get_reminder(session, reminder_id)
    if day not in reminder.skipped:
        return reminder
    changed = await _skip(session, reminder, set(reminder.skipped) - {day}, now=now)
    said: dict[str, object] = {"name": reminder.name, "day": day.isoformat()}
    await _note(session, "skipped", reminder, actor_id, said, None, at=now)
    return changed


async def find_name(session: AsyncSession, reminder_id: int) -> str | None:
    """What a reminder is called, if it is there still."""
    name: str | None = await session.scalar(select(Reminder.name).where(Reminder.id == reminder_id))
    return name


def upcoming(reminder: ReminderText, *, now: datetime, count: int) -> list[datetime]:
    """The next runs, as often as its rule says."""
    return coming(reminder, server_zone=reminder.zone, now=now, most=count)


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
        {"name": reminder.name, "paused": not paused},
        {"name": reminder.name, "paused": paused},
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
    for about in ABOUT:
        await notices.close_notice(session, f"{about}:{reminder.id}", guild_id=guild_id, now=now)
    await _note(session, "removed", reminder, actor_id, _said(reminder.options), None, at=now)
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


async def _skip(
    session: AsyncSession, reminder: ReminderText, days: Collection[date], *, now: datetime
) -> ReminderText:
    schedule = await _schedule(session, reminder.id)
    today = now.astimezone(ZoneInfo(reminder.zone)).date()
    await schedules.reschedule(
        session,
        schedule,
        rule=reminder.recurrence.schedule(),
        zone=reminder.zone,
        until_on=reminder.until_on,
        skipped=[day for day in days if day >= today],
        now=now,
    )
    return await get_reminder(session, reminder.id)


def _require_free(present: Iterable[ReminderText], name: str) -> None:
    if any(reminder.name.casefold() == name.casefold() for reminder in present):
        raise NameTaken(name=name)


async def _note(
    session: AsyncSession,
    what: str,
    reminder: ReminderText,
    actor_id: int | None,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    *,
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


def _said(options: Options) -> dict[str, object]:
    """What stands in the audit."""
    said = options.dump()
    said["channel"] = None if options.channel is None else str(options.channel)
    return said


def _text(row: Reminder, schedule: Schedule) -> ReminderText:
    return ReminderText(
        **of_row(row, zone=schedule.zone, until_on=schedule.until_on, skipped=schedule.skipped),
        id=row.id,
        guild_id=row.guild_id,
        zone=schedule.zone,
        owner_id=schedule.owner_id,
        is_paused=schedule.is_paused,
        is_slowed=row.slowed_at is not None,
        next_run_at=schedule.next_run_at,
    )
