"""What a member meets when something is old, hurried or broken."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import discord
import pytest

from bot.clock import MovableClock
from bot.simulator.faults import GatewayOrder
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import PATIENCE, RunningBot

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]


async def post_button(tenet: RunningBot, village: Village, custom_id: str) -> None:
    """A message of the bot's own with a button as an earlier version may have drawn it."""
    channel = tenet.bot.get_partial_messageable(village.channels["general"].id)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Old", custom_id=custom_id))
    view.stop()
    await channel.send("From last year", view=view)


@pytest.mark.parametrize(
    "custom_id",
    ["onboarding:dance:7", "polls:vote:1", "x", "onboarding:start:now", "pledges:" + "9" * 40],
)
async def test_a_button_of_an_older_version_is_answered(
    custom_id: str, village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await post_button(tenet, village, custom_id)

    answer = await ada.clicks("Old")

    assert "earlier version" in answer
    assert answer.is_ephemeral


async def test_a_failing_answer_is_tried_again_and_reaches_the_member(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada")
    sim.faults.answer(500, route="/interactions/*", times=1)

    answer = await ada.runs("/charter show")

    assert "We keep the river clean" in answer


async def test_every_call_of_a_start_may_fail_once(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    await tenet.stop()
    sim.faults.answer(502, method="GET", times=3)

    await tenet.start()

    assert "We keep the river clean" in await village.join("Ada").runs("/charter show")


async def test_after_a_session_that_cannot_resume_members_are_answered_as_before(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada")
    events: list[str] = []
    back = asyncio.Event()

    async def on_event(name: str) -> None:
        events.append(name)
        if name == "GUILD_CREATE":
            back.set()

    tenet.bot.add_listener(on_event, "on_socket_event_type")
    sim.faults.order(GatewayOrder.INVALID)
    await asyncio.wait_for(back.wait(), PATIENCE)

    assert "READY" in events
    assert "We keep the river clean" in await ada.runs("/charter show")


async def test_a_command_in_the_wrong_place_is_not_offered(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    assert "/charter" in ada.commands()
    assert set(ada.commands(channel=ada.dm(village.application))) == {"/privacy", "/help"}


async def test_the_longest_values_fit_wherever_they_are_shown(
    village: Village, sim: Simulator, clock: MovableClock, database_path: Path
) -> None:
    """Twelve values with names of a hundred characters, in German, at their longest."""
    name = "Rücksichtnahmegemeinschaftsverantwortungsbewusstseinsförderung im Alltag, Nummer {:02} "
    values = [
        {
            "name": name.format(number).ljust(100, "ß")[:100],
            "emoji": emoji,
            "promise": ("Wir halten, was wir versprechen. " * 10)[:200],
            "looks_like": [(f"Verhalten {line}: " + "ä" * 200)[:200] for line in range(5)],
            "does_not_look_like": [(f"Nicht {line}: " + "ö" * 200)[:200] for line in range(5)],
        }
        for number, emoji in enumerate("🌱🔥🌊🌍🌞🌙🍀🌈🎈🎯🎵🧭")
    ]
    config = village.config(values=values, language="de", mission=("Wir halten " * 100)[:1000])
    other = RunningBot(sim, database_path, clock, config)
    await other.start()
    try:
        bea = village.join("Bea", locale="de")
        charter = await bea.runs("/charter show")
        shown = await bea.runs("/values show", value=values[0]["name"])
        clock.advance(timedelta(minutes=1))
        await other.settled()
    finally:
        await other.stop()

    assert all(value["name"][:60] in charter for value in values)
    assert values[0]["looks_like"][4][:40] in shown
    assert village.steward.sees(village.channels["stewards"]) == []
    assert sum(message.reactions.get("🌱", 0) for message in bea.sees("pledges")) >= 1
