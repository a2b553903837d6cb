"""The real bot against the local Discord, started, stopped and started again by tests."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.app import App
from bot.client import Tenet
from bot.clock import Clock
from bot.config import Config
from bot.simulator.server import Simulator

PATIENCE = 10.0
"""Seconds after which a wait is a failure. Real seconds: loopback answers in milliseconds."""


class RunningBot:
    """One process's worth of Tenet on one database file."""

    def __init__(
        self, sim: Simulator, database: Path, clock: Clock, config: dict[str, Any]
    ) -> None:
        self.sim = sim
        self.clock = clock
        self.config = Config(
            **config
            | {
                "discord": {"api_url": sim.api_url, "gateway_url": sim.gateway_url}
                | config.get("discord", {}),
                "database": {"url": f"sqlite+aiosqlite:///{database}"},
                "deliveries": {"dm_every_seconds": 0, "edit_every_seconds": 0}
                | config.get("deliveries", {}),
            }
        )
        self.app: App | None = None

    @property
    def bot(self) -> Tenet:
        """The client that runs now."""
        assert self.app is not None
        return self.app.bot

    async def start(self) -> None:
        """Start, and return when every server has been met and compared."""
        self.app = App(self.config, clock=self.clock)
        await self.app.start()
        await self.until(lambda: len(self.bot.guilds) == len(self.sim.world.guilds))
        await self.settled()

    async def stop(self) -> None:
        """Stop in order."""
        if self.app is not None:
            await self.app.stop()
            self.app = None

    async def restart(self) -> None:
        """Stop in order and start again on the same file."""
        await self.stop()
        await self.start()

    async def settled(self) -> None:
        """Return when everything that was asked for has been done on Discord."""
        async with asyncio.timeout(PATIENCE):
            await self.bot.guilds_met.wait()
            await self.bot.reconciler.finished()
            await self.bot.deliveries.idle()

    async def until(self, true: Any) -> None:
        """Return when a condition of the client's own state holds, which no event announces."""
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110  # the client announces no such event
                await asyncio.sleep(0.005)

    async def ledger(self, guild_id: int) -> dict[str, int]:
        """How often each kind of act stands in the ledger."""
        session: AsyncSession
        async with self.bot.db.read() as session:
            return await activity.counts(session, guild_id)
