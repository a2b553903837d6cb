"""Files and pins between people and the unmodified discord.py client."""

from __future__ import annotations

import io

import discord
import pytest
from discord import app_commands

from bot.simulator import permissions
from bot.simulator.limits import PINS_PER_CHANNEL
from bot.simulator.people import CannotDo, File, Person, SeenMessage
from bot.simulator.sample import Community, community
from bot.simulator.server import Simulator
from bot.simulator.world import messages
from bot.simulator.world.entities import MessageType
from tests.simulator.conftest import Garden
from tests.simulator.connected import connected

pytestmark = pytest.mark.asyncio


def backwards_client() -> discord.Client:
    """A bot with one command, which gives a file back with its bytes turned round."""
    client = discord.Client(intents=discord.Intents.default())
    tree = app_commands.CommandTree(client)

    @tree.command()
    async def turn(interaction: discord.Interaction, file: discord.Attachment) -> None:
        """Turn a file round.

        Args:
            file: What to turn.
        """
        turned = io.BytesIO((await file.read())[::-1])
        back = discord.File(turned, filename=f"turned-{file.filename}")
        await interaction.response.send_message(f"{file.size} bytes", file=back, ephemeral=True)

    async def upload_commands() -> None:
        await tree.sync()

    client.setup_hook = upload_commands  # type: ignore[method-assign]
    return client


async def test_a_client_reads_the_file_of_a_command_and_answers_with_one(sim: Simulator) -> None:
    place = community(sim.world)
    ada = place.people["Ada"]

    async with connected(sim, backwards_client(), place.application.token):
        answer = await ada.runs("/turn", file=File("leaf.txt", "Blätter".encode(), "text/plain"))

    assert isinstance(answer, SeenMessage)
    assert "8 bytes" in answer
    assert answer.files == ("turned-leaf.txt",)
    assert ada.opens(answer) == "Blätter".encode()[::-1]
    with pytest.raises(CannotDo, match="turned-leaf"):
        ada.opens(answer, "leaf.txt")
    assert sim.unknown_routes == []


async def test_a_client_pins_and_unpins_and_people_see_it(garden: Garden) -> None:
    client = discord.Client(intents=discord.Intents.default())
    bea = Person(garden.world, garden.bea, garden.guild)

    async with connected(garden.sim, client, garden.app.token):
        channel = client.get_partial_messageable(garden.channel.id)
        message = await channel.send("Read this first")
        await message.pin()
        listed = [item.id async for item in channel.pins()]
        seen = [item.text for item in bea.sees_pinned(garden.channel)]
        notices = [m.type for m in garden.channel.messages.values() if m.id != message.id]
        await message.unpin()

    assert listed == [message.id]
    assert seen == ["Read this first"]
    assert notices == [MessageType.CHANNEL_PINNED_MESSAGE]
    assert bea.sees_pinned(garden.channel) == []
    assert garden.sim.unknown_routes == []


@pytest.fixture
def place(sim: Simulator) -> Community:
    return community(sim.world)


async def test_people_pin_with_the_right_to_and_as_long_as_there_is_room(place: Community) -> None:
    ada, mara, world = place.people["Ada"], place.people["Mara"], place.world
    channel = place.channels["welcome"]
    said = await ada.says("hello", channel)

    with pytest.raises(CannotDo, match="may not pin"):
        ada.pins(said)
    mara.pins(said)
    with pytest.raises(CannotDo, match="cannot be pinned"):
        mara.pins(said)
    assert ada.sees_pinned(channel) == [ada.looks_again(said)]
    for _ in range(PINS_PER_CHANNEL - 1):
        draft = messages.Draft(author_id=ada.id, content="x")
        messages.edit(
            world, messages.create(world, channel, draft), touch=False, pinned_at=world.now()
        )
    with pytest.raises(CannotDo, match="250"):
        mara.pins(await ada.says("one more", channel))
    mara.unpins(said)
    with pytest.raises(CannotDo, match="not pinned"):
        mara.unpins(said)


async def test_the_right_to_manage_messages_does_not_pin(garden: Garden) -> None:
    garden.may(permissions.VIEW_CHANNEL | permissions.MANAGE_MESSAGES)
    path = f"/channels/{garden.channel.id}/messages/pins/{garden.said('x').id}"

    assert await garden.refusal("PUT", path) == (403, 50013)
