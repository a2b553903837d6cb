"""An unmodified discord.py client connected to the local Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
import yarl

from bot.simulator.server import Simulator


@asynccontextmanager
async def connected(
    sim: Simulator, client: discord.Client, token: str, *, within: float = 15.0
) -> AsyncIterator[None]:
    """Log in, connect, wait until ready; afterwards close."""
    discord.http.Route.BASE = sim.api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sim.gateway_url)
    client._connection.guild_ready_timeout = 0.05
    running = asyncio.create_task(client.start(token))
    ready = asyncio.create_task(client.wait_until_ready())
    try:
        # `wait_until_ready` may be asked only once the client has logged in.
        done, _ = await asyncio.wait(
            {running, ready}, timeout=within, return_when=asyncio.FIRST_COMPLETED
        )
        if running in done:
            running.result()
        assert ready in done, f"not ready within {within} s"
        ready.result()
        yield
    finally:
        ready.cancel()
        await client.close()
        await asyncio.gather(running, ready, return_exceptions=True)
