"""How long reading from a database file takes, with nothing of it in memory and with all of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.sizes import Figures
from bot.db import SqliteDatabase
from bot.simulator.crowds import percentile

CALLS = 20

Query = Callable[[AsyncSession], Awaitable[Any]]


async def measure(
    path: Path, url: str, queries: Mapping[str, Query], *, goal_ms: float = 300.0
) -> Figures:
    """The times of each query, cold and warm; one that misses its goal is explained."""
    figures: Figures = {}
    for label, query in queries.items():
        cold = [await _cold(path, url, query) for _ in range(CALLS)]
        warm = await _warm(url, query)
        for kind, taken in (("cold", cold), ("warm", warm)):
            figures[f"{label} {kind} p50 ms"] = percentile(taken, 0.50)
            figures[f"{label} {kind} p99 ms"] = percentile(taken, 0.99)
        if percentile(cold, 0.99) > goal_ms:
            await _explain(url, query)
    return figures


async def _warm(url: str, query: Query) -> list[float]:
    """The same connection again and again, after a first call that does not count."""
    db = SqliteDatabase(url)
    await db.start()
    await _timed(db, query)
    taken = [await _timed(db, query) for _ in range(CALLS)]
    await db.stop()
    return taken


async def _cold(path: Path, url: str, query: Query) -> float:
    """A database just opened, of which nothing is in memory."""
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)
    db = SqliteDatabase(url)
    await db.start()
    try:
        return await _timed(db, query)
    finally:
        await db.stop()


async def _timed(db: SqliteDatabase, query: Query) -> float:
    begun = time.perf_counter()
    async with db.read() as session:
        await query(session)
    return (time.perf_counter() - begun) * 1000


async def _explain(url: str, query: Query) -> None:
    """Print how SQLite goes about every statement of a query."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _u: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    db = SqliteDatabase(url)
    await db.start()
    event.listen(Engine, "before_cursor_execute", note)
    async with db.read() as session:
        await query(session)
    event.remove(Engine, "before_cursor_execute", note)
    async with db.read() as session:
        connection = await session.connection()
        for statement, parameters in sent:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            print(statement, *(f"    {row[3]}" for row in plan), sep="\n", file=sys.stderr)
    await db.stop()
