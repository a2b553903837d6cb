"""Where a newcomer is written to: at once or in turn, in direct messages, a thread, or here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.simulator import permissions as may
from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import threads as world_threads
from bot.simulator.world.entities import Overwrite
from cogs.onboarding.service import turns
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.test_onboarding import (
    bot_role,
    starts,
    the_dm,
    the_post,
    threads_of,
    told,
)

pytestmark = pytest.mark.asyncio

MINUTE = timedelta(minutes=1)


@pytest_asyncio.fixture
async def paced(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    """The bot with a minute between two direct messages: the second newcomer would wait."""
    config = village.config() | {"deliveries": {"dm_every_seconds": 60}}
    running = RunningBot(sim, database_path, clock, config)
    await running.start()
    yield running
    await running.stop()


def requests(sim: Simulator) -> list[str]:
    """What the bot asks of Discord from now on, besides answering who acted."""
    seen: list[str] = []

    def note(exchange: Exchange | Delivery) -> None:
        if isinstance(exchange, Exchange) and exchange.application_id is not None:
            seen.append(f"{exchange.method} {exchange.template}")

    sim.observers.append(note)
    return seen


async def test_whose_turn_would_come_late_begins_in_the_answer(
    village: Village, paced: RunningBot
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")

    first = await starts(ada, paced)
    second = await starts(bea, paced)

    assert "I am writing to you privately now" in first
    assert "Step 1 of 5" in the_dm(ada, village)
    assert "a direct message to you would take a while" in second
    assert "Step 1 of 5" in second
    assert bea.dms(village.application) == []
    assert "Step 2 of 5" in await bea.clicks("Next", on=second)
    assert threads_of(bea, village) == []


async def test_a_crowd_that_passes_the_screening_takes_nobodys_turn_who_presses_start(
    village: Village, paced: RunningBot, clock: MovableClock
) -> None:
    crowd = [village.join(f"Person {number}", pending=True) for number in range(5)]
    for one in crowd:
        await starts(one, paced)
    for one in crowd:
        one.passes_screening()
    await paced.caught_up()
    written_at_once = sum(len(one.dms(village.application)) for one in crowd)
    wait = paced.bot.deliveries.pace.wait(priority=turns.FIRST)
    for _ in range(5):
        clock.advance(2 * MINUTE)
        await paced.settled()

    assert written_at_once == 1
    assert wait <= MINUTE
    assert all("Step 1 of 5" in the_dm(one, village) for one in crowd)


async def test_once_the_crowd_is_gone_newcomers_are_written_to_again(
    village: Village, paced: RunningBot, clock: MovableClock
) -> None:
    people = [village.join(name) for name in ("Ada", "Bea", "Cem", "Dan")]

    await asyncio.gather(*(starts(one, paced) for one in people[:3]))
    clock.advance(2 * MINUTE)
    await paced.settled()

    assert "I am writing to you privately now" in await starts(people[3], paced)
    assert "Step 1 of 5" in the_dm(people[3], village)


async def test_a_crowd_that_presses_in_one_moment_is_not_promised_one_turn_each(
    village: Village, paced: RunningBot, sim: Simulator
) -> None:
    crowd = [village.join(f"Person {number}") for number in range(12)]
    asked = requests(sim)

    answers = await asyncio.gather(*(one.clicks("Start", on=the_post(one)) for one in crowd))
    await paced.settled()

    writing = [answer for answer in answers if "I am writing to you privately" in answer]
    here = [answer for answer in answers if "Step 1 of 5" in answer]
    assert (len(writing), len(here)) == (1, 11)
    assert sum(len(one.dms(village.application)) for one in crowd) == 1
    assert asked == ["POST /users/@me/channels", "POST /channels/{channel_id}/messages"]


async def test_who_began_here_goes_on_in_direct_messages_when_their_turn_comes(
    village: Village, paced: RunningBot, clock: MovableClock
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")
    await starts(ada, paced)
    here = await starts(bea, paced)
    here = await bea.clicks("Next", on=here)

    moving = await bea.clicks("Continue in direct messages", on=here)
    await paced.settled()
    assert bea.dms(village.application) == []
    clock.advance(2 * MINUTE)
    await paced.settled()

    assert "when it is your turn, about <t:" in moving
    assert "Everything you have answered is saved" in moving
    assert "Step 2 of 5" in the_dm(bea, village)
    assert "Step 3 of 5" in await bea.clicks("Next", on=the_dm(bea, village))


async def test_who_changes_their_mind_about_moving_goes_on_here_and_is_not_written_to(
    village: Village, paced: RunningBot, clock: MovableClock
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")
    await starts(ada, paced)
    moving = await bea.clicks("Continue in direct messages", on=await starts(bea, paced))

    here = await bea.clicks("Continue here instead", on=moving)
    clock.advance(2 * MINUTE)
    await paced.settled()

    assert "Step 1 of 5" in here
    assert bea.dms(village.application) == []


async def test_who_moves_with_closed_dms_finds_a_thread_and_without_threads_stays_here(
    village: Village, paced: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    bea, cem = (village.join(name, accepts_dms=False) for name in ("Bea", "Cem"))
    await starts(ada, paced)
    moving = {one: await starts(one, paced) for one in (bea, cem)}
    await bea.clicks("Continue in direct messages", on=moving[bea])
    clock.advance(2 * MINUTE)
    await paced.settled()
    (thread,) = threads_of(bea, village)
    (in_thread,) = bea.sees(thread)

    forbid_threads(sim, village)
    moved = await cem.clicks("Continue in direct messages", on=moving[cem])
    clock.advance(2 * MINUTE)
    await paced.settled()
    here = await cem.clicks("Continue here instead", on=moved)

    assert "Step 1 of 5" in in_thread
    assert threads_of(cem, village) == []
    assert "Step 1 of 5" in here
    assert "Step 1 of 5" in await starts(cem, paced)


async def test_while_discord_wants_no_dms_everybody_begins_here_after_a_restart_too(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    ada, bea, cem = (village.join(name) for name in ("Ada", "Bea", "Cem"))
    sim.faults.unreachable[ada.id] = 40003
    waiting = await starts(ada, tenet)
    sim.faults.clear()

    during = await starts(bea, tenet)
    await tenet.restart()
    after_restart = await starts(cem, tenet)
    again = await starts(ada, tenet)

    assert "If nothing comes within a minute, continue here" in waiting
    assert all("Step 1 of 5" in answer for answer in (during, after_restart, again))
    clock.advance(11 * MINUTE)
    await tenet.settled()
    assert [one.dms(village.application) for one in (ada, bea, cem)] == [[], [], []]


async def test_who_waits_out_the_pause_is_written_to_once_after_it(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    sim.faults.unreachable[ada.id] = 40003
    await starts(ada, tenet)
    sim.faults.clear()

    clock.advance(11 * MINUTE)
    await tenet.settled()

    assert "Step 1 of 5" in the_dm(ada, village)


async def test_a_journey_taken_up_again_finds_a_thread_when_dms_were_closed_meanwhile(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    await ada.clicks("Next")
    await ada.clicks("Later")
    ada.closes_dms()

    await starts(ada, tenet)

    (thread,) = threads_of(ada, village)
    (message,) = ada.sees(thread)
    assert "Step 2 of 5" in message


async def test_who_lost_their_thread_is_written_to_in_a_new_one_when_they_press_start(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    await starts(ada, tenet)
    (first,) = threads_of(ada, village)
    await ada.clicks("Next", on=ada.sees(first)[0])

    world_threads.delete(village.world, first)
    await tenet.caught_up()
    answer = await starts(ada, tenet)

    (second,) = threads_of(ada, village)
    assert second.id != first.id
    assert "I am writing to you privately now" in answer
    assert "Step 2 of 5" in ada.sees(second)[0]


async def test_a_thread_deleted_while_the_bot_was_down_is_noticed_at_its_start(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    await starts(ada, tenet)
    (first,) = threads_of(ada, village)

    await tenet.stop()
    world_threads.delete(village.world, first)
    await tenet.start()
    await starts(ada, tenet)
    again = await tenet.bot.reconciler.compare(tenet.bot.guilds[0])

    (second,) = threads_of(ada, village)
    assert "Step 1 of 5" in ada.sees(second)[0]
    assert again.changed == 0


async def test_a_thread_deleted_just_before_the_step_is_posted_makes_way_for_another(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    await starts(ada, tenet)
    (first,) = threads_of(ada, village)
    await ada.clicks("Later", on=ada.sees(first)[0])
    sim.faults.disturb("swallow", event="THREAD_DELETE")
    world_threads.delete(village.world, first)

    await starts(ada, tenet)

    (second,) = threads_of(ada, village)
    assert "Step 1 of 5" in ada.sees(second)[0]
    assert told(village) == []


async def test_a_deleted_welcome_channel_is_told_and_those_without_dms_go_on_in_the_answer(
    village: Village, tenet: RunningBot
) -> None:
    ada, bea = (village.join(name, accepts_dms=False) for name in ("Ada", "Bea"))
    await starts(ada, tenet)

    world_channels.delete(village.world, village.channels["welcome"])
    await tenet.caught_up()
    ada.goes_to("general")
    bea.goes_to("general")
    await ada.runs("/onboarding start")
    await bea.runs("/onboarding start")
    await tenet.settled()
    here = [await one.runs("/onboarding start") for one in (ada, bea)]
    await tenet.settled()

    assert all("Step 1 of 5" in answer for answer in here)
    (notice,) = told(village)
    assert '"welcome"' in notice


async def test_too_many_threads_lead_into_the_answer_and_the_stewards_know(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    sim.faults.answer(400, method="POST", route="/channels/*/threads", code=160006)

    answer = await starts(ada, tenet)
    here = await ada.clicks("Continue here instead", on=answer)
    notices = told(village)
    await starts(village.join("Bea", accepts_dms=False), tenet)
    sim.faults.answer(400, method="POST", route="/channels/*/threads", code=160006)
    await starts(village.join("Cem", accepts_dms=False), tenet)

    assert "Step 1 of 5" in here
    assert len(notices) == 1
    assert "as many open threads as Discord allows" in notices[0]
    assert len(told(village)) == 2  # it worked in between, so it is news again


async def test_a_journey_that_ends_here_leaves_nothing_to_send(
    village: Village, paced: RunningBot, clock: MovableClock
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")
    await starts(ada, paced)
    here = await starts(bea, paced)
    for _ in range(4):
        here = await bea.clicks("Next", on=here)
    done = await bea.clicks("Finish", on=here)
    clock.advance(2 * MINUTE)
    await paced.settled()

    assert "You are through." in done
    assert bea.role_names == {"Neighbour"}
    assert bea.dms(village.application) == []


def forbid_threads(sim: Simulator, village: Village) -> None:
    """Take the right to open private threads from the bot."""
    world_channels.set_overwrite(
        sim.world,
        village.channels["welcome"],
        Overwrite(bot_role(village), 0, deny=may.CREATE_PRIVATE_THREADS),
    )
