"""Pledges of members who left: reopened within the grace period, purged after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update

from bot import preferences
from bot.clock import MovableClock
from bot.db import Database
from bot.models import GRACE, MemberKey
from cogs.charter.models import Value
from cogs.pledges.models import (
    NextStep,
    Objection,
    Pledge,
    PledgeDeparture,
    PledgeReaction,
    RoleGrant,
    StepState,
)
from cogs.pledges.service import leaving, stepping
from cogs.pledges.service.reactions import Moved
from tests.cogs.pledges.scene import ADA, BEN, CARE, GUILD, Scene

pytestmark = pytest.mark.asyncio

AN_HOUR = timedelta(hours=1)


@pytest_asyncio.fixture
async def scene(each_db: Database, clock: MovableClock) -> Scene:
    return await Scene(each_db, clock.now()).build()


async def leaves(scene: Scene, user_id: int = ADA) -> None:
    await scene.happens(Moved(GUILD, user_id, False))


async def returns(scene: Scene, user_id: int = ADA) -> None:
    await scene.happens(Moved(GUILD, user_id, True))


async def purge(scene: Scene) -> int:
    async with scene.db.begin() as session:
        overdue = await leaving.list_overdue(session, now=scene.now, limit=9)
        return await leaving.purge(session, overdue, now=scene.now)


async def test_within_the_grace_period_pledges_count_again(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    await leaves(scene)
    assert await scene.held(ADA) == []

    scene.now += GRACE - AN_HOUR
    assert await purge(scene) == 0
    await returns(scene)

    assert await scene.held(ADA) == ["Honesty"]
    assert (await scene.ledger())["pledge.reopened"] == 1


async def test_after_it_they_do_not_and_are_forgotten(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    await leaves(scene)

    scene.now += GRACE + AN_HOUR
    await returns(scene)

    assert await scene.held(ADA) == []
    assert await scene.rows() == []
    assert "pledge.reopened" not in await scene.ledger()


async def test_who_came_back_in_time_unnoticed_is_reopened_however_late_that_is_seen(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA))
    await leaves(scene)
    back_at = scene.now + AN_HOUR

    scene.now += 2 * GRACE
    async with scene.db.begin() as session:
        await leaving.come_back(session, {MemberKey(GUILD, ADA): back_at}, now=scene.now)

    assert await scene.held(ADA) == ["Honesty"]


async def test_who_came_back_too_late_keeps_what_they_pledged_to_since(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    await leaves(scene)
    scene.now += GRACE + AN_HOUR
    await scene.happens(scene.reacts(ADA, CARE))

    await returns(scene)

    assert await scene.held(ADA) == ["Care"]
    assert len(await scene.rows()) == 1


@pytest.mark.thorough
async def test_what_they_meant_to_do_before_they_left_goes_with_the_pledge_it_was_for(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(ADA, CARE))
    async with scene.db.begin() as session:
        for value in (await session.scalars(select(Value).order_by(Value.id))).all()[:2]:
            await stepping.write(
                session,
                MemberKey(GUILD, ADA),
                value.id,
                words=value.name,
                due_on=None,
                zone="UTC",
                now=scene.now,
            )
    await leaves(scene)
    scene.now += GRACE + AN_HOUR
    await scene.happens(scene.unreacts(ADA, CARE), scene.reacts(ADA, CARE))

    await returns(scene)

    async with scene.db.read() as session:
        assert list(await session.scalars(select(NextStep.words))) == ["Care"]


async def test_a_departure_told_twice_does_not_begin_the_grace_period_anew(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    await leaves(scene)
    scene.now += GRACE - AN_HOUR
    await leaves(scene)

    scene.now += 2 * AN_HOUR
    assert await purge(scene) == 1


async def test_a_purge_leaves_nothing_of_them_but_counts(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN), scene.reacts(ADA, CARE))
    await scene.happens(scene.unreacts(ADA, CARE))
    async with scene.db.begin() as session:
        value_id = await session.scalar(select(Value.id).where(Value.name == "Honesty"))
        for user_id in (ADA, BEN):
            theirs = {"guild_id": GUILD, "user_id": user_id, "value_id": value_id}
            session.add(Objection(**theirs, value_revision=2, reason="No.", made_at=scene.now))
            session.add(
                NextStep(**theirs, words="Ask.", state=StepState.OPEN, written_at=scene.now)
            )
            await preferences.hear(session, MemberKey(GUILD, user_id), "de", now=scene.now)
    ledger = await scene.ledger()
    await leaves(scene)

    scene.now += GRACE + AN_HOUR
    assert await purge(scene) == 1

    async with scene.db.read() as session:
        for table in (Pledge, PledgeReaction, Objection, NextStep, preferences.Preference):
            users = set(await session.scalars(select(table.user_id)))
            assert users == {BEN}, table
        for table in (PledgeDeparture, RoleGrant):
            assert await session.scalar(select(func.count()).select_from(table)) == 0
    assert await scene.held(BEN) == ["Honesty"]
    assert await scene.ledger() == ledger | {"pledge.closed": 1}


async def test_who_had_withdrawn_everything_before_leaving_is_purged_as_well(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    await scene.happens(scene.unreacts(ADA))
    await leaves(scene)

    scene.now += GRACE + AN_HOUR
    assert await purge(scene) == 1

    assert await scene.rows() == []


async def test_who_left_again_while_their_purge_was_prepared_keeps_what_they_have(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    await leaves(scene)
    scene.now += GRACE + AN_HOUR
    await leaves(scene, BEN)

    async with scene.db.begin() as session:
        overdue = await leaving.list_overdue(session, now=scene.now, limit=9)
        assert overdue == [MemberKey(GUILD, ADA)]
        both = [*overdue, MemberKey(GUILD, BEN)]
        assert await leaving.purge(session, both, now=scene.now) == 1

    assert {row.user_id for row in await scene.rows()} == {BEN}


async def test_of_those_who_never_pledged_it_is_not_even_noted_that_they_left(
    scene: Scene,
) -> None:
    await leaves(scene, BEN)

    async with scene.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(PledgeDeparture)) == 0


async def test_who_is_looked_up_goes_on_where_the_last_look_ended(scene: Scene) -> None:
    members = range(600, 606)
    await scene.happens(*[scene.reacts(user_id) for user_id in members])
    for user_id in (601, 603):
        await leaves(scene, user_id)

    async with scene.db.read() as session:
        assert await leaving.list_present(session, GUILD, after=0, limit=2) == [600, 602]
        assert await leaving.list_present(session, GUILD, after=602, limit=9) == [604, 605]
        assert await leaving.list_gone(session, GUILD, after=601, limit=9) == [603]


async def test_words_that_changed_meanwhile_are_asked_about_on_return(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    await leaves(scene)
    async with scene.db.begin() as session:
        await session.execute(update(Value).where(Value.name == "Honesty").values(revision=2))

    await returns(scene)

    (row,) = await scene.rows()
    assert (row.state, row.value_revision) == ("active", 1)
