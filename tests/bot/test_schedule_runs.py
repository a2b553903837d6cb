"""Whatever the rule and however often somebody looks: each run is claimed once."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import schedules
from bot.db import SqliteDatabase
from bot.firing import DAY_NAMES, Rule
from tests.diaries import KIND, Diary

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Asia/Beirut",
    "Africa/Cairo",
    "Atlantic/Azores",
    "America/Havana",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Africa/Casablanca",
)
"""Five of them change their clocks at midnight."""

HOUR = timedelta(hours=1)
Case = tuple[list[int], int, int, int, str, date, int | None, frozenset[int], int, int, list[int]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Weekdays, hour, minute, every n weeks, zone, start, last day, days off, stride, window."""
    return (
        sorted(draw(st.sets(st.integers(0, 6), min_size=1))),
        draw(st.integers(0, 23)),
        draw(st.integers(0, 59)),
        draw(st.integers(1, 3)),
        draw(st.sampled_from(ZONES)),
        date(2020, 1, 1) + timedelta(days=draw(st.integers(0, 3600))),
        draw(st.none() | st.integers(5, 90)),
        frozenset(draw(st.sets(st.integers(0, 60), max_size=10))),
        draw(st.integers(1, 3)),
        draw(st.integers(1, 30)),
        draw(st.lists(st.integers(-2, 20) | st.integers(0, 200), min_size=20, max_size=40)),
    )


def expected(case: Case) -> list[datetime]:
    """Every run there would be if somebody looked all the time, from the calendar alone."""
    weekdays, hour, minute, every, zone, start, last, off, stride, _, _ = case
    tz, begin = ZoneInfo(zone), datetime.combine(start, datetime.min.time(), UTC)
    monday = start - timedelta(days=start.weekday())
    fires = []
    for number in range(-1, 500):
        day = start + timedelta(days=number)
        if day.weekday() not in weekdays or (day - monday).days // 7 % every:
            continue
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=tz).astimezone(UTC)
        # What is left out are the days on which it would stand, where the clocks leap midnight.
        there = (moment.astimezone(tz).date() - start).days
        if moment <= begin or (last is not None and there > last) or there in off:
            continue
        fires.append(moment)
    return fires[stride - 1 :: stride]


def run_by_hand(case: Case) -> tuple[list[datetime], list[datetime]]:
    """What is done and what is skipped, given when somebody looks."""
    *_, start, _, _, _, window, steps = case
    ahead, latest = expected(case), timedelta(hours=window)
    done: list[datetime] = []
    skipped: list[datetime] = []
    now = datetime.combine(start, datetime.min.time(), UTC)
    for step in steps:
        now += step * HOUR
        while ahead and ahead[0] <= now:
            due_at = ahead[0]
            is_late = now - due_at > latest
            (skipped if is_late else done).append(due_at)
            beyond = max(due_at, now - latest) if is_late else now
            ahead = [moment for moment in ahead if moment > beyond]
    return done, skipped


def play(case: Case, path: Path) -> tuple[list[datetime], list[datetime]]:
    """The same with a database."""
    weekdays, hour, minute, every, zone, start, last, off, stride, window, steps = case
    begin = datetime.combine(start, datetime.min.time(), UTC)
    names = ",".join(DAY_NAMES[weekday] for weekday in weekdays)
    cron = {"day_of_week": names, "hour": str(hour), "minute": str(minute)}

    async def played() -> tuple[list[datetime], list[datetime]]:
        db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        await db.start()
        diary = Diary(db)
        await diary.plan(
            rule=Rule(cron, every, start if every > 1 else None),
            zone=zone,
            now=begin,
            lateness=timedelta(hours=window),
            until_on=None if last is None else start + timedelta(days=last),
            skipped=[start + timedelta(days=day) for day in off],
        )
        async with db.begin() as session:
            schedule = await schedules.find(session, KIND, 1)
            assert schedule is not None
            await schedules.set_stride(session, schedule, stride, now=begin)
        now = begin
        for step in steps:
            now += step * HOUR
            await diary.schedules.tick(now)
        await db.stop()
        return [run.due_at for run in diary.runs], [run.due_at for run in diary.skipped]

    return asyncio.run(played())


FIXTURES = [HealthCheck.function_scoped_fixture]


@settings(max_examples=2, deadline=None, suppress_health_check=FIXTURES)
@given(cases())
def test_each_run_is_claimed_exactly_once_whatever_the_rule_and_the_clock(
    empty_database: Path, tmp_path: Path, case: Case
) -> None:
    assert play(case, Path(shutil.copy(empty_database, tmp_path / "a.db"))) == run_by_hand(case)


@pytest.mark.thorough
@settings(max_examples=25, deadline=None, suppress_health_check=FIXTURES)
@given(cases())
def test_each_run_is_claimed_exactly_once_with_many_rules(
    empty_database: Path, tmp_path: Path, case: Case
) -> None:
    assert play(case, Path(shutil.copy(empty_database, tmp_path / "b.db"))) == run_by_hand(case)
