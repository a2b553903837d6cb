"""What happens to a connection in the course of a day, as discord.py and a bare client live it."""

from __future__ import annotations

import asyncio
import zlib
from collections import Counter

import discord
import pytest

from bot.simulator import intents
from bot.simulator.faults import GatewayOrder
from bot.simulator.world import accounts, channels, guilds, reactions
from bot.simulator.world.entities import ReactionEmoji
from tests.simulator.conftest import Garden
from tests.simulator.connected import connected

pytestmark = pytest.mark.asyncio

WITHIN = 15.0
LEAF = ReactionEmoji(None, "🌿")


class Listener(discord.AutoShardedClient):
    """Keeps what it hears, and says when there is more."""

    def __init__(self, **options: object) -> None:
        super().__init__(intents=discord.Intents.all(), **options)
        self.reacted: list[int] = []
        self.counts: Counter[str] = Counter()
        self._more = asyncio.Event()

    async def before_identify_hook(self, shard_id: int, *, initial: bool = False) -> None:
        """Without the five seconds between two IDENTIFYs, which this server does not ask for."""

    def _note(self, kind: str) -> None:
        self.counts[kind] += 1
        self._more.set()

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        self.reacted.append(payload.user_id)
        self._note("reaction")

    async def on_shard_resumed(self, shard_id: int) -> None:
        self._note("resumed")

    async def on_shard_ready(self, shard_id: int) -> None:
        self._note("ready")

    async def on_message(self, message: discord.Message) -> None:
        self._note(message.content)

    async def has(self, kind: str, times: int) -> None:
        """Return when that has been heard as often."""
        async with asyncio.timeout(WITHIN):
            while self.counts[kind] < times:
                self._more.clear()
                await self._more.wait()


async def test_a_session_that_is_invalid_but_resumable_is_resumed(garden: Garden) -> None:
    client = Listener()

    async with connected(garden.sim, client, garden.app.token):
        garden.sim.faults.order(GatewayOrder.INVALID_RESUMABLE)
        await client.has("resumed", 1)
        garden.said("after")

        await client.has("after", 1)
    assert client.counts["ready"] == 1


async def test_after_an_invalid_session_the_client_starts_anew_and_nothing_is_replayed(
    garden: Garden,
) -> None:
    client = Listener()

    async with connected(garden.sim, client, garden.app.token):
        await client.has("ready", 1)
        garden.sim.faults.order(GatewayOrder.INVALID)
        garden.said("missed")
        await client.has("ready", 2)
        garden.said("after")
        await client.has("after", 1)

    assert client.counts["missed"] == 0
    assert client.counts["resumed"] == 0


async def test_a_storm_with_dropped_connections_arrives_whole_in_order_and_once(
    garden: Garden,
) -> None:
    client = Listener()
    message = garden.said("react here")
    people = [accounts.create_user(garden.world, f"p{number}").id for number in range(300)]

    async with connected(garden.sim, client, garden.app.token):
        for number, user_id in enumerate(people):
            reactions.add(garden.world, garden.channel, message, user_id, LEAF)
            if number in (50, 150, 250):
                garden.sim.faults.order(GatewayOrder.DROP)
                await garden.sim.gateway.until_disconnected(garden.app.id)
        await client.has("reaction", len(people))

    assert client.reacted == people


async def test_a_connection_lost_amid_the_first_servers_resumes_with_all_of_them(
    garden: Garden,
) -> None:
    others = [guilds.create(garden.world, f"Plot {n}", owner=garden.ada) for n in range(60)]
    for guild in others:
        guilds.add_bot(garden.world, guild, garden.app, granted=0)
    first = await garden.connect()
    await first.frame()
    await first.send_identify(garden.app.token, intents.GUILDS)
    ready = await first.event("READY")
    await first.event("GUILD_CREATE")
    seen = first.sequence
    first.cut()
    await garden.sim.gateway.until_disconnected(garden.app.id)

    second = await garden.connect()
    await second.resume(garden.app.token, ready["session_id"], seen)
    found = []
    while (frame := await second.frame())["t"] != "RESUMED":
        found.append(frame["d"]["id"])

    assert len(found) == len(set(found)) == 60


