"""How a delivery ends, who hears of it, and when it is over."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import app, deliveries, watching, worker
from bot.actions import Content, GrantRole, Post
from bot.clock import MovableClock
from bot.db import SqliteDatabase
from bot.deliveries import Delivery, State
from bot.simulator import permissions as may
from bot.simulator.exchange import Exchange
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world.entities import Channel, Overwrite
from bot.worker import Renderer, Rendering
from tests.factories import Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.outbox import MESSAGES, Outbox

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

DAYS_AWAY = timedelta(days=3)


@pytest.fixture
def outbox(tenet: RunningBot, village: Village, clock: MovableClock) -> Outbox:
    return Outbox(tenet, village, clock)


def forbid(sim: Simulator, village: Village, channel: Channel, deny: int) -> None:
    """Deny the bot something in a channel; 0 denies nothing any more."""
    role = next(role for role in village.guild.roles.values() if role.managed)
    held = channel.overwrites.get(role.id, Overwrite(role.id, 0))
    world_channels.set_overwrite(sim.world, channel, replace(held, deny=deny))


async def try_to_post(outbox: Outbox) -> None:
    await outbox.ask()
    await outbox.tenet.settled()


async def test_a_limit_that_lasts_minutes_is_waited_for_in_the_outbox(
    outbox: Outbox, sim: Simulator, clock: MovableClock
) -> None:
    sim.faults.rate_limit(method="POST", route=MESSAGES, retry_after=300)

    await outbox.ask()
    row = await outbox.until_tried()
    assert row.not_before >= clock.now() + timedelta(seconds=290)
    clock.advance(timedelta(seconds=310))
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]


async def test_a_kind_that_nothing_carries_out_any_more_ends_at_once_and_bothers_no_steward(
    outbox: Outbox, village: Village
) -> None:
    async with outbox.tenet.bot.db.begin() as session:
        await deliveries.enqueue(
            session, "gone", guild_id=village.guild.id, key="gone", now=outbox.clock.now()
        )
    await outbox.tenet.settled()

    assert (await outbox.row("gone")).state == State.FAILED
    assert village.steward.sees(village.channels["stewards"]) == []


async def test_after_days_away_a_passing_failure_does_not_end_what_was_asked_for_before(
    outbox: Outbox, sim: Simulator, clock: MovableClock
) -> None:
    sim.faults.answer(503, method="POST", route=MESSAGES)

    await outbox.ask(now=clock.now() - DAYS_AWAY)
    await outbox.until_tried()
    clock.advance(timedelta(minutes=1))
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]


async def test_after_days_away_a_server_that_is_late_loses_nothing(
    outbox: Outbox, clock: MovableClock
) -> None:
    await outbox.ask(now=clock.now() - DAYS_AWAY, guild_id=1 << 40)

    assert (await outbox.until_tried()).state == State.PENDING


async def test_what_is_tried_for_a_day_in_vain_ends(
    outbox: Outbox, sim: Simulator, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "MOST_TRIES", 1)
    sim.faults.answer(503, method="POST", route=MESSAGES, times=2)

    await outbox.ask()
    await outbox.until_tried()
    clock.advance(timedelta(minutes=15))
    await outbox.tenet.settled()

    assert (await outbox.row()).state == State.FAILED
    assert len(outbox.village.steward.sees(outbox.village.channels["stewards"])) == 1


async def test_what_was_mended_and_breaks_again_is_told_again(
    outbox: Outbox, village: Village, sim: Simulator, clock: MovableClock
) -> None:
    general, stewards = village.channels["general"], village.channels["stewards"]

    forbid(sim, village, general, may.SEND_MESSAGES)
    await try_to_post(outbox)
    forbid(sim, village, general, 0)
    await try_to_post(outbox)
    clock.advance(watching.QUIET)
    await outbox.tenet.bot.ticks.run(watching.TICK)
    assert len(village.steward.sees(stewards)) == 1
    forbid(sim, village, general, may.SEND_MESSAGES)
    await try_to_post(outbox)

    assert outbox.posted() == ["Hello"]
    assert len(village.steward.sees(stewards)) == 2


async def test_what_the_stewards_could_not_be_told_they_are_told_when_it_is_met_again(
    outbox: Outbox, village: Village, sim: Simulator
) -> None:
    stewards = village.channels["stewards"]
    forbid(sim, village, village.channels["general"], may.SEND_MESSAGES)

    forbid(sim, village, stewards, may.SEND_MESSAGES)
    await try_to_post(outbox)
    forbid(sim, village, stewards, 0)
    await try_to_post(outbox)

    assert len(village.steward.sees(stewards)) == 1


async def test_a_problem_that_nothing_shows_to_be_mended_is_told_once_a_day(
    outbox: Outbox, village: Village, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: Rendering) -> None:
        raise LookupError("a mistake of ours")

    monkeypatch.setattr(worker, "MOST_TRIES_AT_A_BUG", 1)
    outbox.tenet.bot.deliveries.register("test", Renderer(broken))

    await try_to_post(outbox)
    await try_to_post(outbox)
    assert len(village.steward.sees(village.channels["stewards"])) == 1
    clock.advance(timedelta(hours=25))
    await outbox.tenet.bot.ticks.run("prune")
    await try_to_post(outbox)

    assert len(village.steward.sees(village.channels["stewards"])) == 2


async def test_nobody_is_bothered_about_a_member_who_has_left(
    outbox: Outbox, village: Village
) -> None:
    ada = village.join("Ada")
    ada.leaves()
    role = village.roles["Neighbour"]
    outbox.words(lambda _: GrantRole(ada.id, role.id))

    await try_to_post(outbox)

    assert (await outbox.row()).state == State.FAILED
    assert village.steward.sees(village.channels["stewards"]) == []


async def test_what_another_process_asks_for_is_found_without_a_word_from_it(
    sim: Simulator,
    village: Village,
    database_path: Path,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "OTHERS_WRITE_WITHIN", 0.05)
    config = village.config()
    shard = (village.guild.id >> 22) % 2
    config["discord"] |= {"shard_count": 2, "shard_ids": [shard]}
    tenet = RunningBot(sim, database_path, clock, config)
    other = SqliteDatabase(f"sqlite+aiosqlite:///{database_path}")
    posted = asyncio.Event()

    def hear(seen: Any) -> None:
        if isinstance(seen, Exchange) and seen.method == "POST" and "messages" in seen.template:
            posted.set()

    await tenet.start()
    try:
        outbox = Outbox(tenet, village, clock)
        sim.observers.append(hear)
        await other.start()
        async with other.begin() as session:
            await deliveries.enqueue(
                session, "test", guild_id=village.guild.id, key="test:1", now=clock.now()
            )
        await asyncio.wait_for(posted.wait(), PATIENCE)
        assert outbox.posted() == ["Hello"]
    finally:
        await other.stop()
        await tenet.stop()


async def test_stopping_waits_for_no_answer_that_does_not_come_and_keeps_the_delivery(
    outbox: Outbox, sim: Simulator, monkeypatch: pytest.MonkeyPatch, database_path: Path
) -> None:
    monkeypatch.setattr(app, "FINISHING_SECONDS", 0.2)
    asked = asyncio.Event()
    sim.faults.slow(60, method="POST", route=MESSAGES)

    def post(content: Content) -> Post:
        asked.set()
        return Post(outbox.village.channels["general"].id, content)

    outbox.words(post)

    await outbox.ask()
    await asyncio.wait_for(asked.wait(), PATIENCE)
    await asyncio.wait_for(outbox.tenet.stop(), PATIENCE / 2)

    db = SqliteDatabase(f"sqlite+aiosqlite:///{database_path}")
    await db.start()
    async with db.read() as session:
        query = select(Delivery.state).where(Delivery.key == "test:1")
        assert await session.scalar(query) == State.PENDING
    await db.stop()
