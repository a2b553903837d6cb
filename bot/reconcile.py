"""What changed while we were away: one runner, to which capabilities bring their comparisons."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TYPE_CHECKING

import discord

from bot import metrics
from bot.reports import COUNTS, Reason, Report
from bot.slots import Share
from bot.tasks import cancel

if TYPE_CHECKING:
    from bot.client import Tenet

__all__ = ["Cause", "Comparison", "Reason", "Reconciler", "Report"]

log = logging.getLogger(__name__)

STAGGER_SECONDS = 0.05
"""Between two guilds, so that a start with a thousand of them is not one burst of requests."""


class Cause(StrEnum):
    """Why a server is compared."""

    START = "start"
    SESSION = "session"
    """A session could not be resumed: what happened since it broke was told to nobody."""
    RETURN = "return"
    """The server is there again after an outage of its own, or for the first time."""
    CLOCK = "clock"
    EVENT = "event"
    """Something that concerns us was seen to change."""
    STEWARD = "steward"


Comparison = Callable[[discord.Guild], Awaitable[Report]]


class Reconciler:
    """Compares Discord with the database, guild by guild, one after the other."""

    def __init__(self, bot: Tenet, *, slots: Share) -> None:
        self._bot = bot
        self._slots = slots
        self._comparisons: dict[str, Comparison] = {}
        self._queue: asyncio.Queue[int] = asyncio.Queue()
        self._queued: set[int] = set()
        self._task: asyncio.Task[None] | None = None
        self.last: dict[int, Report] = {}

    def register(self, name: str, comparison: Comparison) -> None:
        """Have `comparison` run for each guild; it goes through the capability's own service."""
        self._comparisons[name] = comparison

    def start(self) -> None:
        """Begin to take guilds from the queue."""
        self._task = asyncio.create_task(self._run(), name="reconcile")

    async def stop(self) -> None:
        """Drop the queue; a comparison under way is cut off, the next start takes it up again."""
        if self._task is not None:
            await cancel(self._task)

    async def turn(self) -> None:
        """Wait until a comparison may make its next request to Discord; before each of them."""
        await self._slots.take()

    def ask(self, guild_id: int, *, cause: Cause = Cause.EVENT) -> None:
        """Compare a guild soon. Asking twice before its turn is asking once."""
        if guild_id not in self._queued:
            self._queued.add(guild_id)
            self._queue.put_nowait(guild_id)

    async def finished(self) -> None:
        """Return once everything asked for has been compared."""
        await self._queue.join()

    async def compare(self, guild: discord.Guild) -> Report:
        """Compare one guild now."""
        total = Report()
        for name, comparison in self._comparisons.items():
            try:
                report = await comparison(guild)
            except Exception:
                log.exception("reconciling %s failed", name, extra={"guild_id": guild.id})
                report = Report(failed=1)
            for result in COUNTS:
                metrics.RECONCILED.labels(name, result).inc(getattr(report, result))
            total += report
        self.last[guild.id] = total
        if total.changed:
            log.info("reconciled: %s", total, extra={"guild_id": guild.id})
        return total

    async def _run(self) -> None:
        while True:
            guild_id = await self._queue.get()
            self._queued.discard(guild_id)
            try:
                guild = self._bot.get_guild(guild_id)
                if guild is not None and not guild.unavailable:
                    await self.compare(guild)
            finally:
                self._queue.task_done()
            await asyncio.sleep(STAGGER_SECONDS)
