"""Where the pinned charter is, when stewards and Discord cross each other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import notices
from bot.clock import MovableClock
from bot.db import Database
from bot.deliveries import Delivery
from cogs.charter.models import Charter, PostState
from cogs.charter.service import posts
from tests.conftest import GUILD, MONDAY

pytestmark = pytest.mark.asyncio

HERE, THERE, ELSEWHERE = 901, 902, 903
STEWARD = 700


class Scene:
    """One server's post, acted on in transactions of their own."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db, self.clock = db, clock

    async def asks(self, channel_id: int) -> posts.Asked:
        async with self.db.begin() as session:
            return await posts.post_in(
                session, GUILD, channel_id=channel_id, actor_id=STEWARD, now=self.clock.now()
            )

    async def posted(self, channel_id: int, message_id: int) -> None:
        async with self.db.begin() as session:
            await posts.posted(
                session,
                GUILD,
                channel_id=channel_id,
                message_id=message_id,
                worded_since=self.clock.now(),
                now=self.clock.now(),
            )

    async def found(self) -> posts.PostText:
        async with self.db.read() as session:
            found = await posts.find(session, GUILD)
        assert found is not None
        return found

    async def asked_of_discord(self) -> dict[str, int]:
        """How often each delivery was asked for, by its key."""
        async with self.db.read() as session:
            rows = await session.execute(select(Delivery.key, Delivery.requests))
            return dict(rows.all())


@pytest.fixture
def scene(each_db: Database, clock: MovableClock) -> Scene:
    return Scene(each_db, clock)


async def test_who_goes_back_before_it_has_moved_finds_it_where_it_was(scene: Scene) -> None:
    await scene.asks(HERE)
    await scene.posted(HERE, 1)
    await scene.asks(THERE)

    back = await scene.asks(HERE)
    await scene.posted(THERE, 2)

    assert back == posts.Asked(stands=True)
    found = await scene.found()
    assert (found.state, found.channel_id, found.message_id) == (PostState.STANDING, HERE, 1)
    asked = await scene.asked_of_discord()
    assert "charter.moved:2" in asked
    assert "charter.moved:1" not in asked


async def test_moved_twice_in_a_row_the_first_post_points_to_the_last(scene: Scene) -> None:
    await scene.asks(HERE)
    await scene.posted(HERE, 1)
    await scene.asks(THERE)
    await scene.asks(ELSEWHERE)
    await scene.posted(THERE, 2)

    assert (await scene.found()).shown == (HERE, 1)
    await scene.posted(ELSEWHERE, 3)

    asked = await scene.asked_of_discord()
    assert {"charter.moved:1", "charter.moved:2", "charter.unpin:1"} <= asked.keys()
    assert "charter.moved:3" not in asked
    assert (await scene.found()).shown == (ELSEWHERE, 3)


async def test_while_it_moves_the_former_post_is_kept_current(scene: Scene) -> None:
    await scene.asks(HERE)
    await scene.posted(HERE, 1)
    await scene.asks(THERE)

    async with scene.db.begin() as session:
        await posts.refresh(session, GUILD, now=scene.clock.now())

    assert (await scene.found()).shown == (HERE, 1)
    assert posts.REFRESH in await scene.asked_of_discord()


async def test_a_channel_that_goes_before_it_is_posted_in_leaves_the_former_post(
    scene: Scene,
) -> None:
    await scene.asks(HERE)
    await scene.posted(HERE, 1)
    await scene.asks(THERE)

    async with scene.db.begin() as session:
        await posts.channel_gone(session, GUILD, channel_id=THERE, now=scene.clock.now())
        told = await notices.list_open(session, GUILD)

    found = await scene.found()
    assert (found.state, found.channel_id, found.message_id) == (PostState.STANDING, HERE, 1)
    assert told == {posts.NO_CHANNEL}


async def test_what_was_published_after_it_was_worded_is_brought_up_by_an_edit(
    scene: Scene,
) -> None:
    await scene.asks(HERE)
    async with scene.db.begin() as session:
        later = MONDAY + timedelta(seconds=5)
        session.add(Charter(guild_id=GUILD, mission="m", version=2, changed_at=later))

    await scene.posted(HERE, 1)

    assert posts.REFRESH in await scene.asked_of_discord()


async def test_what_was_published_long_before_needs_no_edit(scene: Scene) -> None:
    async with scene.db.begin() as session:
        earlier = MONDAY - timedelta(days=5)
        session.add(Charter(guild_id=GUILD, mission="m", version=2, changed_at=earlier))
    await scene.asks(HERE)

    await scene.posted(HERE, 1)

    assert posts.REFRESH not in await scene.asked_of_discord()


async def test_nothing_is_asked_of_discord_where_nobody_asked_for_a_post(scene: Scene) -> None:
    async with scene.db.begin() as session:
        await posts.refresh(session, GUILD, now=scene.clock.now())
        lost = await posts.lost(session, GUILD, message_id=1, channel="#x", now=scene.clock.now())

    assert not lost
    assert await scene.asked_of_discord() == {}


async def test_an_old_loss_does_not_touch_a_new_post(scene: Scene) -> None:
    await scene.asks(HERE)
    await scene.posted(HERE, 2)

    async with scene.db.begin() as session:
        lost = await posts.lost(session, GUILD, message_id=1, channel="#x", now=scene.clock.now())

    assert not lost
    assert (await scene.found()).message_id == 2
