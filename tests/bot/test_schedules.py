"""Rules by the wall clock: no run lost, none doubled, through every change of the clocks."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import schedules
from bot.db import Database, SqliteDatabase
from bot.firing import Rule, next_fire
from bot.schedules import Outcome
from bot.sharding import Shards
from tests.diaries import GUILD, KIND, MONDAY, MONDAY_NINE, Diary

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST, LAST = date(2020, 1, 1), date(2029, 12, 31)
QUARTER = timedelta(minutes=15)
WEEK = timedelta(days=7)

ZONES = (
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Santiago",  # at midnight
    "Asia/Beirut",  # at midnight
    "Africa/Cairo",  # at midnight, and only from 2023 on
    "Atlantic/Azores",  # at midnight, to and fro over UTC
    "America/Havana",  # at midnight
    "America/Asuncion",  # at midnight, until it stopped in 2024
    "Australia/Lord_Howe",  # by half an hour
    "Antarctica/Troll",  # by two hours
    "Asia/Kathmandu",  # never, at a quarter past
    "Africa/Casablanca",  # backwards for Ramadan
    "America/Scoresbysund",  # changed its zone and its clocks in one night of 2024
)


def says(moment: datetime, zone: str) -> datetime:
    """What the clock on the wall says, without its zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def fires(rule: Rule, zone: str, *, after: datetime, until: datetime) -> Iterator[datetime]:
    moment = next_fire(rule, zone, after=after)
    while moment is not None and moment <= until:
        yield moment
        moment = next_fire(rule, zone, after=moment)


