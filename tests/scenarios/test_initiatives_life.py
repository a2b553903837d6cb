"""One initiative from proposal to outcome, by a process that is killed twice on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.simulator.exchange import Exchange
from bot.simulator.people import Answer, Form, Person, SeenMessage
from bot.simulator.server import Simulator
from tests.factories import Village, found_village
from tests.scenarios.initiating import CLEAN_UP, PLACES, proposes
from tests.scenarios.processes import PATIENCE, Process, heard, is_post, wait

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

POST_MESSAGE = {"method": "POST", "route": "/channels/*/messages"}
EDIT_MESSAGE = {"method": "PATCH", "route": "/channels/*/messages/*"}
TITLE = "Park clean-up"
SENTENCE = "What came of it, in one sentence?"


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[Simulator]:
    """A local Discord on the machine's own time, as the process is."""
    async with Simulator(identify_seconds=0) as simulator:
        yield simulator


@pytest.fixture
def village(sim: Simulator) -> Village:
    return found_village(sim.world)


class Life:
    """The process, and the people around one initiative."""

    def __init__(self, sim: Simulator, village: Village, process: Process) -> None:
        self.sim, self.village, self.process = sim, village, process
        self.ada, self.bea, self.cleo = (village.join(name) for name in ("Ada", "Bea", "Cleo"))
        self.channel = village.channels["initiatives"]

    def cards(self) -> list[SeenMessage]:
        """As somebody sees them who has pressed nothing there."""
        return [it for it in self.village.steward.sees(self.channel) if TITLE in it]

    async def card(self, *parts: str, button: str | None = None) -> SeenMessage:
        """The only one, once it says all this and can be pressed so."""

        def is_so() -> bool:
            return any(
                all(part in card for part in parts)
                and button in (None, *(it.label for it in card.buttons))
                for card in self.cards()
            )

        await self.village.steward.until(is_so, within=PATIENCE)
        (card,) = self.cards()
        return card

    async def clicks(self, person: Person, label: str, on: SeenMessage | Answer) -> Answer:
        return await person.clicks(label, on=on, within=PATIENCE)

    def told(self, person: Person, part: str) -> list[SeenMessage]:
        return [it for it in person.dms(self.village.application) if part in it]

    async def hears(self, person: Person, part: str) -> SeenMessage:
        """The only private message that says this, once it is there."""
        await person.until(lambda: bool(self.told(person, part)), within=PATIENCE)
        (message,) = self.told(person, part)
        return message


@pytest_asyncio.fixture
async def life(sim: Simulator, village: Village, database_path: Path) -> AsyncIterator[Life]:
    # The clock of this process is the machine's, whatever hour that shows.
    always = {"quiet_from": "00:00", "quiet_until": "00:00"}
    config = village.config(initiatives={"decide": "seconds", "seconds": 1}, contact=always)
    config["deliveries"] = {"dm_every_seconds": 0, "edit_every_seconds": 0}
    process = Process(sim, village, database_path.parent, config)
    await process.start()
    await village.steward.waits_for(
        "Welcome to", channel=village.channels["welcome"], within=PATIENCE
    )
    yield Life(sim, village, process)
    if process.runs:
        await process.kill()


async def test_two_kills_between_proposal_and_outcome_lose_nothing_and_say_nothing_twice(
    life: Life, sim: Simulator
) -> None:
    ada, bea, cleo = life.ada, life.bea, life.cleo
    await proposes(ada, CLEAN_UP | {PLACES: "1"})
    await life.clicks(bea, "Second it", await life.card())
    card = await life.card(button="Join")
    await life.hears(ada, "open")
    assert "You are in" in await life.clicks(bea, "Join", card)
    assert "number 1 in line" in await life.clicks(cleo, "Join", card)

    # The seat is given on, and the process dies before it can say so.
    sim.faults.answer(503, times=1000, **POST_MESSAGE)
    refused = heard(sim, lambda seen: is_post(seen) and seen.status == 503)
    sure = await life.clicks(bea, "Can't make it", card)
    await life.clicks(bea, "Give up my seat", sure)
    await wait(refused)
    await life.process.kill()
    assert life.told(cleo, "A seat is free") == []
    sim.faults.clear()
    await life.process.start()
    offer = await life.hears(cleo, "A seat is free")
    await life.clicks(cleo, "Confirm", offer)

    panel = await ada.runs("/initiative manage", initiative=TITLE)
    await life.clicks(ada, "Start it now", panel)
    card = await life.card("under way", button="Check in")
    assert "Good that you are here" in await life.clicks(cleo, "Check in", card)

    # It is closed, and the process dies before the card says so.
    panel = await ada.runs("/initiative close", initiative=TITLE)
    assert "1 of 1 who had a seat." in panel
    form = await ada.clicks("In words", on=panel)
    assert isinstance(form, Form)
    panel = await ada.fills_in(form, {SENTENCE: "We filled eleven bags."})
    sim.faults.answer(503, times=1000, **EDIT_MESSAGE)
    refused = heard(sim, is_refused_edit)
    assert "is closed" in await life.clicks(ada, "Close it with this", panel)
    await wait(refused)
    await life.process.kill()
    assert "under way" in life.cards()[-1]
    sim.faults.clear()
    await life.process.start()

    await life.card("We filled eleven bags.", "**1 person**")
    assert life.told(cleo, "A seat is free") == []  # its message has become the answer
    shown = await ada.runs("/initiative show", initiative=TITLE, within=PATIENCE)
    assert "We filled eleven bags." in shown


def is_refused_edit(seen: Exchange) -> bool:
    """A card was to be edited."""
    return seen.method == "PATCH" and "/messages/" in seen.template and seen.status == 503
