"""/setup check, and what the bot finds by itself: permissions, roles, channels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import checks, notices
from bot.clock import MovableClock
from bot.settings import Place
from bot.simulator import permissions as may
from bot.simulator.people import Person, SeenMessage
from bot.simulator.sample import MINIMAL_GRANT, OWNER
from bot.simulator.server import Simulator
from bot.simulator.world import accounts, channels, guilds, members, roles
from bot.simulator.world.entities import Overwrite
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

FINE = "Everything is as it should be."
BOT = "Tenet"
A_WHILE = timedelta(seconds=11)


async def checked(village: Village) -> SeenMessage:
    """What `/setup check` answers the steward."""
    answer = await village.steward.runs("/setup check")
    assert isinstance(answer, SeenMessage)
    assert answer.is_ephemeral
    return answer


def told(village: Village) -> list[str]:
    """What the stewards' channel says about problems, the oldest first."""
    owner = village.sample.people[OWNER]
    titles = ("Tenet needs a hand", "Tenet braucht Hilfe")
    return [seen.text for seen in owner.sees("stewards") if seen.text.startswith(titles)]


def forbid(village: Village, channel: str, *denied: int) -> None:
    """Take permissions from the bot's role in one channel; without any, give them all back."""
    role, place = village.sample.bot.role_ids, village.channels[channel]
    (role_id,) = role
    held = place.overwrites.get(role_id, Overwrite(role_id, 0))
    channels.set_overwrite(
        village.world, place, Overwrite(role_id, 0, allow=held.allow, deny=_all(denied))
    )


def _all(bits: Iterable[int]) -> int:
    value = 0
    for bit in bits:
        value |= bit
    return value


async def a_while_passes(tenet: RunningBot, clock: MovableClock) -> None:
    """What Discord told has come to rest, and its meaning is looked at."""
    await tenet.caught_up()
    clock.advance(A_WHILE)
    await tenet.bot.ticks.run("checks")
    await tenet.caught_up()


async def test_a_server_in_which_all_is_well_has_nothing_to_mend(
    village: Village, tenet: RunningBot
) -> None:
    answer = await checked(village)
    assert FINE in answer
    assert told(village) == []


