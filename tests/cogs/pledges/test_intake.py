"""The queue between the gateway and the database."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio
from sqlalchemy import event as sql
from sqlalchemy import text

from bot import facts
from bot.clock import MovableClock
from bot.db import SqliteDatabase
from cogs.pledges import intake as module
from cogs.pledges.intake import Intake
from cogs.pledges.service import posts
from cogs.pledges.service.reactions import Cleared, Moved
from tests.cogs.pledges.scene import ADA, BEN, CARE, CHANNEL, GUILD, HONESTY, MESSAGE, Scene

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def scene(db: SqliteDatabase, clock: MovableClock) -> Scene:
    return await Scene(db, clock.now()).build()


@pytest.fixture
def asked() -> list[int]:
    """The servers for which a comparison was asked."""
    return []


@pytest.fixture
def intake(
    db: SqliteDatabase, clock: MovableClock, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> Intake:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0)
    return Intake(db, clock, recover=asked.append)


def count_commits(db: SqliteDatabase) -> list[int]:
    commits: list[int] = []
    sql.listen(db._writing.sync_engine, "commit", lambda _: commits.append(1))
    return commits


async def test_it_knows_the_posts_that_stand_and_no_others(scene: Scene, intake: Intake) -> None:
    other = await scene.opens_post(7002, 9002)
    async with scene.db.begin() as session:
        await posts.mark_missing(session, other, now=scene.now)

    await intake.start()
    await intake.stop()

    assert list(intake.doors) == [MESSAGE]
    door = intake.doors[MESSAGE]
    assert (door.guild_id, door.post_id, door.channel_id) == (GUILD, scene.post_id, CHANNEL)


async def test_it_cares_about_the_members_of_a_server_whose_post_is_gone(
    scene: Scene, intake: Intake
) -> None:
    async with scene.db.begin() as session:
        await posts.mark_missing(session, scene.post_id, now=scene.now)

    await intake.start()
    await intake.stop()

    assert intake.guild_ids == {GUILD}
    assert intake.doors == {}


async def test_stopping_keeps_everything_that_was_put(scene: Scene, intake: Intake) -> None:
    await intake.start()
    for user_id in range(1000, 2000):
        intake.put(scene.reacts(user_id))

    await intake.stop()

    assert len(await scene.rows()) == 1000


async def test_a_storm_takes_few_commits_and_lets_a_command_in_between(
    db: SqliteDatabase, scene: Scene, intake: Intake
) -> None:
    await intake.start()
    commits = count_commits(db)
    for user_id in range(1000, 4000):
        intake.put(scene.reacts(user_id))

    await asyncio.sleep(0)
    async with db.begin() as session:
        await facts.put(session, "command", "answered")
    before = len(await scene.rows())
    await intake.stop()

    assert before < 3000
    assert len(await scene.rows()) == 3000
    assert len(commits) <= 3000 / module.BATCH + 2


async def test_a_batch_that_fails_once_is_tried_again(
    db: SqliteDatabase, scene: Scene, intake: Intake, asked: list[int]
) -> None:
    failing = ["once"]

    def refuse(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if failing and statement.startswith("INSERT INTO pledge_reactions"):
            failing.pop()
            raise OSError("the disk is slow today")

    sql.listen(db._writing.sync_engine, "before_cursor_execute", refuse)
    await intake.start()
    intake.put(scene.reacts(ADA))
    await asyncio.wait_for(intake.drained(), 5)
    await intake.stop()

    assert await scene.held(ADA) == ["Honesty"]
    assert (asked, failing) == ([], [])


async def test_a_batch_that_cannot_be_kept_asks_for_a_comparison_and_the_next_goes_on(
    db: SqliteDatabase, scene: Scene, intake: Intake, asked: list[int]
) -> None:
    async with db.begin() as session:
        await session.execute(text("ALTER TABLE pledge_reactions RENAME TO elsewhere"))
    await intake.start()
    intake.put(scene.reacts(ADA))
    await asyncio.wait_for(intake.drained(), 5)
    async with db.begin() as session:
        await session.execute(text("ALTER TABLE elsewhere RENAME TO pledge_reactions"))

    intake.put(scene.reacts(502))
    await asyncio.wait_for(intake.drained(), 5)
    await intake.stop()

    assert asked == [GUILD]
    assert await scene.held(ADA) == []
    assert await scene.held(502) == ["Honesty"]


async def test_a_comparison_hears_of_what_happens_meanwhile(scene: Scene, intake: Intake) -> None:
    await intake.start()
    intake.put(scene.reacts(1))
    watch = intake.watch(scene.post_id)
    with intake.watch_members(GUILD) as moved:
        intake.put(scene.reacts(ADA))
        intake.put(scene.unreacts(ADA, post_id=99))
        intake.put(Moved(GUILD, BEN, False))
        intake.put(Moved(99, ADA, False))
        assert watch.touched == {(ADA, HONESTY)}
        assert not watch.was_cleared(HONESTY)
        intake.put(Cleared(GUILD, scene.post_id, HONESTY))
        assert watch.was_cleared(HONESTY)
        assert not watch.was_cleared(CARE)
        intake.put(Cleared(GUILD, scene.post_id, None))
        assert watch.was_cleared(CARE)
        assert set(moved) == {BEN}
    intake.unwatch(scene.post_id)
    intake.put(scene.reacts(2))
    intake.put(Moved(GUILD, ADA, False))
    await intake.stop()

    assert watch.touched == {(ADA, HONESTY)}
    assert set(moved) == {BEN}


async def test_what_there_is_no_room_for_is_found_by_comparing_when_the_rest_is_through(
    scene: Scene, intake: Intake, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 3)
    await intake.start()

    for user_id in range(1000, 1005):
        intake.put(scene.reacts(user_id))
    assert asked == []
    await intake.drained()

    assert [len(await scene.rows()), asked] == [3, [GUILD]]
    intake.put(scene.reacts(1005))
    await intake.stop()
    assert [len(await scene.rows()), asked] == [4, [GUILD]]


async def test_catching_up_waits_for_what_came_before_and_for_nothing_that_comes_after(
    scene: Scene, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    await intake.start()
    later = iter(range(2000, 2200))

    def somebody_reacts(_: object) -> None:
        intake.put(scene.reacts(next(later)))
        intake.put(scene.reacts(next(later)))

    sql.listen(scene.db._writing.sync_engine, "commit", somebody_reacts)
    for user_id in range(1000, 1005):
        intake.put(scene.reacts(user_id))

    await intake.caught_up()

    sql.remove(scene.db._writing.sync_engine, "commit", somebody_reacts)
    held = {row.user_id for row in await scene.rows()}
    assert held >= set(range(1000, 1005))
    assert len(held) <= 6
    await intake.stop()
    await intake.caught_up()
