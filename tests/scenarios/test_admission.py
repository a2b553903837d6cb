"""Everybody at once: each is acknowledged in time, and served in turn."""

from __future__ import annotations

import asyncio

import pytest

from bot.admission import Admission
from bot.simulator.exchange import Exchange
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

ACKNOWLEDGED = (5, 6)
"""Callback types: "is thinking…", and a pressed message that will change."""


def acknowledgements(sim: Simulator) -> asyncio.Queue[int]:
    """The types of first answers that only say that one will come."""
    found: asyncio.Queue[int] = asyncio.Queue()

    def note(seen: object) -> None:
        if not isinstance(seen, Exchange) or not seen.template.endswith("/callback"):
            return
        if seen.body["type"] in ACKNOWLEDGED:
            found.put_nowait(seen.body["type"])

    sim.observers.append(note)
    return found


async def test_whoever_has_to_wait_is_told_so_and_served_in_turn(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    tenet.bot.admission = Admission(at_once=1)
    ada, ben = village.join("Ada"), village.join("Ben")
    post = ben.sees("pledges")[-1]
    told = acknowledgements(sim)

    async with tenet.bot.db.begin():  # nothing can be written meanwhile
        first = asyncio.create_task(ada.runs("/pledge make", value="Honesty"))
        await asyncio.sleep(0)
        second = asyncio.create_task(ben.runs("/pledge make", value="Care"))
        assert await asyncio.wait_for(told.get(), 5) == 5
        assert not first.done()
    assert "Honesty" in await first
    waited = await second
    await ben.until(lambda: "Care" in ben.looks_again(waited))
    assert ben.looks_again(waited).is_ephemeral

    async with tenet.bot.db.begin():
        first = asyncio.create_task(ada.runs("/pledge withdraw", value="Honesty"))
        await asyncio.sleep(0)
        press = asyncio.create_task(ben.clicks("Pledge…", on=post))
        assert await asyncio.wait_for(told.get(), 5) == 6
    await first
    await press
    await ben.until(lambda: any("Care" in seen for seen in ben.sees("pledges") if seen != post))


async def test_a_form_cannot_wait_and_says_so(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    tenet.bot.admission = Admission(at_once=1)
    ada, steward = village.join("Ada"), village.steward
    told = acknowledgements(sim)
    async with tenet.bot.db.begin():
        first = asyncio.create_task(ada.runs("/pledge make", value="Honesty"))
        await asyncio.sleep(0)
        second = asyncio.create_task(steward.runs("/values add"))
        await asyncio.wait_for(told.get(), 5)
    await first
    waited = await second
    await steward.until(lambda: "a form cannot wait" in steward.looks_again(waited))
