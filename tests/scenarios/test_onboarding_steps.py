"""The steps of the conversation through the real client: language, pace, and what lies between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.test_onboarding import starts, the_dm

pytestmark = pytest.mark.asyncio

STEPS = {"steps": ["welcome", "mission", "values"]}


@pytest_asyncio.fixture
async def tenet(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    """The bot, with conversations of six steps that begin with the welcome."""
    running = RunningBot(sim, database_path, clock, village.config(onboarding=STEPS))
    await running.start()
    yield running
    await running.stop()


async def first_step(person: Person, village: Village, tenet: RunningBot) -> SeenMessage:
    await starts(person, tenet)
    return the_dm(person, village)


async def test_a_newcomer_is_welcomed_and_told_that_nothing_is_a_test(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    dm = await first_step(ada, village, tenet)

    assert f"Good to have you at {village.guild.name}" in dm
    assert "Nothing here is a test." in dm
    assert "Step 1 of 6" in dm
    assert "I do not speak" not in dm


async def test_a_chosen_language_is_spoken_at_once_and_from_then_on_in_private(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", locale="en-GB")
    dm = await first_step(ada, village, tenet)

    welcomed = await ada.selects("Deutsch", on=dm)
    mission = await ada.clicks("Weiter", on=dm)
    await tenet.restart()
    values = await ada.runs("/values show", {"value": "Care"})
    again = await ada.clicks("Später", on=dm)
    await ada.runs("/onboarding start")
    await tenet.settled()

    assert "Das ist keine Prüfung." in welcomed
    assert "Wozu wir da sind" in mission
    assert "So sieht es aus" in values
    assert "Gespeichert." in again
    assert "Schritt 2 von 6" in ada.dms(village.application)[-1]


async def test_somebody_whose_language_is_not_spoken_is_shown_what_is(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", locale="ja")

    dm = await first_step(ada, village, tenet)

    assert "I do not speak the language of your Discord yet. I speak Deutsch, English" in dm
    assert "Schritt 1 von 6" in await ada.selects("Deutsch", on=dm)
