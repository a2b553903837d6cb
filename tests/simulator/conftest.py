"""A small server with a bot that may do nearly everything, and a way to speak as that bot."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import discord
import pytest
import pytest_asyncio
import yarl

from bot.simulator import permissions
from bot.simulator.server import Simulator
from bot.simulator.world import accounts, channels, guilds, members, messages
from bot.simulator.world.entities import Application, Channel, Guild, Member, Message, User
from bot.simulator.world.world import World
from tests.simulator.socket import Socket


@dataclass
class Garden:
    """Ada owns it, Bea is a member; the bot has every permission but ADMINISTRATOR."""

    sim: Simulator
    guild: Guild
    app: Application
    bot: Member
    ada: User
    bea: User
    channel: Channel
    http: aiohttp.ClientSession
    sockets: list[Socket] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.sim.world

    def may(self, bits: int) -> None:
        """Let the bot have just these permissions, and @everyone none."""
        for role_id in self.bot.role_ids:
            self.guild.roles[role_id].permissions = bits
        self.guild.everyone.permissions = 0

    def said(self, text: str, *, by: User | None = None, where: Channel | None = None) -> Message:
        draft = messages.Draft(author_id=(by or self.bea).id, content=text)
        return messages.create(self.world, where or self.channel, draft)

    async def ask(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Status and JSON of a request as the bot; `path` is percent-encoded already."""
        url = yarl.URL(self.sim.api_url + path, encoded=True)
        async with self.http.request(method, url, json=body, headers=headers) as answer:
            raw = await answer.read()
            return answer.status, json.loads(raw) if raw else None

    async def get(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of a request that must succeed."""
        status, answer = await self.ask(method, path, body)
        assert status < 400, answer
        return answer

    async def refusal(self, method: str, path: str, body: Any = None) -> tuple[int, int]:
        """Status and code of a request that must be refused."""
        status, answer = await self.ask(method, path, body)
        assert status >= 400, answer
        return status, answer["code"]

    async def connect(self, **query: str) -> Socket:
        """A gateway connection that has seen nothing yet."""
        socket = await Socket.open(self.http, self.sim.gateway_url, **query)
        self.sockets.append(socket)
        return socket

    async def identified(self, intents: int, **extra: Any) -> Socket:
        """A gateway connection past READY, with every GUILD_CREATE taken."""
        socket = await self.connect()
        await socket.identify(self.app.token, intents, **extra)
        return socket


@pytest.fixture(autouse=True)
def _restored_addresses() -> Iterator[None]:
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    yield
    discord.http.Route.BASE = base
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway


@pytest_asyncio.fixture
async def garden(sim: Simulator) -> AsyncIterator[Garden]:
    """The server, its bot and no rate limits."""
    sim.rate_limits.enabled = False
    world = sim.world
    ada = accounts.create_user(world, "ada", global_name="Ada")
    bea = accounts.create_user(world, "bea", global_name="Bea")
    guild = guilds.create(world, "Garden", owner=ada)
    members.join(world, guild, bea)
    app = accounts.create_application(world, "Gardener", owner=ada)
    granted = permissions.ALL & ~permissions.ADMINISTRATOR
    bot = guilds.add_bot(world, guild, app, granted=granted, role_position=50)
    channel = channels.create(world, guild, "general")
    headers = {"Authorization": f"Bot {app.token}"}
    async with aiohttp.ClientSession(headers=headers) as http:
        made = Garden(sim, guild, app, bot, ada, bea, channel, http)
        yield made
        for socket in made.sockets:
            await socket.close()
