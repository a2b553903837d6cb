"""What looking for due schedules costs among 100,000 of them, and what running 1,000 does."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, insert, update
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.sizes import Figures, Size
from bot import capabilities, migrating
from bot.aligning import align
from bot.config import Config
from bot.db import SqliteDatabase
from bot.firing import DAY_NAMES, Rule, next_fire
from bot.schedules import DueRun, Schedule, Schedules
from bot.simulator.crowds import percentile

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
KIND = "bench.nothing"
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "America/Santiago", "UTC")
RULES = 200
"""So many different ones; each is computed once, or filling would take longer than measuring."""
PER_SERVER = 10
BATCH = 2000
IDLE_TICKS = 200
DUE_TICKS = 5
TICK_EVERY = timedelta(seconds=20)
BEAT_SECONDS = 0.002
"""How often somebody else wants the loop, and somebody else the database."""


async def schedules(_: str, size: Size) -> Figures:
    """Fill a database file with schedules of many servers, then tick."""
    capabilities.import_models()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tenet.db"
        url = f"sqlite+aiosqlite:///{path}"
        await migrating.upgrade(Config(database={"url": url}))
        db = SqliteDatabase(url)
        await db.start()
        try:
            await _fill(db, size.schedules)
            return await _tick(db, path, size)
        finally:
            await db.stop()


async def _tick(db: SqliteDatabase, path: Path, size: Size) -> Figures:
    runs = Schedules(db, failed=_failed, skipped=_skipped, stranded=_stranded)
    runs.register(KIND, _nothing)
    begun = time.perf_counter()
    await align(db, runs, NOW)
    aligned = time.perf_counter() - begun
    with _statements() as sent:
        assert await runs.tick(NOW) == 0
    idle_reads = _look(path, sent)
    before = _rss_mib()
    idle = [await _timed(runs, NOW, expected=0) for _ in range(IDLE_TICKS)]
    after_idle = _rss_mib()

    dice = random.Random(20261116)
    taken, now = [], NOW
    due_reads = _Reads()
    for number in range(DUE_TICKS):
        now += TICK_EVERY
        ids = dice.sample(range(1, size.schedules + 1), size.due)
        async with db.begin() as session:
            query = update(Schedule).where(Schedule.id.in_(ids)).values(next_run_at=now)
            await session.execute(query)
        if number == 0:
            with _statements() as sent:
                taken.append(await _timed(runs, now, expected=size.due))
            due_reads = _look(path, sent)
        else:
            taken.append(await _timed(runs, now, expected=size.due))
        if number == 0:
            first_due = _rss_mib()
    grown = _rss_mib() - first_due
    return {
        "schedules": size.schedules,
        "tick, nothing due p50 ms": percentile(idle, 0.50),
        "tick, nothing due p99 ms": percentile(idle, 0.99),
        "tick, nothing due statements": idle_reads.statements,
        "tick, nothing due rows read": idle_reads.rows,
        "tick, nothing due steps of SQLite": idle_reads.steps,
        f"tick, {size.due:,} due p50 ms": percentile(taken, 0.50),
        f"tick, {size.due:,} due most ms": max(taken),
        f"tick, {size.due:,} due µs each": percentile(taken, 0.50) * 1000 / size.due,
        f"tick, {size.due:,} due statements besides savepoints": due_reads.statements,
        "ticks' statements without an index": idle_reads.scans + due_reads.scans,
        f"RSS MiB more after {IDLE_TICKS} idle ticks": after_idle - before,
        f"RSS MiB more after {DUE_TICKS - 1} more with {size.due:,} due": grown,
        "looking through all of them at the start s": aligned,
        **await _burst(db, runs, size.burst, now + TICK_EVERY),
    }


async def _burst(db: SqliteDatabase, runs: Schedules, count: int, now: datetime) -> Figures:
    """What others notice while very many are run: of the event loop, and of the one writer."""
    async with db.begin() as session:
        await session.execute(update(Schedule).where(Schedule.id <= count).values(next_run_at=now))
    pauses: list[float] = []
    waits: list[float] = []
    ticking = asyncio.create_task(_timed(runs, now, expected=count))

    async def beat() -> None:
        while not ticking.done():
            begun = time.perf_counter()
            await asyncio.sleep(BEAT_SECONDS)
            pauses.append((time.perf_counter() - begun - BEAT_SECONDS) * 1000)

    async def write() -> None:
        while not ticking.done():
            begun = time.perf_counter()
            async with db.begin() as session:
                query = update(Schedule).where(Schedule.id == 1).values(owner_id=len(waits))
                await session.execute(query)
            waits.append((time.perf_counter() - begun) * 1000)
            await asyncio.sleep(BEAT_SECONDS)

    await asyncio.gather(beat(), write())
    return {
        f"tick, {count:,} due s": await ticking / 1000,
        "meanwhile the loop is away p99 ms": percentile(pauses, 0.99),
        "meanwhile the loop is away longest ms": max(pauses),
        "meanwhile others' writes p50 ms": percentile(waits, 0.50),
        "meanwhile others' writes longest ms": max(waits),
    }


async def _timed(runs: Schedules, now: datetime, *, expected: int) -> float:
    begun = time.perf_counter()
    count = await runs.tick(now)
    taken = (time.perf_counter() - begun) * 1000
    assert count == expected, f"{count} instead of {expected} were due"
    return taken


@dataclass
class _Reads:
    """What the statements of a tick do.

    Attributes:
        steps: Instructions of SQLite's machine, of which reading a row takes some five.
        scans: How many go through the whole table.
    """

    statements: int = 0
    rows: int = 0
    steps: int = 0
    scans: int = 0
    plans: list[str] = field(default_factory=list)


def _look(path: Path, sent: list[tuple[str, Any]]) -> _Reads:
    """Send what a tick has read once more, and count."""
    reads = _Reads(statements=len(sent))
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def step() -> int:
        reads.steps += 1
        return 0

    for statement, parameters in sent:
        one = parameters[0] if isinstance(parameters, list) else parameters
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", one).fetchall()
        lines = [row[3] for row in plan]
        if any(line.startswith("SCAN schedule") or "TEMP B-TREE" in line for line in lines):
            reads.scans += 1
            print(statement, *(f"    {line}" for line in lines), sep="\n", file=sys.stderr)
        if statement.startswith("SELECT"):
            connection.set_progress_handler(step, 1)
            reads.rows += len(connection.execute(statement, one).fetchall())
            connection.set_progress_handler(None, 1)
    connection.close()
    return reads


@contextmanager
def _statements() -> Iterator[list[tuple[str, Any]]]:
    """What is sent to the database meanwhile, besides savepoints."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _u: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def _fill(db: SqliteDatabase, count: int) -> None:
    """Weekly ones; each comes next within the week after the moment that is measured."""
    dice = random.Random(20261116)
    made = []
    for _ in range(min(RULES, count)):
        rule = Rule.weekly(dice.choice(DAY_NAMES), dice.randrange(24), dice.randrange(60))
        zone = dice.choice(ZONES)
        made.append((rule.dump(), zone, next_fire(rule, zone, after=NOW + timedelta(hours=1))))
    for first in range(1, count + 1, BATCH):
        rows = []
        for number in range(first, min(first + BATCH, count + 1)):
            rule_stored, zone, moment = dice.choice(made)
            rows.append(
                {
                    "id": number,
                    "guild_id": 800_000_000_000_000_000 + number // PER_SERVER,
                    "kind": KIND,
                    "subject_id": number,
                    "rule": rule_stored,
                    "zone": zone,
                    "next_run_at": moment,
                    "lateness_seconds": 6 * 3600,
                    "is_paused": False,
                    "skipped": [],
                    "stride": 1,
                }
            )
        async with db.begin() as session:
            await session.execute(insert(Schedule), rows)


def _rss_mib() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


async def _nothing(_session: AsyncSession, _run: DueRun, _now: datetime) -> None:
    """What a run costs besides what it is for."""


async def _failed(_session: AsyncSession, _run: DueRun, error: BaseException) -> None:
    raise error


async def _skipped(_session: AsyncSession, run: DueRun, _now: datetime) -> None:
    raise AssertionError(f"{run} was skipped")


async def _stranded(_session: AsyncSession, schedule: Schedule, _now: datetime) -> None:
    raise AssertionError(f"there is no zone {schedule.zone}")
