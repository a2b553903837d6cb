"""What events under a post make of pledges, in any order and any number."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import MovableClock
from bot.db import Database, SqliteDatabase
from bot.models import MemberKey
from cogs.pledges import service
from cogs.pledges.models import PledgeState
from cogs.pledges.service import Source, making, posts, reactions
from cogs.pledges.service.reactions import Cleared, Moved, Unmarked
from tests.cogs.pledges.scene import ADA, BEN, CARE, CLEO, GUILD, HONESTY, Scene

pytestmark = pytest.mark.asyncio

OPENED = {"pledge.post_opened": 1}


@pytest_asyncio.fixture
async def scene(each_db: Database, clock: MovableClock) -> Scene:
    return await Scene(each_db, clock.now()).build()


async def test_a_reaction_makes_a_pledge_and_writes_it_down(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))

    assert await scene.held(ADA) == ["Honesty"]
    (row,) = await scene.rows()
    assert (row.state, row.source, row.made_at) == ("active", "reaction", scene.now)
    assert await scene.ledger() == OPENED | {"pledge.made": 1}


async def test_the_same_event_twice_is_one_pledge_and_one_line_in_the_ledger(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(ADA))
    await scene.happens(scene.reacts(ADA))

    assert await scene.ledger() == OPENED | {"pledge.made": 1}
    assert len(await scene.rows()) == 1


async def test_taking_the_reaction_back_withdraws_and_keeps_the_row(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))

    await scene.happens(scene.unreacts(ADA))
    await scene.happens(scene.unreacts(ADA))

    (row,) = await scene.rows()
    assert (row.state, row.ended_at) == ("withdrawn", scene.now)
    assert await scene.ledger() == OPENED | {"pledge.made": 1, "pledge.withdrawn": 1}


async def test_a_removal_that_was_never_added_does_nothing(scene: Scene) -> None:
    await scene.happens(scene.unreacts(ADA))

    assert await scene.rows() == []
    assert await scene.ledger() == OPENED


async def test_back_and_forth_in_one_batch_counts_every_act(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.unreacts(ADA), scene.reacts(ADA))

    assert await scene.held(ADA) == ["Honesty"]
    assert await scene.ledger() == OPENED | {"pledge.made": 2, "pledge.withdrawn": 1}
    assert len(await scene.rows()) == 1


async def test_an_emoji_that_stands_for_no_value_is_ignored(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA, "🍕"))

    assert await scene.standing() == set()
    assert await scene.rows() == []


async def test_members_and_values_do_not_mix(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN, CARE), scene.reacts(BEN))
    await scene.happens(scene.unreacts(BEN))

    assert await scene.held(ADA) == ["Honesty"]
    assert await scene.held(BEN) == ["Care"]


async def test_a_value_pledged_to_on_two_posts_is_one_pledge(scene: Scene) -> None:
    other = await scene.opens_post(7002, 9002)

    await scene.happens(scene.reacts(ADA), scene.reacts(ADA, post_id=other))

    assert len(await scene.rows()) == 1
    assert (await scene.ledger())["pledge.made"] == 1


async def test_clearing_a_post_withdraws_nobodys_pledge_and_brings_our_reactions_back(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN, CARE))
    await scene.carried_out()

    await scene.happens(Cleared(GUILD, scene.post_id, None))

    assert await scene.held(ADA) == ["Honesty"]
    assert await scene.held(BEN) == ["Care"]
    assert await scene.standing() == set()
    assert [job.kind for job in await scene.carried_out()] == ["notice", service.REACT]


async def test_clearing_one_emoji_leaves_the_others_known(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN, CARE))

    await scene.happens(Cleared(GUILD, scene.post_id, HONESTY))

    assert {user_id for _, _, user_id in await scene.standing()} == {BEN}


async def test_who_was_cleared_away_can_react_again_and_then_withdraw(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), Cleared(GUILD, scene.post_id, None))

    await scene.happens(scene.reacts(ADA))
    assert (await scene.ledger())["pledge.made"] == 1
    await scene.happens(scene.unreacts(ADA))

    assert await scene.held(ADA) == []


async def test_our_own_reaction_is_asked_for_again(scene: Scene) -> None:
    await scene.happens(Unmarked(GUILD, scene.post_id))

    (job,) = await scene.carried_out()
    assert (job.kind, job.payload) == (service.REACT, {"post_id": scene.post_id})


async def test_who_leaves_is_not_counted_and_counts_again_on_returning(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))

    await scene.happens(Moved(GUILD, ADA, False), Moved(GUILD, CLEO, False))
    async with scene.db.read() as session:
        assert max((await service.counts(session, GUILD)).values()) == (1, 0)
    left = next(row for row in await scene.rows() if row.user_id == ADA)
    assert (left.state, left.ended_at) == (PledgeState.LEFT, scene.now)

    await scene.happens(Moved(GUILD, ADA, True))
    assert await scene.held(ADA) == ["Honesty"]
    ledger = await scene.ledger()
    assert (ledger["pledge.closed"], ledger["pledge.reopened"]) == (1, 1)


async def test_many_changes_ask_for_one_new_figure(scene: Scene) -> None:
    await scene.happens(*(scene.reacts(user_id) for user_id in range(1000, 1300)))
    await scene.happens(*(scene.reacts(user_id) for user_id in range(1300, 1600)))

    assert [job.kind for job in await scene.carried_out()] == [service.BOARD]


async def test_a_missing_post_keeps_the_pledges_and_forgets_the_reactions(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))

    async with scene.db.begin() as session:
        first = await posts.mark_missing(session, scene.post_id, now=scene.now)
        again = await posts.mark_missing(session, scene.post_id, now=scene.now)

    assert (first, again) == (True, False)
    assert await scene.held(ADA) == ["Honesty"]
    assert await scene.standing() == set()


async def test_a_withdrawal_by_command_is_not_undone_by_a_late_copy_of_the_event(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA))
    (row,) = await scene.rows()
    async with scene.db.begin() as session:
        await service.withdraw(session, MemberKey(GUILD, ADA), row.value_id, now=scene.now)

    await scene.happens(scene.reacts(ADA))

    assert await scene.held(ADA) == []


async def test_who_left_keeps_that_state_when_a_moderator_tidies_up_the_reaction(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), Moved(GUILD, ADA, False))

    await scene.happens(scene.unreacts(ADA))

    (row,) = await scene.rows()
    assert row.state == PledgeState.LEFT
    assert "pledge.withdrawn" not in await scene.ledger()


async def test_what_a_batch_looks_up_it_finds_by_an_index(
    db: SqliteDatabase, clock: MovableClock
) -> None:
    scene = await Scene(db, clock.now()).build()
    given = {"rows": "[]", "source": Source.REACTION, "now": scene.now}
    async with db.begin() as session:
        connection = await session.connection()
        for statement in (
            reactions._unnote("sqlite"),
            reactions._withdraw("sqlite"),
            making._find_earlier("sqlite"),
            making._end_renewed("sqlite"),
        ):
            plan = await _plan(connection, statement, given)
            looks = [step for step in plan if step.startswith(("SCAN", "SEARCH"))]
            of_tables = [step for step in looks if "json_each" not in step]
            assert of_tables
            assert all("rowid=?" in step or "user_id=?" in step for step in of_tables), of_tables


async def _plan(connection: AsyncConnection, statement: Any, given: dict[str, Any]) -> list[str]:
    """How SQLite carries a statement out."""
    seen: list[Any] = []

    def note(*arguments: Any) -> None:
        seen.append(arguments[2:4])

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    await connection.execute(statement, given)
    event.remove(connection.sync_connection, "before_cursor_execute", note)
    [(sql, parameters)] = seen
    rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
    return [row[3] for row in rows]