def days_from(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def change_days(zone: str) -> list[date]:
    """The days on which a zone's clocks change, by comparing each noon with the one before."""
    tz = ZoneInfo(zone)
    offsets = {
        day: datetime.combine(day, time(12), tz).utcoffset() for day in days_from(FIRST, LAST)
    }
    return [
        day for day in offsets if offsets[day] != offsets.get(day - timedelta(days=1), offsets[day])
    ]


class Wall:
    """A clock on a wall over a few days, read every quarter of an hour instead of calculated."""

    def __init__(self, zone: str, first: date, last: date) -> None:
        self.first_coming: dict[datetime, datetime] = {}
        self.readings: list[tuple[datetime, datetime]] = []
        moment = datetime.combine(first, time(0), UTC) - timedelta(hours=16)
        while moment < datetime.combine(last, time(0), UTC) + timedelta(hours=40):
            wall = says(moment, zone)
            self.first_coming.setdefault(wall, moment)
            self.readings.append((moment, wall))
            moment += QUARTER

    def fires(self, day: date, at: time) -> datetime:
        """By definition: at the time's first coming, or as long after the jump as before it."""
        wanted = datetime.combine(day, at)
        if wanted in self.first_coming:
            return self.first_coming[wanted]
        moment, wall = max(reading for reading in self.readings if reading[1] < wanted)
        return moment + (wanted - wall)


@pytest.mark.parametrize("zone", ZONES)
def test_in_ten_years_no_weekly_run_is_lost_or_doubled(zone: str) -> None:
    after = datetime.combine(FIRST - timedelta(days=2), time(0), UTC)
    until = datetime.combine(LAST + timedelta(days=2), time(0), UTC)
    changes_on = 4 if zone == "Africa/Cairo" else 6
    for weekday, hour, minute in ((changes_on, 0, 0), (changes_on, 2, 30)):
        rule = Rule.weekly(DAYS[weekday], hour, minute)

        runs = [says(run, zone).date() for run in fires(rule, zone, after=after, until=until)]

        wanted = [day for day in days_from(FIRST, LAST) if day.weekday() == weekday]
        assert [day for day in runs if FIRST <= day <= LAST] == wanted


@pytest.mark.parametrize("zone", ZONES)
def test_around_every_change_a_run_comes_when_the_clock_on_the_wall_says_so(zone: str) -> None:
    for changed in change_days(zone):
        days = [changed + timedelta(days=step) for step in (-1, 0, 1)]
        wall = Wall(zone, days[0], days[-1])
        for quarter in (*range(16), *range(88, 96)):
            at = time(quarter // 4, quarter % 4 * 15)
            wanted = [wall.fires(day, at) for day in days]
            rule = Rule({"hour": str(at.hour), "minute": str(at.minute)})

            after = wanted[0] - timedelta(seconds=1)
            runs = list(fires(rule, zone, after=after, until=wanted[-1]))

            assert runs == wanted, f"{changed}, {at}"


def test_a_time_that_is_jumped_over_moves_forward_and_one_that_comes_twice_fires_once() -> None:
    daily = Rule({"hour": "2", "minute": "30"})
    spring = datetime(2026, 3, 28, 12, tzinfo=UTC)
    autumn = datetime(2026, 10, 24, 12, tzinfo=UTC)

    (sprung,) = fires(daily, "Europe/Berlin", after=spring, until=spring + timedelta(days=1))
    (fallen,) = fires(daily, "Europe/Berlin", after=autumn, until=autumn + timedelta(days=1))

    assert f"{says(sprung, 'Europe/Berlin'):%d %H:%M}" == "29 03:30"
    assert fallen == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_jumped_over_time_does_not_overtake_one_that_follows_it() -> None:
    rule = Rule({"hour": "2", "minute": "20,35"})
    before = datetime(2026, 10, 3, 12, tzinfo=UTC)

    runs = fires(rule, "Australia/Lord_Howe", after=before, until=before + timedelta(days=1))

    assert [f"{says(run, 'Australia/Lord_Howe'):%H:%M}" for run in runs] == ["02:35", "02:50"]


def test_a_day_that_a_zone_leaves_out_loses_no_run() -> None:
    friday = Rule.weekly("fri", 9, 0)
    # Samoa had no 30 December 2011, a Friday: its clocks went from Thursday to Saturday.
    saturday_morning = datetime(2011, 12, 30, 16, tzinfo=UTC)

    moment = next_fire(friday, "Pacific/Apia", after=saturday_morning)

    assert moment is not None
    assert f"{says(moment, 'Pacific/Apia'):%F %H:%M}" == "2011-12-31 09:00"


def test_every_second_week_goes_on_over_the_turn_of_the_year() -> None:
    rule = Rule(MONDAY_NINE.cron, every_weeks=2, anchor_on=date(2026, 12, 16))
    after = datetime(2026, 12, 1, tzinfo=UTC)

    runs = list(fires(rule, "UTC", after=after, until=after + timedelta(days=60)))

    assert [run.date() for run in runs] == [
        date(2026, 12, 14),
        date(2026, 12, 28),
        date(2027, 1, 11),
        date(2027, 1, 25),
    ]
    assert Rule.load(rule.dump()) == rule


def test_a_day_that_never_comes_never_fires() -> None:
    assert next_fire(Rule({"month": "2", "day": "31"}), "UTC", after=MONDAY) is None


@pytest.fixture
def diary(each_db: Database) -> Diary:
    return Diary(each_db)


@pytest.mark.asyncio
async def test_a_run_comes_when_it_is_due_and_only_once(diary: Diary) -> None:
    await diary.plan()

    assert await diary.schedules.tick(MONDAY - timedelta(seconds=1)) == 0
    assert await diary.schedules.tick(MONDAY) == 1
    assert await diary.schedules.tick(MONDAY + timedelta(seconds=20)) == 0
    assert await diary.schedules.tick(MONDAY + WEEK) == 1

    assert [run.due_at for run in diary.runs] == [MONDAY, MONDAY + WEEK]
    assert await diary.outcomes() == [(MONDAY, Outcome.ON_TIME), (MONDAY + WEEK, Outcome.ON_TIME)]


@pytest.mark.asyncio
async def test_two_ticks_at_once_share_the_runs_between_them(diary: Diary) -> None:
    for number in range(20):
        await diary.plan(subject_id=number + 1)

    counts = await asyncio.gather(*(diary.schedules.tick(MONDAY) for _ in range(4)))

    assert sum(counts) == 20
    assert sorted(run.subject_id for run in diary.runs) == list(range(1, 21))


@pytest.mark.asyncio
async def test_a_late_run_is_done_and_marked_and_a_run_past_its_window_is_skipped_and_told(
    diary: Diary,
) -> None:
    await diary.plan(lateness=timedelta(hours=2))

    await diary.schedules.tick(MONDAY + timedelta(hours=2))
    await diary.schedules.tick(MONDAY + 3 * WEEK + timedelta(hours=3))

    assert [run.due_at for run in diary.runs] == [MONDAY]
    assert [run.due_at for run in diary.skipped] == [MONDAY + WEEK]
    assert [outcome for _, outcome in await diary.outcomes()] == [Outcome.LATE, Outcome.SKIPPED]
    await diary.schedules.tick(MONDAY + 4 * WEEK)
    assert [run.due_at for run in diary.runs] == [MONDAY, MONDAY + 4 * WEEK]


@pytest.mark.asyncio
async def test_after_a_long_absence_the_last_run_that_was_missed_is_made_up_for_within_its_window(
    diary: Diary,
) -> None:
    await diary.plan(lateness=timedelta(hours=2))
    back = MONDAY + 2 * WEEK + timedelta(hours=1)

    await diary.schedules.tick(back)
    await diary.schedules.tick(back + timedelta(seconds=20))

    assert [run.due_at for run in diary.skipped] == [MONDAY]
    assert [run.due_at for run in diary.runs] == [MONDAY + 2 * WEEK]
    assert [outcome for _, outcome in await diary.outcomes()] == [Outcome.SKIPPED, Outcome.LATE]


@pytest.mark.asyncio
async def test_a_crash_in_the_middle_of_a_run_leaves_nothing_of_it_and_the_run_to_do(
    diary: Diary,
) -> None:
    await diary.plan()
    diary.trouble = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        await diary.schedules.tick(MONDAY)
    assert await diary.outcomes() == []

    diary.trouble = None
    await diary.schedules.tick(MONDAY + timedelta(seconds=20))

    assert [run.due_at for run in diary.runs] == [MONDAY]


@pytest.mark.asyncio
async def test_a_run_that_fails_is_told_and_stops_no_other(diary: Diary) -> None:
    await diary.plan(subject_id=1)
    async with diary.db.begin() as session:
        await schedules.plan(
            session,
            "tests.unknown",
            guild_id=GUILD,
            subject_id=1,
            rule=MONDAY_NINE,
            zone="UTC",
            now=MONDAY - timedelta(hours=1),
        )

    await diary.schedules.tick(MONDAY)

    assert [run.kind for run in diary.runs] == [KIND]
    assert [run.kind for run in diary.failed] == ["tests.unknown"]
    assert sorted(outcome for _, outcome in await diary.outcomes()) == ["failed", "on_time"]


@pytest.mark.asyncio
async def test_paused_it_rests_and_resumed_it_catches_nothing_up(diary: Diary) -> None:
    await diary.plan()
    await diary.set_paused(True, MONDAY - timedelta(minutes=1))

    assert await diary.schedules.tick(MONDAY + timedelta(minutes=1)) == 0
    await diary.set_paused(False, MONDAY + timedelta(minutes=2))
    assert await diary.schedules.tick(MONDAY + timedelta(minutes=3)) == 0
    assert await diary.schedules.tick(MONDAY + WEEK) == 1


@pytest.mark.asyncio
async def test_a_process_runs_only_what_belongs_to_its_shards(diary: Diary) -> None:
    mine, others = (5 << 22) * 2, (5 << 22) * 2 + (1 << 22)
    await diary.plan(subject_id=1, guild_id=mine)
    await diary.plan(subject_id=2, guild_id=others)
    diary.schedules.shards = Shards(2, (0,))

    await diary.schedules.tick(MONDAY)

    assert [run.guild_id for run in diary.runs] == [mine]


STEPS = st.lists(
    st.one_of(
        st.integers(min_value=20, max_value=6 * 3600),
        st.integers(min_value=-2 * 3600, max_value=0),
    ),
    min_size=30,
    max_size=60,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    days=st.integers(0, 3285),
    seconds=st.integers(0, 86_399),
    steps=STEPS,
)
def test_however_the_clock_is_moved_each_due_moment_runs_exactly_once(
    empty_database: Path,
    tmp_path: Path,
    zone: str,
    hour: int,
    minute: int,
    days: int,
    seconds: int,
    steps: list[int],
) -> None:
    rule = Rule({"hour": str(hour), "minute": str(minute)})
    begin = datetime.combine(FIRST, time(0), UTC) + timedelta(days=days, seconds=seconds)

    async def play() -> tuple[list[datetime], datetime]:
        path = shutil.copy(empty_database, tmp_path / "played.db")
        db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        await db.start()
        diary = Diary(db)
        await diary.plan(rule=rule, zone=zone, now=begin, lateness=timedelta(hours=6))
        now = latest = begin
        for step in steps:
            now += timedelta(seconds=step)
            latest = max(latest, now)
            await diary.schedules.tick(now)
        await db.stop()
        assert diary.skipped == []
        return [run.due_at for run in diary.runs], latest

    runs, latest = asyncio.run(play())

    assert runs == list(fires(rule, zone, after=begin, until=latest))
