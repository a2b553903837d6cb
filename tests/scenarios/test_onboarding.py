"""A newcomer's conversation through the real client, as they see it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.simulator import permissions as may
from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import messages as world_messages
from bot.simulator.world import roles as world_roles
from bot.simulator.world import threads as world_threads
from bot.simulator.world.entities import Channel, Overwrite
from tests.factories import VALUES, Village
from tests.running import PATIENCE, RunningBot
from tests.variants import variants

pytestmark = pytest.mark.asyncio


async def starts(person: Person, tenet: RunningBot) -> SeenMessage:
    """They press Start in the welcome channel; what they alone are answered."""
    answer = await person.clicks("Start", on=the_post(person))
    assert isinstance(answer, SeenMessage)
    assert answer.is_ephemeral
    await tenet.settled()
    return answer


def the_post(person: Person) -> SeenMessage:
    """The one welcome post there is."""
    (post,) = (seen for seen in person.sees("welcome") if seen.buttons and not seen.is_ephemeral)
    return post


def posted(village: Village, place: str = "welcome") -> int:
    """How many welcome posts stand in a channel."""
    seen = village.steward.sees(place)
    return sum("Press **Start**" in message for message in seen if not message.is_ephemeral)


def the_dm(person: Person, village: Village) -> SeenMessage:
    """The one message they were written."""
    (message,) = person.dms(village.application)
    return message


def threads_of(person: Person, village: Village) -> list[Channel]:
    """The threads they see below the welcome channel."""
    welcome = village.channels["welcome"]
    return [channel for channel in person.channels() if channel.parent_id == welcome.id]


def told(village: Village) -> list[str]:
    """What the stewards were told."""
    return [message.text for message in village.steward.sees("stewards")]


def bot_role(village: Village) -> int:
    return next(role.id for role in village.guild.roles.values() if role.managed)


async def test_a_newcomer_reads_every_step_in_direct_messages_and_finishes(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    assert ada.dms(village.application) == []

    assert "I am writing to you privately now" in await starts(ada, tenet)
    dm = the_dm(ada, village)
    assert "We keep the river clean and each other well." in dm
    assert "because you pressed Start" in dm
    for name in ("Honesty", "Care", "Courage"):
        assert name in await ada.clicks("Next", on=dm)
    assert "you receive the role **Neighbour**" in await ada.clicks("Next", on=dm)
    done = await ada.clicks("Finish", on=dm)
    await tenet.settled()

    assert "You are through." in done
    assert f"<#{village.channels['pledges'].id}>" in done
    assert done.buttons == ()
    assert ada.role_names == {"Neighbour"}
    ledger = await tenet.ledger(village.guild.id)
    assert {kind: n for kind, n in ledger.items() if kind.startswith("onboarding.")} == {
        "onboarding.offered": 1,
        "onboarding.started": 1,
        "onboarding.step": 4,
        "onboarding.finished": 1,
    }


async def test_joining_alone_brings_no_message(village: Village, tenet: RunningBot) -> None:
    ada = village.join("Ada")

    await tenet.settled()

    assert ada.dms(village.application) == []


async def test_two_clicks_on_start_in_one_moment_bring_one_conversation(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    post = the_post(ada)

    await asyncio.gather(*(ada.clicks("Start", on=post) for _ in range(3)))
    await tenet.settled()
    later = await starts(ada, tenet)

    dm = the_dm(ada, village)
    assert later.button("Go there").url == (
        f"https://discord.com/channels/@me/{dm.channel_id}/{dm.id}"
    )
    assert (await tenet.ledger(village.guild.id))["onboarding.started"] == 1


async def test_two_clicks_on_next_in_one_moment_go_on_by_one_step(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    dm = the_dm(ada, village)
    button = dm.button("Next").custom_id

    await asyncio.gather(*(ada.clicks(custom_id=button, on=dm) for _ in range(2)))

    assert "Step 2 of 5" in the_dm(ada, village)


async def test_a_german_newcomer_is_spoken_to_in_german(
    village: Village, tenet: RunningBot
) -> None:
    bea = village.join("Bea", locale="de")

    answer = await starts(bea, tenet)

    assert "Ich schreibe dir jetzt privat" in answer
    assert "Schritt 1 von 5" in the_dm(bea, village)
    assert "Schritt 2 von 5" in await bea.clicks("Weiter")


async def test_closed_dms_lead_to_a_private_thread_that_is_closed_at_the_end(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    other = village.join("Ole")

    await starts(ada, tenet)
    (thread,) = threads_of(ada, village)
    (first,) = ada.sees(thread)
    again = await starts(ada, tenet)
    for _ in range(4):
        await ada.clicks("Next", on=first)
    done = await ada.clicks("Finish", on=first)
    clock.advance(timedelta(minutes=2))
    await tenet.settled()

    assert "Your privacy settings do not let me write to you directly" in first
    assert threads_of(other, village) == []
    assert again.button("Go there").url == (
        f"https://discord.com/channels/{village.guild.id}/{thread.id}/{first.id}"
    )
    assert "You are through." in done
    assert ada.role_names == {"Neighbour"}
    assert thread.thread is not None and thread.thread.archived
    assert told(village) == []


async def test_dms_closed_between_two_steps_change_nothing(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    ada.closes_dms()

    shown = await ada.clicks("Next")

    assert "Step 2 of 5" in shown
    assert threads_of(ada, village) == []


async def test_where_neither_dm_nor_thread_is_possible_start_answers_with_the_step(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    world_channels.set_overwrite(
        sim.world,
        village.channels["welcome"],
        Overwrite(bot_role(village), 0, deny=may.CREATE_PRIVATE_THREADS),
    )
    ada, bea = (village.join(name, accepts_dms=False) for name in ("Ada", "Bea"))

    await starts(ada, tenet)
    await starts(bea, tenet)
    here = await starts(ada, tenet)
    shown = await ada.clicks("Next", on=here)

    assert "Only you can see this." in here
    assert "Step 2 of 5" in shown
    (notice,) = told(village)
    assert "Create Private Threads" in notice
    assert f"<#{village.channels['welcome'].id}>" in notice


async def test_somebody_who_finds_no_message_goes_on_in_the_answer(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    answer = await starts(ada, tenet)
    (thread,) = threads_of(ada, village)
    world_threads.delete(village.world, thread)

    here = await ada.clicks("Continue here instead", on=answer)

    assert "Step 1 of 5" in here
    assert "Step 2 of 5" in await ada.clicks("Next", on=here)


async def test_later_pauses_and_start_or_continue_goes_on(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    await ada.clicks("Next")

    paused = await ada.clicks("Later")
    resumed = await ada.clicks("Continue", on=paused)
    await ada.clicks("Later")
    await ada.runs("/onboarding start")
    await tenet.settled()

    assert "/onboarding start" in paused
    assert "Step 2 of 5" in resumed
    assert "Step 2 of 5" in ada.dms(village.application)[-1]
    assert len(ada.dms(village.application)) == 2


async def test_stop_ends_it_with_thanks_and_start_begins_anew(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    await ada.clicks("Next")

    stopped = await ada.clicks("Stop")
    await starts(ada, tenet)

    assert "Thank you for having a look." in stopped
    assert stopped.buttons == ()
    assert "Step 1 of 5" in ada.dms(village.application)[-1]


async def test_the_conversation_goes_on_after_a_restart(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    await ada.clicks("Next")

    await tenet.restart()

    assert "Step 3 of 5" in await ada.clicks("Next")
    assert posted(village) == 1


async def test_a_button_of_an_older_version_is_explained(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    dm = the_dm(ada, village)
    message = sim.world.channels[dm.channel_id].messages[dm.id]
    message.components[0]["components"][0]["custom_id"] = "onboarding:accept:12"

    answer = await ada.clicks("Next", on=dm)

    assert "from an earlier version" in answer


async def test_a_steward_who_looks_into_the_thread_cannot_press_for_the_newcomer(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    await starts(ada, tenet)
    (thread,) = threads_of(ada, village)
    (first,) = ada.sees(thread)
    world_threads.add_member(village.world, thread, village.steward.id)

    answer = await village.steward.clicks("Next", on=first)

    assert "belongs to somebody else" in answer
    assert "Step 1 of 5" in ada.looks_again(first)


async def test_a_role_above_the_bots_is_named_and_the_newcomer_told_what_stands(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    role = village.roles["Neighbour"]
    world_roles.reorder(sim.world, village.guild, {role.id: 9})
    ada = village.join("Ada")
    await starts(ada, tenet)
    for _ in range(4):
        await ada.clicks("Next")
    await ada.clicks("Finish")
    await tenet.settled()

    assert "That you have finished is saved." in the_dm(ada, village)
    (notice,) = told(village)
    assert f"<@&{role.id}>" in notice

    world_roles.reorder(sim.world, village.guild, {role.id: 1})
    await tenet.restart()

    assert ada.role_names == {"Neighbour"}
    assert "You have the role **Neighbour** now." in the_dm(ada, village)


@pytest.mark.thorough
async def test_a_role_that_became_powerful_is_given_to_nobody_until_it_no_longer_is(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    role = village.roles["Neighbour"]
    world_roles.update(sim.world, village.guild, role, permissions=may.MANAGE_ROLES)
    ada = village.join("Ada")
    await starts(ada, tenet)
    for _ in range(4):
        await ada.clicks("Next")
    await ada.clicks("Finish")
    await tenet.settled()
    await tenet.restart()

    assert ada.role_names == set()
    assert "That you have finished is saved." in the_dm(ada, village)
    (notice,) = told(village)
    assert "may act upon others or the server (manage roles)" in notice

    world_roles.update(sim.world, village.guild, role, permissions=0)
    await tenet.restart()

    assert ada.role_names == {"Neighbour"}


async def test_a_role_that_is_not_there_is_named_by_its_name(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config(roles={"onboarded": "Nobody"})
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    ada = village.join("Ada")
    await starts(ada, tenet)
    for _ in range(4):
        await ada.clicks("Next")

    done = await ada.clicks("Finish")
    await tenet.settled()
    await tenet.stop()

    assert "That you have finished is saved." in done
    (notice,) = told(village)
    assert '"Nobody"' in notice


async def test_who_presses_start_before_the_screening_is_written_to_once_it_is_passed(
    village: Village, tenet: RunningBot
) -> None:
    ada, bea = (village.join(name, pending=True) for name in ("Ada", "Bea"))

    answer = await starts(ada, tenet)
    assert ada.dms(village.application) == []
    ada.passes_screening()
    bea.passes_screening()
    await tenet.caught_up()

    assert "rules that you accept first" in answer
    assert "Step 1 of 5" in the_dm(ada, village)
    assert bea.dms(village.application) == []


async def test_a_screening_passed_while_the_bot_was_down_begins_the_journey_at_its_start(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada", pending=True)
    await starts(ada, tenet)

    await tenet.stop()
    ada.passes_screening()
    await tenet.start()

    assert "Step 1 of 5" in the_dm(ada, village)


async def test_who_leaves_and_comes_back_goes_on_where_they_were(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)
    await ada.clicks("Next")
    dm = the_dm(ada, village)

    ada.leaves()
    await tenet.caught_up()
    away = await ada.clicks("Next", on=dm)
    ada.joins(village.guild)
    answer = await starts(ada, tenet)

    assert f"You left **{village.guild.name}**" in away
    assert "Welcome back. You were at step 2." in answer
    assert "Step 2 of 5" in ada.dms(village.application)[-1]
    assert (await tenet.ledger(village.guild.id))["onboarding.left"] == 1


async def test_who_left_while_the_bot_was_down_is_found_to_have_left(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await starts(ada, tenet)

    await tenet.stop()
    ada.leaves()
    await tenet.start()
    again = await tenet.bot.reconciler.compare(tenet.bot.guilds[0])

    assert (await tenet.ledger(village.guild.id))["onboarding.left"] == 1
    assert again.changed == 0


async def test_a_missing_welcome_channel_is_told_once_and_a_steward_chooses_another(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config(channels={"welcome": "foyer", "stewards": "stewards"})
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    await tenet.restart()
    (notice,) = told(village)

    answer = await village.steward.runs(
        "/onboarding post", {"channel": village.channels["general"]}
    )
    await tenet.settled()
    await tenet.restart()
    await tenet.stop()

    assert '"foyer"' in notice
    assert f"<#{village.channels['general'].id}>" in answer
    assert posted(village, "general") == 1
    assert len(told(village)) == 1


async def test_a_deleted_welcome_post_is_put_back_once(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    welcome = village.channels["welcome"]
    counts = []

    for _ in range(3):
        for message in list(welcome.messages.values()):
            world_messages.delete(sim.world, message)
        await tenet.restart()
        counts.append(posted(village))

    assert counts == [1, 0, 0]
    first, second = told(village)
    assert "I put it back once" in first
    assert "a second time" in second


async def test_only_stewards_post_the_welcome(village: Village, tenet: RunningBot) -> None:
    ada = village.join("Ada")

    answer = await ada.runs("/onboarding post")
    await tenet.settled()

    assert "This is for stewards" in answer
    assert posted(village) == 1


async def test_a_channel_the_bot_may_not_write_in_is_refused_with_what_is_missing(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    general = village.channels["general"]
    world_channels.set_overwrite(
        sim.world, general, Overwrite(bot_role(village), 0, deny=may.SEND_MESSAGES)
    )
    await tenet.until(lambda: not general_permissions(tenet, general.id))

    answer = await village.steward.runs("/onboarding post", {"channel": general})

    assert "send_messages" in answer


def general_permissions(tenet: RunningBot, channel_id: int) -> bool:
    """Whether the client believes that it may write in a channel."""
    guild = tenet.bot.guilds[0]
    channel = guild.get_channel(channel_id)
    assert channel is not None
    return channel.permissions_for(guild.me).send_messages


async def test_switched_off_nothing_is_posted_and_the_command_says_so(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    tenet = RunningBot(sim, database_path, clock, village.config(onboarding={"enabled": False}))
    await tenet.start()
    ada = village.join("Ada")

    answer = await ada.runs("/onboarding start")
    await tenet.stop()

    assert posted(village) == 0
    assert "does not offer this conversation" in answer


async def test_long_names_long_texts_and_other_scripts_are_shown(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    values = [
        VALUES[0]
        | {
            "name": "Verantwortungsübernahme" * 4 + "sbereit",
            "looks_like": [c * 200 for c in "äöüßé"],
        },
        VALUES[1] | {"name": "الصدق", "promise": "نقول الحقيقة بلطف."},
    ]
    mission = ("Wir achten aufeinander und auf den Fluss. " * 30)[:1000].strip()
    tenet = RunningBot(sim, database_path, clock, village.config(values=values, mission=mission))
    await tenet.start()
    ada = village.join("Ada", locale="de")

    await starts(ada, tenet)
    dm = the_dm(ada, village)
    first, second = await ada.clicks("Weiter"), await ada.clicks("Weiter")
    await tenet.stop()

    assert mission in dm
    assert values[0]["name"] in first
    assert "الصدق" in second
    assert "نقول الحقيقة بلطف." in second


@pytest.mark.parametrize(
    "last_request",
    variants(["/users/@me/channels", "/channels/*/messages"]),
    ids=["between commit and send", "between send and mark"],
)
async def test_a_kill_leaves_exactly_one_message(
    last_request: str,
    sim: Simulator,
    village: Village,
    tenet: RunningBot,
    database_path: Path,
    clock: MovableClock,
) -> None:
    left_behind = database_path.with_name("left-behind.db")
    killed = asyncio.Event()
    ada = village.join("Ada")
    if last_request.startswith("/users"):
        # What the dying process would still have sent does not arrive.
        sim.faults.cut(method="POST", route="/channels/*/messages")

    def copy_what_a_kill_leaves(seen: Exchange | Delivery) -> None:
        if killed.is_set() or not isinstance(seen, Exchange) or seen.method != "POST":
            return
        if fnmatchcase(seen.template, last_request):
            copy_database(database_path, left_behind)
            killed.set()

    sim.observers.append(copy_what_a_kill_leaves)
    await ada.clicks("Start")
    await asyncio.wait_for(killed.wait(), PATIENCE)
    await tenet.stop()

    after = RunningBot(sim, left_behind, clock, village.config())
    await after.start()
    try:
        assert "Step 1 of 5" in the_dm(ada, village)
        assert f"**{village.guild.name}**" in the_dm(ada, village)
        assert "Step 2 of 5" in await ada.clicks("Next")
        assert posted(village) == 1
    finally:
        await after.stop()


def copy_database(source: Path, target: Path) -> None:
    """What would be found in the file if the process ended at this instruction."""
    with closing(sqlite3.connect(source)) as file, closing(sqlite3.connect(target)) as copy:
        file.backup(copy)
