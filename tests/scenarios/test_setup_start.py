"""/setup start: a server that no file describes is set up wholly in Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot import settings
from bot.clock import MovableClock
from bot.invite import invite_url
from bot.invite import permissions as invited_permissions
from bot.simulator import permissions
from bot.simulator.interactions.registry import Commands
from bot.simulator.people import Form, Person, join
from bot.simulator.sample import MINIMAL_GRANT
from bot.simulator.server import Simulator
from bot.simulator.world import accounts, channels, guilds, members, roles
from bot.simulator.world.entities import Guild
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

MISSION, SUMMARY = "Mission", "What is new?"
INVITED = MINIMAL_GRANT | permissions.MANAGE_CHANNELS


@pytest_asyncio.fixture
async def tenet(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    """It knows of the village by its file, and of nothing else."""
    running = RunningBot(sim, database_path, clock, village.config())
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def chapter(village: Village) -> tuple[Guild, Person]:
    """A server that no file describes, and who manages it."""
    world = village.world
    owner = accounts.create_user(world, "Nour")
    guild = guilds.create(world, "Lakeside Chapter", owner=owner)
    channels.create(world, guild, "general")
    guilds.add_bot(world, guild, village.application, granted=INVITED)
    return guild, Person(world, owner, guild)


async def chosen(tenet: RunningBot, guild: Guild) -> settings.GuildSettings:
    async with tenet.bot.db.read() as session:
        return await settings.read(session, guild.id)


def named(guild: Guild) -> set[str]:
    return {channel.name for channel in guild.channels.values()}


async def test_from_nothing_to_a_charter_in_force(
    chapter: tuple[Guild, Person], tenet: RunningBot
) -> None:
    guild, nour = chapter
    home = await nour.runs("/setup start")
    assert "Nothing is made on your server" in home
    assert "Values** — none yet" in home

    page = await nour.clicks("Begin", on=home)
    assert "It reads like this:\n> Good to have you at **Lakeside Chapter**." in page
    page = await nour.selects("Deutsch", on=page)
    assert "> Schön, dass du bei **Lakeside Chapter** bist." in page
    form = await nour.clicks("Change the zone…", on=page)
    assert isinstance(form, Form)
    page = await nour.fills_in(form, {"Where do you live?": "Europe/Berlin"})
    there = tenet.clock.now().astimezone(ZoneInfo("Europe/Berlin"))
    assert f"**Europe/Berlin**, where it is {there:%H:%M} now" in page

    page = await nour.clicks("Next", on=page)
    assert "One post of mine will stand there, with the Start button" in page
    before = named(guild)
    page = await nour.clicks("Make #willkommen", on=page)
    assert "Everybody sees it" in page
    assert named(guild) == before
    page = await nour.clicks("Make #willkommen", on=page)
    assert "willkommen" in named(guild) - before
    page = await nour.clicks("Make #stewards", on=page)
    assert "Only those with a steward role" in page
    page = await nour.clicks("Make #stewards", on=page)
    page = await nour.selects("general", on=page, custom_id="setup:channel:2")
    values = await chosen(tenet, guild)
    assert values.place(settings.PLEDGES_CHANNEL) is not None

    page = await nour.clicks("Next", on=page)
    page = await nour.clicks("Make a role", on=page)
    page = await nour.clicks("Make a role", on=page)
    assert [role.name for role in guild.roles.values() if role.name == "Steward"]
    page = await nour.clicks("Next", on=page)
    page = await nour.selects(["Pledges", "Initiatives"], on=page)
    assert "So it is now: everything but Onboarding, Reminders" in page
    await tenet.settled()
    assert "/onboarding" not in nour.commands()
    assert "/pledge" in nour.commands()

    page = await nour.clicks("Next", on=page)
    asked = await nour.clicks("Begin with a charter…", on=page)
    proposed = await nour.selects("A workplace", on=asked)
    assert "Offenheit" in proposed
    (yes, _) = proposed.buttons[-2:]
    await nour.clicks(yes.label, on=proposed)
    asking = await nour.runs("/charter publish")
    assert isinstance(asking, Form)
    asked = await nour.fills_in(asking, {SUMMARY: "Wir fangen an."})
    (button,) = (b for b in asked.buttons if b.custom_id and ":confirm:" in b.custom_id)
    await nour.clicks(button.label, on=asked)
    assert "Offenheit" in await nour.runs("/charter show")

    home = await nour.runs("/setup start")
    assert "Values** — 3 in force" in home
    assert "everything but Onboarding, Reminders" in home
    last = await nour.selects("What is left", on=home)
    assert "Initiatives" not in last  # its channel is the only thing that is left of the channels
    assert "</pledge post:" in last
    assert "onboarding post" not in last

    general = next(channel for channel in guild.channels.values() if channel.name == "general")
    await nour.runs("/pledge post", channel=general)
    home = await nour.runs("/setup start")
    assert "/pledge post" not in await nour.selects("What is left", on=home)


async def test_it_is_resumed_after_a_restart_with_the_very_same_buttons(
    chapter: tuple[Guild, Person], tenet: RunningBot
) -> None:
    _, nour = chapter
    page = await nour.clicks("Begin", on=await nour.runs("/setup start"))
    await nour.selects("Deutsch", on=page)
    await tenet.stop()
    await tenet.start()
    assert "✅ **Language and time** — Deutsch" in await nour.clicks("Overview", on=page)


async def test_what_is_missing_is_said_and_nothing_half_made(
    chapter: tuple[Guild, Person], village: Village, tenet: RunningBot
) -> None:
    guild, nour = chapter
    mine = next(role for role in guild.roles.values() if role.managed)
    roles.update(village.world, guild, mine, permissions=MINIMAL_GRANT)  # as the invite gives
    await tenet.caught_up()
    page = await nour.clicks("Begin", on=await nour.runs("/setup start"))
    page = await nour.clicks("Next", on=page)
    before = named(guild)
    told = await nour.clicks("Make #welcome", on=page)
    assert "I lack the permission **Manage Channels**" in told
    (link,) = (button for button in told.buttons if button.label == "Let me make it")
    assert link.url == invite_url(
        village.application.id, {*invited_permissions(), "manage_channels"}, guild_id=guild.id
    )
    assert named(guild) == before

    roles.update(village.world, guild, mine, permissions=INVITED)  # the link was opened
    await tenet.caught_up()
    asked = await nour.clicks("Make #welcome", on=await nour.clicks("Back", on=told))
    roles.update(village.world, guild, mine, permissions=MINIMAL_GRANT)
    told = await nour.clicks("Make #welcome", on=asked)
    assert "I lack the permission **Manage Channels**" in told
    assert named(guild) == before
    roles.update(village.world, guild, mine, permissions=INVITED)
    await tenet.caught_up()
    asked = await nour.clicks("Make #welcome", on=await nour.clicks("Back", on=told))
    await nour.clicks("Make #welcome", on=asked)
    assert "welcome" in named(guild) - before


async def test_only_stewards_walk_it_and_only_managers_make_stewards(
    chapter: tuple[Guild, Person], village: Village, tenet: RunningBot
) -> None:
    guild, nour = chapter
    page = await nour.selects("Stewards", on=await nour.runs("/setup start"))
    await nour.clicks("Make a role", on=await nour.clicks("Make a role", on=page))
    (role,) = (one for one in guild.roles.values() if one.name == "Steward")
    dana = join(village.world, "Dana", guild, roles=[role])
    for command in village.world.part(Commands).of(village.application.id, None):
        allowed = {"id": str(role.id), "type": 1, "permission": True}
        command.permissions[guild.id] = [allowed]  # as the server's settings may say

    page = await dana.selects("Stewards", on=await dana.runs("/setup start"))
    asked = await dana.clicks("Make a role", on=page)
    refused = await dana.clicks("Make a role", on=asked)
    assert "is for those who may manage the server" in refused
    assert len([one for one in guild.roles.values() if one.name == "Steward"]) == 1

    members.remove_role(village.world, guild, guild.members[dana.id], role.id)
    assert "This is for stewards" in await dana.clicks("Back", on=asked)


async def test_a_channel_that_is_deleted_later_is_named_as_gone(
    chapter: tuple[Guild, Person], village: Village, tenet: RunningBot
) -> None:
    guild, nour = chapter
    place = channels.create(village.world, guild, "hello")
    page = await nour.clicks("Begin", on=await nour.runs("/setup start"))
    page = await nour.clicks("Next", on=page)
    page = await nour.selects([place], on=page, custom_id="setup:channel:0")
    assert f"<#{place.id}>" in page
    channels.delete(village.world, place)
    await tenet.caught_up()
    page = await nour.clicks("Overview", on=page)
    assert "it was deleted" in await nour.selects("Channels", on=page)
