"""Schedules: what is to happen by a rule, and runs that happen once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    JSON,
    Date,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Database, OwnId, Snowflake, UtcDateTime, insert_into
from bot.errors import MemberError
from bot.firing import Rule, is_zone, next_fire
from bot.models import MemberKey
from bot.sharding import ALL_SHARDS, Shards
from bot.switches import capability_of, resting

log = logging.getLogger(__name__)

DEFAULT_LATENESS = timedelta(hours=6)
RUNS_PER_TRANSACTION = 200
"""At most; and no more than fit."""

TRANSACTION_SECONDS = 0.05
"""On SQLite one writes at a time: an answer to a member waits behind a whole transaction."""

AT_FIRST = 10


class Outcome(StrEnum):
    """What became of a run."""

    ON_TIME = "on_time"
    LATE = "late"
    SKIPPED = "skipped"
    """It was too late for it."""
    FAILED = "failed"
    RESTED = "rested"
    """It fell on a day on which it is to rest."""


class Schedule(Base):
    """A rule of one capability. Deleted with what it belongs to."""

    __tablename__ = "schedules"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id"),
        Index("ix_schedules_next_run_at", "next_run_at"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int] = mapped_column(OwnId)
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
    zone: Mapped[str] = mapped_column(String(60))
    next_run_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lateness_seconds: Mapped[int]
    is_paused: Mapped[bool]
    until_on: Mapped[date | None] = mapped_column(Date)
    """The last day on which it may run, in its zone; None: it has no end."""
    skipped: Mapped[list[str]] = mapped_column(JSON)
    """Days in its zone that are left out, as ISO dates."""
    stride: Mapped[int]
    """Every how many-th time that the rule fires it runs; 1 for every time."""
    owner_id: Mapped[int | None] = mapped_column(Snowflake)


class ScheduleRun(Base):
    """One due moment of a schedule. Kept as long as the schedule."""

    __tablename__ = "schedule_runs"
    __table_args__ = (UniqueConstraint("schedule_id", "due_at"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    schedule_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("schedules.id", ondelete="CASCADE"), index=True
    )
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ran_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(10))


async def plan(
    session: AsyncSession,
    kind: str,
    *,
    guild_id: int,
    subject_id: int,
    rule: Rule,
    zone: str,
    now: datetime,
    owner_id: int | None = None,
    lateness: timedelta = DEFAULT_LATENESS,
    until_on: date | None = None,
    skipped: Iterable[date] = (),
) -> Schedule:
    """Have `kind`'s handler called for `subject_id` whenever the rule fires.

    Args:
        lateness: A run that is later than this is skipped and reported, never caught up.
        until_on: The last day on which it runs, in `zone`.
        skipped: Days in `zone` that are left out.
    """
    schedule = Schedule(
        guild_id=guild_id,
        kind=kind,
        subject_id=subject_id,
        rule=rule.dump(),
        zone=zone,
        lateness_seconds=int(lateness.total_seconds()),
        is_paused=False,
        until_on=until_on,
        skipped=_days(skipped),
        stride=1,
        owner_id=owner_id,
    )
    schedule.next_run_at = next_run(schedule, after=now)
    session.add(schedule)
    await session.flush()
    return schedule


async def find(session: AsyncSession, kind: str, subject_id: int) -> Schedule | None:
    """The schedule of a subject."""
    return await session.scalar(
        select(Schedule).where(Schedule.kind == kind, Schedule.subject_id == subject_id)
    )


async def set_paused(
    session: AsyncSession, schedule: Schedule, *, paused: bool, now: datetime
) -> None:
    """Stop or resume a schedule; what was due meanwhile is not caught up.

    Raises:
        NoSuchZone: It cannot run where there is no clock.
    """
    if not paused and not is_zone(schedule.zone):
        raise NoSuchZone(zone=schedule.zone)
    schedule.is_paused = paused
    schedule.next_run_at = None if paused else next_run(schedule, after=now)
    await session.flush()


async def reschedule(
    session: AsyncSession,
    schedule: Schedule,
    *,
    now: datetime,
    rule: Rule,
    zone: str,
    until_on: date | None,
    skipped: Iterable[date],
) -> None:
    """Let it follow another rule from now on; one that is paused stays so."""
    schedule.rule = rule.dump()
    schedule.zone = zone
    schedule.until_on = until_on
    schedule.skipped = _days(skipped)
    await set_paused(session, schedule, paused=schedule.is_paused, now=now)


async def set_stride(
    session: AsyncSession, schedule: Schedule, stride: int, *, now: datetime
) -> None:
    """Run only every so many-th time that the rule fires, or every time again with 1."""
    schedule.stride = stride
    await set_paused(session, schedule, paused=schedule.is_paused, now=now)


def next_run(
    schedule: Schedule, *, after: datetime, beyond: datetime | None = None
) -> datetime | None:
    """When it runs next, with everything that is left out left out; None: never again.

    Args:
        after: Where every so many-th time is counted from.
        beyond: What lies before this is passed over, though it is counted.
    """
    if beyond is not None and schedule.stride == 1:
        after = max(after, beyond)
    while True:
        moment = next(iter(upcoming(schedule, after=after, most=1)), None)
        if moment is None or beyond is None or moment > beyond:
            return moment
        after = moment


def upcoming(schedule: Schedule, *, after: datetime, most: int) -> list[datetime]:
    """The next moments at which it runs, in order; fewer than `most` when it ends before.

    A paused one is taken as if it ran; one whose zone does not exist any more never runs.
    """
    if not is_zone(schedule.zone):
        return []
    rule, left_out, tz = Rule.load(schedule.rule), set(schedule.skipped), ZoneInfo(schedule.zone)
    found: list[datetime] = []
    passed = 0
    while len(found) < most:
        moment = next_fire(rule, schedule.zone, after=after)
        if moment is None:
            break
        after, day = moment, moment.astimezone(tz).date()
        if schedule.until_on is not None and day > schedule.until_on:
            break
        if day.isoformat() in left_out:
            continue
        passed += 1
        if passed % schedule.stride == 0:
            found.append(moment)
    return found


def _days(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(set(days))]


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Unname a member as the one who set schedules up; they go on."""
    await session.execute(
        update(Schedule)
        .where(Schedule.guild_id == member.guild_id, Schedule.owner_id == member.user_id)
        .values(owner_id=None)
    )


