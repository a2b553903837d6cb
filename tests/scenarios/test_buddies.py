"""Volunteers and newcomers through the real client, as each of them sees it."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import discord
import pytest

from bot.clock import MovableClock
from bot.components import Control, rows
from bot.simulator import permissions as may
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import members as world_members
from bot.simulator.world.entities import Channel, Overwrite
from cogs.buddies import service
from tests.factories import Village
from tests.running import RunningBot

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


async def volunteers(
    village: Village, tenet: RunningBot, name: str, *, options: str = ""
) -> Person:
    """Somebody new offers to be a buddy."""
    person = village.join(name)
    await person.runs(f"/buddy on {options}")
    await tenet.settled()
    return person


async def wants(person: Person, village: Village, tenet: RunningBot) -> SeenMessage:
    """They press the button for a buddy below /buddy show; what they are answered."""
    shown = await person.runs("/buddy show")
    answer = await person.clicks("I would like a buddy", on=shown)
    await tenet.caught_up()
    assert isinstance(answer, SeenMessage)
    assert answer.is_ephemeral
    return answer


def threads_of(person: Person, village: Village) -> list[Channel]:
    """The threads they see below the welcome channel."""
    welcome = village.channels["welcome"]
    return [channel for channel in person.channels() if channel.parent_id == welcome.id]


def told(village: Village) -> list[str]:
    """What the stewards were told."""
    return [message.text for message in village.steward.sees("stewards")]


def bot_role(village: Village) -> int:
    return next(role.id for role in village.guild.roles.values() if role.managed)


def forbid_threads(village: Village) -> None:
    world_channels.set_overwrite(
        village.world,
        village.channels["welcome"],
        Overwrite(bot_role(village), 0, deny=may.CREATE_PRIVATE_THREADS),
    )


async def test_two_are_introduced_in_a_thread_that_only_they_and_the_bot_are_in(
    village: Village, tenet: RunningBot
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    ada, other = village.join("Ada"), village.join("Ole")

    answer = await wants(ada, village, tenet)

    (thread,) = threads_of(ada, village)
    (opening,) = (message for message in bea.sees(thread) if "Hello" in message)
    assert "I have found somebody for you." in answer
    assert f"<#{village.channels['welcome'].id}>" in answer
    assert thread.thread is not None
    assert set(thread.thread.members) == {ada.id, bea.id, village.application.id}
    assert threads_of(other, village) == []
    assert f"Hello {ada.mention}, hello {bea.mention}!" in opening
    assert "what brought you here" in opening
    assert not thread.thread.invitable
    assert thread.thread.auto_archive_minutes == 7 * 24 * 60
    assert ada.dms(village.application) == bea.dms(village.application) == []


async def test_the_opening_pings_neither_of_them(village: Village, tenet: RunningBot) -> None:
    await volunteers(village, tenet, "Bea")
    ada = village.join("Ada")

    await wants(ada, village, tenet)

    (thread,) = threads_of(ada, village)
    openings = [message for message in thread.messages.values() if "Hello" in message.content]
    assert [message.mention_ids for message in openings] == [[]]


async def test_a_value_that_both_are_pledged_to_decides_and_is_named(
    village: Village, tenet: RunningBot
) -> None:
    await volunteers(village, tenet, "Bea")
    cem = await volunteers(village, tenet, "Cem")
    ada = village.join("Ada")
    for person in (ada, cem):
        await person.reacts("❤️", to=person.sees("pledges")[0])
    await tenet.caught_up()

    await wants(ada, village, tenet)

    (thread,) = threads_of(cem, village)
    opening = cem.sees(thread)[-1]
    assert "You share a value: **❤️ Care**." in opening


async def test_at_the_end_of_the_conversation_a_buddy_is_found_who_shares_what_was_chosen(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config(onboarding={"steps": ["interests", "finish"]})
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    try:
        await volunteers(village, tenet, "Bea")
        cem = await volunteers(village, tenet, "Cem")
        await cem.reacts("🔥", to=cem.sees("pledges")[0])
        ada = village.join("Ada")
        await ada.runs("/onboarding start")
        await tenet.caught_up()
        (dm,) = ada.dms(village.application)
        await ada.selects(["Courage"], on=dm, custom_id=dm.selects[0].custom_id)
        await ada.clicks("Next", on=dm)
        closing = await ada.clicks("Finish", on=dm)

        wished = await ada.clicks("I would like a buddy", on=dm)
        await tenet.settled()

        assert "name a value there that you share" in closing
        assert "I have found somebody for you." in wished
        (thread,) = threads_of(cem, village)
        assert "You share a value: **🔥 Courage**." in cem.sees(thread)[-1]
    finally:
        await tenet.stop()


async def test_the_next_step_in_a_thread_that_was_closed_at_the_end_can_still_be_pressed(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    await volunteers(village, tenet, "Bea")
    ada = village.join("Ada", accepts_dms=False)
    await ada.runs("/onboarding start")
    await tenet.caught_up()
    (thread,) = threads_of(ada, village)
    (step,) = ada.sees(thread)
    for _ in range(4):
        await ada.clicks("Next", on=step)
    await ada.clicks("Finish", on=step)
    clock.advance(timedelta(minutes=2))
    await tenet.settled()
    assert thread.thread is not None
    assert thread.thread.archived

    wished = await ada.clicks("I would like a buddy", on=step)
    await tenet.caught_up()

    assert "I have found somebody for you." in wished
    assert len(threads_of(ada, village)) == 2


async def test_nobody_is_introduced_to_two_by_two_clicks(
    village: Village, tenet: RunningBot
) -> None:
    for name in ("Bea", "Cem"):
        await volunteers(village, tenet, name)
    ada = village.join("Ada")
    shown = await ada.runs("/buddy show")

    await asyncio.gather(*(ada.clicks("I would like a buddy", on=shown) for _ in range(3)))
    await tenet.settled()

    (thread,) = threads_of(ada, village)
    again = await ada.clicks("I would like a buddy", on=shown)
    assert f"the two of you share <#{thread.id}>" in again


async def test_a_buddy_who_is_away_is_skipped_and_returns_by_themselves(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    away = await bea.runs("/buddy away", days=3)
    ada = village.join("Ada")

    answer = await wants(ada, village, tenet)
    before = threads_of(ada, village)
    clock.advance(timedelta(days=3, minutes=1))
    await tenet.bot.ticks.run_all()
    await tenet.settled()

    assert "I introduce you to nobody; after that it goes on by itself" in away
    assert "Nobody is free at the moment" in answer
    assert before == []
    assert len(threads_of(ada, village)) == 1


async def test_somebody_who_comes_back_early_is_introduced_to_who_waits(
    village: Village, tenet: RunningBot
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    await bea.runs("/buddy away", days=3)
    ada = village.join("Ada")
    await wants(ada, village, tenet)

    await bea.runs("/buddy on")
    await tenet.settled()

    assert len(threads_of(bea, village)) == 1


async def test_the_week_is_kept_to_and_who_waits_is_next_when_it_is_over(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    bea = await volunteers(village, tenet, "Bea", options="per-week:1")
    ada, ole = village.join("Ada"), village.join("Ole")
    await wants(ada, village, tenet)
    await wants(ole, village, tenet)

    clock.advance(timedelta(days=6, hours=23))
    await tenet.bot.ticks.run_all()
    await tenet.settled()
    early = len(threads_of(bea, village))
    clock.advance(timedelta(hours=2))
    await tenet.bot.ticks.run_all()
    await tenet.settled()

    assert early == 1
    assert len(threads_of(ole, village)) == 1


async def test_a_buddy_who_is_timed_out_is_passed_over_for_the_next(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    cem = await volunteers(village, tenet, "Cem")
    until = clock.now() + timedelta(hours=2)
    world_members.update(village.world, village.guild, bea.member, timed_out_until=until)
    ada = village.join("Ada")

    await wants(ada, village, tenet)

    assert threads_of(bea, village) == []
    assert len(threads_of(cem, village)) == 1


async def test_the_only_buddy_being_timed_out_makes_nobody_wait_for_ever(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    until = clock.now() + timedelta(hours=2)
    world_members.update(village.world, village.guild, bea.member, timed_out_until=until)
    ada = village.join("Ada")
    await wants(ada, village, tenet)
    before = threads_of(ada, village)

    clock.advance(timedelta(hours=3))
    await tenet.bot.ticks.run_all()
    await tenet.settled()

    assert before == []
    assert len(threads_of(bea, village)) == 1


async def test_a_buddy_who_left_while_the_bot_was_away_is_not_waited_for(
    village: Village, tenet: RunningBot
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    cem = await volunteers(village, tenet, "Cem")
    await tenet.stop()
    bea.leaves()
    await tenet.start()
    ada = village.join("Ada")

    await wants(ada, village, tenet)

    assert len(threads_of(cem, village)) == 1


async def test_a_buddy_who_leaves_in_the_last_moment_is_replaced(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    cem = await volunteers(village, tenet, "Cem")
    ada = village.join("Ada")
    sim.faults.answer(404, code=10007, method="PUT", route="/channels/*/thread-members/*")

    await wants(ada, village, tenet)

    assert threads_of(bea, village) == []
    open_threads = [
        thread
        for thread in village.guild.threads.values()
        if thread.thread is not None and not thread.thread.archived
    ]
    assert open_threads == threads_of(cem, village) == threads_of(ada, village)
    assert len(open_threads) == 1


async def test_a_question_about_who_is_there_that_fails_is_asked_again(
    village: Village,
    tenet: RunningBot,
    sim: Simulator,
    clock: MovableClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    cem = await volunteers(village, tenet, "Cem")
    sim.faults.disturb("swallow", event="GUILD_MEMBER_REMOVE")
    bea.leaves()
    sim.faults.answer(403, method="GET", route="/guilds/*/members/*")
    ada = village.join("Ada")

    await wants(ada, village, tenet)
    before = threads_of(ada, village)
    clock.advance(timedelta(minutes=2))
    await tenet.settled()

    assert before == []
    assert len(threads_of(cem, village)) == 1
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_when_the_buddy_leaves_the_newcomer_is_told_where_they_met(
    village: Village, tenet: RunningBot
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    ada = village.join("Ada")
    await wants(ada, village, tenet)
    cem = await volunteers(village, tenet, "Cem")
    (thread,) = threads_of(ada, village)

    bea.leaves()
    await tenet.caught_up()
    (farewell,) = (message for message in ada.sees(thread) if "has left the server" in message)
    answer = await ada.clicks("I would like a buddy", on=farewell)
    await tenet.settled()

    assert "I have found somebody for you." in answer
    assert len(threads_of(cem, village)) == 1


async def test_when_the_newcomer_leaves_the_thread_is_closed(
    village: Village, tenet: RunningBot
) -> None:
    await volunteers(village, tenet, "Bea")
    ada = village.join("Ada")
    await wants(ada, village, tenet)
    (thread,) = threads_of(ada, village)

    ada.leaves()
    await tenet.caught_up()

    assert thread.thread is not None
    assert thread.thread.archived
    assert (await tenet.ledger(village.guild.id))["buddy.ended"] == 1


async def test_where_no_thread_is_possible_nothing_dangles_and_it_goes_on_once_mended(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    forbid_threads(village)
    bea = await volunteers(village, tenet, "Bea")
    ada = village.join("Ada")

    await wants(ada, village, tenet)
    shown = await ada.runs("/buddy show")
    notices = told(village)
    world_channels.remove_overwrite(village.world, village.channels["welcome"], bot_role(village))
    clock.advance(timedelta(hours=2))
    await tenet.bot.ticks.run_all()
    await tenet.settled()

    assert "I cannot open a private thread for the two of you yet" in shown
    assert bea.dms(village.application) == []
    (notice,) = notices
    assert "Create Private Threads" in notice
    assert len(threads_of(bea, village)) == 1


async def test_without_a_welcome_channel_the_stewards_are_told_once(
    village: Village, tenet: RunningBot
) -> None:
    await volunteers(village, tenet, "Bea")
    world_channels.delete(village.world, village.channels["welcome"])
    await tenet.caught_up()
    ada, ole = village.join("Ada"), village.join("Ole")

    for person in (ada, ole):
        await wants(person, village, tenet)

    (notice,) = told(village)
    assert 'I cannot find the welcome channel "welcome"' in notice


async def test_a_wish_waits_through_a_restart(village: Village, tenet: RunningBot) -> None:
    ada = village.join("Ada")
    bea = await volunteers(village, tenet, "Bea")
    await bea.runs("/buddy off")
    shown = await ada.runs("/buddy show")
    assert shown.buttons == ()
    await bea.runs("/buddy on")
    await bea.runs("/buddy away", days=1)
    await wants(ada, village, tenet)

    await tenet.restart()
    await bea.runs("/buddy on")
    await tenet.settled()

    assert len(threads_of(ada, village)) == 1


async def test_stopped_between_match_and_thread_it_introduces_them_once_after_the_start(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    ada = village.join("Ada")
    sim.faults.answer(503, times=1000, method="POST", route="/channels/*/threads")
    shown = await ada.runs("/buddy show")
    await ada.clicks("I would like a buddy", on=shown)
    before = threads_of(ada, village)

    await tenet.stop()
    sim.faults.clear()
    clock.advance(timedelta(minutes=11))
    await tenet.start()

    assert before == []
    (thread,) = threads_of(ada, village)
    assert len([message for message in bea.sees(thread) if "Hello" in message]) == 1


async def test_stopped_after_the_thread_was_opened_it_opens_no_second_one(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    ada = village.join("Ada")
    sim.faults.answer(503, times=1000, method="PUT", route="/channels/*/thread-members/*")
    shown = await ada.runs("/buddy show")
    await ada.clicks("I would like a buddy", on=shown)
    await bea.until(lambda: bool(village.guild.threads))

    await tenet.stop()
    sim.faults.clear()
    clock.advance(timedelta(minutes=11))
    await tenet.start()

    assert len(village.guild.threads) == 1
    assert len(threads_of(ada, village)) == len(threads_of(bea, village)) == 1


async def test_a_wish_can_be_withdrawn_while_nobody_is_free(
    village: Village, tenet: RunningBot
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    await bea.runs("/buddy away", days=1)
    ada = village.join("Ada")
    await wants(ada, village, tenet)
    shown, older = await ada.runs("/buddy show"), await ada.runs("/buddy show")

    after = await ada.clicks("I no longer need one", on=shown)
    again = await ada.clicks("I no longer need one", on=older)
    await bea.runs("/buddy on")
    await tenet.settled()

    assert "You withdrew your wish" in after
    assert "That is over already." in again
    assert threads_of(bea, village) == []


async def test_somebody_else_is_found_for_who_asks_and_not_the_same_again(
    village: Village, tenet: RunningBot
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    cem = await volunteers(village, tenet, "Cem")
    ada = village.join("Ada")
    await wants(ada, village, tenet)

    for _ in range(2):
        shown = await ada.runs("/buddy show")
        last = await ada.clicks("I would like somebody else", on=shown)
        await tenet.settled()

    assert len(threads_of(bea, village)) == len(threads_of(cem, village)) == 1
    assert "You were introduced to several buddies" in last


async def test_a_wish_nobody_could_fulfil_ends_with_a_word_that_only_they_see(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    bea = await volunteers(village, tenet, "Bea")
    await bea.runs("/buddy away", days=30)
    ada = village.join("Ada")
    await wants(ada, village, tenet)

    clock.advance(timedelta(days=15))
    await tenet.bot.ticks.run_all()
    await tenet.settled()

    assert "For two weeks nobody was free" in await ada.runs("/buddy show")
    assert ada.dms(village.application) == []


async def test_the_button_works_in_a_direct_message(village: Village, tenet: RunningBot) -> None:
    await volunteers(village, tenet, "Bea")
    ada = village.join("Ada")
    want = Control(service.WANT)
    dm = await tenet.bot.create_dm(discord.Object(ada.id))
    view = rows(want.button("Yes", guild=village.guild.id))
    assert view is not None
    await dm.send("?", view=view)

    answer = await ada.clicks("Yes", on=ada.dms(village.application)[-1])
    await tenet.settled()

    assert "I have found somebody for you." in answer
    assert len(threads_of(ada, village)) == 1


async def test_germans_are_answered_in_german_and_meet_in_the_servers_language(
    village: Village, tenet: RunningBot
) -> None:
    bea = village.join("Bea", locale="de")
    on = await bea.runs("/buddy an pro-woche:3")
    ada = village.join("Ada", locale="de")
    shown = await ada.runs("/buddy zeigen")

    answer = await ada.clicks("Ich hätte gern einen Buddy", on=shown)
    await tenet.settled()

    assert "bis zu 3 Neuen bekannt" in on
    assert "Ich habe jemanden für dich gefunden." in answer
    (thread,) = threads_of(ada, village)
    assert "Hello" in ada.sees(thread)[-1]


async def test_what_follows_from_volunteering_is_said_and_shown(
    village: Village, tenet: RunningBot
) -> None:
    bea = village.join("Bea")

    on = await bea.runs("/buddy on")
    ada = village.join("Ada")
    await wants(ada, village, tenet)
    shown = await bea.runs("/buddy show")
    off = await bea.runs("/buddy off")
    again = await bea.runs("/buddy off")
    away = await bea.runs("/buddy away", days=1)

    (thread,) = threads_of(bea, village)
    assert "up to 2 newcomers within any seven days" in on
    assert "nothing about it is counted in public or ranked" in on
    assert f"<#{thread.id}>" in shown
    assert "Up to 2 newcomers" in shown
    assert "I introduce you to nobody any more." in off
    assert "nothing changes" in again
    assert "nothing to pause" in away
