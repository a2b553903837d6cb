"""What goes wrong around a newcomer's conversation, through the real client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.interactions import Interaction, explain
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import roles as world_roles
from bot.simulator.world import threads as world_threads
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.test_charter_editing import MISSION, PROMISE, edits, fills, publishes
from tests.scenarios.test_onboarding import starts, the_dm, threads_of, told

pytestmark = pytest.mark.asyncio


async def test_a_thread_deleted_between_two_steps_costs_nobody_their_place(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    await starts(ada, tenet)
    (thread,) = threads_of(ada, village)
    await ada.clicks("Next", on=ada.sees(thread)[0])
    world_threads.delete(village.world, thread)
    await tenet.caught_up()

    answer = await starts(ada, tenet)
    here = await ada.clicks("Continue here instead", on=answer)

    assert "Step 2 of 5" in here
    assert "Step 3 of 5" in await ada.clicks("Next", on=here)


async def test_a_thread_deleted_during_a_pause_is_followed_by_another(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    await starts(ada, tenet)
    (thread,) = threads_of(ada, village)
    (first,) = ada.sees(thread)
    await ada.clicks("Next", on=first)
    await ada.clicks("Later", on=first)
    world_threads.delete(village.world, thread)
    await tenet.caught_up()

    await starts(ada, tenet)
    (another,) = threads_of(ada, village)
    (again,) = ada.sees(another)

    assert "Step 2 of 5" in again
    assert "Step 3 of 5" in await ada.clicks("Next", on=again)
    assert told(village) == []


async def test_a_welcome_channel_deleted_while_people_are_on_their_way_stops_none_of_them(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")
    await starts(ada, tenet)

    world_channels.delete(sim.world, village.channels["welcome"])
    await tenet.caught_up()
    await tenet.restart()
    answer = await bea.runs("/onboarding start", channel=village.channels["general"])
    await tenet.settled()

    assert "Step 2 of 5" in await ada.clicks("Next", on=the_dm(ada, village))
    assert "I am writing to you privately now" in answer
    assert "Step 1 of 5" in the_dm(bea, village)
    (notice,) = told(village)
    assert "welcome" in notice


async def test_a_role_deleted_while_somebody_reads_is_named_and_what_they_did_stands(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    dm = the_dm(ada, village)

    world_roles.delete(sim.world, village.guild, village.roles["Neighbour"])
    await tenet.caught_up()
    for _ in range(4):
        await ada.clicks("Next", on=dm)
    await ada.clicks("Finish", on=dm)
    await tenet.settled()

    assert "That you have finished is saved." in the_dm(ada, village)
    (notice,) = told(village)
    assert 'The role "Neighbour" that I give at the end of onboarding was deleted.' in notice
    assert (await tenet.ledger(village.guild.id))["onboarding.finished"] == 1


async def test_next_on_a_message_of_last_week_shows_what_is_so_now_and_moves_nothing(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    old = the_dm(ada, village)
    clock.advance(timedelta(days=7))
    here = await ada.clicks("Continue here instead", on=await starts(ada, tenet))
    await ada.clicks("Next", on=here)
    newest = await ada.clicks("Next", on=here)

    shown = await ada.clicks("Next", on=old)

    assert "Step 3 of 5" in newest
    assert "Step 3 of 5" in shown
    assert "Step 4 of 5" in await ada.clicks("Next", on=shown)
    assert (await tenet.ledger(village.guild.id))["onboarding.step"] == 3


@pytest.mark.thorough
async def test_a_press_whose_answer_was_lost_is_saved_and_pressing_again_loses_nothing(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    dm = the_dm(ada, village)

    sim.faults.cut(route="/interactions/*", times=5)
    lost = await ada.clicks("Next", on=dm)
    sim.faults.clear()
    shown = await ada.clicks("Next", on=dm)

    assert lost.failed
    assert "Step 1 of 5" in dm
    assert "Step 2 of 5" in shown


async def test_the_charter_is_published_while_somebody_is_at_the_fourth_step(
    village: Village, tenet: RunningBot
) -> None:
    steward, ada = village.steward, village.join("Ada")
    await starts(ada, tenet)
    dm = the_dm(ada, village)
    for _ in range(3):
        shown = await ada.clicks("Next", on=dm)
    assert "Courage" in shown

    await steward.runs("/values retire", value="Courage")
    await edits(village, "Honesty", {PROMISE: "We say it to your face."})
    published = await publishes(steward, "We cut it down to two.")
    told_news = await ada.clicks("Next", on=dm)
    back = await ada.clicks("Back", on=dm)
    await ada.clicks("Next", on=dm)
    await ada.clicks("Finish", on=dm)
    await tenet.settled()

    assert "Version 2 is in force." in published
    assert "We cut it down to two." in told_news
    assert "Courage" in told_news
    assert "Step 4 of 4" in told_news
    assert "Something has changed" not in back
    assert ada.role_names == {"Neighbour"}
    assert the_dm(ada, village).id == dm.id


async def test_a_step_that_arrived_unnoticed_is_not_sent_again_in_the_words_of_a_new_charter(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    steward, ada = village.steward, village.join("Ada")
    sim.faults.lose_answer(method="POST", route="/channels/*/messages")
    await starts(ada, tenet)
    dm = the_dm(ada, village)
    form = await steward.runs("/charter edit mission")
    await fills(steward, form, {MISSION: "We clean the river."})
    await publishes(steward)

    clock.advance(timedelta(hours=2))  # long after Discord has forgotten the nonce
    await tenet.settled()

    assert "Step 1 of 5" in the_dm(ada, village)
    assert "Step 2 of 5" in await ada.clicks("Next", on=dm)


async def test_a_press_while_discord_cannot_be_reached_is_told_in_one_line(
    village: Village, tenet: RunningBot, sim: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    caplog.clear()

    sim.faults.cut(route="/interactions/*", times=10)
    lost = await ada.clicks("Next", on=the_dm(ada, village))
    sim.faults.clear()

    assert lost.failed
    (told,) = (line for line in caplog.records if "Discord was not reached" in line.message)
    assert told.levelname == "WARNING"
    assert not any(line.exc_info for line in caplog.records)
    assert "Step 2 of 5" in await ada.clicks("Next", on=the_dm(ada, village))


async def test_a_press_that_is_answered_after_the_bot_has_stopped_is_told_in_one_line(
    village: Village, tenet: RunningBot, sim: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    bot, interactions = tenet.bot, []
    bot.add_listener(take(interactions), "on_interaction")
    await ada.clicks("Next", on=the_dm(ada, village))
    await tenet.stop()
    caplog.clear()

    await explain(interactions[0], RuntimeError("Session is closed"))
    await explain(interactions[0], aiohttp.ServerDisconnectedError())  # as the line broke before

    assert {line.levelname for line in caplog.records} == {"WARNING"}
    closed, broken, untold = (line.message for line in caplog.records)
    assert "no answer was wanted any more" in closed
    assert "Discord was not reached" in broken
    assert "the actor could not be told: Session is closed" in untold


def take(interactions: list[Interaction]) -> Callable[[Interaction], Awaitable[None]]:
    """A listener that keeps what it hears."""

    async def listen(interaction: Interaction) -> None:
        interactions.append(interaction)

    return listen
