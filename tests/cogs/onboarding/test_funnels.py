"""What the funnel reads from the tallies."""

from __future__ import annotations

import statistics
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.clock import MovableClock
from bot.db import Database, SqliteDatabase
from cogs.onboarding.models import Journey, NativeOnboarding, State, Tally, Where
from cogs.onboarding.service import funnels, tallies
from cogs.onboarding.service.funnels import SMALLEST_GROUP, Funnel
from cogs.onboarding.service.tallies import FINISHED, JOINED, STARTED, Count
from tests.conftest import GUILD, MONDAY

STEPS = ("welcome", "mission", "value:1", "finish")
WEEK = date(2026, 3, 2)

pytestmark = pytest.mark.asyncio


async def read(db: Database, *, weeks: int = 4, now: datetime = MONDAY) -> Funnel:
    async with db.read() as session:
        return await funnels.read(session, GUILD, STEPS, weeks=weeks, zone="Europe/Berlin", now=now)


async def add(db: Database, *counts: Count) -> None:
    async with db.begin() as session:
        await tallies.add(session, counts)


# Each newcomer: how many steps they come through, and how long each takes in seconds.
NEWCOMERS = st.lists(
    st.tuples(st.integers(0, len(STEPS)), st.integers(1, 200_000)), min_size=1, max_size=30
)


@given(NEWCOMERS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_counts_never_grow_from_step_to_step_and_medians_are_near(
    db: SqliteDatabase, newcomers: list[tuple[int, int]]
) -> None:
    async with db.begin() as session:
        await session.execute(delete(Tally))
        for through, seconds in newcomers:
            for step in STEPS[: through + 1]:
                await tallies.reached(session, GUILD, step, week=WEEK)
            for step in STEPS[:through]:
                took = timedelta(seconds=seconds)
                await tallies.passed(session, GUILD, step, took, week=WEEK)

    funnel = await read(db)

    counts = [stage.reached for stage in funnel.stages]
    assert counts == sorted(counts, reverse=True)
    for place, stage in enumerate(funnel.stages):
        assert stage.reached == sum(through >= place for through, _ in newcomers)
        times = [seconds for through, seconds in newcomers if through > place]
        assert stage.timed == len(times)
        if len(times) < SMALLEST_GROUP:
            assert stage.median is None
        else:
            assert stage.median is not None
            true = statistics.median(times)
            assert abs(stage.median.total_seconds() - true) <= tallies.ERROR * true + 1e-3


async def test_the_time_of_four_is_kept_to_themselves_and_of_five_it_is_told(
    db: SqliteDatabase,
) -> None:
    bucket = tallies.bucket_of(timedelta(minutes=3))
    await add(db, Count(GUILD, WEEK, "mission", count=5), Count(GUILD, WEEK, "mission", bucket, 4))

    few = (await read(db)).stages[1]
    await add(db, Count(GUILD, WEEK, "mission", bucket))
    enough = (await read(db)).stages[1]

    assert (few.timed, few.median) == (4, None)
    assert enough.timed == 5
    assert enough.median == tallies.middle_of(bucket)


async def test_weeks_are_listed_oldest_first_with_those_in_which_nobody_came(
    each_db: Database,
) -> None:
    await add(
        each_db,
        Count(GUILD, date(2026, 2, 2), JOINED, count=99),
        Count(GUILD, date(2026, 2, 16), JOINED, count=4),
        Count(GUILD, date(2026, 2, 16), STARTED, count=3),
        Count(GUILD, date(2026, 2, 16), FINISHED, count=2),
        Count(GUILD, WEEK, STARTED, count=1),
    )

    funnel = await read(each_db, weeks=3)

    assert [(w.monday, w.joined, w.started, w.finished) for w in funnel.weeks] == [
        (date(2026, 2, 16), 4, 3, 2),
        (date(2026, 2, 23), 0, 0, 0),
        (WEEK, 0, 1, 0),
    ]
    assert (funnel.joined, funnel.started, funnel.finished) == (4, 4, 2)


async def test_weeks_are_compared_from_the_first_in_which_anybody_came(db: SqliteDatabase) -> None:
    await add(db, Count(GUILD, WEEK, STARTED, count=1))
    alone = await read(db, weeks=8)
    await add(db, Count(GUILD, date(2026, 2, 16), JOINED, count=4))
    more = await read(db, weeks=8)

    assert (len(alone.weeks), alone.compared) == (8, ())
    assert [week.monday for week in more.compared] == [
        date(2026, 2, 16),
        date(2026, 2, 23),
        WEEK,
    ]


async def test_the_week_is_that_of_the_servers_clocks(db: SqliteDatabase) -> None:
    sunday_in_utc = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)

    funnel = await read(db, weeks=1, now=sunday_in_utc)

    assert [week.monday for week in funnel.weeks] == [date(2026, 3, 9)]
    assert funnel.is_empty


async def test_steps_that_are_no_longer_asked_stand_apart(db: SqliteDatabase) -> None:
    await add(
        db,
        Count(GUILD, WEEK, "value:1", count=3),
        Count(GUILD, WEEK, "value:9", count=2),
        Count(GUILD, WEEK, "reflection", count=5),
        Count(GUILD, WEEK, tallies.LATER, count=1),
    )

    funnel = await read(db)

    assert [(stage.step, stage.reached) for stage in funnel.gone] == [("value:9", 2)]
    assert [(stage.step, stage.reached) for stage in funnel.off] == [("reflection", 5)]
    assert [stage.step for stage in funnel.stages] == list(STEPS)
    assert funnel.later == 1


async def test_another_server_is_not_counted(db: SqliteDatabase) -> None:
    await add(db, Count(GUILD + 1, WEEK, STARTED, count=3))

    assert (await read(db)).is_empty


async def test_who_is_on_the_way_and_in_discords_own_onboarding_is_counted(
    each_db: Database, clock: MovableClock
) -> None:
    now = clock.now()
    states = (State.RUNNING, State.RUNNING, State.LATER, State.FINISHED, State.LEFT)
    async with each_db.begin() as session:
        for user_id, state in enumerate(states, 1):
            session.add(
                Journey(
                    guild_id=GUILD,
                    user_id=user_id,
                    state=state,
                    step="mission",
                    step_index=0,
                    turn=1,
                    place=Where.DM,
                    role="none",
                    locale="en",
                    changed_at=now,
                )
            )
        for user_id, began in ((1, now), (2, now), (3, now - timedelta(days=90))):
            session.add(
                NativeOnboarding(
                    guild_id=GUILD,
                    user_id=user_id,
                    started_at=began,
                    completed_at=now if user_id != 2 else None,
                )
            )

    funnel = await read(each_db)

    assert funnel.under_way == 3
    assert funnel.native == funnels.Native(started=2, completed=1)
