"""Killed at any instant, and out of space: what bears its name is whole, what was there stays."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import resource
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot import backups, migrating, restoring
from bot.config import Config
from bot.db import open_database
from bot.errors import OperatorError
from bot.models import GuildSetting
from bot.moving import belonging, bringing, taking
from tests.conftest import MONDAY
from tests.houses import HOME, furnish, furnished, inventory

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform == "win32", reason="it forks and limits what a file may hold"),
]

ROWS = 20_000
KILLS = 10
ATTEMPTS = 100
fork = multiprocessing.get_context("fork") if sys.platform != "win32" else multiprocessing


@pytest.fixture
def large(database_path: Path) -> Path:
    """A database of some megabytes, as a bot leaves it."""
    with closing(sqlite3.connect(database_path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        rows = [(f"{number:0100}", "old") for number in range(ROWS)]
        connection.executemany("INSERT INTO facts VALUES (?, ?)", rows)
        connection.commit()
    return database_path


def values(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT value, count(*) FROM facts GROUP BY value"))


def killed_after(seconds: float, work: Callable[[], object]) -> bool:
    """Do it in a process of its own; whether the kill came before its end."""
    process = fork.Process(target=work)
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return process.exitcode != 0


class Instants:
    """When to kill, in seconds: around the moment of the change, however busy the machine is.

    Each answer moves the next instant a little: too late, then earlier, and the other way round.

    Args:
        seconds: What the work took when nobody killed it.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._chance = random.Random(7)

    def next(self) -> float:
        return self._chance.uniform(0.4, 1.2) * self._seconds

    def came(self, *, late: bool) -> None:
        self._seconds *= 0.85 if late else 1.2


def with_room_for(size: int, work: Callable[[], object]) -> str:
    """Do it where no file may be larger than `size` bytes; what the operator is told."""
    reading, writing = fork.Pipe(duplex=False)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            work()
        except OperatorError as error:
            writing.send(str(error))
        else:
            writing.send("it went well")

    process = fork.Process(target=limited)
    process.start()
    process.join()
    assert process.exitcode == 0, "something else than a sentence came of it"
    return str(reading.recv())


def test_a_backup_killed_at_any_instant_leaves_the_others_and_nothing_that_looks_like_one(
    large: Path,
) -> None:
    folder = large.parent / "backups"
    began = time.monotonic()
    backups.back_up(large, folder, keep=ATTEMPTS + 1, now=MONDAY)
    instants = Instants(time.monotonic() - began)

    killed = 0
    for number in range(ATTEMPTS):
        if killed == KILLS:
            break
        now = MONDAY + timedelta(minutes=number + 1)
        was_killed = killed_after(
            instants.next(),
            lambda now=now: backups.back_up(large, folder, keep=ATTEMPTS + 1, now=now),
        )
        instants.came(late=not was_killed)
        killed += was_killed
        for made in backups.made_of(large, folder, before=False):
            backups.check(made)
            assert values(made) == {"old": ROWS}

    assert killed == KILLS
    last = backups.back_up(large, folder, keep=1, now=MONDAY + timedelta(days=1))
    assert list(folder.iterdir()) == [last]


