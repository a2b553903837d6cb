"""Other clients than discord.py connect, receive the server and answer a slash command."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import hikari
import pytest
import pytest_asyncio

from bot.simulator.people import SeenMessage
from bot.simulator.sample import Community, community
from bot.simulator.server import Simulator

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

WITHIN = 20.0
SCRIPT = Path(__file__).parent / "clients" / "discordjs_bot.mjs"
VERSION = "14"


@pytest_asyncio.fixture
async def place(sim: Simulator) -> Community:
    return community(sim.world)


@asynccontextmanager
async def hikari_bot(sim: Simulator, token: str) -> AsyncIterator[hikari.GatewayBot]:
    """A bot of hikari's that offers `/greet` and has seen its servers."""
    bot = hikari.GatewayBot(
        token,
        rest_url=sim.api_url,
        intents=hikari.Intents.ALL_UNPRIVILEGED | hikari.Intents.GUILD_MEMBERS,
        banner=None,
        logs=None,
    )
    available = asyncio.Event()

    @bot.listen()
    async def on_guild(event: hikari.GuildAvailableEvent) -> None:
        available.set()

    @bot.listen()
    async def on_interaction(event: hikari.InteractionCreateEvent) -> None:
        interaction = event.interaction
        if isinstance(interaction, hikari.CommandInteraction) and interaction.options:
            await interaction.create_initial_response(
                hikari.ResponseType.MESSAGE_CREATE,
                f"Hello {interaction.options[0].value}",
                flags=hikari.MessageFlag.EPHEMERAL,
            )

    await bot.start(check_for_updates=False)
    try:
        async with asyncio.timeout(WITHIN):
            await available.wait()
        application = await bot.rest.fetch_application()
        command = bot.rest.slash_command_builder("greet", "Greets somebody")
        command.add_option(
            hikari.CommandOption(
                type=hikari.OptionType.STRING, name="whom", description="Who", is_required=True
            )
        )
        await bot.rest.set_application_commands(application, [command])
        yield bot
    finally:
        await bot.close()


async def test_hikari_receives_the_server_and_answers_a_command(
    sim: Simulator, place: Community
) -> None:
    ada = place.people["Ada"]

    async with hikari_bot(sim, place.application.token) as bot:
        guild = bot.cache.get_guild(place.guild.id)
        assert guild is not None
        assert guild.name == place.guild.name
        assert {role.name for role in guild.get_roles().values()} >= {"Steward", "Neighbour"}
        assert len(guild.get_channels()) == len(place.guild.channels)
        answer = await ada.runs("/greet", whom="Ben")

    assert isinstance(answer, SeenMessage)
    assert (answer.text, answer.is_ephemeral) == ("Hello Ben", True)
    assert sim.unknown_routes == []


async def test_hikari_writes_reacts_and_hears_of_members(sim: Simulator, place: Community) -> None:
    ada, channel = place.people["Ada"], place.channels["pledges"]
    heard: asyncio.Queue[int] = asyncio.Queue()

    async with hikari_bot(sim, place.application.token) as bot:

        @bot.listen()
        async def on_reaction(event: hikari.GuildReactionAddEvent) -> None:
            await heard.put(event.user_id)

        embed = hikari.Embed(title="Pledges", description="React to pledge")
        message = await bot.rest.create_message(channel.id, embed=embed)
        await bot.rest.add_reaction(channel.id, message, "🌱")
        await ada.reacts("🌱", to=channel.messages[message.id])
        async with asyncio.timeout(WITHIN):
            users = {await heard.get(), await heard.get()}
        await bot.rest.edit_message(channel.id, message, "Thank you")
        await bot.rest.add_role_to_member(place.guild.id, ada.id, place.roles["Neighbour"].id)
        fetched = await bot.rest.fetch_message(channel.id, message)

    assert users == {place.application.id, ada.id}
    assert fetched.content == "Thank you"
    assert [reaction.count for reaction in fetched.reactions] == [2]


@pytest.fixture(scope="session")
def discordjs_home() -> Path:
    """A folder with discord.js in it, installed once and kept between runs."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None:
        pytest.skip("the discord.js test was skipped: there is no node on this machine")
    home = Path(tempfile.gettempdir()) / f"tenet-tests-discordjs-{VERSION}"
    if not (home / "node_modules" / "discord.js").is_dir():
        if npm is None:
            pytest.skip("the discord.js test was skipped: there is no npm to install it with")
        home.mkdir(exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(home)]
        try:
            done = subprocess.run(
                [*command, f"discord.js@{VERSION}"], capture_output=True, timeout=90, check=False
            )
        except subprocess.TimeoutExpired:
            pytest.skip("the discord.js test was skipped: installing it took longer than 90 s")
        if done.returncode:
            pytest.skip("the discord.js test was skipped: it could not be installed (no network?)")
    return home


@pytest.mark.timeout(150)
async def test_discordjs_receives_the_server_and_answers_a_command(
    sim: Simulator, place: Community, discordjs_home: Path
) -> None:
    settings = {
        "API_URL": sim.api_url,
        "TOKEN": place.application.token,
        "DISCORDJS_HOME": str(discordjs_home),
    }
    process = await asyncio.create_subprocess_exec(
        "node",
        str(SCRIPT),
        env=os.environ | settings,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(WITHIN):
            received = json.loads(await process.stdout.readline())
        answer = await place.people["Ada"].runs("/greet", whom="Ben")
    finally:
        process.stdin.close()
        async with asyncio.timeout(WITHIN):
            status = await process.wait()

    assert received == {
        "guild": place.guild.name,
        "channels": len(place.guild.channels),
        "members": len(place.guild.members),
        "commands": 1,
    }
    assert isinstance(answer, SeenMessage)
    assert (answer.text, answer.is_ephemeral) == ("Hello Ben", True)
    assert status == 0
    assert sim.unknown_routes == []
