"""Capabilities that a server switches off: nothing of them is seen there, and all of it is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import capabilities, deliveries, switches
from bot.actions import Content, Post
from bot.clock import MovableClock
from bot.rendering import Renderer, Rendering
from bot.schedules import Outcome, ScheduleRun
from bot.simulator.people import Person
from bot.simulator.sample import MINIMAL_GRANT
from bot.simulator.server import Simulator
from bot.simulator.world import accounts, channels, guilds
from cogs.onboarding.service import steps
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

OFF = "The stewards have switched this off on this server."


async def switch(tenet: RunningBot, village: Village, *named: str, on: bool = False) -> None:
    async with tenet.bot.db.begin() as session:
        for capability in named:
            await switches.switch(
                session,
                village.guild.id,
                capability,
                on=on,
                actor_id=village.steward.user.id,
                now=tenet.clock.now(),
            )
    await tenet.settled()


async def found_chapter(village: Village, tenet: RunningBot) -> Person:
    """The owner of another server with the bot in it."""
    world = village.world
    owner = accounts.create_user(world, "Nour")
    chapter = guilds.create(world, "Lakeside Chapter", owner=owner)
    guilds.add_bot(world, chapter, village.application, granted=MINIMAL_GRANT)
    channels.create(world, chapter, "lobby")
    await tenet.until(lambda: tenet.bot.get_guild(chapter.id) is not None)
    await tenet.settled()
    return Person(world, owner, chapter)


async def test_its_commands_are_gone_there_and_stay_everywhere_else(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    ben, nour = village.join("Ben"), await found_chapter(village, tenet)
    before, elsewhere = set(ben.commands()), set(nour.commands())
    assert "/pledge" in before

    await switch(tenet, village, "pledges")
    assert set(ben.commands()) == before - {"/pledge"}
    assert set(nour.commands()) == elsewhere
    assert "pledged" in await nour.runs("/pledge mine")

    await switch(tenet, village, "pledges", on=True)
    assert set(ben.commands()) == before
    assert set(nour.commands()) == elsewhere


async def test_a_start_without_news_uploads_nothing(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    await switch(tenet, village, "pledges", "buddies")
    commands, uploads = set(village.steward.commands()), []
    await tenet.stop()
    sim.observers.append(
        lambda seen: uploads.append(seen) if getattr(seen, "method", "") == "PUT" else None
    )
    await tenet.start()
    assert uploads == []
    assert set(village.steward.commands()) == commands
    mention = tenet.bot.slashes.mention("charter show", village.guild.id)
    assert mention.startswith("</charter show:")


async def test_buttons_that_stand_say_that_it_is_switched_off(
    village: Village, tenet: RunningBot
) -> None:
    ben = village.join("Ben")
    post = village.steward.sees("pledges")[-1]
    await switch(tenet, village, "pledges")
    assert OFF in await ben.clicks("Pledge…", on=post)
    await switch(tenet, village, "pledges", on=True)
    assert OFF not in await ben.clicks("Pledge…", on=post)


async def test_a_reminder_rests_and_comes_again(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    weekly = {"name": "Monday value", "weekday": "monday", "at": "09:00"}
    tenet = RunningBot(sim, database_path, clock, village.config(reminders=[weekly]))
    await tenet.start()
    ben = village.join("Ben")
    await switch(tenet, village, "reminders")
    before = len(ben.sees("reminders"))
    clock.advance(timedelta(days=7))
    await tenet.bot.ticks.run("schedules")
    await tenet.settled()
    assert len(ben.sees("reminders")) == before
    async with tenet.bot.db.read() as session:
        outcomes = set(await session.scalars(select(ScheduleRun.outcome)))
    assert outcomes == {Outcome.SKIPPED}

    await switch(tenet, village, "reminders", on=True)
    clock.advance(timedelta(days=7))
    await tenet.bot.ticks.run("schedules")
    await tenet.settled()
    assert len(ben.sees("reminders")) == before + 1
    await tenet.stop()


async def test_the_conversation_leaves_out_what_is_switched_off(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    asked = {"steps": ["mission", "pledges", "finish"]}
    tenet = RunningBot(sim, database_path, clock, village.config(onboarding=asked))
    await tenet.start()
    async with tenet.bot.db.read() as session:
        whole = await steps.read_plan(session, village.guild.id)
    await switch(tenet, village, "pledges")
    async with tenet.bot.db.read() as session:
        rest = await steps.read_plan(session, village.guild.id)
    assert set(whole.steps) - set(rest.steps) == {"pledges"}
    await tenet.stop()


async def test_newcomers_are_offered_nothing_while_onboarding_rests(
    village: Village, tenet: RunningBot
) -> None:
    await switch(tenet, village, "onboarding")
    ben = village.join("Ben")
    assert OFF in await ben.clicks("Start")
    await tenet.caught_up()
    assert ben.dms(village.application) == []


async def test_what_was_on_its_way_is_dropped(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    place = village.channels["general"]

    async def render(rendering: Rendering) -> Post:
        return Post(place.id, Content(f"number {rendering.job.payload['number']}"))

    async def ask(number: int) -> None:
        async with tenet.bot.db.begin() as session:
            await deliveries.enqueue(
                session,
                "pledges.test",
                guild_id=village.guild.id,
                key=f"test:{number}",
                payload={"number": number},
                now=clock.now(),
            )
        await tenet.settled()

    tenet.bot.deliveries.register("pledges.test", Renderer(render))
    await switch(tenet, village, "pledges")
    await ask(1)
    await switch(tenet, village, "pledges", on=True)
    await ask(2)
    assert [message.text for message in village.steward.sees(place)] == ["number 2"]


async def test_everything_that_can_be_switched_is_a_capability() -> None:
    assert set(switches.SWITCHABLE) < set(capabilities.names())


async def test_what_all_the_others_stand_on_cannot_be_switched(
    village: Village, tenet: RunningBot
) -> None:
    with pytest.raises(ValueError, match="charter"):
        await switch(tenet, village, "charter")
