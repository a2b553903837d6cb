"""SQLite connections that only leave the event loop where they may wait.

aiosqlite sends everything to a thread, a statement in four errands: cursor, execute, fetch, close.
Each costs more than what it runs errands for; one write with five statements was 20 of them. What
waits for a disk or for another process's lock still goes to the thread: COMMIT with its fsync,
BEGIN IMMEDIATE with its lock. Everything else reads or writes pages in memory, in microseconds.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiosqlite

BUSY_MILLISECONDS = 5000
"""How long to wait for another process's lock, such as a backup's."""

_MAY_WAIT = frozenset({"commit", "close"})
"""What a connection, unlike its cursors, does on the disk."""


class Connection(aiosqlite.Connection):
    """A connection whose quick operations run where they are awaited."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        of_connection = getattr(fn, "__self__", None) is self._connection
        waits = (of_connection and fn.__name__ in _MAY_WAIT) or args[:1] in _STATEMENTS_THAT_WAIT
        if waits or not self._running or self._connection is None:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # theirs
        return fn(*args, **kwargs)


BEGIN = "BEGIN IMMEDIATE"
"""Takes the write lock at once, so that no transaction fails half-way because another writes."""

CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"
"""Moves what it can from the log into the file, without waiting for anybody."""

SCRUB = "PRAGMA wal_checkpoint(TRUNCATE)"
"""Moves everything, waiting for readers, and leaves the log empty: what was in it is gone."""

_STATEMENTS_THAT_WAIT = frozenset({(BEGIN,), (CHECKPOINT,), (SCRUB,)})

MOST_PAGES_IN_LOG = 16_000
"""64 MiB; a commit behind which the log is longer moves them itself, and takes as long as it takes.
Usually `checkpoints` is there before."""


async def connect(path: str, *, writer: bool) -> aiosqlite.Connection:
    """Open a file.

    Args:
        writer: Whether it may write; a reader is refused.
    """

    def open_file() -> sqlite3.Connection:
        connection = sqlite3.connect(
            # The driver must not open transactions behind our back: it would miss our BEGIN.
            path,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys = ON")
        if writer:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            # What is erased is overwritten, not only given up for later use.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(f"PRAGMA wal_autocheckpoint = {MOST_PAGES_IN_LOG}")
        else:
            connection.execute("PRAGMA query_only = ON")
        return connection

    connection = Connection(open_file, iter_chunk_size=64)
    connection._thread.daemon = True  # a process that is told to end must not wait for it
    return await connection


def make_private(path: Path) -> None:
    """Make a file that is not there yet for our account alone; SQLite lets everybody read it.

    One that is there stays as it is: somebody may have opened it to another account on purpose. A
    folder that is missing or closed is for SQLite to say.
    """
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
