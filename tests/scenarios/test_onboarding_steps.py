"""The steps of the conversation through the real client: language, pace, and what lies between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot import settings
from bot.clock import MovableClock
from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from cogs.charter import service as charter
from cogs.charter.service import Typed, ValueText
from cogs.onboarding.service.steps import STEPS as STEPS_SETTING
from tests import charters
from tests.factories import VALUES, Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.test_onboarding import copy_database, starts, the_dm

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
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada", locale="en-GB")
    dm = await first_step(ada, village, tenet)

    welcomed = await ada.selects("Deutsch", on=dm)
    mission = await ada.clicks("Weiter", on=dm)
    await tenet.restart()
    values = await ada.runs("/values show", {"value": "Care"})
    again = await ada.clicks("Später", on=dm)
    row = sim.world.channels[dm.channel_id].messages[dm.id].components[-1]
    row["components"][0]["custom_id"] = "onboarding:dance:7"
    refused = await ada.clicks(custom_id="onboarding:dance:7", on=dm)
    await ada.runs("/onboarding start")
    await tenet.settled()

    assert "Das ist keine Prüfung." in welcomed
    assert "Wozu wir da sind" in mission
    assert "So sieht es aus" in values
    assert "Gespeichert." in again
    assert "Dieser Knopf" in refused
    assert "Schritt 2 von 6" in ada.dms(village.application)[-1]


async def test_somebody_whose_language_is_not_spoken_is_shown_what_is(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", locale="ja")

    dm = await first_step(ada, village, tenet)

    assert "I do not speak the language of your Discord yet. I speak Deutsch, English" in dm
    assert "Schritt 1 von 6" in await ada.selects("Deutsch", on=dm)


async def test_a_language_nobody_speaks_is_answered_in_the_servers(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config(language="de", onboarding=STEPS)
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    ada = village.join("Ada", locale="pt-BR")

    dm = await first_step(ada, village, tenet)
    chosen = await ada.selects("English", on=dm)
    await tenet.stop()

    assert "Die Sprache, auf die dein Discord eingestellt ist, spreche ich noch nicht." in dm
    assert "Nothing here is a test." in chosen


async def test_two_clicks_on_next_go_on_once_and_a_third_a_week_later_shows_where_they_are(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    dm = await first_step(ada, village, tenet)
    button = dm.button("Next").custom_id

    await asyncio.gather(*(ada.clicks(custom_id=button, on=dm) for _ in range(3)))
    assert "Step 2 of 6" in the_dm(ada, village)
    await ada.clicks("Later", on=dm)
    clock.advance(timedelta(days=7))
    await ada.runs("/onboarding start")
    await tenet.settled()
    old, new = ada.dms(village.application)[0], ada.dms(village.application)[-1]
    await ada.clicks("Next", on=new)
    shown = await ada.clicks("Continue", on=old)

    assert "Step 3 of 6" in shown
    assert "Step 4 of 6" in await ada.clicks("Next", on=shown)


async def test_what_was_published_meanwhile_is_told_once_and_the_step_is_kept(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    dm = await first_step(ada, village, tenet)
    for _ in range(3):
        await ada.clicks("Next", on=dm)  # Honesty is read, Care is shown

    await publishes(tenet, village, rewords_honesty)
    told = await ada.clicks("Next", on=dm)
    told_again = await ada.clicks("Back", on=dm)
    first = await ada.clicks("Back", on=dm)

    assert "Step 5 of 7" in told
    assert "Something has changed since we last spoke" in told
    assert "In the stewards' words: “After our talk in April.”" in told
    assert "New: Patience." in told
    assert "In new words: Honesty." in told
    assert "What you read about Honesty were the earlier words" in told
    assert "Something has changed" not in told_again
    assert "We say it to your face." in first


async def test_what_was_published_while_they_paused_is_told_when_they_go_on(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    dm = await first_step(ada, village, tenet)
    await ada.clicks("Next", on=dm)
    await ada.clicks("Later", on=dm)

    await publishes(tenet, village, rewords_honesty)
    await tenet.restart()
    await ada.runs("/onboarding start")
    await tenet.settled()
    sent = ada.dms(village.application)[-1]
    onward = await ada.clicks("Next", on=sent)

    assert "Step 2 of 7" in sent
    assert "Something has changed since we last spoke" in sent
    assert "were the earlier words" not in sent
    assert "Something has changed" not in onward


async def test_the_value_they_are_at_is_retired_and_nothing_unread_is_skipped(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    dm = await first_step(ada, village, tenet)
    await ada.clicks("Next", on=dm)
    assert "Honesty" in await ada.clicks("Next", on=dm)

    async def retires_honesty(session: Any, guild_id: int, now: Any) -> None:
        honesty = await charter.get_value(session, guild_id, "Honesty")
        await charters.retire(session, guild_id, honesty.id, now=now)

    await publishes(tenet, village, retires_honesty)
    shown = await ada.clicks("Next", on=dm)

    assert "Care" in shown
    assert "Step 3 of 5" in shown
    assert "No longer there: Honesty." in shown


async def test_steps_switched_off_in_the_middle_leave_people_where_they_can_go_on(
    village: Village, tenet: RunningBot
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")
    for person in (ada, bea):
        await starts(person, tenet)
    await ada.clicks("Next")

    async with tenet.bot.db.begin() as session:
        await settings.change(
            session,
            village.guild.id,
            STEPS_SETTING,
            ["values"],
            actor_id=None,
            now=tenet.clock.now(),
        )

    assert "Honesty" in await ada.clicks("Next")
    shown = await bea.clicks("Later")
    assert "You are at step 1 of 4" in shown
    assert "Honesty" in await bea.clicks("Continue")


@pytest.mark.thorough
async def test_a_kill_between_a_press_and_its_answer_neither_loses_nor_repeats_it(
    sim: Simulator,
    village: Village,
    tenet: RunningBot,
    database_path: Path,
    clock: MovableClock,
) -> None:
    ada = village.join("Ada")
    dm = await first_step(ada, village, tenet)
    left_behind = database_path.with_name("left-behind.db")
    killed = asyncio.Event()
    # What the dying process would have answered does not arrive.
    sim.faults.answer(404, times=10, method="POST", route="/interactions/*/*/callback", code=10062)

    def copy_what_a_kill_leaves(seen: Exchange | Delivery) -> None:
        if isinstance(seen, Exchange) and fnmatchcase(seen.template, "/interactions/*/callback"):
            copy_database(database_path, left_behind)
            killed.set()

    sim.observers.append(copy_what_a_kill_leaves)
    pressing = asyncio.create_task(ada.selects("Deutsch", on=dm, within=1))
    await asyncio.wait_for(killed.wait(), PATIENCE)
    await pressing
    killed.clear()
    pressing = asyncio.create_task(ada.clicks("Next", on=dm, within=1))
    await asyncio.wait_for(killed.wait(), PATIENCE)
    await pressing
    sim.observers.remove(copy_what_a_kill_leaves)
    sim.faults.clear()
    await tenet.stop()

    after = RunningBot(sim, left_behind, clock, village.config(onboarding=STEPS))
    await after.start()
    try:
        assert "Step 1 of 6" in the_dm(ada, village)
        assert "Schritt 2 von 6" in await ada.clicks("Next", on=dm)
    finally:
        await after.stop()


async def test_whoever_has_finished_can_read_it_again_and_keeps_what_they_have(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    dm = await first_step(ada, village, tenet)
    for _ in range(5):
        await ada.clicks("Next", on=dm)
    await ada.clicks("Finish", on=dm)
    await tenet.settled()

    offered = await ada.runs("/onboarding start")
    await ada.clicks("Start again", on=offered)
    await tenet.settled()
    again = ada.dms(village.application)[-1]
    await ada.clicks("Next", on=again)
    stopped = await ada.clicks("Stop", on=again)
    await starts(ada, tenet)

    assert "You have been through all of it." in offered
    assert "Step 1 of 6" in ada.dms(village.application)[-1]
    assert "Thank you for having a look." in stopped
    assert ada.role_names == {"Neighbour"}
    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["onboarding.started"], ledger["onboarding.finished"]) == (1, 1)


async def test_long_names_and_text_from_right_to_left_fit_into_every_message(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    long = "Verantwortungsübernahmebereitschaft" * 2 + "x" * 30
    values = [VALUES[0] | {"name": long}, VALUES[1] | {"name": "الصدق", "promise": "نقول الحقيقة."}]
    config = village.config(values=values, mission="نعتني بالنهر. " * 70, onboarding=STEPS)
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    ada = village.join("Ada", locale="de")

    await starts(ada, tenet)
    dm = the_dm(ada, village)
    mission = await ada.clicks("Weiter", on=dm)
    first = await ada.clicks("Weiter", on=dm)
    await publishes(tenet, village, rewords_every_value)
    second = await ada.clicks("Weiter", on=dm)
    await tenet.stop()

    assert len(long) == 100
    assert "نعتني بالنهر." in mission
    assert long in first
    assert "الصدق" in second
    assert f"Neu formuliert: {long}, الصدق." in second


Edit = Callable[[Any, int, Any], Awaitable[None]]


async def publishes(tenet: RunningBot, village: Village, edit: Edit) -> None:
    """The stewards put another version of the charter in force."""
    async with tenet.bot.db.begin() as session:
        await edit(session, village.guild.id, tenet.clock.now())


async def rewords_honesty(session: Any, guild_id: int, now: Any) -> None:
    honesty = await charter.get_value(session, guild_id, "Honesty")
    await write_promise(session, guild_id, honesty, "We say it to your face.", now)
    await charters.write_value(
        session,
        guild_id,
        0,
        Typed("Patience", "🐢", "We wait.", "We wait.\nWe listen.", "We rush."),
        now=now,
    )
    await charter.summarise(
        session,
        guild_id,
        "After our talk in April.",
        actor_id=charters.STEWARD_ID,
        now=now,
    )
    await charters.publish(session, guild_id, now=now)


async def rewords_every_value(session: Any, guild_id: int, now: Any) -> None:
    for value in await charter.list_values(session, guild_id):
        await write_promise(session, guild_id, value, "Anders gesagt.", now)
    await charters.publish(session, guild_id, now=now)


async def write_promise(
    session: Any, guild_id: int, value: ValueText, promise: str, now: Any
) -> None:
    typed = Typed(
        value.name,
        value.emoji,
        promise,
        "\n".join(value.looks_like),
        "\n".join(value.does_not_look_like),
    )
    await charters.write_value(session, guild_id, value.id, typed, now=now)
