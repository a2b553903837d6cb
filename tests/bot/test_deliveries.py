"""The outbox: one delivery a key, claims that expire, requests that are never swallowed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from bot import claims, deliveries
from bot.db import Database
from bot.deliveries import Delivery, Job, Lane, State
from bot.sharding import Shards
from tests.conftest import GUILD, MONDAY

pytestmark = pytest.mark.asyncio

HOLD = timedelta(seconds=60)


async def ask(db: Database, key: str = "board:1", **options: Any) -> None:
    given = {"guild_id": GUILD, "now": MONDAY} | options
    async with db.begin() as session:
        await deliveries.enqueue(session, "board", key=key, **given)


async def claim(db: Database, now: datetime = MONDAY, **options: Any) -> list[Job]:
    given = {"hold": HOLD, "limit": 10} | options
    async with db.begin() as session:
        return await claims.claim(session, now=now, **given)


async def done(db: Database, job: Job, now: datetime = MONDAY, **options: Any) -> None:
    async with db.begin() as session:
        await claims.mark_done(session, job, now=now, **options)


async def row(db: Database) -> Delivery:
    async with db.read() as session:
        found = await session.scalar(select(Delivery))
        assert found is not None
        return found


async def test_asking_twice_is_one_delivery_with_the_later_payload(each_db: Database) -> None:
    await ask(each_db, payload={"n": 1})
    await ask(each_db, payload={"n": 2})

    (job,) = await claim(each_db)

    assert job.payload == {"n": 2}


async def test_what_is_claimed_is_not_claimed_again_until_the_claim_expires(
    each_db: Database,
) -> None:
    await ask(each_db)
    (first,) = await claim(each_db)

    assert await claim(each_db, MONDAY + HOLD - timedelta(seconds=1)) == []
    (second,) = await claim(each_db, MONDAY + HOLD)

    assert second.id == first.id
    assert (first.attempts, second.attempts) == (0, 1)
    assert second.nonce == first.nonce


async def test_a_request_during_the_work_makes_it_run_once_more(each_db: Database) -> None:
    await ask(each_db)
    (job,) = await claim(each_db)
    await ask(each_db)
    await done(each_db, job, spacing=timedelta(seconds=5))

    assert await claim(each_db) == []
    (again,) = await claim(each_db, MONDAY + timedelta(seconds=5))

    assert again.nonce != job.nonce
    await done(each_db, again)
    assert (await row(each_db)).state == State.DONE


async def test_a_new_request_keeps_its_distance_from_the_last_time(each_db: Database) -> None:
    await ask(each_db)
    (job,) = await claim(each_db)
    await done(each_db, job, spacing=timedelta(seconds=30))

    await ask(each_db, now=MONDAY + timedelta(seconds=1))

    assert await claim(each_db, MONDAY + timedelta(seconds=29)) == []
    assert len(await claim(each_db, MONDAY + timedelta(seconds=30))) == 1


async def test_a_done_key_asked_for_again_gets_a_new_nonce(each_db: Database) -> None:
    await ask(each_db)
    (first,) = await claim(each_db)
    await done(each_db, first)
    later = MONDAY + timedelta(minutes=1)
    await ask(each_db, now=later)

    (second,) = await claim(each_db, later)

    assert second.nonce != first.nonce
    assert second.attempts == 0
    assert len(second.nonce) <= 25


async def test_urgent_ones_come_first(each_db: Database) -> None:
    await ask(each_db, "later", priority=9)
    await ask(each_db, "usual", priority=5)
    await ask(each_db, "now", priority=0)

    assert [job.key for job in await claim(each_db)] == ["now", "usual", "later"]


async def test_a_paused_lane_waits_and_the_others_do_not(each_db: Database) -> None:
    await ask(each_db, "dm", lane=Lane.DM)
    await ask(each_db, "board")
    until = MONDAY + timedelta(minutes=10)
    async with each_db.begin() as session:
        await claims.pause(session, Lane.DM, until=until)

    async with each_db.read() as session:
        paused = await claims.paused_lanes(session, now=MONDAY)
        over = await claims.paused_lanes(session, now=until)

    assert paused == {Lane.DM: until}
    assert over == {}
    assert [job.key for job in await claim(each_db, lanes=[Lane.GUILD])] == ["board"]


async def test_each_process_claims_only_the_guilds_on_its_shards(each_db: Database) -> None:
    here, there = 4 << 22, 5 << 22
    await ask(each_db, guild_id=here)
    await ask(each_db, guild_id=there)

    even, odd = Shards(2, (0,)), Shards(2, (1,))

    assert [job.guild_id for job in await claim(each_db, shards=even)] == [here]
    assert [job.guild_id for job in await claim(each_db, shards=odd)] == [there]


async def test_claims_of_a_dead_process_are_given_back(each_db: Database) -> None:
    await ask(each_db)
    await claim(each_db)

    async with each_db.begin() as session:
        freed = await claims.give_back_claims(session)

    assert freed == 1
    assert len(await claim(each_db)) == 1


async def test_the_next_look_is_due_when_the_first_claim_expires(each_db: Database) -> None:
    await ask(each_db)
    await claim(each_db)
    await ask(each_db, "tomorrow", not_before=MONDAY + timedelta(days=1))

    async with each_db.read() as session:
        lanes = list(Lane)
        assert not await claims.is_due(session, now=MONDAY, lanes=lanes)
        assert await claims.next_due_at(session, now=MONDAY, lanes=lanes) == MONDAY + HOLD
        assert await claims.is_due(session, now=MONDAY + HOLD, lanes=lanes)


async def test_a_closed_lane_is_not_due(each_db: Database) -> None:
    await ask(each_db, lane=Lane.DM)

    async with each_db.read() as session:
        assert not await claims.is_due(session, now=MONDAY, lanes=[Lane.GUILD])
        assert await claims.is_due(session, now=MONDAY, lanes=[Lane.DM])


async def test_finished_rows_are_pruned_and_pending_ones_never(each_db: Database) -> None:
    await ask(each_db, "old")
    (job,) = await claim(each_db)
    await done(each_db, job)
    await ask(each_db, "waits", not_before=MONDAY + timedelta(days=100))

    async with each_db.begin() as session:
        await claims.prune(session, now=MONDAY + timedelta(days=30))

    assert (await row(each_db)).key == "waits"


async def test_what_its_transaction_undoes_is_never_asked_for(each_db: Database) -> None:
    with pytest.raises(LookupError):
        async with each_db.begin() as session:
            await deliveries.enqueue(session, "board", guild_id=GUILD, key="x", now=MONDAY)
            raise LookupError

    assert await claim(each_db) == []


async def test_a_request_during_work_that_fails_is_carried_out_all_the_same(
    each_db: Database,
) -> None:
    await ask(each_db, payload={"role": 1})
    (job,) = await claim(each_db)
    await ask(each_db, payload={"role": 2})
    async with each_db.begin() as session:
        await claims.mark_failed(session, job, now=MONDAY, error="unknown role")

    (again,) = await claim(each_db)

    assert again.payload == {"role": 2}
    assert again.attempts == 0
    assert again.nonce != job.nonce


async def test_what_fails_and_is_not_asked_for_again_stays_failed(each_db: Database) -> None:
    await ask(each_db)
    (job,) = await claim(each_db)
    async with each_db.begin() as session:
        await claims.mark_failed(session, job, now=MONDAY, error="unknown role")

    assert await claim(each_db, MONDAY + HOLD) == []
    assert (await row(each_db)).state == State.FAILED


async def test_the_second_of_two_requests_is_as_old_as_the_end_of_the_first(
    each_db: Database,
) -> None:
    await ask(each_db)
    (job,) = await claim(each_db)
    await ask(each_db)
    later = MONDAY + timedelta(hours=30)
    await done(each_db, job, later)

    (again,) = await claim(each_db, later)

    assert again.created_at == later


@pytest.mark.thorough
@pytest.mark.parametrize("each_db", ["postgres"], indirect=True)
async def test_however_postgres_plans_it_no_more_than_the_limit_is_claimed(
    each_db: Database,
) -> None:
    for number in range(50):
        await ask(each_db, f"board:{number}")

    async with each_db.begin() as session:
        for way in ("hashagg", "hashjoin", "mergejoin", "material", "sort"):
            await session.execute(text(f"SET LOCAL enable_{way} = off"))
        jobs = await claims.claim(session, now=MONDAY, hold=HOLD, limit=4)

    assert len(jobs) == 4


async def test_pruning_takes_a_few_at_a_time(each_db: Database) -> None:
    for number in range(5):
        await ask(each_db, f"board:{number}")
    for job in await claim(each_db):
        await done(each_db, job)

    later = MONDAY + claims.KEEP_DONE + timedelta(seconds=1)
    counts = []
    for _ in range(3):
        async with each_db.begin() as session:
            counts.append(await claims.prune(session, now=later, limit=3))

    assert counts == [3, 2, 0]
