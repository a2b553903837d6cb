"""The bot as a process of its own, which can be killed, and what it asks of Discord."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bot.simulator.exchange import Exchange
from bot.simulator.server import Simulator
from tests.factories import Village

PATIENCE = 20.0


class Process:
    """`tenet run` as an operator starts it."""

    def __init__(
        self, sim: Simulator, village: Village, folder: Path, config: dict[str, Any] | None = None
    ) -> None:
        config = village.config() if config is None else dict(config)
        token = config.pop("discord")["token"]
        (folder / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
        self.environment = {
            **os.environ,
            "DISCORD_TOKEN": token,
            "TENET_CONFIG": str(folder / "config.yaml"),
            "TENET_DATABASE_URL": f"sqlite:///{folder / 'tenet.db'}",
            "TENET_DISCORD_API_URL": sim.api_url,
            "TENET_DISCORD_GATEWAY_URL": sim.gateway_url,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            env=self.environment,
            stderr=asyncio.subprocess.PIPE,
        )

    async def end(self, how: signal.Signals) -> tuple[int, str]:
        """End it by a signal; its exit status and what it wrote."""
        assert self._process is not None
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(how)
        _, written = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode is not None
        return process.returncode, written.decode()

    async def kill(self) -> None:
        """Take it away without a word."""
        await self.end(signal.SIGKILL)

    @property
    def runs(self) -> bool:
        return self._process is not None


def heard(sim: Simulator, true: Callable[[Exchange], bool]) -> asyncio.Event:
    """Set as soon as a request and its answer are of this kind."""
    event = asyncio.Event()

    def hear(seen: Any) -> None:
        if isinstance(seen, Exchange) and true(seen):
            event.set()

    sim.observers.append(hear)
    return event


def is_post(seen: Exchange) -> bool:
    return seen.method == "POST" and seen.template.endswith("/messages")


async def wait(event: asyncio.Event) -> None:
    await asyncio.wait_for(event.wait(), PATIENCE)
