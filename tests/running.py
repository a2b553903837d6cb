"""The real bot against the local Discord, as tests want it: nothing is spaced out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.config import Config
from bot.rehearsal import running
from bot.rehearsal.running import PATIENCE
from bot.simulator.server import Simulator

__all__ = ["PATIENCE", "RunningBot"]


class RunningBot(running.RunningBot):
    """The bot of one test.

    Args:
        config: What stands in its config file.
    """

    def __init__(
        self, sim: Simulator, database: Path, clock: Clock, config: dict[str, Any]
    ) -> None:
        unspaced = {"dm_every_seconds": 0, "edit_every_seconds": 0}
        deliveries = unspaced | config.get("deliveries", {})
        reconcile = {"share": 0.9} | config.get("reconcile", {})
        parts = {"deliveries": deliveries, "reconcile": reconcile}
        super().__init__(sim, database, clock, Config(**config | parts))
