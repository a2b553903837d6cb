"""`tenet run` on a clock that somebody else moves: the seconds it is ahead stand in a file."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import timedelta
from pathlib import Path

from bot import app, logs
from bot.clock import MovableClock
from bot.config import load

AHEAD = "TENET_CHAOS_AHEAD"


class ShiftedClock(MovableClock):
    """The machine's time and what stands in the file; read anew at SIGUSR1."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._ahead = 0.0
        self.read()

    def read(self) -> None:
        """Move to where the file says."""
        ahead = float(self._file.read_text())
        step, self._ahead = ahead - self._ahead, ahead
        self.advance(timedelta(seconds=step))


async def main() -> None:
    """Serve until asked to stop."""
    clock = ShiftedClock(Path(os.environ[AHEAD]))
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, clock.read)
    config = load(None)
    logs.set_up(config.logging, hide=config.secrets())
    await app._run_until_asked(app.App(config, clock=clock))


if __name__ == "__main__":
    asyncio.run(main())
