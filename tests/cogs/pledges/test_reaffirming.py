"""Whom a reworded value asks again: queued with the version, and only as long as it is needed."""

from __future__ import annotations

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot import capabilities
from bot.capabilities import CharterChange
from bot.clock import MovableClock
from bot.db import Database
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import Typed, ValueText
from cogs.pledges import service
from cogs.pledges.models import Pledge, Reaffirmation
from cogs.pledges.service.reactions import Moved
from tests import charters
from tests.cogs.pledges.scene import ADA, BEN, CARE, CLEO, GUILD, HONESTY, Scene

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def scene(each_db: Database, clock: MovableClock) -> Scene:
    return await Scene(each_db, clock.now()).build()


async def value(scene: Scene, name: str) -> ValueText:
    async with scene.db.read() as session:
        return await charter.get_value(session, GUILD, name)


async def reword(scene: Scene, name: str, promise: str) -> ValueText:
    known = await value(scene, name)
    async with scene.db.begin() as session:
        return await charters.reword(session, GUILD, known, promise, now=scene.now)


async def queued(scene: Scene) -> dict[tuple[int, str, int], int]:
    """To which revision each is asked, by member, value and the revision they pledged to."""
    async with scene.db.read() as session:
        names = {value.id: value.name for value in await charter.list_values(session, GUILD)}
        rows = await session.execute(
            select(Pledge, Reaffirmation.to_revision).join(
                Reaffirmation, Reaffirmation.pledge_id == Pledge.id
            )
        )
        return {
            (pledge.user_id, names.get(pledge.value_id, "—"), pledge.value_revision): revision
            for pledge, revision in rows
        }


async def test_those_who_pledged_to_a_reworded_value_are_queued_and_nobody_else(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN), scene.reacts(BEN, CARE))
    await scene.happens(scene.reacts(CLEO), scene.unreacts(CLEO))

    await reword(scene, "Honesty", "We say what is so.")

    assert await queued(scene) == {(ADA, "Honesty", 1): 2, (BEN, "Honesty", 1): 2}


async def test_a_second_rewording_asks_once_about_the_latest_words(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    await reword(scene, "Honesty", "We say what is so.")

    await reword(scene, "Honesty", "We say it early.")

    assert await queued(scene) == {(ADA, "Honesty", 1): 3}


async def test_who_has_left_is_not_queued_and_is_asked_when_they_return(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), Moved(GUILD, ADA, False))

    await reword(scene, "Honesty", "We say what is so.")
    assert await queued(scene) == {}
    await scene.happens(Moved(GUILD, ADA, True))

    assert await queued(scene) == {(ADA, "Honesty", 1): 2}
    await scene.happens(Moved(GUILD, ADA, False))
    assert await queued(scene) == {}


async def test_who_returns_to_unchanged_words_is_not_asked(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), Moved(GUILD, ADA, False))

    await scene.happens(Moved(GUILD, ADA, True))

    assert await queued(scene) == {}


async def test_withdrawing_by_either_door_ends_the_question(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    honesty = await reword(scene, "Honesty", "We say what is so.")

    await scene.happens(scene.unreacts(ADA))
    async with scene.db.begin() as session:
        await service.withdraw(session, MemberKey(GUILD, BEN), honesty.id, now=scene.now)

    assert await queued(scene) == {}


async def test_pledging_to_the_new_words_answers_the_question(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    await reword(scene, "Honesty", "We say what is so.")
    other = await scene.opens_post(7002, 9002)

    await scene.happens(scene.reacts(ADA, post_id=other))

    assert await queued(scene) == {(BEN, "Honesty", 1): 2}
    await reword(scene, "Honesty", "We say it early.")
    assert await queued(scene) == {(ADA, "Honesty", 2): 3, (BEN, "Honesty", 1): 3}


async def test_a_retired_value_asks_nobody(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(ADA, CARE))
    honesty = await reword(scene, "Honesty", "We say what is so.")
    await reword(scene, "Care", "We carry.")

    async with scene.db.begin() as session:
        await charters.retire(session, GUILD, honesty.id, now=scene.now)

    assert await queued(scene) == {(ADA, "Care", 1): 2}


async def test_a_retired_value_that_returns_in_other_words_asks_those_who_held_it(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    honesty = await value(scene, "Honesty")
    async with scene.db.begin() as session:
        await charters.retire(session, GUILD, honesty.id, now=scene.now)
    assert await scene.held(ADA) == []
    await scene.happens(scene.unreacts(BEN))  # means nothing while there is no such value

    async with scene.db.begin() as session:
        await charters.add_value(
            session, GUILD, name="Honesty", emoji="🌱", promise="We are back.", now=scene.now
        )

    assert await queued(scene) == {(ADA, "Honesty", 1): 2, (BEN, "Honesty", 1): 2}
    assert await scene.held(ADA) == ["Honesty"]


async def test_forgetting_a_member_ends_their_questions(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    await reword(scene, "Honesty", "We say what is so.")

    async with scene.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, ADA))

    assert await queued(scene) == {(BEN, "Honesty", 1): 2}


async def test_another_emoji_is_put_under_the_posts_and_withdraws_nobody(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    honesty = await value(scene, "Honesty")
    typed = Typed(
        honesty.name,
        "🌿",
        honesty.promise,
        "\n".join(honesty.looks_like),
        "\n".join(honesty.does_not_look_like),
    )

    async with scene.db.begin() as session:
        await charters.write_value(session, GUILD, honesty.id, typed, now=scene.now)
        await charters.publish(session, GUILD, now=scene.now)

    assert await queued(scene) == {}
    assert await scene.held(ADA) == ["Honesty"]
    assert await scene.standing() == set()  # so that a comparison misses nobody under 🌿
    kinds = {job.kind for job in await scene.carried_out()}
    assert {service.BOARD, service.REACT} <= kinds
    await scene.happens(scene.unreacts(ADA, HONESTY))
    assert await scene.held(ADA) == ["Honesty"]


async def test_other_words_alone_renew_the_boards_and_no_reactions(scene: Scene) -> None:
    await reword(scene, "Honesty", "We say what is so.")

    assert {job.kind for job in await scene.carried_out()} == {service.BOARD}


async def test_members_are_counted_once_however_many_pledges_they_hold(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(ADA, CARE), scene.reacts(BEN, CARE))
    honesty, care = await value(scene, "Honesty"), await value(scene, "Care")

    async with scene.db.read() as session:
        reworded = await service.affected(
            session, CharterChange(GUILD, 2, reworded={honesty.id: 2, care.id: 2})
        )
        retired = await service.affected(session, CharterChange(GUILD, 2, retired=(care.id,)))

    assert [line.count for line in reworded] == [2, 0]
    assert [line.count for line in retired] == [0, 2]


async def test_every_capability_answers_for_a_charter_that_changes_nothing(scene: Scene) -> None:
    async with scene.db.begin() as session:
        for _, capability in capabilities.services():
            change = CharterChange(GUILD, 2)
            assert all(line.count == 0 for line in await capability.affected(session, change))
            await capability.adopt(session, change, now=scene.now)
