"""Counts by week, step and duration: right within a known bound, and nobody's."""

from __future__ import annotations

import asyncio
import statistics
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.db import Base, Database
from bot.models import MemberKey
from cogs.onboarding import service
from cogs.onboarding.models import Tally
from cogs.onboarding.service import tallies
from cogs.onboarding.service.tallies import Count
from tests.conftest import GUILD

WEEK = date(2026, 3, 2)
DURATIONS = st.floats(min_value=1, max_value=30 * 86_400, allow_nan=False)


async def counted(db: Database) -> dict[tuple[date, str, int], int]:
    async with db.read() as session:
        rows = await session.scalars(select(Tally).where(Tally.guild_id == GUILD))
    return {(row.week, row.step, row.bucket): row.count for row in rows}


@given(st.lists(DURATIONS, min_size=1, max_size=60))
def test_a_median_of_buckets_is_at_most_12_percent_off(seconds: list[float]) -> None:
    buckets = Counter(tallies.bucket_of(timedelta(seconds=took)) for took in seconds)

    told = tallies.median_of(buckets)

    assert told is not None
    true = statistics.median(seconds)
    assert abs(told.total_seconds() - true) <= tallies.ERROR * true + 1e-3
    assert tallies.ERROR < 0.12


@given(DURATIONS, DURATIONS)
def test_a_longer_time_is_never_in_an_earlier_bucket(one: float, other: float) -> None:
    short, long = sorted((one, other))

    assert tallies.bucket_of(timedelta(seconds=short)) <= tallies.bucket_of(timedelta(seconds=long))


def test_what_is_shorter_or_longer_than_the_scale_counts_at_its_ends() -> None:
    assert tallies.bucket_of(timedelta()) == 1
    assert tallies.bucket_of(timedelta(seconds=-3)) == 1
    assert tallies.bucket_of(timedelta(days=30)) < tallies.BUCKETS
    assert tallies.bucket_of(timedelta(days=400)) == tallies.BUCKETS
    assert tallies.median_of({tallies.BUCKETS: 3}) == timedelta(days=30)


def test_no_time_has_no_median() -> None:
    assert tallies.median_of({}) is None
    assert tallies.median_of({tallies.REACHED: 7}) is None


def test_a_week_begins_on_monday_by_the_clocks_of_the_server() -> None:
    late_on_sunday_in_utc = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

    assert tallies.week_of(late_on_sunday_in_utc, "UTC") == date(2026, 2, 23)
    assert tallies.week_of(late_on_sunday_in_utc, "Europe/Berlin") == date(2026, 3, 2)


@pytest.mark.asyncio
async def test_figures_add_up_in_either_database(each_db: Database) -> None:
    for _ in range(2):
        async with each_db.begin() as session:
            await tallies.reached(session, GUILD, "mission", week=WEEK)
            await tallies.passed(session, GUILD, "mission", timedelta(seconds=90), week=WEEK)
            await tallies.joined(session, {(GUILD, WEEK): 500})

    assert await counted(each_db) == {
        (WEEK, "mission", tallies.REACHED): 2,
        (WEEK, "mission", tallies.bucket_of(timedelta(seconds=90))): 2,
        (WEEK, tallies.JOINED, tallies.REACHED): 1000,
    }


@pytest.mark.asyncio
async def test_equal_figures_in_one_batch_are_one_row(each_db: Database) -> None:
    async with each_db.begin() as session:
        await tallies.add(session, [Count(GUILD, WEEK, "mission", count=n) for n in (1, 2, 3)])
        await tallies.add(session, [])

    assert await counted(each_db) == {(WEEK, "mission", tallies.REACHED): 6}


@pytest.mark.asyncio
async def test_batches_that_meet_lose_nothing(each_db: Database) -> None:
    steps = ["mission", "value:1", "value:2", "finish"]

    async def add(order: list[str]) -> None:
        async with each_db.begin() as session:
            await tallies.add(session, [Count(GUILD, WEEK, step) for step in order])

    await asyncio.gather(*(add(steps if n % 2 else steps[::-1]) for n in range(12)))

    assert await counted(each_db) == {(WEEK, step, tallies.REACHED): 12 for step in steps}


@pytest.mark.asyncio
async def test_an_erasure_leaves_the_figures_as_they_are(each_db: Database) -> None:
    async with each_db.begin() as session:
        await tallies.reached(session, GUILD, tallies.STARTED, week=WEEK)
        await service.forget(session, MemberKey(GUILD, 11))

    assert await counted(each_db) == {(WEEK, tallies.STARTED, tallies.REACHED): 1}


def test_the_table_holds_nothing_of_persons() -> None:
    columns = set(Base.metadata.tables["onboarding_tallies"].columns.keys())

    assert columns == {"guild_id", "week", "step", "bucket", "count"}