def test_a_restore_killed_at_any_instant_leaves_the_old_or_the_new(large: Path) -> None:
    made = backups.back_up(large, large.parent / "backups", keep=1, now=MONDAY)
    with closing(sqlite3.connect(large)) as connection, connection:
        connection.execute("UPDATE facts SET value = 'new'")
    pristine = large.with_name("pristine")
    with closing(sqlite3.connect(large)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    shutil.copy(large, pristine)
    began = time.monotonic()
    restoring.restore(made, large, now=MONDAY)
    instants = Instants(time.monotonic() - began)

    seen = set()
    for number in range(ATTEMPTS):
        if number >= KILLS and len(seen) == 2:
            break
        shutil.copy(pristine, large)
        now = MONDAY + timedelta(minutes=number + 1)
        killed_after(instants.next(), lambda now=now: restoring.restore(made, large, now=now))
        found = values(large)
        assert found in ({"new": ROWS}, {"old": ROWS})
        instants.came(late=found == {"old": ROWS})
        seen.update(found)
        backups.check(large)
        for name in os.listdir(large.parent):
            if ".before-restore-" in name and not name.endswith(restoring.LOGS):
                if found == {"old": ROWS}:
                    backups.check(large.with_name(name))
                os.unlink(large.with_name(name))

    assert seen == {"old", "new"}, "a kill has to come before and after"


def test_a_full_disk_is_one_sentence_and_costs_nothing(large: Path) -> None:
    folder = large.parent / "backups"
    made = backups.back_up(large, folder, keep=5, now=MONDAY)
    size = large.stat().st_size // 2
    url = {"url": f"sqlite+aiosqlite:///{large}"}
    asyncio.run(_furnish(Config(database=url)))
    before = {path.name for path in large.parent.iterdir()}
    later = MONDAY + timedelta(days=1)

    told = [
        with_room_for(size, work)
        for work in (
            lambda: backups.back_up(large, folder, keep=1, now=later),
            lambda: restoring.restore(made, large, now=later),
            lambda: asyncio.run(migrating.upgrade(Config(database=url), to="base")),
            lambda: asyncio.run(
                taking.export(Config(database=url), HOME, large.with_name("x.jsonl"), now=later)
            ),
        )
    ]
    tight = with_room_for(
        100_000,
        lambda: asyncio.run(
            taking.export(Config(database=url), HOME, large.with_name("y.jsonl"), now=later)
        ),
    )

    assert told[0].startswith(f"No backup of {large} could be made")
    assert told[1].endswith(".") and f"{large} is as it was" in told[1]
    assert told[2].startswith(f"No backup of {large} could be made")
    assert told[3] == "it went well"
    assert "could not be written" in tight
    assert list(folder.iterdir()) == [made]
    after = {path.name for path in large.parent.iterdir()}
    assert after - {"tenet.db-wal", "tenet.db-shm"} == before | {"x.jsonl"}
    assert values(large) == {"old": ROWS}


def test_an_import_killed_at_any_instant_is_there_whole_or_not_at_all(
    large: Path, tmp_path: Path
) -> None:
    old = Config(database={"url": f"sqlite+aiosqlite:///{large}"})
    asyncio.run(_furnish(old))
    file = tmp_path / "house.jsonl"
    rows = asyncio.run(taking.export(old, HOME, file, now=MONDAY))
    asyncio.run(_empty(old))
    began = time.monotonic()
    asyncio.run(bringing.bring(old, file, replace=False, now=MONDAY))
    instants = Instants(time.monotonic() - began)

    seen = set()
    for number in range(ATTEMPTS):
        if number >= KILLS and len(seen) == 2:
            break
        asyncio.run(_empty(old))
        now = MONDAY + timedelta(minutes=number + 1)
        killed_after(
            instants.next(),
            lambda now=now: asyncio.run(bringing.bring(old, file, replace=False, now=now)),
        )
        found = asyncio.run(_count(old))
        instants.came(late=found == rows)
        seen.add(found)

    assert seen == {0, rows}


async def _furnish(config: Config) -> None:
    database = open_database(config.database)
    await database.start()
    async with database.begin() as session:
        await furnish(session, furnished(HOME, first=3))
        session.add(GuildSetting(guild_id=HOME, key="long", value="long" * 50_000))
    await database.stop()


async def _empty(config: Config) -> None:
    database = open_database(config.database)
    await database.start()
    async with database.begin() as session:
        for table in reversed(list(belonging.tables())):
            await session.execute(delete(table))
    await database.stop()


async def _count(config: Config) -> int:
    database = open_database(config.database)
    await database.start()
    async with database.read() as session:
        found = await inventory(session, HOME)
    await database.stop()
    return sum(map(len, found.values()))
