"""The preview: everything a newcomer sees, and nothing of it happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.db import Base
from bot.simulator.people import Person, SeenMessage
from bot.simulator.people.seen import Answer
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.test_onboarding_stewards import asks, opens_panel

pytestmark = pytest.mark.asyncio

AROUND = {"Back", "Next", "Skip", "Finish"}


@pytest_asyncio.fixture
async def tenet(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    """The bot, with every step there is."""
    running = RunningBot(sim, database_path, clock, village.config(onboarding={}))
    await running.start()
    yield running
    await running.stop()


async def stored(tenet: RunningBot) -> dict[str, int]:
    """How many rows every table has."""
    async with tenet.bot.db.read() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


async def writes_a_dilemma(village: Village) -> None:
    ines, page = village.steward, await opens_panel(village, "Dilemmas")
    form = await ines.clicks("Write a dilemma", on=page)
    answers = {"question": "A friend is late again.", "first": "Honesty", "second": "Care"}
    await ines.fills_in(form, answers)


async def tries_everything(person: Person, page: SeenMessage) -> list[Answer]:
    """What comes of every button and menu of a page, but those that lead to other pages."""
    buttons = [one.custom_id for one in page.buttons if one.label not in AROUND]
    menus = [one for one in page.selects if "language" not in one.custom_id]
    return [
        *[await person.clicks(custom_id=one, on=page) for one in buttons],
        *[
            await person.selects([menu.options[0][0]], on=page, custom_id=menu.custom_id)
            for menu in menus
        ],
    ]


async def test_a_steward_walks_through_every_step_and_tries_every_control(
    village: Village, tenet: RunningBot
) -> None:
    await writes_a_dilemma(village)
    await tenet.settled()
    ines, before = village.steward, await stored(tenet)

    seen, tried = [await asks(ines, "/onboarding preview")], []
    while "This is what somebody reads who has come to the end" not in seen[-1]:
        page = seen[-1]
        tried += await tries_everything(ines, page)
        onward = next(one for one in page.buttons if one.label in AROUND - {"Back"})
        answer = await ines.clicks(custom_id=onward.custom_id, on=page)
        assert isinstance(answer, SeenMessage)
        seen.append(answer)
    await tenet.settled()

    titles = [page.embeds[0].title for page in seen[:-1]]
    assert len(titles) == 11  # nine kinds of step, one of them for each of three values
    assert titles[2:5] == ["🌱 Honesty", "❤️ Care", "🔥 Courage"]
    assert "A friend is late again." in seen[5]
    assert all("**Preview.**" in page and page.is_ephemeral for page in seen)
    assert "You receive the role **Neighbour** in a moment." in seen[-1]
    assert all(isinstance(one, SeenMessage) and one.is_ephemeral for one in tried)
    assert not [one.text for one in tried if "this does nothing" in one]
    assert len({one.text for one in tried}) == 8  # later, stop, and six kinds of answer
    assert await stored(tenet) == before
    assert ines.dms(village.application) == []


async def test_back_leads_back_and_the_end_to_the_start(
    village: Village, tenet: RunningBot
) -> None:
    ines, first = village.steward, await asks(village.steward, "/onboarding preview")

    mission = await ines.clicks("Next", on=first)
    again = await ines.clicks("Back", on=first)

    assert "Step 2 of 10" in mission
    assert "Step 1 of 10" in again


async def test_the_language_is_the_stewards_or_a_chosen_one(
    village: Village, tenet: RunningBot
) -> None:
    ines = village.steward

    english = await asks(ines, "/onboarding preview")
    german = await asks(ines, "/onboarding preview", language="Deutsch")
    mission = await ines.clicks("Weiter", on=german)
    tried = await ines.clicks("Später", on=german)
    switched = await ines.selects("Deutsch", on=english)

    assert "Step 1 of 10" in english
    assert "**Vorschau.** Du siehst, was Neue sehen." in german
    assert "Wozu wir da sind" in mission
    assert "würde gefragt, wann eine Erinnerung kommen soll" in tried
    assert "Schritt 1 von 10" in switched


async def test_the_preview_is_for_stewards(village: Village, tenet: RunningBot) -> None:
    page = await asks(village.steward, "/onboarding preview")
    village.guild.members[village.steward.id].role_ids.clear()

    refused = await village.steward.clicks("Next", on=page)

    assert "This is for stewards" in refused
    assert "This is for stewards" in await village.join("Ada").runs("/onboarding preview")
