"""Schedules when clocks, zones and processes are not what they were."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import event, select, update
from sqlalchemy.engine import Engine

from bot import schedules
from bot.aligning import align
from bot.db import Database, PostgresDatabase, SqliteDatabase
from bot.firing import Rule
from bot.schedules import NoSuchZone, Outcome, Schedule
from tests.diaries import KIND, MONDAY, Diary

pytestmark = pytest.mark.asyncio

DAILY = Rule({"hour": "9", "minute": "0"})
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)
GONE = "Atlantic/Atlantis"


@pytest.fixture
def diary(each_db: Database) -> Diary:
    return Diary(each_db)


async def change(db: Database, subject_id: int, **columns: Any) -> None:
    async with db.begin() as session:
        query = update(Schedule).where(Schedule.subject_id == subject_id).values(**columns)
        await session.execute(query)


async def stored(db: Database, subject_id: int = 1) -> Schedule:
    async with db.read() as session:
        schedule = await schedules.find(session, KIND, subject_id)
        assert schedule is not None
        return schedule


async def test_one_whose_zone_is_gone_rests_and_is_told_while_the_others_run(
    diary: Diary,
) -> None:
    for number in (1, 2, 3):
        await diary.plan(subject_id=number)
    await change(diary.db, 1, zone=GONE)
    await change(diary.db, 3, zone=GONE, next_run_at=MONDAY + DAY)

    await align(diary.db, diary.schedules, MONDAY - HOUR)
    await diary.schedules.tick(MONDAY)

    assert diary.stranded == [1, 3]
    assert [run.subject_id for run in diary.runs] == [2]
    resting = await stored(diary.db)
    assert (resting.is_paused, resting.next_run_at) == (True, None)
    assert schedules.upcoming(resting, after=MONDAY, most=3) == []
    with pytest.raises(NoSuchZone):
        await diary.set_paused(False, MONDAY)
    await change(diary.db, 1, zone="UTC")
    await diary.set_paused(False, MONDAY + HOUR)
    await diary.schedules.tick(MONDAY + WEEK)
    assert [run.subject_id for run in diary.runs] == [2, 1, 2]


async def test_a_zone_that_vanishes_while_we_run_stops_nobody_else(diary: Diary) -> None:
    await diary.plan(subject_id=1)
    await diary.plan(subject_id=2)
    await change(diary.db, 1, zone=GONE)

    assert await diary.schedules.tick(MONDAY) == 1

    assert diary.stranded == [1]
    assert [run.subject_id for run in diary.runs] == [2]
    assert await diary.schedules.tick(MONDAY) == 0
    assert diary.stranded == [1]


@pytest.mark.parametrize("hours", [-1, 1])
async def test_when_zone_data_has_changed_what_is_to_come_moves_with_the_clock(
    diary: Diary, hours: int
) -> None:
    await diary.plan(subject_id=1, zone="Europe/Berlin")
    await diary.plan(subject_id=2, zone="Europe/Berlin")
    async with diary.db.begin() as session:
        schedule = await schedules.find(session, KIND, 2)
        assert schedule is not None
        await schedules.set_stride(session, schedule, 2, now=MONDAY - 2 * HOUR)
    right = [(await stored(diary.db, number)).next_run_at for number in (1, 2)]
    assert right[1] == MONDAY - HOUR + WEEK
    assert right[0] == MONDAY - HOUR + WEEK
    for number in (1, 2):
        await change(diary.db, number, next_run_at=MONDAY + WEEK - HOUR + hours * HOUR)

    assert await align(diary.db, diary.schedules, MONDAY) == 2
    assert await align(diary.db, diary.schedules, MONDAY) == 0

    assert [(await stored(diary.db, number)).next_run_at for number in (1, 2)] == right


async def test_what_new_zone_data_puts_behind_us_is_late_and_not_lost(diary: Diary) -> None:
    await diary.plan()
    await change(diary.db, 1, next_run_at=MONDAY + HOUR)
    now = MONDAY + HOUR / 2

    await align(diary.db, diary.schedules, now)
    await diary.schedules.tick(now)
    await diary.schedules.tick(MONDAY + HOUR)

    assert await diary.outcomes() == [(MONDAY, Outcome.LATE)]


async def test_set_back_two_hours_and_planned_anew_nothing_runs_twice_nor_stops(
    diary: Diary,
) -> None:
    await diary.plan(subject_id=1)
    await diary.schedules.tick(MONDAY)
    back = MONDAY - 2 * HOUR
    await diary.set_paused(True, back)
    await diary.set_paused(False, back)
    await diary.plan(subject_id=2, now=back)

    for minutes in range(0, 150, 10):
        await diary.schedules.tick(back + timedelta(minutes=minutes))
    await diary.schedules.tick(MONDAY + WEEK)

    assert [(run.subject_id, run.due_at) for run in diary.runs] == [
        (1, MONDAY),
        (2, MONDAY),
        (1, MONDAY + WEEK),
        (2, MONDAY + WEEK),
    ]


async def test_three_days_forward_and_back_bring_no_burst_and_no_second_run(diary: Diary) -> None:
    await diary.plan(rule=DAILY)
    await diary.schedules.tick(MONDAY)

    ahead = MONDAY + 3 * DAY + HOUR
    await diary.schedules.tick(ahead)
    for hours in range(1, 4 * 24 + 1):
        await diary.schedules.tick(MONDAY + hours * HOUR)

    assert await diary.outcomes() == [
        (MONDAY, Outcome.ON_TIME),
        (MONDAY + DAY, Outcome.SKIPPED),
        (MONDAY + 3 * DAY, Outcome.LATE),
        (MONDAY + 4 * DAY, Outcome.ON_TIME),
    ]


async def test_after_a_week_away_each_tells_one_skipped_run_and_makes_up_for_one_at_most(
    diary: Diary,
) -> None:
    await diary.plan(subject_id=1, rule=DAILY, lateness=6 * HOUR)
    await diary.plan(subject_id=2, rule=DAILY, lateness=timedelta(minutes=30))
    back = MONDAY + WEEK + HOUR

    await diary.schedules.tick(back)
    await diary.schedules.tick(back + HOUR)

    assert [(run.subject_id, run.due_at) for run in diary.runs] == [(1, MONDAY + WEEK)]
    assert [run.subject_id for run in diary.skipped] == [1, 2]
    assert (await stored(diary.db, 2)).next_run_at == MONDAY + WEEK + DAY


async def test_of_every_second_time_a_long_absence_keeps_the_count(diary: Diary) -> None:
    await diary.plan(rule=DAILY, lateness=HOUR)
    async with diary.db.begin() as session:
        schedule = await schedules.find(session, KIND, 1)
        assert schedule is not None
        await schedules.set_stride(session, schedule, 2, now=MONDAY - HOUR)
    await diary.schedules.tick(MONDAY + DAY)

    await diary.schedules.tick(MONDAY + 4 * DAY + 3 * HOUR)

    assert (await stored(diary.db)).next_run_at == MONDAY + 5 * DAY


@pytest_asyncio.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.thorough)])
async def two(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Diary, Diary]]:
    """Two processes that both believe that every server is theirs."""
    opened: Callable[[], SqliteDatabase | PostgresDatabase]
    if request.param == "sqlite":
        path: Path = request.getfixturevalue("database_path")
        opened = lambda: SqliteDatabase(f"sqlite+aiosqlite:///{path}")  # noqa: E731
    else:
        url: str = request.getfixturevalue("postgres_server")
        opened = lambda: PostgresDatabase(url)  # noqa: E731
    databases = opened(), opened()
    for db in databases:
        await db.start()
    async with databases[0].begin() as session:
        for schedule in await session.scalars(select(Schedule)):
            await session.delete(schedule)
    yield Diary(databases[0]), Diary(databases[1])
    for db in databases:
        await db.stop()


async def test_two_that_believe_they_own_a_server_run_nothing_twice(
    two: tuple[Diary, Diary],
) -> None:
    for number in range(30):
        await two[0].plan(subject_id=number + 1)

    for now in (MONDAY, MONDAY + WEEK):
        await asyncio.gather(*(diary.schedules.tick(now) for diary in two))

    runs = sorted((run.due_at, run.subject_id) for diary in two for run in diary.runs)
    assert runs == [(now, n + 1) for now in (MONDAY, MONDAY + WEEK) for n in range(30)]


async def test_claiming_takes_as_many_statements_for_many_runs_as_for_one(diary: Diary) -> None:
    await diary.plan(subject_id=1, now=MONDAY - WEEK - HOUR)
    for number in range(2, 11):
        await diary.plan(subject_id=number)
    sent: list[str] = []

    def note(_c: Any, _u: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            sent.append(statement)

    async def statements(now: datetime, expected: int) -> int:
        sent.clear()
        assert await Diary(diary.db).schedules.tick(now) == expected
        return len(sent)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert await statements(MONDAY - WEEK, 1) == await statements(MONDAY, 10)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
