"""A capability of the tests' own that is called by schedules and notes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import schedules
from bot.db import Database
from bot.firing import Rule
from bot.schedules import DueRun, Schedule, ScheduleRun, Schedules

GUILD = 800_000_000_000_000_001
KIND = "tests.weekly"
MONDAY_NINE = Rule.weekly("mon", 9, 0)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Diary:
    """A capability of the tests' own, and what it was asked to do."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.runs: list[DueRun] = []
        self.failed: list[DueRun] = []
        self.skipped: list[DueRun] = []
        self.trouble: BaseException | None = None
        self.stranded: list[int] = []
        self.schedules = Schedules(
            db, failed=self._failed, skipped=self._skipped, stranded=self._stranded
        )
        self.schedules.register(KIND, self._run)

    async def plan(self, *, subject_id: int = 1, rule: Rule = MONDAY_NINE, **more: object) -> None:
        options = {"guild_id": GUILD, "zone": "UTC", "now": MONDAY - timedelta(hours=1)} | more
        async with self.db.begin() as session:
            await schedules.plan(session, KIND, subject_id=subject_id, rule=rule, **options)  # type: ignore[arg-type]

    async def set_paused(self, paused: bool, now: datetime) -> None:
        async with self.db.begin() as session:
            schedule = await schedules.find(session, KIND, 1)
            assert schedule is not None
            await schedules.set_paused(session, schedule, paused=paused, now=now)

    async def outcomes(self) -> list[tuple[datetime, str]]:
        async with self.db.read() as session:
            rows = await session.execute(
                select(ScheduleRun.due_at, ScheduleRun.outcome).order_by(ScheduleRun.id)
            )
            return [(due_at, outcome) for due_at, outcome in rows]

    async def _run(self, session: AsyncSession, run: DueRun, now: datetime) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.runs.append(run)

    async def _failed(self, session: AsyncSession, run: DueRun, error: BaseException) -> None:
        self.failed.append(run)

    async def _skipped(self, session: AsyncSession, run: DueRun, now: datetime) -> None:
        self.skipped.append(run)

    async def _stranded(self, session: AsyncSession, schedule: Schedule, now: datetime) -> None:
        self.stranded.append(schedule.subject_id)
