"""What a reaction stands for: settled when it is put, and never by anything that happens later."""

from __future__ import annotations

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.db import Database
from cogs.charter import service as charter
from cogs.charter.service import Typed
from cogs.pledges import service
from cogs.pledges.service import Source
from cogs.pledges.service.emojis import key_of
from cogs.pledges.service.reactions import Cleared, Mark, react
from tests import charters
from tests.cogs.pledges.scene import ADA, BEN, CARE, GUILD, HONESTY, Scene

pytestmark = pytest.mark.asyncio

COURAGE = "✊"


@pytest_asyncio.fixture
async def scene(each_db: Database, clock: MovableClock) -> Scene:
    scene = await Scene(each_db, clock.now()).build()
    await marks(scene, "Courage", COURAGE)
    await scene.carried_out()
    return scene


async def marks(scene: Scene, name: str, emoji: str) -> None:
    """A value gets another emoji."""
    async with scene.db.begin() as session:
        value = await charter.get_value(session, GUILD, name)
        lines = "\n".join(value.looks_like), "\n".join(value.does_not_look_like)
        typed = Typed(value.name, emoji, value.promise, *lines)
        await charters.write_value(session, GUILD, value.id, typed, now=scene.now)
        await charters.publish(session, GUILD, now=scene.now)


async def retires(scene: Scene, name: str) -> None:
    async with scene.db.begin() as session:
        value = await charter.get_value(session, GUILD, name)
        await charters.retire(session, GUILD, value.id, now=scene.now)


async def sees_standing(scene: Scene, name: str, *user_ids: int) -> int:
    """A comparison finds that reactions stand for a value; how many pledges come of it."""
    async with scene.db.begin() as session:
        value = await charter.get_value(session, GUILD, name)
        marks = [
            Mark(GUILD, scene.post_id, user_id, key_of(value.emoji), value) for user_id in user_ids
        ]
        return await react(session, marks, source=Source.RECOVERED, now=scene.now)


async def test_every_skin_tone_and_spelling_pledges_to_the_value(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA, "✊🏿"), scene.reacts(ADA, "❤️"), scene.reacts(BEN, CARE))

    assert await scene.held(ADA) == ["Care", "Courage"]
    assert await scene.held(BEN) == ["Care"]


async def test_two_skin_tones_are_one_pledge_and_taking_one_away_withdraws_it(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA, "✊🏿"), scene.reacts(ADA, "✊🏻"))
    assert len(await scene.rows()) == 1

    await scene.happens(scene.unreacts(ADA, "✊🏿"))

    assert await scene.held(ADA) == []
    assert await scene.standing() == {(scene.post_id, "✊🏻", ADA)}


async def test_changing_ones_tone_or_door_within_a_batch_ends_with_the_last_act(
    scene: Scene,
) -> None:
    other = await scene.opens_post(7002, 9002)
    await scene.happens(scene.reacts(ADA, "✊🏿"), scene.reacts(BEN))

    await scene.happens(
        scene.unreacts(ADA, "✊🏿"),
        scene.reacts(ADA, "✊"),
        scene.unreacts(BEN),
        scene.reacts(BEN, post_id=other),
    )

    assert await scene.held(ADA) == ["Courage"]
    assert await scene.held(BEN) == ["Honesty"]


async def test_one_tone_cleared_leaves_the_others_known(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA, "✊🏿"), scene.reacts(BEN, "✊"))

    await scene.happens(Cleared(GUILD, scene.post_id, "✊🏿"))

    assert await scene.standing() == {(scene.post_id, "✊", BEN)}
    assert await scene.held(ADA) == ["Courage"]


async def test_an_emoji_changed_away_and_back_revives_no_old_reaction(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    await marks(scene, "Honesty", "🌊")
    assert await scene.standing() == set()
    await marks(scene, "Honesty", HONESTY)

    assert await sees_standing(scene, "Honesty", ADA) == 0
    await scene.happens(scene.unreacts(BEN))
    assert await scene.standing() == set()
    assert (await scene.ledger())["pledge.made"] == 2
    assert await scene.held(BEN) == ["Honesty"]

    await scene.happens(scene.reacts(BEN))
    await scene.happens(scene.unreacts(BEN))
    assert await scene.held(BEN) == []


async def test_another_skin_tone_of_the_same_emoji_voids_nothing(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA, "✊🏿"))

    await marks(scene, "Courage", "✊🏾")

    await scene.happens(scene.unreacts(ADA, "✊🏿"))
    assert await scene.held(ADA) == []
    assert service.UNREACT in {job.kind for job in await scene.carried_out()}


async def test_reactions_to_a_retired_value_say_nothing_and_its_pledges_rest(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    await retires(scene, "Honesty")

    await scene.happens(scene.unreacts(ADA), scene.reacts(BEN, CARE))

    assert {row.state for row in await scene.rows()} == {"active"}
    assert "pledge.withdrawn" not in await scene.ledger()
    assert {emoji for _, emoji, _ in await scene.standing()} == {CARE}


async def test_a_reaction_from_before_the_emoji_meant_anything_is_no_pledge(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA, "🐢"))
    async with scene.db.begin() as session:
        await charters.add_value(session, GUILD, now=scene.now)

    assert await sees_standing(scene, "Patience", ADA, BEN) == 1

    assert await scene.held(ADA) == []
    assert await scene.held(BEN) == ["Patience"]


async def test_a_reaction_put_for_a_value_counts_although_we_missed_that_the_old_one_went(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA, "🐢"))
    async with scene.db.begin() as session:
        await charters.add_value(session, GUILD, now=scene.now)

    await scene.happens(scene.reacts(ADA, "🐢"))

    assert await scene.held(ADA) == ["Patience"]
    await scene.happens(scene.unreacts(ADA, "🐢"))
    assert await scene.held(ADA) == []


async def test_clearing_an_emoji_of_no_value_asks_nothing_of_discord(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA, "🐢"), Cleared(GUILD, scene.post_id, "🐢"))

    assert await scene.carried_out() == []
