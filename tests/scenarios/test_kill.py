"""A real process, killed where it hurts most: nothing is lost, nothing stands there twice."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml

from bot.simulator.exchange import Exchange
from bot.simulator.server import Simulator
from tests.factories import VALUES, Village, found_village

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

PATIENCE = 20.0
POST_MESSAGE = {"method": "POST", "route": "/channels/*/messages"}


class Process:
    """`tenet run` as an operator starts it."""

    def __init__(self, sim: Simulator, village: Village, folder: Path) -> None:
        config = village.config()
        token = config.pop("discord")["token"]
        (folder / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
        self._environment = {
            **os.environ,
            "DISCORD_TOKEN": token,
            "TENET_CONFIG": str(folder / "config.yaml"),
            "TENET_DATABASE_URL": f"sqlite:///{folder / 'tenet.db'}",
            "TENET_DISCORD_API_URL": sim.api_url,
            "TENET_DISCORD_GATEWAY_URL": sim.gateway_url,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            env=self._environment,
            stderr=asyncio.subprocess.PIPE,
        )

    async def end(self, how: signal.Signals) -> tuple[int, str]:
        """End it by a signal; its exit status and what it wrote."""
        assert self._process is not None
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(how)
        _, written = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode is not None
        return process.returncode, written.decode()

    async def kill(self) -> None:
        """Take it away without a word."""
        await self.end(signal.SIGKILL)

    @property
    def runs(self) -> bool:
        return self._process is not None


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


def heard(sim: Simulator, true: Callable[[Exchange], bool]) -> asyncio.Event:
    """Set as soon as a request and its answer are of this kind."""
    event = asyncio.Event()

    def hear(seen: Any) -> None:
        if isinstance(seen, Exchange) and true(seen):
            event.set()

    sim.observers.append(hear)
    return event


def is_post(seen: Exchange) -> bool:
    return seen.method == "POST" and seen.template.endswith("/messages")


async def wait(event: asyncio.Event) -> None:
    await asyncio.wait_for(event.wait(), PATIENCE)


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
