"""Moving what was committed from SQLite's log into its file, while others go on committing.

SQLite does it by itself in the commit that makes the log a thousand pages long, and whoever waits
for that commit waits for two more syncs: at 200 use cases a second one in fifty took ten times as
long as the others.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time

import aiosqlite

from bot import sqlite
from bot.tasks import cancel

log = logging.getLogger(__name__)

COMMITS = 100
SECONDS = 60.0
"""So many commits, or so long after one, the log is emptied; it is read through at a start."""


class Checkpoints:
    """Empties the log of one file on a connection of its own.

    Args:
        path: The file.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: aiosqlite.Connection | None = None
        self._commits = 0
        self._last = time.monotonic()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the file."""
        self._connection = await sqlite.connect(self._path, writer=True)

    async def stop(self) -> None:
        """Close it; whoever closes it last empties the log."""
        if self._task is not None:
            await cancel(self._task)
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    def committed(self) -> None:
        """Something is in the log; empty it if it is time."""
        self._commits += 1
        is_time = self._commits >= COMMITS or time.monotonic() - self._last > SECONDS
        if is_time and self._connection is not None and (self._task is None or self._task.done()):
            self._commits, self._last = 0, time.monotonic()
            emptying = self._empty(self._connection, sqlite.CHECKPOINT)
            self._task = asyncio.create_task(emptying, name="checkpoint")

    async def scrub(self) -> None:
        """Leave nothing in the log of what has been erased; those who read meanwhile go first."""
        if self._connection is not None:
            await self._empty(self._connection, sqlite.SCRUB)

    @staticmethod
    async def _empty(connection: aiosqlite.Connection, how: str) -> None:
        try:
            cursor = await connection.execute(how)
            await cursor.close()
        except sqlite3.Error as error:
            log.warning("the database's log could not be emptied, and grows: %s", error)
