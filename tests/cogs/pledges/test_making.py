"""Pledges chosen from a list, beside those made by reacting."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import event, update

from bot.clock import MovableClock
from bot.db import Database
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.models import Value
from cogs.charter.service import ValueText
from cogs.pledges import service
from cogs.pledges.intake import Intake
from cogs.pledges.models import PledgePost
from cogs.pledges.service import Source, posts, reactions
from cogs.pledges.service.reactions import Moved
from tests import charters
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


async def rewords(scene: Scene, name: str = "Honesty", promise: str = "We say it early.") -> None:
    value = next(value for value in await values(scene) if value.name == name)
    async with scene.db.begin() as session:
        await charters.reword(session, GUILD, value, promise, now=scene.now)


async def stand(scene: Scene) -> dict[int, tuple[str, int | None]]:
    """How the pledges to each revision stand, and which words they took the place of."""
    return {row.value_revision: (row.state, row.from_revision) for row in await scene.rows()}


async def test_a_pledge_to_new_words_takes_the_place_of_the_one_to_the_old(scene: Scene) -> None:
    await chooses(scene, "Honesty")
    await rewords(scene)

    await chooses(scene, "Honesty")

    assert await stand(scene) == {1: ("renewed", None), 2: ("active", 1)}
    async with scene.db.read() as session:
        (held,) = await service.list_held(session, MEMBER)
    assert not held.earlier_words
    ledger = await scene.ledger()
    assert (ledger["pledge.made"], ledger["pledge.reaffirmed"]) == (1, 1)


async def test_whichever_door_was_used_one_pledge_holds_and_taking_the_reaction_back_ends_it(
    scene: Scene,
) -> None:
    await chooses(scene, "Honesty")
    await rewords(scene)

    await scene.happens(scene.reacts(ADA))
    assert await stand(scene) == {1: ("renewed", None), 2: ("active", 1)}
    await rewords(scene, promise="We say it kindly.")
    await scene.happens(scene.unreacts(ADA))

    assert await stand(scene) == {1: ("renewed", None), 2: ("withdrawn", 1)}
    assert await scene.held(ADA) == []


async def test_leaving_out_what_was_pledged_in_earlier_words_takes_nothing_back(
    scene: Scene,
) -> None:
    await chooses(scene, "Honesty", "Care")
    await rewords(scene)

    await chooses(scene)

    assert await scene.held(ADA) == ["Honesty"]


async def test_who_withdrew_from_earlier_words_pledges_anew_and_renews_nothing(
    scene: Scene,
) -> None:
    await chooses(scene, "Honesty")
    await chooses(scene)
    await rewords(scene)

    await chooses(scene, "Honesty")

    assert await stand(scene) == {1: ("withdrawn", None), 2: ("active", None)}
    assert "pledge.reaffirmed" not in await scene.ledger()


async def test_a_renewed_pledge_that_is_withdrawn_and_made_again_is_a_new_one(scene: Scene) -> None:
    await chooses(scene, "Honesty")
    await rewords(scene)
    await chooses(scene, "Honesty")
    await chooses(scene)

    await chooses(scene, "Honesty")

    assert await stand(scene) == {1: ("renewed", None), 2: ("active", None)}


async def test_who_returns_holds_to_the_words_they_left_with(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), Moved(GUILD, ADA, False))
    await rewords(scene)

    await scene.happens(Moved(GUILD, ADA, True))

    assert await stand(scene) == {1: ("active", None)}


async def test_a_pledge_that_rests_does_not_come_back_beside_a_later_one(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), Moved(GUILD, ADA, False))
    await rewords(scene)
    await chooses(scene, "Honesty")  # their return has not reached us yet

    await scene.happens(Moved(GUILD, ADA, True))

    assert await stand(scene) == {1: ("renewed", None), 2: ("active", 1)}
    ledger = await scene.ledger()
    assert ledger["pledge.made"] - ledger["pledge.closed"] == 1


async def test_values_in_their_first_words_cost_no_look_for_earlier_ones(scene: Scene) -> None:
    async with scene.db.begin() as session:
        seen: list[str] = []
        connection = await session.connection()

        def note(*arguments: Any) -> None:
            seen.append(str(arguments[2]))

        event.listen(connection.sync_connection, "before_cursor_execute", note)
        await reactions.apply(session, [scene.reacts(ADA), scene.reacts(BEN, CARE)], now=scene.now)
        event.remove(connection.sync_connection, "before_cursor_execute", note)

    pledging = [statement for statement in seen if " pledges" in statement.replace("\n", " ")]
    assert len(pledging) == 1
    assert pledging[0].startswith("INSERT INTO pledges")


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
