"""A real process, killed where it hurts most: nothing is lost, nothing stands there twice."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.simulator.exchange import Exchange
from bot.simulator.server import Simulator
from tests.factories import VALUES, Village, found_village
from tests.scenarios.processes import PATIENCE, Process, heard, is_post, wait

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

POST_MESSAGE = {"method": "POST", "route": "/channels/*/messages"}


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[Simulator]:
    """A local Discord on the machine's own time, as the process is."""
    async with Simulator(identify_seconds=0) as simulator:
        yield simulator


@pytest_asyncio.fixture
async def process(sim: Simulator, village: Village, database_path: Path) -> AsyncIterator[Process]:
    running = Process(sim, village, database_path.parent)
    yield running
    if running.runs:
        await running.kill()


@pytest.fixture
def village(sim: Simulator) -> Village:
    return found_village(sim.world)


def welcome(village: Village) -> list[str]:
    seen = village.steward.sees(village.channels["welcome"])
    return [message.text for message in seen if "Welcome to" in message]


async def seen_in_welcome(village: Village) -> None:
    await village.steward.waits_for(
        "Welcome to", channel=village.channels["welcome"], within=PATIENCE
    )


async def test_killed_between_commit_and_send_it_posts_once_after_its_return(
    sim: Simulator, village: Village, process: Process
) -> None:
    sim.faults.answer(503, times=1000, **POST_MESSAGE)
    refused = heard(sim, lambda seen: is_post(seen) and seen.status == 503)
    await process.start()
    await wait(refused)
    await process.kill()
    assert welcome(village) == []

    sim.faults.clear()
    await process.start()
    await seen_in_welcome(village)
    await village.join("Ada").runs("/charter show", within=PATIENCE)

    assert len(welcome(village)) == 1


async def test_killed_between_send_and_mark_it_does_not_post_again(
    sim: Simulator, village: Village, process: Process
) -> None:
    sim.faults.slow(60, times=20, **POST_MESSAGE)
    await process.start()
    await seen_in_welcome(village)
    await process.kill()
    sim.faults.clear()

    looked = heard(sim, lambda seen: is_post(seen) or "messages" in seen.template)
    await process.start()
    await wait(looked)
    answer = await village.join("Ada").runs("/charter show", within=PATIENCE)

    assert "We keep the river clean" in answer
    assert len(welcome(village)) == 1


async def test_killed_between_a_thread_of_two_and_its_members_it_introduces_them_in_that_thread(
    sim: Simulator, village: Village, process: Process
) -> None:
    add_member = {"method": "PUT", "route": "/channels/*/thread-members/*"}
    await process.start()
    await seen_in_welcome(village)
    ada, bea = village.join("Ada"), village.join("Bea")
    await bea.runs("/buddy on", within=PATIENCE)
    shown = await ada.runs("/buddy show", within=PATIENCE)
    sim.faults.answer(503, times=1000, **add_member)
    refused = heard(sim, lambda seen: seen.method == "PUT" and seen.status == 503)
    await ada.clicks("I would like a buddy", on=shown)
    await wait(refused)
    await process.kill()

    sim.faults.clear()
    await process.start()
    await bea.waits_for("is new here and would like somebody to turn to", within=PATIENCE)

    (thread,) = village.guild.threads.values()
    assert thread.thread is not None
    assert {ada.id, bea.id} <= set(thread.thread.members)
    assert sum("is new here" in message for message in ada.sees(thread)) == 1


async def test_killed_in_the_middle_of_a_comparison_everything_is_kept_and_told_once(
    sim: Simulator, village: Village, process: Process
) -> None:
    people = [village.join(f"Person {number}") for number in range(650)]
    await process.start()
    await village.steward.waits_for("🌱", channel=village.channels["pledges"], within=PATIENCE)
    await wait_for_reactions(village)
    assert await process.end(signal.SIGTERM)
    board = village.steward.sees(village.channels["pledges"])[-1]
    for person in people:
        await person.reacts("🌱", to=board)
    pages = 0

    def is_fifth_page(seen: Exchange) -> bool:
        nonlocal pages
        pages += seen.method == "GET" and "/reactions/" in seen.template
        return pages == 5  # three pages are two and a half hundred, which are committed by now

    deep_in_it = heard(sim, is_fifth_page)
    await process.start()
    await wait(deep_in_it)
    await process.kill()
    stewards = village.channels["stewards"]
    assert not any("I was away" in told for told in village.steward.sees(stewards))

    await process.start()
    await village.steward.waits_for("I was away", channel=stewards, within=PATIENCE)
    await village.join("Zoe").runs("/charter show", within=PATIENCE)

    told = [told.text for told in village.steward.sees(stewards) if "I was away" in told]
    assert len(told) == 1
    assert "650 pledges were made meanwhile" in told[0]
    board = village.steward.sees(village.channels["pledges"])[-1]
    await village.steward.until(
        lambda: "650 people have pledged." in village.steward.looks_again(board)
    )


async def wait_for_reactions(village: Village) -> None:
    """Return when the board has all its reactions."""
    await village.steward.until(
        lambda: len(village.steward.sees(village.channels["pledges"])[-1].reactions) == len(VALUES)
    )


async def test_asked_to_stop_it_closes_within_ten_seconds_and_says_nothing_ill(
    sim: Simulator, village: Village, process: Process
) -> None:
    posted = heard(sim, is_post)
    await process.start()
    await wait(posted)

    status, written = await asyncio.wait_for(process.end(signal.SIGTERM), 10)

    assert status == 0
    assert "Traceback" not in written


async def test_asked_to_stop_while_it_starts_it_closes_as_calmly(
    sim: Simulator, process: Process
) -> None:
    sim.faults.slow(60, method="GET", route="/oauth2/*")
    starting = heard(sim, lambda seen: seen.template == "/users/@me")
    await process.start()
    await wait(starting)

    status, written = await asyncio.wait_for(process.end(signal.SIGTERM), 10)

    assert status == 0
    assert "Traceback" not in written