async def test_a_second_connection_takes_the_session_over(garden: Garden) -> None:
    first = await garden.identified(intents.ALL)

    second = await garden.connect()
    await second.resume(garden.app.token, first.ready["session_id"], first.sequence)
    await second.event("RESUMED")
    garden.said("who hears?")

    assert (await second.event("MESSAGE_CREATE"))["content"] == "who hears?"
    assert await first.closed() == 4000


async def test_another_bots_session_cannot_be_resumed(garden: Garden) -> None:
    first = await garden.identified(intents.ALL)
    other = accounts.create_application(garden.world, "Other", owner=garden.ada)

    second = await garden.connect()
    await second.resume(other.token, first.ready["session_id"], first.sequence)

    assert (await second.frame())["op"] == 9


async def test_a_wrong_token_cannot_resume(garden: Garden) -> None:
    first = await garden.identified(intents.ALL)

    second = await garden.connect()
    await second.resume("nonsense", first.ready["session_id"], first.sequence)

    assert await second.closed() == 4004


async def test_two_shards_hear_of_their_own_servers_and_the_first_of_dms(garden: Garden) -> None:
    places = {}
    while len(places) < 2:
        guild = guilds.create(garden.world, "Plot", owner=garden.ada)
        guilds.add_bot(garden.world, guild, garden.app, granted=intents.ALL)
        places[(guild.id >> 22) % 2] = channels.create(garden.world, guild, "general")
        garden.world.snowflakes.last += 1 << 22
    dm = channels.open_dm(garden.world, garden.app.id, garden.bea.id)
    garden.app.max_concurrency = 2
    client = Listener(shard_count=2)

    async with connected(garden.sim, client, garden.app.token):
        shards = {guild.id: guild.shard_id for guild in client.guilds}
        garden.said("in a DM", where=dm)
        for number, channel in places.items():
            garden.said(f"in {number}", by=garden.ada, where=channel)
        for text in ("in a DM", "in 0", "in 1"):
            await client.has(text, 1)

    assert shards == {guild_id: (guild_id >> 22) % 2 for guild_id in shards}
    assert len(shards) == len(garden.world.guilds)
    assert set(client.counts.values()) == {1, 2}


@pytest.mark.parametrize("method", ["zlib-stream", "zstd-stream", ""])
async def test_every_compression_carries_large_and_odd_payloads(
    garden: Garden, method: str
) -> None:
    text = "Große Wörter, 小さな文字, 🌱 und \u2028 Zeilen " * 40
    socket = await garden.connect(**({"compress": method} if method else {}))
    await socket.identify(garden.app.token, intents.ALL)

    for number in range(20):
        garden.said(f"{number} {text}")

    for number in range(20):
        assert (await socket.event("MESSAGE_CREATE"))["content"] == f"{number} {text}"


async def test_discord_py_takes_zlib_where_it_has_no_zstandard(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(discord.utils, "_ActiveDecompressionContext", _Zlib)
    monkeypatch.setattr(_Zlib, "asked", asked)
    client = Listener()

    async with connected(garden.sim, client, garden.app.token):
        garden.said("through zlib")
        await client.has("through zlib", 1)

    assert asked


class _Zlib:
    """What discord.py falls back to; it defines this only where zstandard is missing."""

    COMPRESSION_TYPE = "zlib-stream"
    asked: list[str] = []

    def __init__(self) -> None:
        self.asked.append(self.COMPRESSION_TYPE)
        self._inflate = zlib.decompressobj()

    def decompress(self, data: bytes, /) -> str | None:
        assert data.endswith(b"\x00\x00\xff\xff")
        return self._inflate.decompress(data).decode()
