"""The real bot against the local Discord: started, stopped, started again, and waited for."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, runtime_checkable

from bot import activity
from bot.app import App
from bot.client import Tenet
from bot.clock import Clock
from bot.config import Config
from bot.db import SqliteDatabase
from bot.simulator.faults import GatewayOrder
from bot.simulator.server import Simulator

PATIENCE = 10.0
"""Seconds after which a wait is a failure. Real seconds: loopback answers in milliseconds."""

QUIET_SECONDS = 0.1
"""After its last server, the client counts as ready. The local Discord sends them in one go."""

_LISTENERS = ("discord.py: ", "CommandTree-invoker")
"""What discord.py calls the tasks in which it runs listeners and slash commands."""


@runtime_checkable
class Draining(Protocol):
    """A cog that takes events into memory and commits them a little later."""

    async def drained(self) -> None:
        """Return once everything taken in has been committed."""


class RunningBot:
    """One process's worth of Tenet on one database file.

    Args:
        config: What it runs with; where Discord and the database are is filled in here.
    """

    def __init__(self, sim: Simulator, database: Path, clock: Clock, config: Config) -> None:
        self.sim = sim
        self.clock = clock
        addresses = {"api_url": sim.api_url, "gateway_url": sim.gateway_url}
        self.config = config.model_copy(
            update={
                "discord": config.discord.model_copy(update=addresses),
                "database": config.database.model_copy(
                    update={"url": f"sqlite+aiosqlite:///{database}"}
                ),
            }
        )
        self.app: App | None = None
        self._heard = asyncio.Event()

    @property
    def is_running(self) -> bool:
        """Whether it has been started and not stopped since."""
        return self.app is not None

    @property
    def bot(self) -> Tenet:
        """The client that runs now."""
        assert self.app is not None
        return self.app.bot

    async def start(self) -> None:
        """Start, and return when every server has been met and compared.

        Raises:
            TimeoutError: It did not come up, and does not run.
            OperatorError: So it is, and it says why.
        """
        self.app = App(self.config, clock=self.clock)
        self.app.bot._connection.guild_ready_timeout = QUIET_SECONDS
        self.app.bot.add_listener(self._hear, "on_socket_event_type")
        try:
            await self.app.start()
            await self.until(self._knows_every_server)
            await self.settled()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop in order."""
        if self.app is not None:
            try:
                await self.app.stop()
            finally:
                self.app = None

    async def kill(self) -> None:
        """End as if the process had died: nothing under way is finished, said or kept.

        It cannot die alone, as it shares this process. So nothing of it reaches the database or
        Discord from this moment on, and only then is it put away.
        """
        if self.app is None:
            return
        app, self.app = self.app, None
        assert isinstance(app.db, SqliteDatabase)
        app.db.abandon()
        silence = self.sim.faults.cut(times=sys.maxsize)
        await app.stop_connecting()  # or it would be back, and say goodbye then
        self.sim.faults.order(GatewayOrder.DROP, application_id=app.bot.application_id)
        disabled = logging.root.manager.disable
        logging.disable(logging.CRITICAL)  # the dead say nothing
        try:
            await app.stop(finishing=0.0)
        finally:
            logging.disable(disabled)
            self.sim.faults.remove(silence.id)

    async def restart(self) -> None:
        """Stop in order and start again on the same file."""
        await self.stop()
        await self.start()

    async def settled(self) -> None:
        """Return when everything that was asked for has been done on Discord."""
        async with asyncio.timeout(PATIENCE):
            await self._listeners_done()
            for cog in self.bot.cogs.values():
                if isinstance(cog, Draining):
                    await cog.drained()
            await self.bot.guilds_met.wait()
            await self.bot.slashes.settled()
            await self.bot.reconciler.finished()
            await self.bot.deliveries.idle()

    async def caught_up(self) -> None:
        """Return when it has taken in all that Discord has told it so far, and acted on it."""
        await self.until(self._has_taken_in_everything)
        await self.settled()

    async def until(self, true: Callable[[], bool]) -> None:
        """Return when a claim about what the client knows from its gateway holds."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                self._heard.clear()
                await self._heard.wait()

    async def ledger(self, guild_id: int) -> dict[str, int]:
        """How often each kind of act stands in the ledger."""
        async with self.bot.db.read() as session:
            return await activity.counts(session, guild_id)

    async def _listeners_done(self) -> None:
        """Wait for the listeners and commands that discord.py has started as tasks."""
        current = asyncio.current_task()
        while under_way := [
            task
            for task in asyncio.all_tasks()
            if task.get_name().startswith(_LISTENERS) and task is not current
        ]:
            await asyncio.wait(under_way)

    def _knows_every_server(self) -> bool:
        application_id = self.bot.application_id or 0
        guilds = self.sim.world.guilds.values()
        expected = sum(application_id in guild.members for guild in guilds)
        known = [guild for guild in self.bot.guilds if not guild.unavailable]
        if expected:
            return len(known) == expected
        is_there = bool(self.sim.gateway.sessions.of(application_id))
        return is_there and self._has_taken_in_everything()

    def _has_taken_in_everything(self) -> bool:
        """Whether each shard knows the number of the last event of its session."""
        application_id = self.bot.application_id or 0
        sessions = self.sim.gateway.sessions.of(application_id)
        latest = {session.shard_id: session for session in sessions}  # others may be of the dead
        return all(
            shard_id in self.bot.shards
            and self.bot._get_websocket(shard_id=shard_id).sequence == session.sequence
            for shard_id, session in latest.items()
        )

    async def _hear(self, _event: str) -> None:
        # The listener is a task of its own, so by now the event has been taken in.
        self._heard.set()
