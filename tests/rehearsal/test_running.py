"""The bot of a rehearsal: stopped in order, or killed as by a power cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import activity
from bot.clock import MovableClock
from bot.db import open_database
from bot.errors import UnavailableError
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio


@pytest.fixture
def running(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> RunningBot:
    return RunningBot(sim, database_path, clock, village.config())


async def test_killed_it_keeps_nothing_that_it_had_not_committed_and_starts_again(
    running: RunningBot, village: Village
) -> None:
    await running.start()
    ada = village.join("Ada")
    post = next(seen for seen in ada.sees("pledges") if seen.reactions)
    await running.caught_up()
    database = running.bot.db

    await ada.reacts("🌱", to=post)
    await running.kill()
    with pytest.raises(UnavailableError):
        async with database.begin():
            pass
    assert not running.is_running
    assert (await ledger_of(running, village)).get("pledge.made", 0) == 0
    await running.start()

    assert (await running.ledger(village.guild.id))["pledge.made"] == 1
    await running.stop()


async def ledger_of(running: RunningBot, village: Village) -> dict[str, int]:
    database = open_database(running.config.database)
    await database.start()
    try:
        async with database.read() as session:
            return await activity.counts(session, village.guild.id)
    finally:
        await database.stop()


async def test_killed_it_says_no_goodbye_and_sends_nothing_more(
    running: RunningBot, village: Village, sim: Simulator
) -> None:
    await running.start()
    await running.settled()
    asked = sum(sim.requests.values())

    village.join("Ada")
    await running.kill()

    assert sum(sim.requests.values()) == asked
    assert not sim.gateway.sessions.connected(village.application.id)
    assert sim.gateway.sessions.of(village.application.id), "a goodbye would have ended it"
    assert not sim.faults.rest
    await running.kill()
