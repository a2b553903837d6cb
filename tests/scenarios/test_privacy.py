"""/privacy: what is stored is shown, taken along and erased by whoever it is about."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import members
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

WORDS = "I ask the neighbour on the second floor"


async def lives_here(ada: Person, tenet: RunningBot) -> None:
    """Ada pledges and names a step, begins onboarding, and offers to be a buddy."""
    await ada.reacts("🌱", to=ada.sees("pledges")[-1])
    await tenet.caught_up()
    form = await ada.runs("/pledge next-step", value="Honesty")
    await ada.fills_in(form, {"words": WORDS, "day": "In a week"})
    await ada.runs("/onboarding start")
    await ada.runs("/buddy on")
    await tenet.caught_up()


async def exported(person: Person, **options: Any) -> dict[str, Any]:
    """What stands in the file that they are given."""
    answer = await person.runs("/privacy export", **options)
    await person.until(lambda: bool(person.looks_again(answer).files))
    found: dict[str, Any] = json.loads(person.opens(person.looks_again(answer)))
    return found


async def test_it_is_shown_with_reasons_and_taken_along_whole(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    assert "Nothing." in await ada.runs("/privacy show")
    await lives_here(ada, tenet)

    shown = await ada.runs("/privacy show")
    assert isinstance(shown, SeenMessage)
    assert shown.is_ephemeral
    for part in ("Pledges", "Onboarding", "Buddies", "About our contact"):
        assert part in shown
    assert "Until you erase it" in shown

    taken = await exported(ada)
    assert taken["format"] == "tenet-member"
    (server,) = taken["servers"]
    assert server["name"] == village.guild.name
    assert server["stored"]["pledges"]["next_steps"][0]["words"] == WORDS
    assert {act["kind"] for act in server["stored"]["bot"]["acts"]} >= {"pledge.made"}


async def test_whoever_erases_leaves_nothing_but_counts(
    sim: Simulator,
    village: Village,
    tenet: RunningBot,
    database_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    await lives_here(ada, tenet)
    await ben.reacts("🌱", to=ben.sees("pledges")[-1])
    await tenet.caught_up()

    with caplog.at_level(logging.INFO):
        asked = await ada.runs("/privacy erase")
        assert "It cannot be undone." in asked
        assert "stay counted, without a name" in await ada.clicks("Erase it now", on=asked)
        await tenet.caught_up()

    assert "Nothing." in await ada.runs("/privacy show")
    assert "Nothing." not in await ben.runs("/privacy show")
    assert WORDS not in caplog.text
    assert str(ada.id) not in caplog.text
    await tenet.stop()
    files = b"".join(one.read_bytes() for one in database_path.parent.glob("tenet.db*"))
    assert WORDS.encode() not in files
    assert b"second floor" not in files
    await tenet.start()


async def test_who_has_left_asks_in_a_direct_message(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await lives_here(ada, tenet)
    await ada.clicks("Next", on=ada.dms(village.application)[-1])
    private = ada.dm(village.application)
    members.leave(sim.world, village.guild, ada.user.id)
    await tenet.caught_up()

    assert "Pledges" in await ada.runs("/privacy show", channel=private)
    asked = await ada.runs("/privacy erase", channel=private)
    sure = await ada.selects("all servers", on=asked)
    assert "It cannot be undone." in sure
    assert "You are erased from" in await ada.clicks("Erase it now", on=sure)
    assert "nothing about you" in await ada.runs("/privacy show", channel=private)
