"""Reminders and calendar files, from the answer to Join to the seat that is given back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from ical.calendar_stream import IcsCalendarStream

from bot.clock import MovableClock
from bot.simulator.server import Simulator
from cogs.initiatives.service.cards import refresh_card
from tests.factories import Village
from tests.initiatives import an_initiative
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def tenet(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    """The bot, with the card of something that takes place in two days."""
    running = RunningBot(sim, database_path, clock, village.config())
    await running.start()
    async with running.bot.db.begin() as session:
        row = await an_initiative(
            session,
            guild_id=village.guild.id,
            organiser_id=village.steward.user.id,
            starts_at=clock.now() + timedelta(days=2),
            channel_id=village.channels["initiatives"].id,
            message_id=None,
        )
        await refresh_card(session, row.guild_id, row.id, clock.now())
    await running.settled()
    yield running
    await running.stop()


async def test_whoever_joins_can_be_reminded_gets_a_file_and_can_give_the_seat_back(
    tenet: RunningBot, village: Village, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    (card,) = ada.sees(village.channels["initiatives"])

    joined = await ada.clicks("Join", on=card)
    assert "for the first time" in await ada.clicks("Remind me", on=joined)
    mine = await ada.runs("/initiative mine")
    made = ada.opens(await ada.clicks("Calendar (.ics)", on=mine))
    (event,) = IcsCalendarStream.calendar_from_ics(made.decode()).events
    assert event.summary == "Park clean-up"
    for _ in range(2):
        clock.advance(timedelta(hours=12, minutes=1))
        await tenet.bot.ticks.run("initiatives.reminders")
        await tenet.settled()

    (reminder,) = ada.dms(village.application)
    assert "you have a seat in it" in reminder
    await ada.clicks("Can't make it", on=reminder)
    await tenet.settled()
    clock.advance(timedelta(hours=23, minutes=30))
    await tenet.bot.ticks.run("initiatives.reminders")
    await tenet.settled()
    assert len(ada.dms(village.application)) == 1
    assert "signed up for nothing" in await ada.runs("/initiative mine")
