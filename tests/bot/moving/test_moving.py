"""Out of one database and into another: every row, nobody else's, and all or nothing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, select, text
from sqlalchemy.pool import NullPool

from bot import backups, keys, migrating
from bot.audit import AuditEntry
from bot.config import Config
from bot.db import Database, SqliteDatabase, open_database
from bot.errors import ConfigurationError, UnavailableError
from bot.models import Fact, Guild, GuildSetting
from bot.moving import belonging, bringing, taking
from bot.moving.files import Header, UnusableFile, Writer
from bot.sealing import SEALED, mark_of, new_key
from tests.conftest import ALL_TABLES, MONDAY
from tests.houses import HOME, OTHER, Rows, furnish, furnished, inventory
from tests.scenarios.test_postgres import empty
from tests.variants import variants

pytestmark = pytest.mark.asyncio


@pytest.fixture
def new_house(tmp_path: Path, empty_database: Path) -> Config:
    (tmp_path / "new").mkdir()
    return of(Path(shutil.copy(empty_database, tmp_path / "new" / "tenet.db")))


def of(database: Path) -> Config:
    return Config(database={"url": f"sqlite+aiosqlite:///{database}"})


async def fill(config: Config, *rows: Rows) -> None:
    async with opened(config) as database:
        await keys.admit(database)  # as a bot does before it writes anything
        async with database.begin() as session:
            for some in rows:
                await furnish(session, some)
            session.add(Fact(key="outage:0", value="of this process"))


async def look(config: Config, guild_id: int) -> Rows:
    async with opened(config) as database, database.read() as session:
        return await inventory(session, guild_id)


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[Database]:
    database = open_database(config.database)
    await database.start()
    try:
        yield database
    finally:
        await database.stop()


async def export(config: Config, tmp_path: Path, guild_id: int = HOME) -> Path:
    path = tmp_path / f"{guild_id}.jsonl"
    path.unlink(missing_ok=True)
    await taking.export(config, guild_id, path, now=MONDAY)
    return path


async def test_every_row_of_a_server_arrives_and_none_of_another(
    database_path: Path, new_house: Config, tmp_path: Path
) -> None:
    old = of(database_path)
    await fill(old, furnished(HOME, first=3), furnished(OTHER, first=11))
    before = await look(old, HOME)

    shutil.rmtree(tmp_path / "new")
    (tmp_path / "new").mkdir()
    file = await export(old, tmp_path)
    brought = await bringing.bring(new_house, file, replace=False, now=MONDAY)

    assert await look(new_house, HOME) == before
    assert brought.rows == sum(map(len, before.values())) > 100
    assert not any((await look(new_house, OTHER)).values())
    assert all(before.values()), "a table without a row proves nothing"
    assert brought.renumbered == ()


async def test_the_other_server_of_the_same_database_can_follow(
    database_path: Path, new_house: Config, tmp_path: Path
) -> None:
    old = of(database_path)
    await fill(old, furnished(HOME, first=3), furnished(OTHER, first=11))

    for guild_id in (OTHER, HOME):
        file = await export(old, tmp_path, guild_id)
        assert not (await bringing.bring(new_house, file, replace=False, now=MONDAY)).renumbered

    for guild_id in (OTHER, HOME):
        assert await look(new_house, guild_id) == await look(old, guild_id)


async def test_where_others_have_the_same_numbers_every_reference_follows(
    database_path: Path, new_house: Config, tmp_path: Path
) -> None:
    old = of(database_path)
    await fill(old, furnished(HOME, first=3))
    file = await export(old, tmp_path)
    await migrating.upgrade(new_house)
    await fill(new_house, furnished(OTHER, first=4))
    others = await look(new_house, OTHER)

    brought = await bringing.bring(new_house, file, replace=False, now=MONDAY)

    assert await look(new_house, OTHER) == others
    numbered = {table.name for table in belonging.tables() if belonging.own_id(table) is not None}
    # Of this one each server has one row, so their numbers differ.
    assert set(brought.renumbered) == numbered - {"stewards_digests"}
    assert await look(new_house, HOME) == _expected(furnished(HOME, first=6))


def _expected(rows: Rows) -> Rows:
    """The house as it would have been furnished with the new numbers from the start."""
    for row in rows["initiatives"]:
        row["is_stale"] = True
    rows["stewards_digests"][0]["id"] = 3
    return {name: sorted(some, key=repr) for name, some in rows.items()}


async def test_a_server_that_is_known_already_is_refused_until_it_may_make_room(
    database_path: Path, new_house: Config, tmp_path: Path
) -> None:
    old = of(database_path)
    await fill(old, furnished(HOME, first=3), furnished(OTHER, first=11))
    file = await export(old, tmp_path)
    before = await look(old, HOME)
    async with opened(old) as database, database.begin() as session:
        await session.execute(text("UPDATE charters SET mission = 'Another'"))
        await session.execute(text("DELETE FROM pledges WHERE id = 3"))
        session.add(GuildSetting(guild_id=HOME, key="zone", value="UTC"))

    with pytest.raises(ConfigurationError, match="--replace"):
        await bringing.bring(old, file, replace=False, now=MONDAY)
    brought = await bringing.bring(old, file, replace=True, now=MONDAY)

    assert brought.replaced and brought.renumbered == ()
    assert await look(old, HOME) == before
    assert all((await look(old, OTHER)).values())
    made = backups.made_of(database_path, database_path.parent / "backups", before=True)
    assert len(made) == 1


async def test_a_file_is_for_our_account_alone_and_holds_no_secret(
    database_path: Path, tmp_path: Path
) -> None:
    await fill(of(database_path), furnished(HOME, first=3))
    async with opened(of(database_path)) as database, database.begin() as session:
        session.add(Fact(key="token-of-a-fact", value="t"))

    file = await export(of(database_path), tmp_path)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert set(lines[0]) == {"tenet", "format", "guild_id", "schema", "version", "made_at"}
    tables = {line["table"] for line in lines[1:-1]}
    assert tables == {table.name for table in belonging.tables()}
    assert set(ALL_TABLES) - tables == {"facts", "lane_pauses"}
    assert str(database_path) not in file.read_text("utf-8")
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".part")]


async def test_an_export_says_which_servers_there_are_and_overwrites_nothing(
    database_path: Path, tmp_path: Path
) -> None:
    await fill(of(database_path), furnished(HOME, first=3))
    path = tmp_path / "there.jsonl"

    with pytest.raises(ConfigurationError, match=f"knows no server 5; it knows {HOME}"):
        await taking.export(of(database_path), 5, path, now=MONDAY)
    assert not path.exists()

    path.write_text("mine", "utf-8")
    with pytest.raises(ConfigurationError, match="already"):
        await taking.export(of(database_path), HOME, path, now=MONDAY)
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("what", "why"),
    variants(
        [
            ("cut", "cut short"),
            ("changed", "changed after it was written"),
            ("one row less", "changed after it was written"),
            ("more", "follows after its end"),
            ("of another server", "of another server"),
            ("unknown table", "no table"),
            ("unknown column", "other columns"),
            ("another kind", "another kind|isoformat"),
            ("newer", "from_the_future"),
            ("another format", "format 2"),
            ("no export", "no export"),
            ("empty", "no export"),
            ("a list", "no export"),
            ("not there", "No such file"),
        ]
    ),
)
async def test_a_file_that_cannot_be_trusted_changes_nothing(
    database_path: Path, new_house: Config, tmp_path: Path, what: str, why: str
) -> None:
    await fill(of(database_path), furnished(HOME, first=3))
    file = await export(of(database_path), tmp_path)
    lines = file.read_bytes().splitlines(keepends=True)
    first, last = json.loads(lines[0]), lines[-1]
    at = next(index for index, line in enumerate(lines) if b'"table":"guilds"' in line)
    guild = json.loads(lines[at])
    match what:
        case "cut":
            lines = lines[:-1]
        case "changed":
            lines[-2] = lines[-2].replace(b"}}", b"} }")
        case "one row less":
            del lines[-2]
        case "more":
            lines.append(last)
        case "of another server":
            lines[at] = lines[at].replace(str(HOME).encode(), str(OTHER).encode())
        case "unknown table":
            lines[at] = lines[at].replace(b'"guilds"', b'"sqlite_master"')
        case "unknown column":
            guild["row"]["admin"] = True
            lines[at] = json.dumps(guild).encode() + b"\n"
        case "another kind":
            guild["row"]["seen_at"] = 5
            lines[at] = json.dumps(guild).encode() + b"\n"
        case "newer":
            lines[0] = json.dumps(first | {"schema": "from_the_future"}).encode() + b"\n"
        case "another format":
            lines[0] = json.dumps(first | {"format": 2}).encode() + b"\n"
        case "no export":
            lines = [b"\x00\xff" * 50]
        case "empty":
            lines = []
        case "a list":
            lines[0] = b"[1]\n"
    file.write_bytes(b"".join(lines))
    if what == "not there":
        file.unlink()

    with pytest.raises(UnusableFile, match=why):
        await bringing.bring(new_house, file, replace=False, now=MONDAY)

    path = backups.path_of(new_house.database.url)
    assert path is not None
    if path.exists():
        async with opened(new_house) as database, database.read() as session:
            assert await session.get(Guild, HOME) is None


async def test_a_row_that_cannot_be_stored_undoes_all_of_them(
    database_path: Path, new_house: Config, tmp_path: Path
) -> None:
    await fill(of(database_path), furnished(HOME, first=3))
    file = await export(of(database_path), tmp_path)
    await migrating.upgrade(new_house)
    resident = furnished(OTHER, first=11)
    resident["automated_posts"][0]["nonce"] = "10"  # unique among all servers
    await fill(new_house, resident)

    with pytest.raises(bringing.ImportFailed, match=r"nothing has changed.*nonce"):
        await bringing.bring(new_house, file, replace=False, now=MONDAY)

    assert not any((await look(new_house, HOME)).values())
    assert all((await look(new_house, OTHER)).values())


async def test_an_import_waits_for_no_bot_to_notice(
    db: SqliteDatabase, database_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with db.begin() as session:
        await furnish(session, furnished(HOME, first=3))
    file = await export(of(database_path), tmp_path)  # while it runs
    monkeypatch.setattr(backups, "ALONE_SECONDS", 0.1)

    with pytest.raises(UnavailableError, match="Stop the bot first"):
        await bringing.bring(of(database_path), file, replace=True, now=MONDAY)


async def test_under_an_older_bot_that_runs_an_import_changes_no_schema(
    database_path: Path, new_house: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(of(database_path), furnished(HOME, first=3))
    file = await export(of(database_path), tmp_path)
    former = migrating.revisions()[-2]
    await migrating.upgrade(new_house, to=former)
    path = backups.path_of(new_house.database.url)
    assert path is not None
    monkeypatch.setattr(backups, "ALONE_SECONDS", 0.1)

    with closing(sqlite3.connect(path)) as bot:
        bot.execute("BEGIN")
        bot.execute("SELECT * FROM facts").fetchall()
        with pytest.raises(UnavailableError, match="Stop the bot first"):
            await bringing.bring(new_house, file, replace=False, now=MONDAY)

    assert backups.revision_in(path) == former


@pytest.mark.thorough
async def test_from_sqlite_to_postgresql_and_back_every_row_is_the_same(
    database_path: Path, new_house: Config, tmp_path: Path, postgres_server: str
) -> None:
    await fill(of(database_path), furnished(HOME, first=1), furnished(OTHER, first=11))
    before = await look(of(database_path), HOME)
    middle = Config(database={"url": postgres_server})
    await empty(postgres_server)

    there = await bringing.bring(
        middle, await export(of(database_path), tmp_path), replace=False, now=MONDAY
    )
    meanwhile = await look(middle, HOME)
    async with opened(middle) as database, database.begin() as session:
        session.add(AuditEntry(guild_id=OTHER, at=MONDAY, what="x", before=None, after=None))
    back = await bringing.bring(
        new_house, await export(middle, tmp_path), replace=False, now=MONDAY
    )

    assert meanwhile == before == await look(new_house, HOME)
    assert there.renumbered == back.renumbered == ()
    await empty(postgres_server)


@pytest.mark.thorough
async def test_into_a_shared_postgresql_every_reference_follows(
    database_path: Path, tmp_path: Path, postgres_server: str
) -> None:
    await fill(of(database_path), furnished(HOME, first=3))
    shared = Config(database={"url": postgres_server})
    await empty(postgres_server)
    await fill(shared, furnished(OTHER, first=4))

    file = await export(of(database_path), tmp_path)
    await bringing.bring(shared, file, replace=False, now=MONDAY)
    await bringing.bring(shared, file, replace=True, now=MONDAY)

    assert await look(shared, HOME) == _expected(furnished(HOME, first=6))
    assert all((await look(shared, OTHER)).values())
    await empty(postgres_server)


@pytest.mark.thorough
async def test_an_import_waits_for_no_bot_to_notice_on_postgresql(
    database_path: Path, tmp_path: Path, postgres_server: str
) -> None:
    await fill(of(database_path), furnished(HOME, first=3))
    file = await export(of(database_path), tmp_path)
    shared = Config(database={"url": postgres_server})
    await empty(postgres_server)
    former = migrating.revisions()[-2]
    await migrating.upgrade(shared, to=former)

    async with opened(shared):
        with pytest.raises(UnavailableError, match="in every process"):
            await bringing.bring(shared, file, replace=False, now=MONDAY)

    assert await migrating.revision_of(postgres_server) == former
    await migrating.upgrade(shared)
    assert not any((await look(shared, HOME)).values())


async def test_words_are_sealed_with_the_keys_of_the_house_they_are_in(
    database_path: Path, new_house: Config, tmp_path: Path
) -> None:
    old, new = (
        Config(database={"url": config.database.url, "encryption_key": new_key()})
        for config in (of(database_path), new_house)
    )
    await fill(old, furnished(HOME, first=3))
    before = await look(old, HOME)

    file = await export(old, tmp_path)
    await bringing.bring(new, file, replace=False, now=MONDAY)

    assert await look(new, HOME) == before
    for config, mark in ((old, 0), (new, 1)):
        async with opened(of_plain(config)) as database, database.read() as session:
            reason = await session.scalar(text("SELECT reason FROM pledge_objections"))
            assert reason.startswith(f"{SEALED}{marks(old, new)[mark]}:")
    assert SEALED.encode() not in file.read_bytes()
    with pytest.raises(ConfigurationError, match="TENET_ENCRYPTION_KEY is not set"):
        await taking.export(of(database_path), HOME, tmp_path / "no.jsonl", now=MONDAY)
    with pytest.raises(ConfigurationError, match="TENET_ENCRYPTION_KEY is not set"):
        await bringing.bring(of_plain(new), file, replace=True, now=MONDAY)


async def test_words_that_were_damaged_are_named_and_leave_no_file(
    database_path: Path, tmp_path: Path
) -> None:
    config = Config(database={"url": of(database_path).database.url, "encryption_key": new_key()})
    await fill(config, furnished(HOME, first=3))
    async with opened(of_plain(config)) as database, database.begin() as session:
        damaged = "substr(reason, 1, 60) || 'AAAA' || substr(reason, 65)"
        await session.execute(text(f"UPDATE pledge_objections SET reason = {damaged}"))

    with pytest.raises(UnavailableError, match=r"^pledge_objections\.reason holds sealed words"):
        await taking.export(config, HOME, tmp_path / "no.jsonl", now=MONDAY)

    assert not [name for name in os.listdir(tmp_path) if name.startswith("no.jsonl")]


def of_plain(config: Config) -> Config:
    return Config(database={"url": config.database.url})


def marks(*configs: Config) -> list[str]:
    return [mark_of(config.database.encryption_keys[0]) for config in configs]


@pytest.mark.thorough
async def test_a_file_of_an_older_version_is_brought_up_to_date(
    database_path: Path, new_house: Config, tmp_path: Path
) -> None:
    await fill(of(database_path), furnished(HOME, first=3), furnished(OTHER, first=11))
    before = await look(of(database_path), HOME)
    former = migrating.revisions()[-2]
    await migrating.upgrade(of(database_path), to=former)
    file = tmp_path / "old.jsonl"
    export_as_before(database_path, former, file)

    brought = await bringing.bring(new_house, file, replace=False, now=MONDAY)

    before["departures"] = []  # there was no such table yet
    assert await look(new_house, HOME) == before
    assert brought.rows == sum(map(len, before.values()))
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".import-")]


async def test_an_older_file_beside_which_nothing_may_stand_changes_nothing(
    database_path: Path, new_house: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrating.upgrade(of(database_path), to=migrating.revisions()[-2])
    file = tmp_path / "old.jsonl"
    export_as_before(database_path, migrating.revisions()[-2], file)

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(bringing.ImportFailed, match=r"written anew.* nothing has changed"):
        await bringing.bring(new_house, file, replace=False, now=MONDAY)


def export_as_before(database: Path, revision: str, file: Path) -> None:
    """What an older version would have written: its tables, with the types it had."""
    engine = create_engine(f"sqlite:///{database}", poolclass=NullPool)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection, file.open("wb") as out:
        writer = Writer(out, Header(HOME, revision, "0.0.9", MONDAY.isoformat()))
        for table in tables.sorted_tables:
            if table.name not in {"alembic_version", *belonging.OF_THE_PROCESS}:
                of_home = belonging.clause(table, HOME)
                for row in connection.execute(select(table).where(of_home)):
                    writer.row(table, [as_models_have_it(value) for value in row])
        writer.end()


def as_models_have_it(value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return Decimal(value) if value == "1234567.50" else value
