"""Named ticks on APScheduler. They only wake up and look: what is due stands in the database."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import metrics
from bot.clock import Clock
from bot.logs import about
from bot.tasks import cancel

log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[object]]

SOONEST = 0.05
"""Seconds; a clock that was stopped by hand just before something is due must not spin."""


class Ticks:
    """Runs each tick every so often, and all of them when the clock is moved by hand."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scheduler = AsyncIOScheduler()
        self.last_at: datetime | None = None
        self._ticks: dict[str, Tick] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._moved: set[asyncio.Task[None]] = set()
        self._called: set[asyncio.Task[None]] = set()
        self._soon: dict[str, asyncio.TimerHandle] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        clock.on_move(self._clock_moved)

    def add(self, name: str, tick: Tick, *, seconds: float) -> None:
        """Call `tick` every so many seconds; one that is still running is not started again."""
        self._ticks[name] = tick
        self._locks[name] = asyncio.Lock()
        self._scheduler.add_job(
            self.run,
            "interval",
            (name,),
            id=name,
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def once(self, name: str, *, seconds: float) -> None:
        """Call a tick once more beside its series, for what is due before its turn comes."""
        if self._loop is None:
            return
        if name in self._soon:
            self._soon[name].cancel()
        self._soon[name] = self._loop.call_later(max(seconds, SOONEST), self._start_one, name)

    def start(self) -> None:
        """Begin to tick."""
        self._loop = asyncio.get_running_loop()
        self._scheduler.start()

    async def stop(self) -> None:
        """Start nothing more. A tick under way is cut off: what is due stands in the database."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self._loop = None
        for handle in self._soon.values():
            handle.cancel()
        await cancel(*self._called)
        if self._moved:
            await asyncio.wait(self._moved)

    async def run(self, name: str) -> None:
        """Run one tick now. What it raises is logged: a tick must not end its own series."""
        async with self._locks[name]:
            self.last_at = self._clock.now()
            started = time.perf_counter()
            outcome = "ok"
            try:
                with about(tick=name):
                    await self._ticks[name]()
            except Exception:
                outcome = "failed"
                log.exception("the tick %s failed", name)
            metrics.TICKS.labels(name, outcome).observe(time.perf_counter() - started)

    async def run_all(self) -> None:
        """Run every tick once, in the order they were added."""
        for name in self._ticks:
            await self.run(name)

    def _clock_moved(self) -> None:
        if self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._start_all)

    def _start_all(self) -> None:
        self._start(self.run_all(), self._moved)

    def _start_one(self, name: str) -> None:
        self._start(self.run(name), self._called)

    @staticmethod
    def _start(run: Coroutine[Any, Any, None], among: set[asyncio.Task[None]]) -> None:
        task = asyncio.get_running_loop().create_task(run)
        among.add(task)
        task.add_done_callback(among.discard)
