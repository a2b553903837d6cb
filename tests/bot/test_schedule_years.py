"""Claimed over years in zones whose clocks change: what was asked for, and each run of it once."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import schedules
from bot.db import SqliteDatabase
from bot.firing import DAY_NAMES, Rule
from tests.diaries import KIND, Diary

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",  # at midnight
    "Asia/Beirut",  # at midnight
    "Africa/Cairo",  # at midnight
    "America/Havana",  # at midnight
    "Atlantic/Azores",  # at midnight, to and fro over UTC
    "Australia/Lord_Howe",  # by half an hour
    "Antarctica/Troll",  # by two hours
    "Africa/Casablanca",  # backwards for Ramadan
    "America/Asuncion",  # at midnight, until it stopped in 2024
    "Asia/Kathmandu",  # never
)
FIRST = date(2020, 1, 1)
BEGIN = datetime(2020, 1, 1, 12, tzinfo=UTC)
CHANGES_ON = {"Africa/Cairo": 4}
"""Clocks mostly change on a Sunday."""


@dataclass(frozen=True)
class Asked:
    """A weekly schedule, and by the calendar alone when it is to run."""

    zone: str
    weekday: int
    at: time
    stride: int
    until_on: date
    skipped: frozenset[date]

    @property
    def rule(self) -> Rule:
        return Rule.weekly(DAY_NAMES[self.weekday], self.at.hour, self.at.minute)

    def runs(self, last: datetime) -> list[datetime]:
        counted = [
            moment
            for day, moment in self._weekly()
            if day <= self.until_on and day not in self.skipped and moment > BEGIN
        ]
        return [moment for moment in counted[self.stride - 1 :: self.stride] if moment <= last]

    def _weekly(self) -> Iterator[tuple[date, datetime]]:
        day = FIRST
        while day.year < 2031:
            if day.weekday() == self.weekday:
                moment = datetime.combine(day, self.at, ZoneInfo(self.zone))
                yield day, moment.astimezone(UTC)
            day += timedelta(days=1)


def asked_of(dice: random.Random, zone: str, last: date, at: time) -> Asked:
    weekday = CHANGES_ON.get(zone, 6)
    days = [FIRST + timedelta(days=number) for number in range((last - FIRST).days)]
    due = [day for day in days if day.weekday() == weekday]
    return Asked(
        zone,
        weekday,
        at,
        stride=dice.choice((1, 2, 3)),
        until_on=last - timedelta(days=dice.randrange(60)),
        skipped=frozenset(dice.sample(due, len(due) // 10) + dice.sample(days, 20)),
    )


@pytest.mark.asyncio
@pytest.mark.thorough
async def test_whenever_the_clock_is_looked_at_and_set_back_each_run_asked_for_comes_once(
    db: SqliteDatabase,
) -> None:
    dice = random.Random(20200101)
    last = date(2030, 1, 1)
    diary = Diary(db)
    everything = dict(enumerate((asked_of(dice, zone, last, time(0, 30)) for zone in ZONES), 1))
    for subject_id, asked in everything.items():
        await diary.plan(
            subject_id=subject_id,
            rule=asked.rule,
            zone=asked.zone,
            until_on=asked.until_on,
            skipped=asked.skipped,
            lateness=timedelta(days=6),
            now=BEGIN,
        )
        async with db.begin() as session:
            schedule = await schedules.find(session, KIND, subject_id)
            assert schedule is not None
            await schedules.set_stride(session, schedule, asked.stride, now=BEGIN)

    now = latest = BEGIN
    while latest.date() < last:
        now += timedelta(hours=dice.choice((-2, 30, 143, 143, 143)))
        latest = max(latest, now)
        upcoming = await diary.schedules.next_at()
        if upcoming is not None and dice.random() < 0.3:
            now = latest = max(latest, upcoming)  # to the second
        await diary.schedules.tick(now)

    came: defaultdict[int, list[datetime]] = defaultdict(list)
    for run in diary.runs:
        came[run.subject_id].append(run.due_at)
    assert diary.skipped == []
    for subject_id, asked in everything.items():
        assert came[subject_id] == asked.runs(latest), asked
        assert asked.runs(latest)
