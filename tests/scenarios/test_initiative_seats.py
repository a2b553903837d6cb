"""Seats as people see them: needs to choose from, an offer that runs out, and a kill in between."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.initiating import CLEAN_UP, PLACES, proposes

pytestmark = pytest.mark.asyncio

LEAVE = "Can't make it"
NEEDS = "What is needed?"


def the_card(person: Person) -> SeenMessage:
    return person.sees("initiatives")[-1]


async def clicks(tenet: RunningBot, person: Person, label: str, on: SeenMessage) -> SeenMessage:
    answer = await person.clicks(label, on=on)
    await tenet.settled()
    assert isinstance(answer, SeenMessage)
    return answer


async def test_people_choose_what_to_come_as_and_an_offer_nobody_took_goes_on(
    tenet: RunningBot, village: Village, clock: MovableClock
) -> None:
    ada, bea, cleo, dan = (village.join(name) for name in ("Ada", "Bea", "Cleo", "Dan"))
    await proposes(ada)
    panel = await ada.runs("/initiative manage", initiative="Park clean-up")
    form = await ada.clicks("Seats and needs…", on=panel)
    assert "does not say how many of what" in await ada.fills_in(form, {NEEDS: "0 drivers"})
    form = await ada.clicks("Seats and needs…", on=panel)
    await ada.fills_in(form, {NEEDS: "1 driver\n2 cooks"})
    await tenet.settled()

    assert "driver — **0 of 1**" in the_card(bea)
    for person, answer in ((bea, "as driver"), (cleo, "number 1"), (dan, "number 2")):
        asked = await person.clicks("Join", on=the_card(person))
        assert "What would you like to come as" in asked
        assert answer in await person.selects("driver", on=asked)
    await tenet.settled()
    asked = await clicks(tenet, bea, LEAVE, the_card(bea))
    await clicks(tenet, bea, "Give up my seat", asked)
    (told,) = cleo.dms(village.application)
    assert "A seat as driver is free" in told

    clock.advance(timedelta(hours=13))  # in the evening, when nobody is written to
    await tenet.bot.ticks.run("initiatives.offers")
    await tenet.settled()
    at_night = list(dan.dms(village.application))
    clock.advance(timedelta(hours=11))
    offered = await dan.waits_for("A seat as driver is free")
    clock.advance(timedelta(hours=9))  # it is kept for the usual time from the morning on
    await tenet.bot.ticks.run("initiatives.offers")

    assert at_night == []
    assert "not kept for you any more" in await clicks(tenet, cleo, "Confirm", told)
    assert cleo.looks_again(told).buttons == ()
    assert "as driver" in await clicks(tenet, dan, "Confirm", offered)
    assert dan.mention in the_card(ada)
    assert cleo.mention not in the_card(ada)
    assert "1 maybe" in the_card(ada)
    assert "Noted: maybe" in await clicks(tenet, village.join("Eva"), "Maybe", the_card(ada))


async def test_join_after_an_offer_ran_out_leads_into_the_line(
    tenet: RunningBot, village: Village, clock: MovableClock
) -> None:
    ada, bea, cleo, dan = (village.join(name) for name in ("Ada", "Bea", "Cleo", "Dan"))
    await proposes(ada, CLEAN_UP | {PLACES: "1"})
    await tenet.settled()
    for person in (bea, cleo, dan):
        await clicks(tenet, person, "Join", the_card(ada))
    asked = await clicks(tenet, bea, LEAVE, the_card(ada))
    await clicks(tenet, bea, "Give up my seat", asked)
    (told,) = cleo.dms(village.application)
    assert "is free" in told

    clock.advance(timedelta(hours=24))  # before anybody has looked whose offer has run out
    again = await clicks(tenet, cleo, "Join", the_card(ada))
    await tenet.settled()

    assert "not kept for you any more" not in again
    assert "number 1" in again
    assert "is free" in await dan.waits_for("is free")


@pytest.mark.thorough
async def test_a_kill_between_a_seat_and_its_notice_loses_neither(
    sim: Simulator,
    village: Village,
    tenet: RunningBot,
    database_path: Path,
    clock: MovableClock,
) -> None:
    ada, bea, cleo = (village.join(name) for name in ("Ada", "Bea", "Cleo"))
    await proposes(ada, CLEAN_UP | {PLACES: "1"})
    await tenet.settled()
    for person in (bea, cleo):
        await clicks(tenet, person, "Join", the_card(ada))
    asked = await clicks(tenet, bea, LEAVE, the_card(ada))
    left_behind = database_path.with_name("left-behind.db")
    killed = asyncio.Event()

    def copy_what_a_kill_leaves(seen: Exchange | Delivery) -> None:
        """What would be in the file if the process ended as the member is answered."""
        if killed.is_set() or not isinstance(seen, Exchange) or "callback" not in seen.path:
            return
        with (
            closing(sqlite3.connect(database_path)) as file,
            closing(sqlite3.connect(left_behind)) as copy,
        ):
            file.backup(copy)
        killed.set()

    sim.faults.cut(method="POST", route="/users/@me/channels", times=100)
    sim.observers.append(copy_what_a_kill_leaves)
    assert "Noted" in await bea.clicks("Give up my seat", on=asked)
    await asyncio.wait_for(killed.wait(), PATIENCE)
    await tenet.stop()
    sim.faults.clear()
    assert cleo.dms(village.application) == []

    after = RunningBot(sim, left_behind, clock, village.config())
    await after.start()
    try:
        await after.settled()
        (told,) = cleo.dms(village.application)
        assert "You are in" in await clicks(after, cleo, "Confirm", told)
        assert cleo.mention in the_card(ada)
    finally:
        await after.stop()
