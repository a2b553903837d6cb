"""Copies of a database: whole, checked, few, and nobody else's business."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import backups, migrating, restoring
from bot.config import Config
from bot.db import SqliteDatabase
from bot.errors import ConfigurationError, UnavailableError
from bot.models import Fact
from tests.conftest import MONDAY


def put(path: Path, key: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO facts VALUES (?, 'x')", (key,))


def facts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM facts ORDER BY key")]


def make_backup(path: Path, *, days: int = 0, keep: int = 14) -> Path:
    now = MONDAY + timedelta(days=days)
    return backups.back_up(path, path.parent / "backups", keep=keep, now=now)


@pytest.mark.asyncio
async def test_a_backup_holds_what_was_committed_while_the_database_is_in_use(
    db: SqliteDatabase, database_path: Path
) -> None:
    async with db.begin() as session:
        session.add(Fact(key="committed", value="x"))

    async with db.begin() as session:
        session.add(Fact(key="under way", value="x"))
        await session.flush()
        made = make_backup(database_path)

    assert facts(made) == ["committed"]
    assert backups.revision_in(made) == migrating.head()


def test_a_backup_is_one_file_for_our_account_alone(database_path: Path) -> None:
    made = make_backup(database_path)
    facts(made)

    assert [path.name for path in made.parent.iterdir()] == [made.name]
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_the_oldest_backups_go_and_nothing_else(database_path: Path) -> None:
    before = backups.back_up(
        database_path, database_path.parent / "backups", keep=1, now=MONDAY, before="next"
    )
    mine = before.parent / "tenet-before-the-move.db"
    mine.write_bytes(b"my own")

    made = [make_backup(database_path, days=day, keep=2) for day in (3, 1, 2)]

    assert set(before.parent.iterdir()) == {before, mine, made[0], made[2]}


def test_a_database_may_be_called_anything(database_path: Path) -> None:
    path = database_path.rename(database_path.with_name("our [new] 100% #1?.db"))
    put(path, "then")

    made = [make_backup(path, days=day, keep=1) for day in (1, 2)]

    assert list(made[1].parent.iterdir()) == [made[1]]
    restoring.restore(made[1], path, now=MONDAY)
    assert facts(path) == ["then"]


def test_what_a_killed_backup_left_is_cleared_away(database_path: Path) -> None:
    folder = database_path.parent / "backups"
    folder.mkdir()
    part = folder / "tenet-20260301T080000000000Z.db.part"
    part.write_bytes(b"half a")
    busy = folder / "tenet-20260301T090000000000Z.db.part"

    with closing(sqlite3.connect(busy)) as writing:
        writing.execute("BEGIN EXCLUSIVE")
        made = make_backup(database_path)

        assert set(folder.iterdir()) - {Path(f"{busy}-journal")} == {made, busy}


def test_a_damaged_database_gives_no_backup_and_takes_no_older_one(database_path: Path) -> None:
    good = make_backup(database_path)
    with closing(sqlite3.connect(database_path)) as connection:
        rows = [(f"{number:0100}",) for number in range(2000)]
        connection.executemany("INSERT INTO facts VALUES (?, 'x')", rows)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    with database_path.open("r+b") as file:
        file.seek(database_path.stat().st_size - 4096 * 20)
        file.write(b"\xff" * 4096 * 10)

    with pytest.raises(backups.BackupFailed, match=r"tenet\.db"):
        make_backup(database_path, days=1, keep=1)

    assert list(good.parent.iterdir()) == [good]


def test_restoring_puts_the_backup_in_place_and_keeps_what_was_there(database_path: Path) -> None:
    put(database_path, "then")
    made = make_backup(database_path)
    put(database_path, "since")

    aside = restoring.restore(made, database_path, now=MONDAY)

    assert facts(database_path) == ["then"]
    assert aside is not None and facts(aside) == ["since", "then"]
    assert {path.name for path in database_path.parent.iterdir()} == {
        "tenet.db",
        "backups",
        aside.name,
    }


def test_restoring_where_there_is_nothing_yet(database_path: Path) -> None:
    put(database_path, "then")
    made = make_backup(database_path)
    database_path.unlink()

    assert restoring.restore(made, database_path, now=MONDAY) is None
    assert facts(database_path) == ["then"]


def test_restoring_where_only_the_log_of_another_database_is_left(database_path: Path) -> None:
    put(database_path, "before")
    backup = make_backup(database_path)
    with closing(sqlite3.connect(database_path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        with connection:
            connection.execute("INSERT INTO facts VALUES ('after', 'x')")
        shutil.copy2(f"{database_path}-wal", f"{database_path}-kept")  # as a kill leaves it
    database_path.rename(database_path.with_name("bad.db"))
    Path(f"{database_path}-kept").rename(f"{database_path}-wal")

    assert restoring.restore(backup, database_path, now=MONDAY) is None

    assert facts(database_path) == ["before"]
    (kept,) = database_path.parent.glob("*.before-restore-*")
    assert kept.name.endswith("-wal")


def test_a_backup_made_by_a_clock_that_was_set_back_is_kept(database_path: Path) -> None:
    former = make_backup(database_path, days=9, keep=2)
    made = [make_backup(database_path, days=days, keep=2) for days in (3, 2)]
    assert made[-1].exists()
    assert former.exists()
    assert not made[0].exists()


@pytest.mark.asyncio
async def test_nothing_is_restored_under_a_bot_that_runs(
    db: SqliteDatabase, database_path: Path
) -> None:
    made = make_backup(database_path)
    async with db.begin() as session:
        session.add(Fact(key="since", value="x"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "ALONE_SECONDS", 0.1)
        with pytest.raises(UnavailableError, match="Stop the bot first"):
            restoring.restore(made, database_path, now=MONDAY)

    await db.stop()
    assert facts(database_path) == ["since"]
    restoring.restore(made, database_path, now=MONDAY)
    assert facts(database_path) == []


def test_a_newer_schema_is_refused_and_nothing_changes(database_path: Path) -> None:
    made = make_backup(database_path)
    with closing(sqlite3.connect(made)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    put(database_path, "since")

    with pytest.raises(ConfigurationError, match="from_the_future"):
        restoring.restore(made, database_path, now=MONDAY)

    assert facts(database_path) == ["since"]
    assert {path.name for path in database_path.parent.iterdir()} == {"tenet.db", "backups"}


@pytest.mark.parametrize(
    "content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000], ids=str
)
def test_what_is_no_backup_is_refused(database_path: Path, content: bytes) -> None:
    file = database_path.parent / "something.db"
    file.write_bytes(content)

    with pytest.raises(ConfigurationError):
        restoring.restore(file, database_path, now=MONDAY)
    with pytest.raises(ConfigurationError, match="the database itself"):
        restoring.restore(database_path, database_path, now=MONDAY)

    assert facts(database_path) == []


def test_a_backup_can_replace_what_is_no_database_any_more(database_path: Path) -> None:
    made = make_backup(database_path)
    database_path.write_bytes(b"\xff" * 9000)
    log = Path(f"{database_path}-wal")
    log.write_bytes(b"of the old one")

    aside = restoring.restore(made, database_path, now=MONDAY)

    assert facts(database_path) == []
    assert aside is not None and aside.read_bytes() == b"\xff" * 9000
    assert Path(f"{aside}-wal").read_bytes() == b"of the old one" and not log.exists()


@pytest.mark.asyncio
async def test_a_migration_is_preceded_by_a_backup(
    database_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = Config(database={"url": f"sqlite+aiosqlite:///{database_path}"})
    put(database_path, "then")
    *_, older, newest = migrating.revisions()

    with caplog.at_level("INFO", "bot.migrating"):
        await migrating.upgrade(config, to=older)

    (made,) = backups.made_of(database_path, database_path.parent / "backups", before=True)
    assert facts(made) == ["then"]
    assert backups.revision_in(made) == newest
    assert caplog.messages == [
        f"The database was copied to {made} before it gets the schema {older}."
    ]
    await migrating.upgrade(config)
    await migrating.upgrade(config)
    assert len(list(made.parent.iterdir())) == 2


@pytest.mark.asyncio
async def test_without_a_backup_there_is_no_migration(database_path: Path) -> None:
    config = Config(database={"url": f"sqlite+aiosqlite:///{database_path}"})
    (database_path.parent / "backups").write_text("a file where the folder would be")

    with pytest.raises(backups.BackupFailed, match="No backup of"):
        await migrating.upgrade(config, to="base")

    assert backups.revision_in(database_path) == migrating.head()


@pytest.mark.asyncio
async def test_an_empty_database_needs_no_backup(tmp_path: Path) -> None:
    await migrating.upgrade(Config(database={"url": f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"}))

    assert not (tmp_path / "backups").exists()