async def record(session: AsyncSession, run_id: int, outcome: Outcome) -> None:
    """Keep what became of a run, where that shows only after it was claimed."""
    await session.execute(
        update(ScheduleRun).where(ScheduleRun.id == run_id).values(outcome=outcome)
    )


class NoSuchZone(MemberError):
    """The zone that it runs by is in the zone data no more, or never was."""

    key = "error-no-such-zone"


@dataclass(frozen=True)
class DueRun:
    """A run that this process has claimed."""

    id: int
    guild_id: int
    kind: str
    subject_id: int
    due_at: datetime
    is_too_late: bool


Handler = Callable[[AsyncSession, DueRun, datetime], Awaitable[None]]
"""What a capability does in a run, inside the run's own transaction."""

Name = Callable[[AsyncSession, int], Awaitable[str | None]]
"""From a subject's id to what stewards call it."""


class Schedules:
    """The tick that finds what is due, and the handlers it hands the runs to."""

    def __init__(
        self,
        db: Database,
        *,
        failed: Callable[[AsyncSession, DueRun, BaseException], Awaitable[None]],
        skipped: Callable[[AsyncSession, DueRun, datetime], Awaitable[None]],
        stranded: Callable[[AsyncSession, Schedule, datetime], Awaitable[None]],
    ) -> None:
        self._db = db
        self._handlers: dict[str, Handler] = {}
        self._names: dict[str, Name] = {}
        self._failed = failed
        self._skipped = skipped
        self._stranded = stranded
        self._at_once = AT_FIRST
        self.shards: Shards = ALL_SHARDS

    def register(self, kind: str, handler: Handler, *, name: Name | None = None) -> None:
        """Have `handler` called for every run of `kind`.

        Args:
            name: What stewards call a subject, to tell them which one it is about.
        """
        self._handlers[kind] = handler
        if name is not None:
            self._names[kind] = name

    async def name_of(self, session: AsyncSession, kind: str, subject_id: int) -> str | None:
        """What stewards call the subject of a schedule."""
        name = self._names.get(kind)
        return None if name is None else await name(session, subject_id)

    async def tick(self, now: datetime) -> int:
        """Run everything that is due and return how many runs that were.

        A run's row, the step to the next run and what the handler writes share one transaction: a
        crash leaves all of it or nothing.
        """
        total = 0
        while await self._is_something_due(now):
            async with self._db.begin() as session:
                begun = asyncio.get_running_loop().time()
                due = await self._claim(session, now)
                if due is None:
                    break  # another process is at it
                off = await resting(session, {run.guild_id for run in due})
                for run in due:
                    if capability_of(run.kind) in off.get(run.guild_id, ()):
                        await self._rest(session, run)
                    else:
                        await self._carry_out(session, run, now)
                    await asyncio.sleep(0)
                self._took(len(due), asyncio.get_running_loop().time() - begun)
            total += len(due)
        return total

    def _took(self, count: int, seconds: float) -> None:
        """Have the next transaction keep nobody waiting: what a run costs is its handler's."""
        fitting = int(count * TRANSACTION_SECONDS / seconds)
        most = min(self._at_once * 2, RUNS_PER_TRANSACTION)
        self._at_once = max(1, self._at_once // 2, min(fitting, most))

    async def next_at(self) -> datetime | None:
        """When something is due next."""
        query = select(Schedule.next_run_at).where(Schedule.next_run_at.is_not(None))
        query = self._ours(query.order_by(Schedule.next_run_at).limit(1))
        async with self._db.read() as session:
            found: datetime | None = await session.scalar(query)
            return found

    async def strand(self, session: AsyncSession, schedule: Schedule, now: datetime) -> None:
        """Let it rest: nobody can say when it would run."""
        log.error(
            "%s %d is paused: there is no zone %s",
            schedule.kind,
            schedule.subject_id,
            schedule.zone,
            extra={"guild_id": schedule.guild_id},
        )
        schedule.is_paused, schedule.next_run_at = True, None
        await self._stranded(session, schedule, now)

    async def _is_something_due(self, now: datetime) -> bool:
        """Look first: a look costs less than a transaction, and mostly there is nothing."""
        query = self._ours(select(Schedule.id).where(Schedule.next_run_at <= now).limit(1))
        async with self._db.read() as session:
            return await session.scalar(query) is not None

    def _ours(self, query: Select[Any]) -> Select[Any]:
        ours = self.shards.clause(Schedule.guild_id.expression)
        return query if ours is None else query.where(ours)

    async def _carry_out(self, session: AsyncSession, run: DueRun, now: datetime) -> None:
        if run.is_too_late:
            await self._skipped(session, run, now)
            return
        try:
            async with session.begin_nested():
                await self._handlers[run.kind](session, run, now)
        except Exception as error:  # noqa: BLE001  # outermost: one run must not stop the others
            await session.execute(
                update(ScheduleRun).where(ScheduleRun.id == run.id).values(outcome=Outcome.FAILED)
            )
            await self._failed(session, run, error)

    async def _rest(self, session: AsyncSession, run: DueRun) -> None:
        """Its capability is switched off: nothing happens, and nobody is told."""
        await session.execute(
            update(ScheduleRun).where(ScheduleRun.id == run.id).values(outcome=Outcome.SKIPPED)
        )

    async def _claim(self, session: AsyncSession, now: datetime) -> list[DueRun] | None:
        """Claim some of what is due, in as many statements as if it were one run.

        Returns:
            The runs; None if nothing is to be had.
        """
        query = (
            select(Schedule)
            .where(Schedule.next_run_at <= now)
            .order_by(Schedule.next_run_at, Schedule.id)
            .limit(self._at_once)
            .with_for_update(skip_locked=True)
        )
        due = (await session.scalars(self._ours(query))).all()
        if not due:
            return None
        found: dict[int, tuple[Schedule, datetime, Outcome]] = {}
        for schedule in due:
            assert schedule.next_run_at is not None
            if not is_zone(schedule.zone):
                await self.strand(session, schedule, now)
                continue
            due_at = schedule.next_run_at
            lateness = now - due_at
            window = timedelta(seconds=schedule.lateness_seconds)
            too_late = lateness > window
            # Behind a run that is too late there may be one that is not: of what a long absence
            # has missed, the last may still be made up for.
            schedule.next_run_at = next_run(
                schedule, after=due_at, beyond=max(due_at, now - window) if too_late else now
            )
            outcome = Outcome.SKIPPED if too_late else Outcome.ON_TIME
            if not too_late and lateness > timedelta(minutes=1):
                outcome = Outcome.LATE
            found[schedule.id] = schedule, due_at, outcome
        await session.flush()
        if not found:
            return []
        # What ran before somebody set the clock back, and then had it planned anew, has a row.
        inserted = await session.execute(
            insert_into(ScheduleRun, session.get_bind().dialect.name)
            .on_conflict_do_nothing(index_elements=["schedule_id", "due_at"])
            .returning(ScheduleRun.id, ScheduleRun.schedule_id),
            [
                {"schedule_id": id_, "due_at": due_at, "ran_at": now, "outcome": outcome}
                for id_, (_, due_at, outcome) in found.items()
            ],
        )
        run_ids = {schedule_id: run_id for run_id, schedule_id in inserted}
        return [
            DueRun(
                id=run_ids[schedule.id],
                guild_id=schedule.guild_id,
                kind=schedule.kind,
                subject_id=schedule.subject_id,
                due_at=due_at,
                is_too_late=outcome is Outcome.SKIPPED,
            )
            for schedule, due_at, outcome in found.values()
            if schedule.id in run_ids
        ]
