"""The stewards' digest from a real process that is killed where it hurts: it stands there once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.db import SqliteDatabase
from bot.deliveries import Delivery
from bot.simulator.server import Simulator
from cogs.digest import service
from tests.factories import Village, found_village
from tests.scenarios.processes import PATIENCE, Process, heard, is_post, wait

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

POST_MESSAGE = {"method": "POST", "route": "/channels/*/messages"}
TITLE = "Stewards' digest"


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[Simulator]:
    """A local Discord on the machine's own time, as the process is."""
    async with Simulator(identify_seconds=0) as simulator:
        yield simulator


@pytest.fixture
def village(sim: Simulator) -> Village:
    return found_village(sim.world)


@pytest_asyncio.fixture
async def process(sim: Simulator, village: Village, database_path: Path) -> AsyncIterator[Process]:
    # What a kill leaves half done elsewhere would be reported in the same channel, before it.
    config = village.config(channels={name: name for name in ("welcome", "stewards")})
    running = Process(sim, village, database_path.parent, config)
    yield running
    if running.runs:
        await running.kill()


class Books:
    """The database while no process has it."""

    def __init__(self, path: Path, guild_id: int) -> None:
        self.path = path
        self.guild_id = guild_id

    async def _open(self) -> SqliteDatabase:
        db = SqliteDatabase(f"sqlite+aiosqlite:///{self.path}")
        await db.start()
        return db

    async def has_one_claimed(self) -> None:
        """A process has claimed a run, and was killed before it sent anything."""
        db = await self._open()
        now = datetime.now(UTC)
        async with db.begin() as session:
            agreed = await service.switch_on(
                session,
                self.guild_id,
                service.USUAL,
                zone="UTC",
                actor_id=1,
                now=now - timedelta(weeks=1),
            )
            await service.prepare(session, agreed.id, now=now)
        await db.stop()

    async def posts_asked_for(self) -> list[int]:
        """How often each post of a digest was asked for."""
        db = await self._open()
        async with db.read() as session:
            rows = await session.scalars(
                select(Delivery.requests).where(Delivery.kind == service.POST)
            )
            found = list(rows)
        await db.stop()
        return found


def digests(village: Village) -> int:
    seen = village.steward.sees(village.channels["stewards"])
    return sum(bool(one.embeds) and one.embeds[0].title == TITLE for one in seen)


async def test_killed_before_the_send_and_again_before_the_mark_it_stands_there_once(
    sim: Simulator, village: Village, process: Process, database_path: Path
) -> None:
    books = Books(database_path, village.guild.id)
    welcome = village.channels["welcome"]
    await process.start()
    await village.steward.waits_for("Welcome to", channel=welcome, within=PATIENCE)
    await village.join("Ada").runs("/charter show", within=PATIENCE)
    await process.kill()
    await books.has_one_claimed()

    # Discord takes nothing.
    sim.faults.answer(503, times=1000, **POST_MESSAGE)
    place = str(village.channels["stewards"].id)
    refused = heard(sim, lambda seen: is_post(seen) and seen.status == 503 and place in seen.path)
    await process.start()
    await wait(refused)
    await process.kill()
    assert digests(village) == 0
    assert await books.posts_asked_for() == [1]

    # It stands, and the answer never comes.
    sim.faults.clear()
    sim.faults.slow(60, times=20, **POST_MESSAGE)
    await process.start()
    await village.steward.waits_for(TITLE, channel=village.channels["stewards"], within=PATIENCE)
    await process.kill()
    sim.faults.clear()

    again = heard(sim, lambda seen: is_post(seen) or "messages" in seen.template)
    await process.start()
    await wait(again)
    await village.join("Bea").runs("/charter show", within=PATIENCE)
    await process.kill()

    assert digests(village) == 1
    assert await books.posts_asked_for() == [1]
