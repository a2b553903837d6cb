"""The stewards' digest, through the real client: a week in one post, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot import notices
from bot.clock import MovableClock
from bot.simulator.people import SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from tests.factories import PLACES, Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

MONDAY_VALUE = {"name": "Monday value", "weekday": "monday", "at": "09:00"}
MESSAGES = "/channels/*/messages"
DUE = datetime(2026, 3, 9, 7, 0, 1, tzinfo=UTC)
"""A second after the first digest is due: Monday 08:00 in Berlin, in winter."""
WEEK = timedelta(days=7)
TITLE = "Stewards' digest"


class Office:
    """The bot, the clock, and what stewards read."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet = tenet
        self.village = village
        self.clock = clock
        self.steward = village.steward

    async def is_at(self, moment: datetime) -> None:
        """Move time there and let everything happen that is due."""
        self.clock.set(moment)
        await self.happens()

    async def happens(self) -> None:
        await self.tenet.bot.ticks.run("schedules")
        await self.tenet.settled()

    async def is_on(self) -> None:
        shown = await self.steward.runs("/digest on")
        await self.steward.clicks("Switch it on", on=shown)

    def digests(self) -> list[SeenMessage]:
        seen = self.steward.sees(self.village.channels["stewards"])
        return [one for one in seen if one.embeds and one.embeds[0].title == TITLE]

    def loses_the_channel(self) -> None:
        world_channels.delete(self.village.world, self.village.channels["stewards"])

    async def open_notices(self) -> list[str]:
        async with self.tenet.bot.db.read() as session:
            found = await notices.list_texts(session, self.village.guild.id)
            return [one.text_key for one in found]


@pytest_asyncio.fixture
async def office(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[Office]:
    """A community with one reminder, where stewards decide about initiatives."""
    community = {
        "reminders": [MONDAY_VALUE],
        "channels": {name: name for name in PLACES},
        "initiatives": {"decide": "stewards"},
    }
    tenet = RunningBot(sim, database_path, clock, village.config(**community))
    await tenet.start()
    yield Office(tenet, village, clock)
    await tenet.stop()


async def test_a_steward_sees_when_it_would_come_and_has_it_from_the_next_monday_on(
    office: Office,
) -> None:
    shown = await office.steward.runs("/digest on")

    assert "Every Monday at 08:00" in shown
    assert "Nothing is saved yet." in shown
    assert shown.text.count("<t:") == 5
    assert "Everybody in the server can read" not in shown

    await office.is_at(DUE)
    assert office.digests() == []

    assert "Monday 16 March 2026" in await office.steward.clicks("Switch it on", on=shown)
    await office.is_at(DUE + timedelta(hours=1))  # the reminder, which is no digest
    await office.is_at(DUE + WEEK - timedelta(seconds=2))
    assert office.digests() == []
    await office.is_at(DUE + WEEK)
    await office.happens()

    (digest,) = office.digests()
    assert "A quiet week" in digest
    assert "the reminder Monday value" in digest
    assert (await office.tenet.ledger(office.village.guild.id))["digest.posted"] == 1
