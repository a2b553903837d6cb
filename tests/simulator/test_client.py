"""The unmodified discord.py client on the local Discord."""

from __future__ import annotations

import asyncio

import discord
import pytest

from bot.simulator.faults import GatewayOrder
from bot.simulator.world import accounts, members, reactions
from bot.simulator.world.entities import ReactionEmoji
from tests.simulator.conftest import Garden
from tests.simulator.connected import connected

pytestmark = pytest.mark.asyncio

WITHIN = 10.0


class Listener(discord.Client):
    """Puts what it hears into a queue."""

    def __init__(self, intents: discord.Intents, **options: object) -> None:
        super().__init__(intents=intents, **options)
        self.heard: asyncio.Queue[tuple[str, object]] = asyncio.Queue()

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        await self.heard.put(("reaction", payload.user_id))

    async def on_message(self, message: discord.Message) -> None:
        await self.heard.put(("message", message.content))

    async def on_member_join(self, member: discord.Member) -> None:
        await self.heard.put(("join", member.id))

    async def on_resumed(self) -> None:
        await self.heard.put(("resumed", None))

    async def next(self, kind: str) -> object:
        async with asyncio.timeout(WITHIN):
            while True:
                found, what = await self.heard.get()
                if found == kind:
                    return what


async def test_it_connects_chunks_members_and_writes(garden: Garden) -> None:
    client = Listener(discord.Intents.all())

    async with connected(garden.sim, client, garden.app.token):
        guild = client.get_guild(garden.guild.id)
        assert guild is not None
        assert {member.name for member in guild.members} == {"ada", "bea", "Gardener"}
        channel = guild.get_channel(garden.channel.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send("Hello", embed=discord.Embed(title="Seeds"), nonce="1")
        await message.add_reaction("🌱")
        fetched = await channel.fetch_message(message.id)
        await message.edit(content="Hello again")
        dm = await client.get_user(garden.bea.id).send("psst")  # type: ignore[union-attr]

    assert [str(reaction.emoji) for reaction in fetched.reactions] == ["🌱"]
    assert fetched.embeds[0].title == "Seeds"
    assert garden.channel.messages[message.id].content == "Hello again"
    assert dm.channel.recipient.id == garden.bea.id
    assert garden.sim.unknown_routes == []


async def test_a_dropped_connection_is_resumed_and_nothing_is_lost(garden: Garden) -> None:
    client = Listener(discord.Intents.all())
    message = garden.said("pledge here")

    async with connected(garden.sim, client, garden.app.token):
        garden.sim.faults.order(GatewayOrder.DROP)
        await garden.sim.gateway.until_disconnected(garden.app.id)
        leaf = ReactionEmoji(None, "🌿")
        reactions.add(garden.world, garden.channel, message, garden.bea.id, leaf)

        assert await client.next("reaction") == garden.bea.id
        await client.next("resumed")


async def test_told_to_reconnect_it_resumes(garden: Garden) -> None:
    client = Listener(discord.Intents.all())

    async with connected(garden.sim, client, garden.app.token):
        garden.sim.faults.order(GatewayOrder.RECONNECT)
        await client.next("resumed")
        garden.said("still here")

        assert await client.next("message") == "still here"


async def test_it_hears_of_joins_and_of_free_text_only_as_far_as_its_intents_go(
    garden: Garden,
) -> None:
    intents = discord.Intents.default()
    intents.members = True
    client = Listener(intents)

    async with connected(garden.sim, client, garden.app.token):
        cyd = accounts.create_user(garden.world, "cyd")
        members.join(garden.world, garden.guild, cyd)
        garden.said("secret")

        assert await client.next("join") == cyd.id
        assert await client.next("message") == ""


async def test_an_intent_that_is_not_switched_on_ends_the_client(garden: Garden) -> None:
    garden.app.intents &= ~discord.Intents(members=True).value
    client = Listener(discord.Intents.all())

    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with connected(garden.sim, client, garden.app.token):
            pass


async def test_a_wrong_token_cannot_log_in(garden: Garden) -> None:
    with pytest.raises(discord.LoginFailure):
        async with connected(garden.sim, Listener(discord.Intents.default()), "nonsense"):
            pass


async def test_sharded_clients_share_the_servers(garden: Garden) -> None:
    client = discord.AutoShardedClient(intents=discord.Intents.default())

    async with connected(garden.sim, client, garden.app.token):
        assert client.shard_count == 1
        assert [guild.id for guild in client.guilds] == [garden.guild.id]
