"""What the panel sets, and that it cannot overwrite what somebody else set meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.clock import MovableClock
from bot.db import SqliteDatabase
from bot.models import Guild, GuildSetting
from bot.settings import Place
from cogs.onboarding.models import PostState
from cogs.onboarding.service import configuring, welcome
from cogs.onboarding.service.configuring import ChangedMeanwhile, Changing, NotANumber, Setup
from cogs.onboarding.service.steps import Kind
from cogs.onboarding.views.panel import GIVE
from tests.conftest import GUILD

pytestmark = pytest.mark.asyncio

STEWARD = 5
MOVABLE = [kind for kind in Kind if kind is not Kind.FINISH]


@asynccontextmanager
async def changing(
    db: SqliteDatabase, clock: MovableClock, *, seen: int | None = None
) -> AsyncIterator[Changing]:
    async with db.begin() as session:
        if await session.get(Guild, GUILD) is None:
            session.add(Guild(id=GUILD, seen_at=clock.now()))
            await session.flush()
        yield Changing(session, GUILD, STEWARD, seen=seen, now=clock.now())


async def setup_of(db: SqliteDatabase) -> Setup:
    async with db.read() as session:
        return await configuring.read(session, GUILD)


MOVES = st.lists(
    st.one_of(
        st.sets(st.sampled_from(MOVABLE)), st.tuples(st.sampled_from(MOVABLE), st.booleans())
    ),
    max_size=8,
)


@given(MOVES)
@examples(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_whatever_is_chosen_and_moved_each_step_stands_once_and_the_end_last(
    db: SqliteDatabase, clock: MovableClock, moves: list[set[Kind] | tuple[Kind, bool]]
) -> None:
    async with db.begin() as session:
        await session.execute(delete(GuildSetting))
    chosen = set(MOVABLE)

    for move in moves:
        async with changing(db, clock) as change:
            if isinstance(move, set):
                await change.choose_steps(move)
                chosen = move
            else:
                await change.move_step(move[0], up=move[1])

    kinds = (await setup_of(db)).kinds
    assert kinds[-1] is Kind.FINISH
    assert sorted(kinds[:-1]) == sorted(chosen)


async def test_a_step_that_comes_back_stands_where_it_stands_by_default(
    db: SqliteDatabase, clock: MovableClock
) -> None:
    async with changing(db, clock) as change:
        await change.choose_steps([Kind.VALUES, Kind.PLEDGES])
        await change.move_step(Kind.PLEDGES, up=True)
        await change.choose_steps([Kind.VALUES, Kind.PLEDGES, Kind.WELCOME, Kind.DILEMMA])

    assert (await setup_of(db)).kinds == (
        Kind.WELCOME,
        Kind.PLEDGES,
        Kind.VALUES,
        Kind.DILEMMA,
        Kind.FINISH,
    )


async def test_what_was_seen_before_somebody_elses_change_changes_nothing(
    db: SqliteDatabase, clock: MovableClock
) -> None:
    async with changing(db, clock) as change:
        await change.offer_by_dm(on=False)
    seen = (await setup_of(db)).mark
    async with changing(db, clock, seen=seen) as change:
        await change.choose_hello(Place(9, "hello"))

    with pytest.raises(ChangedMeanwhile):
        async with changing(db, clock, seen=seen) as change:
            await change.offer_by_dm(on=True)

    now = await setup_of(db)
    assert (now.hello, now.offers_by_dm) == (Place(9, "hello"), False)
    assert now.mark != seen


@pytest.mark.parametrize(
    ("raid_joins", "stuck_hours"), [("", "48"), ("20", "0"), ("20", "721"), ("1e3", "48")]
)
async def test_of_two_numbers_one_that_is_wrong_changes_neither(
    db: SqliteDatabase, clock: MovableClock, raid_joins: str, stuck_hours: str
) -> None:
    with pytest.raises(NotANumber):
        async with changing(db, clock) as change:
            await change.set_numbers(raid_joins=raid_joins, stuck_hours=stuck_hours)

    now = await setup_of(db)
    assert (now.raid_joins, now.stuck_hours) == (20, 48)


async def test_a_post_that_somebody_deleted_twice_comes_back_when_it_is_switched_on(
    db: SqliteDatabase, clock: MovableClock
) -> None:
    async with changing(db, clock) as change:
        await change.switch(on=True)
    async with db.begin() as session:
        for message_id in (1, 2):
            await welcome.posted(
                session, GUILD, channel_id=3, message_id=message_id, now=clock.now()
            )
            await welcome.lost(session, GUILD, message_id=message_id, now=clock.now())
        gone = await welcome.find(session, GUILD)

    async with changing(db, clock) as change:
        await change.switch(on=True)

    async with db.read() as session:
        wanted = await welcome.find(session, GUILD)
    assert gone is not None
    assert gone.state is PostState.GONE
    assert wanted is not None
    assert wanted.state is PostState.WANTED


async def test_the_question_about_roles_fits_into_a_buttons_id() -> None:
    largest = 2**64 - 1

    ids = GIVE.custom_id(first=largest, second=largest, third=largest, mark=2**32 - 1)

    assert len(ids) <= 100
