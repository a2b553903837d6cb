"""What every test may ask for: a clock that can be moved, a database with the real schema."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot import migrating
from bot.clock import MovableClock
from bot.config import Config
from bot.db import SqliteDatabase

GUILD = 800_000_000_000_000_001
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema and nothing in it, made once by the migrations."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    asyncio.run(migrating.upgrade(Config(database={"url": f"sqlite+aiosqlite:///{path}"})))
    return path


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
