"""Pledges chosen from a list, beside those made by reacting."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio
from sqlalchemy import update

from bot.clock import MovableClock
from bot.db import Database
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.models import Value
from cogs.charter.service import ValueText
from cogs.pledges import service
from cogs.pledges.intake import Intake
from cogs.pledges.models import PledgePost
from cogs.pledges.service import Source, posts
from cogs.pledges.service.reactions import Moved
from tests.cogs.pledges.scene import ADA, BEN, CARE, GUILD, Scene

pytestmark = pytest.mark.asyncio

MEMBER = MemberKey(GUILD, ADA)


@pytest_asyncio.fixture
async def scene(each_db: Database, clock: MovableClock) -> Scene:
    return await Scene(each_db, clock.now()).build()


async def values(scene: Scene) -> list[ValueText]:
    async with scene.db.read() as session:
        return await charter.list_values(session, GUILD)


async def makes(scene: Scene, name: str = "Honesty") -> bool:
    value = next(value for value in await values(scene) if value.name == name)
    async with scene.db.begin() as session:
        return await service.make(session, MEMBER, value, source=Source.ONBOARDING, now=scene.now)


async def chooses(scene: Scene, *names: str, user_id: int = ADA) -> None:
    wanted = [value.id for value in await values(scene) if value.name in names]
    async with scene.db.begin() as session:
        await service.choose(
            session, MemberKey(GUILD, user_id), wanted, source=Source.ONBOARDING, now=scene.now
        )


async def test_a_pledge_made_twice_is_one(scene: Scene) -> None:
    assert await makes(scene)
    assert not await makes(scene)

    assert await scene.held(ADA) == ["Honesty"]
    assert (await scene.ledger())["pledge.made"] == 1


async def test_a_pledge_has_the_figures_on_the_post_brought_up_to_date(scene: Scene) -> None:
    await makes(scene)

    assert [job.kind for job in await scene.carried_out()] == [posts.BOARD]


async def test_what_is_chosen_is_pledged_and_what_is_no_longer_chosen_withdrawn(
    scene: Scene,
) -> None:
    await chooses(scene, "Honesty", "Care")
    await chooses(scene, "Care", "Courage")

    assert await scene.held(ADA) == ["Care", "Courage"]
    ledger = await scene.ledger()
    assert (ledger["pledge.made"], ledger["pledge.withdrawn"]) == (3, 1)


async def test_choosing_again_after_withdrawing_renews_the_same_pledge(scene: Scene) -> None:
    await chooses(scene, "Honesty")
    await chooses(scene)
    await chooses(scene, "Honesty")

    (row,) = await scene.rows()
    assert (row.state, row.ended_at) == ("active", None)


async def test_choosing_nothing_takes_back_nothing_that_was_pledged_by_reaction(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA))

    await chooses(scene)

    assert await scene.held(ADA) == ["Honesty"]


async def test_a_reaction_that_came_later_keeps_a_pledge_that_is_no_longer_chosen(
    scene: Scene,
) -> None:
    await chooses(scene, "Honesty", "Care")
    await scene.happens(scene.reacts(ADA))

    await chooses(scene)

    assert await scene.held(ADA) == ["Honesty"]
    await scene.happens(scene.unreacts(ADA))
    assert await scene.held(ADA) == []


async def test_a_reaction_to_what_was_chosen_is_no_second_pledge(scene: Scene) -> None:
    await chooses(scene, "Honesty")

    await scene.happens(scene.reacts(ADA))

    (row,) = await scene.rows()
    assert row.source == Source.ONBOARDING
    assert (await scene.ledger())["pledge.made"] == 1


async def test_reacting_and_choosing_in_one_moment_is_one_pledge(scene: Scene) -> None:
    members = range(700, 720)

    async def reacts() -> None:
        for user_id in members:
            await scene.happens(scene.reacts(user_id), scene.reacts(user_id, CARE))

    async def chooses_all() -> None:
        for user_id in members:
            await chooses(scene, "Honesty", "Care", user_id=user_id)

    await asyncio.gather(reacts(), chooses_all())

    rows = await scene.rows()
    assert len({(row.user_id, row.value_id) for row in rows}) == len(rows) == 2 * len(members)
    assert (await scene.ledger())["pledge.made"] == 2 * len(members)


async def test_others_pledges_are_not_touched(scene: Scene) -> None:
    await chooses(scene, "Honesty", user_id=BEN)

    await chooses(scene, "Care")
    await chooses(scene)

    assert await scene.held(BEN) == ["Honesty"]


async def test_a_value_that_left_the_charter_cannot_be_chosen(scene: Scene) -> None:
    honesty = (await values(scene))[0]
    async with scene.db.begin() as session:
        await session.execute(
            update(Value).where(Value.id == honesty.id).values(retired_at=scene.now)
        )
        wanted = [honesty.id, 10**15]
        await service.choose(session, MEMBER, wanted, source=Source.ONBOARDING, now=scene.now)

    assert await scene.rows() == []


async def test_a_pledge_to_new_words_stands_beside_the_one_to_the_old(scene: Scene) -> None:
    await chooses(scene, "Honesty")
    async with scene.db.begin() as session:
        await session.execute(update(Value).where(Value.name == "Honesty").values(revision=2))

    await chooses(scene, "Honesty")

    assert {row.value_revision: row.state for row in await scene.rows()} == {
        1: "active",
        2: "active",
    }
    async with scene.db.read() as session:
        (held,) = await service.list_held(session, MEMBER)
    assert not held.earlier_words


async def test_comings_and_goings_count_in_a_server_where_people_only_choose(
    scene: Scene, clock: MovableClock
) -> None:
    async with scene.db.begin() as session:
        await session.execute(PledgePost.__table__.delete())  # type: ignore[attr-defined]
    intake = Intake(scene.db, clock, recover=lambda guild_id: None)
    await intake.start()
    assert GUILD not in intake.guild_ids

    await chooses(scene, "Honesty")
    await intake.drained()

    assert GUILD in intake.guild_ids
    restarted = Intake(scene.db, clock, recover=lambda guild_id: None)
    await restarted.start()
    await restarted.stop()
    assert GUILD in restarted.guild_ids
    intake.put(Moved(GUILD, ADA, False))
    await intake.drained()
    assert await scene.held(ADA) == []
    await intake.stop()
