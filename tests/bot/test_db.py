"""Group commit: who shares a transaction, who answers when, and what a failure takes with it."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError

from bot import checkpoints, facts
from bot.db import PostgresDatabase, SqliteDatabase, touch
from bot.models import Fact

pytestmark = pytest.mark.asyncio


async def stored(db: SqliteDatabase) -> dict[str, str]:
    async with db.read() as session:
        return {fact.key: fact.value for fact in await session.scalars(select(Fact))}


async def put(db: SqliteDatabase, key: str) -> None:
    async with db.begin() as session:
        await facts.put(session, key, key)


def count_commits(db: SqliteDatabase) -> list[int]:
    commits: list[int] = []
    event.listen(db._writing.sync_engine, "commit", lambda _: commits.append(1))
    return commits


async def test_a_use_case_goes_on_only_after_its_change_is_durable(db: SqliteDatabase) -> None:
    await put(db, "a")

    assert await stored(db) == {"a": "a"}


async def test_a_lone_write_commits_at_once_and_alone(db: SqliteDatabase) -> None:
    commits = count_commits(db)

    await put(db, "a")
    await put(db, "b")

    assert len(commits) == 2


async def test_a_storm_shares_commits(db: SqliteDatabase) -> None:
    commits = count_commits(db)

    await asyncio.gather(*(put(db, f"{number}") for number in range(200)))

    assert len(await stored(db)) == 200
    assert len(commits) < 100


async def test_the_log_is_emptied_into_the_file_while_it_is_open(
    db: SqliteDatabase, database_path: Path, tmp_path: Path
) -> None:
    for number in range(checkpoints.COMMITS):
        await put(db, f"{number}")
    emptying = db._checkpoints._task
    assert emptying is not None
    await emptying

    alone = sqlite3.connect(shutil.copy(database_path, tmp_path / "without-its-log.db"))
    assert alone.execute("SELECT count(*) FROM facts").fetchone() == (checkpoints.COMMITS,)
    alone.close()


async def test_a_use_case_that_fails_takes_no_other_with_it(db: SqliteDatabase) -> None:
    async def fail() -> None:
        async with db.begin() as session:
            await facts.put(session, "lost", "lost")
            raise LookupError

    results = await asyncio.gather(put(db, "a"), fail(), put(db, "b"), return_exceptions=True)

    assert [type(result) for result in results] == [type(None), LookupError, type(None)]
    assert await stored(db) == {"a": "a", "b": "b"}


async def test_one_that_is_cancelled_while_it_waits_keeps_nobody_from_committing(
    db: SqliteDatabase,
) -> None:
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with db.begin() as session:
            await facts.put(session, "first", "1")
            inside.set()
            await go_on.wait()

    holder = asyncio.create_task(first())
    await inside.wait()
    waiter = asyncio.create_task(put(db, "never"))
    await asyncio.sleep(0)
    waiter.cancel()
    go_on.set()
    await asyncio.wait_for(holder, 2)
    await asyncio.gather(waiter, return_exceptions=True)

    await put(db, "later")
    assert await stored(db) == {"first": "1", "later": "later"}


async def test_listeners_are_told_after_the_commit_and_not_after_a_failure(
    db: SqliteDatabase,
) -> None:
    told: list[dict[str, str]] = []
    seen = asyncio.Event()
    db.on_commit("news", seen.set)

    with pytest.raises(LookupError):
        async with db.begin() as session:
            touch(session, "news")
            raise LookupError
    assert not seen.is_set()
    async with db.begin() as session:
        touch(session, "news")
        await facts.put(session, "a", "a")
        assert not seen.is_set()

    assert seen.is_set()
    told.append(await stored(db))
    assert told == [{"a": "a"}]


@pytest.mark.parametrize("errand", [0, 1], ids=["BEGIN", "COMMIT"])
async def test_one_that_is_cancelled_while_sqlite_works_takes_no_other_with_it(
    errand: int, db: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert db._writer is not None
    raw = (await db._writer.get_raw_connection()).driver_connection
    assert raw is not None
    put_nowait = raw._tx.put_nowait
    errands = count()
    victim = asyncio.create_task(put(db, "victim"))

    class CancelsTheVictim:
        def put_nowait(self, work: tuple[object, object]) -> None:
            if next(errands) == errand:
                asyncio.get_running_loop().call_soon(victim.cancel)
            put_nowait(work)

    monkeypatch.setattr(raw, "_tx", CancelsTheVictim())
    with pytest.raises(asyncio.CancelledError):
        await victim
    await put(db, "next")

    assert "next" in await stored(db)


async def test_a_commit_that_fails_is_told_to_every_caller_of_the_batch(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        await session.execute(select(1))
    assert db._writer is not None
    await db._writer.exec_driver_sql("PRAGMA max_page_count = 1")
    await db._writer.rollback()
    large = "x" * 100_000

    async def fill(key: str) -> None:
        async with db.begin() as session:
            await facts.put(session, key, large)

    results = await asyncio.gather(
        *(fill(f"{number}") for number in range(5)), put(db, "small"), return_exceptions=True
    )

    assert all(isinstance(result, DBAPIError) for result in results[:5])
    kept = await stored(db)
    assert set(kept) <= {"small"}
    assert (results[5] is None) == ("small" in kept)


async def test_a_use_case_inside_a_use_case_is_refused_instead_of_waiting_for_ever(
    db: SqliteDatabase,
) -> None:
    with pytest.raises(RuntimeError, match="inside"):
        async with db.begin():
            async with db.begin():
                pass


async def test_a_reader_cannot_write(db: SqliteDatabase) -> None:
    with pytest.raises(DBAPIError, match="readonly"):
        async with db.read() as session:
            session.add(Fact(key="a", value="a"))
            await session.flush()


async def test_only_what_may_wait_leaves_the_event_loop(
    db: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert db._writer is not None
    raw = (await db._writer.get_raw_connection()).driver_connection
    assert raw is not None
    errands: list[object] = []
    put_nowait = raw._tx.put_nowait

    class Watched:
        def put_nowait(self, errand: tuple[object, object]) -> None:
            errands.append(errand)
            put_nowait(errand)

    monkeypatch.setattr(raw, "_tx", Watched())

    await put(db, "a")

    assert len(errands) == 2  # BEGIN IMMEDIATE and COMMIT


async def test_what_others_commit_for_one_that_was_cancelled_is_told_all_the_same(
    db: SqliteDatabase,
) -> None:
    told: list[str] = []
    db.on_commit("news", lambda: told.append("news"))
    first_inside, first_goes, last_inside, last_goes = (asyncio.Event() for _ in range(4))

    async def first() -> None:
        async with db.begin() as session:
            touch(session, "news")
            await facts.put(session, "first", "1")
            first_inside.set()
            await first_goes.wait()

    async def last() -> None:
        async with db.begin():
            last_inside.set()
            await last_goes.wait()

    cancelled, committer = asyncio.create_task(first()), asyncio.create_task(last())
    await first_inside.wait()
    first_goes.set()
    await last_inside.wait()
    cancelled.cancel()
    await asyncio.gather(cancelled, return_exceptions=True)
    last_goes.set()
    await committer

    assert await stored(db) == {"first": "1"}
    assert told == ["news"]


async def test_a_postgres_server_that_is_away_is_an_error_of_the_database() -> None:
    pytest.importorskip("asyncpg")
    db = PostgresDatabase("postgresql+asyncpg://nobody@127.0.0.1:1/nowhere")

    with pytest.raises(DBAPIError):
        async with db.begin() as session:
            await facts.put(session, "a", "a")
    await db.stop()


async def test_what_a_listener_starts_may_begin_a_use_case_of_its_own(db: SqliteDatabase) -> None:
    started: list[asyncio.Task[None]] = []
    db.on_commit("news", lambda: started.append(asyncio.create_task(put(db, "later"))))

    async with db.begin() as session:
        touch(session, "news")
        await facts.put(session, "first", "1")
    await asyncio.wait_for(started[0], 2)

    assert await stored(db) == {"first": "1", "later": "later"}
