"""The bot's process, its folder and its clock, as the second hand gets at them."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.clock import MovableClock
from bot.simulator.exchange import Delivery
from bot.simulator.server import Simulator
from tests.chaos.tenet import AHEAD
from tests.factories import Village

LONGEST_START = 60.0


class Machine:
    """One bot on one file; started as often as it is killed."""

    def __init__(
        self, sim: Simulator, village: Village, folder: Path, config: dict[str, Any]
    ) -> None:
        config = dict(config)
        token = config.pop("discord")["token"]
        (folder / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
        self.database = folder / "tenet.db"
        self.log = folder / "log.txt"
        self.kills = 0
        self.is_up = asyncio.Event()
        self._ahead = folder / "ahead"
        self._ahead.write_text("0")
        self._seconds = 0.0
        self._sim = sim
        self._environment = {
            **os.environ,
            AHEAD: str(self._ahead),
            "DISCORD_TOKEN": token,
            "TENET_CONFIG": str(folder / "config.yaml"),
            "TENET_DATABASE_URL": f"sqlite:///{self.database}",
            "TENET_DISCORD_API_URL": sim.api_url,
            "TENET_DISCORD_GATEWAY_URL": sim.gateway_url,
        }
        self._process: asyncio.subprocess.Process | None = None
        self._begun = asyncio.Event()
        self._killed = asyncio.Event()
        sim.observers.append(self._hear)

    def _hear(self, seen: object) -> None:
        if isinstance(seen, Delivery) and seen.name == "READY":
            self._begun.set()

    async def start(self) -> None:
        """Start it, and return when its first session has begun."""
        self._begun.clear()
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.chaos.tenet", env=self._environment, stderr=log
            )
        began = asyncio.create_task(self._begun.wait())
        ended = asyncio.create_task(self._process.wait())
        await asyncio.wait(
            {began, ended}, timeout=LONGEST_START, return_when=asyncio.FIRST_COMPLETED
        )
        if not began.done():
            why = f"it ended with {ended.result()}" if ended.done() else "it takes too long"
            raise RuntimeError(f"it does not start, {why}: {self.log.read_text()[-2000:]}")
        ended.cancel()
        self.is_up.set()

    async def kill(self) -> None:
        """Take it away without a word."""
        await self._end(signal.SIGKILL)
        self.kills += 1
        self._killed.set()
        self._killed = asyncio.Event()

    async def next_start(self, *, after: int, or_at: asyncio.Event) -> None:
        """Return once it was started again after so many kills, or at an event."""
        if self.kills > after:
            return
        killed = asyncio.create_task(self._killed.wait())
        over = asyncio.create_task(or_at.wait())
        await asyncio.wait({killed, over}, return_when=asyncio.FIRST_COMPLETED)
        killed.cancel()
        over.cancel()

    async def stop(self) -> None:
        """Ask it to stop."""
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        self.is_up.clear()
        assert self._process is not None
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(how)
        await asyncio.wait_for(process.wait(), LONGEST_START)

    def move_clock(self, step: timedelta) -> None:
        """Let time pass at once, here and on Discord."""
        clock = self._sim.clock
        assert isinstance(clock, MovableClock)
        clock.advance(step)
        self._seconds += step.total_seconds()
        self._ahead.write_text(str(self._seconds))
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGUSR1)

    async def fill_the_disk(self, seconds: float) -> None:
        """Let no file of it grow for a while: what it writes beyond is refused."""
        if self._process is None:
            return
        pid = self._process.pid
        sizes = [file.stat().st_size for file in self.database.parent.glob("tenet.db*")]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (max(sizes), resource.RLIM_INFINITY))
        await asyncio.sleep(seconds)
        if self._process is not None and self._process.pid == pid:
            forever = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, forever)

    async def lock_the_database(self, seconds: float) -> None:
        """Write in it from outside, and take as long about it as a careless backup."""
        other = sqlite3.connect(self.database, isolation_level=None, timeout=1.0)
        try:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(seconds)
            other.execute("ROLLBACK")
        except sqlite3.OperationalError:
            pass  # it is writing itself
        finally:
            other.close()

    @property
    def now(self) -> str:
        """The present moment, as the database stores it."""
        return self._sim.clock.now().strftime("%Y-%m-%d %H:%M:%S.%f")

    def reads(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look into the database."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10.0)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()