async def test_a_missing_permission_is_told_once_and_over_when_it_is_granted(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    forbid(village, "pledges", may.EMBED_LINKS, may.ADD_REACTIONS)
    assert told(village) == []
    await a_while_passes(tenet, clock)
    (line,) = told(village)
    place = f"<#{village.channels['pledges'].id}>"
    assert f"I lack permissions in {place}: Add Reactions, Embed Links." in line
    assert "Grant them to my role in that channel" in line

    forbid(village, "pledges", may.EMBED_LINKS)
    await a_while_passes(tenet, clock)
    await tenet.bot.reconciler.compare(tenet.bot.guilds[0])
    answer = await checked(village)
    assert f"I lack permissions in {place}: Embed Links." in answer
    assert "Embed Links." in await village.steward.runs("/setup status")
    assert len(told(village)) == 1

    forbid(village, "pledges")
    await village.steward.clicks("Check again", on=answer)
    assert FINE in village.steward.looks_again(answer)
    assert "Embed Links" not in await village.steward.runs("/setup status")

    forbid(village, "pledges", may.EMBED_LINKS)
    await a_while_passes(tenet, clock)
    assert len(told(village)) == 2


async def test_one_channel_is_one_problem_whoever_meets_it(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    async def look(*_: Any) -> list[checks.Found]:
        return [checks.Need(("pin_messages",), Place(village.channels["welcome"].id))]

    tenet.bot.checks.add("setup", look)
    forbid(village, "welcome", may.SEND_MESSAGES, may.CREATE_PRIVATE_THREADS, may.PIN_MESSAGES)
    await village.steward.runs("/onboarding post")
    await tenet.settled()
    await a_while_passes(tenet, clock)
    (line,) = told(village)

    assert "Send Messages" in line
    assert "Create Private Threads" in line
    assert "Pin Messages" in line
    # What a refusal says first, a check says no second time, and closes.
    place = village.channels["general"]
    async with tenet.bot.db.begin() as session:
        await checks.tell_missing(
            session,
            village.guild.id,
            ["pin_messages"],
            channel_id=place.id,
            now=clock.now(),
        )
    forbid(village, "general", may.PIN_MESSAGES)
    await a_while_passes(tenet, clock)
    assert f"<#{place.id}>: Pin Messages." in await checked(village)
    assert len(told(village)) == 2
    forbid(village, "general")
    await a_while_passes(tenet, clock)
    assert f"<#{place.id}>" not in await village.steward.runs("/setup status")


@pytest.mark.thorough
async def test_roles_and_channels_that_are_gone_are_named(
    sim: Simulator, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    world, guild = sim.world, village.guild
    roles.delete(world, guild, village.roles["Steward"])
    roles.update(world, guild, village.roles["Neighbour"], position=9)
    channels.delete(world, village.channels["initiatives"])
    channels.delete(world, village.channels["reminders"])
    await a_while_passes(tenet, clock)

    said = "\n".join(told(village))
    assert 'I do not find the steward role "Steward".' in said
    assert "I cannot give **Neighbour**: it stands above my own role." in said
    assert "drag **Tenet** above it" in said
    assert 'The channel "initiatives" was deleted' in said
    assert len(told(village)) == 3  # no reminder comes in the other channel

    roles.update(world, guild, village.roles["Neighbour"], position=1)
    await a_while_passes(tenet, clock)
    async with tenet.bot.db.read() as session:
        open_now = await notices.list_open(session, guild.id)
    assert not any(about.startswith("onboarding.role") for about in open_now)


@pytest.mark.thorough
async def test_where_nobody_can_be_told_it_waits_in_the_list_and_is_told_afterwards(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    forbid(village, "stewards", may.SEND_MESSAGES)
    forbid(village, "pledges", may.ADD_REACTIONS)
    await a_while_passes(tenet, clock)
    posted = len(village.steward.sees("stewards"))
    status = await village.steward.runs("/setup status")
    assert "Add Reactions" in status
    assert f"<#{village.channels['stewards'].id}>: Send Messages." in status

    forbid(village, "stewards")
    await a_while_passes(tenet, clock)
    (line,) = told(village)
    assert "Add Reactions" in line
    assert len(village.steward.sees("stewards")) == posted + 1
    assert "Send Messages" not in await village.steward.runs("/setup status")


@pytest.mark.thorough
async def test_a_server_that_nobody_described_is_checked_too_and_hears_how_to_begin(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    owner = accounts.create_user(sim.world, "Nour")
    other = guilds.create(sim.world, "Elsewhere", owner=owner)
    channels.create(sim.world, other, "general")
    guilds.add_bot(sim.world, other, village.application, granted=MINIMAL_GRANT)
    await tenet.until(lambda: len(tenet.bot.guilds) == 2)
    await tenet.caught_up()
    nour = Person(sim.world, owner, other)
    async with tenet.bot.db.read() as session:
        open_now = await notices.list_open(session, other.id)
    unasked = nour.sees("general")
    answer = await nour.runs("/setup check")

    assert open_now == {"channel:channels.stewards", "charter.empty"}
    assert "Nobody has said which channel is the stewards'" in answer
    assert "The charter has no values yet." in answer
    assert "`/setup start`" in answer
    assert unasked == []
    assert nour.dms(village.application) == []


@pytest.mark.thorough
async def test_a_permission_of_the_whole_server_is_one_problem_and_comes_with_a_link(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    given = {"roles": {"Honesty": "Neighbour"}}
    tenet = RunningBot(sim, database_path, clock, village.config(pledges=given))
    await tenet.start()
    without = MINIMAL_GRANT & ~may.MANAGE_ROLES & ~may.CREATE_EVENTS
    roles.update(village.world, village.guild, village.roles[BOT], permissions=without)
    await a_while_passes(tenet, clock)
    await tenet.bot.reconciler.compare(tenet.bot.guilds[0])
    answer = await checked(village)
    await tenet.caught_up()
    await tenet.stop()

    assert "I lack a permission in the whole server: Manage Roles." in answer
    assert "events" in answer
    assert f"client_id={village.application.id}&" in answer
    assert f"guild_id={village.guild.id}" in answer
    assert len(told(village)) == 2


@pytest.mark.thorough
async def test_what_is_good_to_know_is_said_to_those_who_ask_alone(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    guilds.update(village.world, village.guild, mfa_level=1)
    everyone = village.guild.id
    channels.set_overwrite(
        village.world,
        village.channels["stewards"],
        Overwrite(everyone, 0, allow=may.VIEW_CHANNEL),
    )
    await a_while_passes(tenet, clock)
    answer = await checked(village)

    assert "two-factor authentication" in answer
    assert "Everybody in the server can read the stewards' channel" in answer
    (line,) = told(village)
    assert "Everybody in the server can read" in line


@pytest.mark.thorough
async def test_in_german_with_the_names_that_discord_has_there(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    tenet = RunningBot(sim, database_path, clock, village.config(language="de"))
    await tenet.start()
    forbid(village, "pledges", may.EMBED_LINKS, may.ADD_REACTIONS)
    await a_while_passes(tenet, clock)
    (line,) = told(village)
    village.steward.user.locale = "de"
    answer = await village.steward.runs("/einrichtung prüfen")
    await tenet.stop()

    assert "fehlen mir Berechtigungen: Reaktionen hinzufügen, Links einbetten." in line
    assert "Reaktionen hinzufügen, Links einbetten." in answer
    assert [button.label for button in answer.buttons] == ["Noch einmal prüfen"]


@pytest.mark.thorough
async def test_only_stewards_check(village: Village, tenet: RunningBot) -> None:
    steward, answer = village.steward, await checked(village)
    members.remove_role(village.world, village.guild, steward.member, village.roles["Steward"].id)

    refused = await steward.clicks("Check again", on=answer)

    assert "This is for stewards" in refused
    assert FINE not in refused


@pytest.mark.thorough
async def test_many_changes_are_looked_at_once_and_foreign_ones_not_at_all(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    looks: list[int] = []

    async def look(_bot: Any, guild: Any, *_: Any) -> list[checks.Found]:
        looks.append(guild.id)
        return []

    tenet.bot.checks.add("setup", look)
    for number in range(20):
        forbid(village, "pledges", may.EMBED_LINKS * (number % 2))
    ada = village.join("Ada")
    members.update(village.world, village.guild, ada.member, nick="Addie")
    await a_while_passes(tenet, clock)
    assert looks == [village.guild.id]
    clock.advance(A_WHILE)
    members.update(village.world, village.guild, ada.member, nick="Ada")
    await a_while_passes(tenet, clock)
    assert looks == [village.guild.id]
