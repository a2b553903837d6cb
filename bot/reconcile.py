"""What changed while we were away: one runner, to which capabilities bring their comparisons."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot import metrics
from bot.tasks import cancel

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

STAGGER_SECONDS = 0.05
"""Between two guilds, so that a start with a thousand of them is not one burst of requests."""


@dataclass(frozen=True)
class Report:
    """What a comparison found; added up over capabilities."""

    looked_at: int = 0
    added: int = 0
    removed: int = 0
    repaired: int = 0
    failed: int = 0

    def __add__(self, other: Report) -> Report:
        return Report(
            self.looked_at + other.looked_at,
            self.added + other.added,
            self.removed + other.removed,
            self.repaired + other.repaired,
            self.failed + other.failed,
        )

    @property
    def changed(self) -> int:
        """How much was not as it should be."""
        return self.added + self.removed + self.repaired + self.failed


Comparison = Callable[[discord.Guild], Awaitable[Report]]


class Reconciler:
    """Compares Discord with the database, guild by guild, one after the other."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
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

    def ask(self, guild_id: int) -> None:
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
            for result in ("looked_at", "added", "removed", "repaired", "failed"):
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
