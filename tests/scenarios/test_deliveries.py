"""What the worker does when Discord loses answers, refuses, or asks us to slow down."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot import claims, deliveries
from bot.actions import Action, DirectMessage, GrantRole
from bot.clock import MovableClock
from bot.deliveries import Lane, State
from bot.errors import ConfigurationError
from bot.simulator import permissions as may
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import roles as world_roles
from bot.simulator.world.entities import Overwrite
from bot.worker import Renderer, Rendering
from tests.factories import Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.outbox import MESSAGES, Outbox

pytestmark = pytest.mark.asyncio


@pytest.fixture
def outbox(tenet: RunningBot, village: Village, clock: MovableClock) -> Outbox:
    return Outbox(tenet, village, clock)


async def test_what_was_asked_for_appears(outbox: Outbox) -> None:
    await outbox.ask()
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]
    assert (await outbox.row()).state == State.DONE


async def test_a_post_whose_answer_was_lost_is_not_posted_twice(
    outbox: Outbox, sim: Simulator, clock: MovableClock
) -> None:
    sim.faults.lose_answer(method="POST", route=MESSAGES)

    await outbox.ask()
    await outbox.until_tried()
    clock.advance(timedelta(seconds=10))
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]


async def test_a_post_whose_answer_was_lost_long_ago_is_found_in_the_channel(
    outbox: Outbox, sim: Simulator, clock: MovableClock
) -> None:
    sim.faults.lose_answer(method="POST", route=MESSAGES)

    await outbox.ask()
    await outbox.until_tried()
    clock.advance(timedelta(hours=2))  # long after Discord has forgotten the nonce
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]


async def test_a_failing_discord_delays_a_post_and_does_not_lose_it(
    outbox: Outbox, sim: Simulator, clock: MovableClock
) -> None:
    sim.faults.answer(503, method="POST", route=MESSAGES, times=2)

    await outbox.ask()
    await outbox.until_tried()
    assert outbox.posted() == []
    clock.advance(timedelta(minutes=1))
    await outbox.until_tried(2)
    clock.advance(timedelta(minutes=1))
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]


async def test_connections_cut_again_and_again_delay_a_post_and_do_not_lose_it(
    outbox: Outbox, sim: Simulator, clock: MovableClock
) -> None:
    sim.faults.cut(method="POST", route=MESSAGES, times=7)

    await outbox.ask()
    for times in range(1, 8):
        await outbox.until_tried(times)
        clock.advance(timedelta(minutes=15))
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]


async def test_what_is_sent_is_worded_when_it_is_sent(
    outbox: Outbox, sim: Simulator, clock: MovableClock
) -> None:
    sim.faults.cut(method="POST", route=MESSAGES)
    await outbox.ask()
    await outbox.until_tried()

    outbox.text = "Newer"
    clock.advance(timedelta(minutes=1))
    await outbox.tenet.settled()

    assert outbox.posted() == ["Newer"]


async def test_a_permission_withdrawn_while_running_is_named_to_the_stewards_once(
    outbox: Outbox, village: Village, sim: Simulator, clock: MovableClock
) -> None:
    general = village.channels["general"]
    bot_role = next(role for role in village.guild.roles.values() if role.managed)
    world_channels.set_overwrite(
        sim.world, general, Overwrite(bot_role.id, 0, deny=may.SEND_MESSAGES)
    )

    await outbox.ask("test:1")
    await outbox.tenet.settled()
    await outbox.ask("test:2")
    await outbox.tenet.settled()

    told = village.steward.sees(village.channels["stewards"])
    assert len(told) == 1
    assert "Send Messages" in told[0]
    assert f"<#{general.id}>" in told[0]
    assert (await outbox.row()).state == State.FAILED
    assert "2 could not be done in the last seven days" in await village.steward.runs(
        "/setup status"
    )
    clock.advance(timedelta(days=7, seconds=1))
    assert "could not be done" not in await village.steward.runs("/setup status")


async def test_a_role_above_ours_is_named_to_the_stewards(
    outbox: Outbox, village: Village, sim: Simulator
) -> None:
    ada = village.join("Ada")
    high = world_roles.create(sim.world, village.guild, "Mayor", permissions=0, position=9)
    outbox.words(lambda _: GrantRole(ada.id, high.id))

    await outbox.ask()
    await outbox.tenet.settled()

    (told,) = village.steward.sees(village.channels["stewards"])
    assert f"<@&{high.id}>" in told
    assert "has to stand above it" in told
    assert "Mayor" not in ada.role_names


async def test_opening_dms_too_fast_pauses_that_lane_and_no_other(
    outbox: Outbox, village: Village, sim: Simulator, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    outbox.words(lambda content: DirectMessage(ada.id, content, None))
    sim.faults.unreachable[ada.id] = 40003

    await outbox.ask(lane=Lane.DM)
    row = await outbox.until_tried()
    sim.faults.clear()
    async with outbox.tenet.bot.db.read() as session:
        paused = await claims.paused_lanes(session, now=clock.now())
    await outbox.tenet.restart()
    assert ada.dms(village.application) == []
    outbox.words(lambda content: DirectMessage(ada.id, content, None))
    clock.advance(timedelta(minutes=11))
    await outbox.tenet.settled()

    assert set(paused) == {Lane.DM}
    assert row.not_before >= clock.now() - timedelta(minutes=2)
    assert [message.text for message in ada.dms(village.application)] == ["Hello"]


async def test_a_mistake_of_ours_ends_loudly_and_keeps_nothing_else_waiting(
    outbox: Outbox, village: Village, clock: MovableClock
) -> None:
    async def broken(_: Rendering) -> Action:
        raise LookupError("a mistake of ours")

    outbox.tenet.bot.deliveries.register("broken", Renderer(broken))
    async with outbox.tenet.bot.db.begin() as session:
        await deliveries.enqueue(
            session, "broken", guild_id=village.guild.id, key="broken", now=clock.now()
        )
    await outbox.ask()
    await outbox.tenet.settled()
    assert outbox.posted() == ["Hello"]

    for _ in range(6):
        clock.advance(timedelta(minutes=15))
        await outbox.tenet.settled()

    assert (await outbox.row("broken")).state == State.FAILED
    (told,) = village.steward.sees(village.channels["stewards"])
    assert "broken" in told


async def test_a_token_that_is_refused_stops_the_process_with_a_sentence(
    outbox: Outbox, sim: Simulator
) -> None:
    assert outbox.tenet.app is not None
    sim.faults.answer(401, method="POST", route=MESSAGES, message="401: Unauthorized")

    await outbox.ask()

    with pytest.raises(ConfigurationError, match="DISCORD_TOKEN"):
        await asyncio.wait_for(outbox.tenet.app.wait(), PATIENCE)


async def test_a_ping_is_never_an_accident(outbox: Outbox, village: Village) -> None:
    ada = village.join("Ada")
    role = village.roles["Neighbour"]
    outbox.text = f"@everyone {ada.mention} <@&{role.id}>"

    await outbox.ask()
    await outbox.tenet.settled()

    (seen,) = village.steward.sees(village.channels["general"])
    assert not seen.mention_everyone
    assert seen.mention_ids == ()
    assert seen.mention_role_ids == ()


async def test_the_nonce_is_one_that_discord_takes(outbox: Outbox, sim: Simulator) -> None:
    nonces: list[Any] = []
    sim.observers.append(
        lambda seen: (
            nonces.append(seen.body.get("nonce"))
            if getattr(seen, "method", "") == "POST" and seen.template.endswith("/messages")
            else None
        )
    )

    await outbox.ask()
    await outbox.tenet.settled()

    assert len(nonces) == 1
    assert isinstance(nonces[0], str)
    assert 0 < len(nonces[0]) <= 25
