"""/setup: what stewards see of how the bot is doing, and having it look again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import discord
import pytest

import bot as package
from bot import deliveries, notices
from bot.clock import MovableClock
from bot.reconcile import Report
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import PATIENCE, RunningBot

pytestmark = pytest.mark.asyncio


async def hears_the_result(steward: Person, answer: SeenMessage) -> str:
    """What the answer says once it is not the first one any more."""
    await steward.until(lambda: "comparing" not in steward.looks_again(answer))
    return steward.looks_again(answer).text


async def test_a_steward_has_it_look_again_and_reads_what_was_found(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    ada, steward = village.join("Ada"), village.steward
    nothing = await steward.runs("/setup reconcile")
    assert isinstance(nothing, SeenMessage)
    assert nothing.is_ephemeral
    assert "Everything is as it should be." in await hears_the_result(steward, nothing)

    sim.faults.disturb("swallow", event="MESSAGE_REACTION_ADD")
    await ada.reacts("🌱", to=steward.sees("pledges")[-1])
    found = await steward.runs("/setup reconcile")
    assert isinstance(found, SeenMessage)
    words = await hears_the_result(steward, found)
    await tenet.settled()

    assert "One pledge was made without my seeing it; I have kept it." in words
    assert steward.sees("stewards")[-1].text == words  # the others read it, too


@pytest.mark.thorough
async def test_status_names_what_a_steward_wants_to_know(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    steward, now = village.steward, clock.now()
    await tenet.caught_up()
    async with tenet.bot.db.begin() as session:
        for key, later in (("a", timedelta(0)), ("b", timedelta(days=1)), ("c", timedelta(days=2))):
            await deliveries.enqueue(
                session,
                "test",
                guild_id=village.guild.id,
                key=key,
                now=now,
                not_before=now + later + timedelta(hours=1),
            )
        await notices.open_notice(
            session,
            "test",
            guild_id=village.guild.id,
            text_key="notice-bug",
            now=now,
            what="the weather",
        )
    healthy = await steward.runs("/setup status")
    next_at = tenet.bot.reconciler.next_at

    assert package.__version__ in healthy
    assert "Connected since <t:" in healthy
    assert "0 added, 0 taken back" in healthy
    assert f"I look again {discord.utils.format_dt(next_at, 'R')}" in healthy
    assert "3 have their time still to come." in healthy
    assert "Something of mine failed several times (the weather)." in healthy


@pytest.mark.thorough
async def test_pressed_twice_it_looks_once_and_answers_both(
    village: Village, tenet: RunningBot
) -> None:
    steward, compared = village.steward, 0
    may_go_on, begun = asyncio.Event(), asyncio.Event()

    async def compare(_: discord.Guild) -> Report:
        nonlocal compared
        compared += 1
        begun.set()
        await may_go_on.wait()
        return Report(looked_at=1)

    tenet.bot.reconciler.register("probe", compare)
    first = await steward.runs("/setup reconcile")
    await asyncio.wait_for(begun.wait(), PATIENCE)
    second = await steward.runs("/setup reconcile")
    status = await steward.runs("/setup status")
    may_go_on.set()

    assert isinstance(first, SeenMessage)
    assert isinstance(second, SeenMessage)
    for answer in (first, second):
        assert "Everything is as it should be" in await hears_the_result(steward, answer)
    assert compared == 1
    assert "I am looking right now." in status


@pytest.mark.thorough
async def test_setup_is_for_stewards_and_speaks_their_language(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    assert "/setup" not in ada.commands()
    village.steward.user.locale = "de"

    status = await village.steward.runs("/setup status")

    assert "Wie es mir geht" in status
    assert "Nichts ist fällig." in status


@pytest.mark.thorough
async def test_stopped_while_a_steward_waits_it_stops_calmly(
    village: Village, tenet: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    begun = asyncio.Event()

    async def compare(_: discord.Guild) -> Report:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    tenet.bot.reconciler.register("probe", compare)
    await village.steward.runs("/setup reconcile")
    await asyncio.wait_for(begun.wait(), PATIENCE)
    await tenet.stop()

    assert "Traceback" not in caplog.text


@pytest.mark.thorough
async def test_a_server_that_goes_away_meanwhile_is_no_riddle_to_who_waits(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    begun = asyncio.Event()
    may_go_on = asyncio.Event()

    async def compare(_: discord.Guild) -> Report:
        begun.set()
        await may_go_on.wait()
        return Report()

    tenet.bot.reconciler.register("probe", compare)
    tenet.bot.reconciler.ask(village.guild.id)
    await asyncio.wait_for(begun.wait(), PATIENCE)
    answer = await village.steward.runs("/setup reconcile")
    sim.gateway.begin_outage(village.guild)
    await tenet.until(lambda: tenet.bot.guilds[0].unavailable)
    may_go_on.set()

    assert isinstance(answer, SeenMessage)
    await village.steward.until(
        lambda: any("I was interrupted" in seen.text for seen in village.steward.sees())
    )
