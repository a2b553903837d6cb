"""Rules in local time, when they next fire, and runs that happen once.

A rule speaks of the wall clock: "Mondays at nine". APScheduler computes with it in UTC on the wall
clock *labelled* as UTC, and only the result is put into its zone; its own zone-aware triggers lose
or double runs when clocks change. A time that the clocks jump over moves forward by the jump; one
that comes twice fires at its first coming.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Database, OwnId, Snowflake, UtcDateTime
from bot.models import MemberKey
from bot.sharding import ALL_SHARDS, Shards

LOOK_BACK = timedelta(hours=25)
"""Longer than any clock change, which crossing the date line is too (Samoa, 30 December 2011): a
time that was jumped over lies ahead though the clock is past it."""

DEFAULT_LATENESS = timedelta(hours=6)
RUNS_PER_TRANSACTION = 200


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


@dataclass(frozen=True)
class Rule:
    """When something happens, by the wall clock.

    `cron` holds APScheduler's cron fields (weekdays by name: in APScheduler 0 is Monday). With
    `every_weeks` above 1 only every n-th week counts, starting with the week of `anchor_on`.
    """

    cron: dict[str, str] = field(default_factory=dict)
    every_weeks: int = 1
    anchor_on: date | None = None

    @classmethod
    def weekly(cls, weekday: str, hour: int, minute: int) -> Rule:
        """Every week.

        Args:
            weekday: `mon` to `sun`.
        """
        return cls({"day_of_week": weekday, "hour": str(hour), "minute": str(minute)})

    def dump(self) -> dict[str, Any]:
        """Plain data for the database."""
        anchor = self.anchor_on.isoformat() if self.anchor_on else None
        return {"cron": self.cron, "every_weeks": self.every_weeks, "anchor_on": anchor}

    @classmethod
    def load(cls, stored: dict[str, Any]) -> Rule:
        """As `dump` stored it."""
        anchor = stored["anchor_on"]
        return cls(
            stored["cron"], stored["every_weeks"], date.fromisoformat(anchor) if anchor else None
        )


def next_fire(rule: Rule, zone: str, *, after: datetime) -> datetime | None:
    """The first moment after `after` at which the rule fires; None if it never does."""
    tz = ZoneInfo(zone)
    trigger = _trigger(tuple(sorted(rule.cron.items())))
    wall = _label(after, tz) - LOOK_BACK
    first: datetime | None = None
    while True:
        found: datetime | None = trigger.get_next_fire_time(None, wall)
        # A time that was jumped over fires later than some that follow it on the clock, so the
        # search goes on up to where the clock stands at the moment found.
        if found is None or (first is not None and found >= _label(first, tz)):
            return first
        wall = found + timedelta(seconds=1)
        if not _week_counts(rule, found.date()):
            continue
        moment = found.replace(tzinfo=tz, fold=0).astimezone(UTC)
        if moment > after and (first is None or moment < first):
            first = moment


@lru_cache(maxsize=1000)
def _trigger(cron: tuple[tuple[str, str], ...]) -> CronTrigger:
    return CronTrigger(timezone=UTC, second="0", **dict(cron))


def _label(moment: datetime, tz: ZoneInfo) -> datetime:
    """What the clock on the wall says, labelled as UTC."""
    return moment.astimezone(tz).replace(tzinfo=UTC, fold=0)


def _week_counts(rule: Rule, day: date) -> bool:
    if rule.every_weeks == 1 or rule.anchor_on is None:
        return True
    anchor = rule.anchor_on - timedelta(days=rule.anchor_on.weekday())
    return (day - anchor).days // 7 % rule.every_weeks == 0


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
    """Stop or resume a schedule; what was due meanwhile is not caught up."""
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


def next_run(schedule: Schedule, *, after: datetime) -> datetime | None:
    """When it runs next, with everything that is left out left out; None: never again."""
    return next(iter(upcoming(schedule, after=after, most=1)), None)


def upcoming(schedule: Schedule, *, after: datetime, most: int) -> list[datetime]:
    """The next moments at which it runs, in order; fewer than `most` when it ends before.

    A paused one is taken as if it ran.
    """
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


class Schedules:
    """The tick that finds what is due, and the handlers it hands the runs to."""

    def __init__(
        self,
        db: Database,
        *,
        failed: Callable[[AsyncSession, DueRun, BaseException], Awaitable[None]],
        skipped: Callable[[AsyncSession, DueRun, datetime], Awaitable[None]],
    ) -> None:
        self._db = db
        self._handlers: dict[str, Handler] = {}
        self._failed = failed
        self._skipped = skipped
        self.shards: Shards = ALL_SHARDS

    def register(self, kind: str, handler: Handler) -> None:
        """Have `handler` called for every run of `kind`."""
        self._handlers[kind] = handler

    async def tick(self, now: datetime) -> int:
        """Run everything that is due and return how many runs that were.

        A run's row, the step to the next run and what the handler writes share one transaction: a
        crash leaves all of it or nothing.
        """
        total = 0
        while True:
            async with self._db.begin() as session:
                due = await self._claim(session, now)
                for run in due:
                    await self._carry_out(session, run, now)
            total += len(due)
            if not due:
                return total

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

    async def _claim(self, session: AsyncSession, now: datetime) -> list[DueRun]:
        query = (
            select(Schedule)
            .where(Schedule.next_run_at <= now)
            .order_by(Schedule.next_run_at, Schedule.id)
            .limit(RUNS_PER_TRANSACTION)
            .with_for_update(skip_locked=True)
        )
        ours = self.shards.clause(Schedule.guild_id.expression)
        if ours is not None:
            query = query.where(ours)
        due: list[DueRun] = []
        for schedule in (await session.scalars(query)).all():
            assert schedule.next_run_at is not None
            due_at = schedule.next_run_at
            lateness = now - due_at
            window = timedelta(seconds=schedule.lateness_seconds)
            too_late = lateness > window
            # Behind a run that is too late there may be one that is not: of what a long absence
            # has missed, the last may still be made up for.
            after = max(due_at, now - window) if too_late else now
            schedule.next_run_at = next_run(schedule, after=after)
            outcome = Outcome.SKIPPED if too_late else Outcome.ON_TIME
            if not too_late and lateness > timedelta(minutes=1):
                outcome = Outcome.LATE
            run = ScheduleRun(schedule_id=schedule.id, due_at=due_at, ran_at=now, outcome=outcome)
            session.add(run)
            await session.flush()
            due.append(
                DueRun(
                    id=run.id,
                    guild_id=schedule.guild_id,
                    kind=schedule.kind,
                    subject_id=schedule.subject_id,
                    due_at=due_at,
                    is_too_late=too_late,
                )
            )
        return due
