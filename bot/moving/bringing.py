"""Taking a server in from a file, whole or not at all."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, exists, func, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import backups, keys, migrating
from bot.config import Config
from bot.db import open_database, others_of_ours, reason
from bot.errors import ConfigurationError, OperatorError, UnavailableError
from bot.models import Guild
from bot.moving import aging, belonging, references
from bot.moving.files import Header, UnusableFile, decoded, header_of, lines_of

AT_ONCE = 500

Row = dict[str, Any]


class ImportFailed(OperatorError):
    """Nothing was imported, and why."""


@dataclass(frozen=True)
class Brought:
    """What an import has done."""

    guild_id: int
    rows: int
    replaced: bool
    renumbered: tuple[str, ...]
    """Tables in which the database had given the same ids to others."""


async def bring(config: Config, path: Path, *, replace: bool, now: datetime) -> Brought:
    """Take a server in from a file, in one transaction; a SQLite file is backed up before.

    Args:
        replace: Whether what is known of the server already makes room.

    Raises:
        ConfigurationError: The file cannot be used, or the server is there already.
        UnavailableError: A bot is using the database, or it cannot be reached.
        ImportFailed: A row cannot be stored; nothing is changed.
    """
    header = header_of(path)
    if header.schema not in migrating.revisions():
        raise UnusableFile(
            path,
            f"it has the schema {header.schema}, which this version of Tenet does not know; "
            "update it, and try again",
        )
    if header.schema == migrating.head():
        return await _bring_from(config, path, header, replace=replace, now=now)
    try:
        aside = tempfile.TemporaryDirectory(dir=path.parent, prefix=".import-")
    except OSError as error:
        raise ImportFailed(
            f"{path} is of an older Tenet and has to be written anew, beside it; that could not "
            f"be done, and nothing has changed: {error}."
        ) from error
    with aside as folder:
        new = await aging.brought_up(path, header, Path(folder), now=now)
        return await _bring_from(config, new, header_of(new), replace=replace, now=now)


async def _bring_from(
    config: Config, path: Path, header: Header, *, replace: bool, now: datetime
) -> Brought:
    file = backups.path_of(config.database.url)
    await _refuse_a_database_in_use(config)  # before its schema is another
    await migrating.upgrade(config)
    if file is not None:
        await asyncio.to_thread(_prepare, file, now)
    database = open_database(config.database)
    try:
        await database.start()
        await keys.admit(database)
        async with database.begin() as session:
            return await _bring(session, header, path, replace=replace)
    except SQLAlchemyError as error:
        raise ImportFailed(
            f"{path} could not be imported, and nothing has changed: {reason(error)}"
        ) from error
    finally:
        await database.stop()


async def _refuse_a_database_in_use(config: Config) -> None:
    file = backups.path_of(config.database.url)
    if file is not None:
        if file.exists():
            await asyncio.to_thread(_refuse_a_file_in_use, file)
        return
    database = open_database(config.database)
    try:
        await database.start()
        async with database.read() as session:
            await _refuse_a_running_bot(session)
    finally:
        await database.stop()


def _refuse_a_file_in_use(file: Path) -> None:
    with backups.alone_with(file):
        pass


def _prepare(file: Path, now: datetime) -> None:
    """A running bot would go on with what it has in mind of the servers; and mistakes happen."""
    _refuse_a_file_in_use(file)
    keep = backups.KEEP_BEFORE_MIGRATIONS
    backups.back_up(file, file.parent / backups.FOLDER, keep=keep, now=now, before="import")


async def _bring(session: AsyncSession, header: Header, path: Path, *, replace: bool) -> Brought:
    await _refuse_a_running_bot(session)
    tables = {table.name: table for table in belonging.tables()}
    known = await session.get(Guild, header.guild_id) is not None
    if known and not replace:
        raise ConfigurationError(
            f"The database knows the server {header.guild_id} already. With --replace, what it "
            "knows makes room for what the file says."
        )
    if known:
        session.expunge_all()
        for table in reversed(tables.values()):
            await session.execute(delete(table).where(belonging.clause(table, header.guild_id)))
    offsets = await _offsets(session, path, header, tables)
    count = 0
    for table, rows in _batches(path, header, tables):
        for row in rows:
            _renumber(table, row, offsets)
        await session.execute(insert(table), rows)
        count += len(rows)
    if session.get_bind().dialect.name == "postgresql":
        await _go_on_counting(session, tables)
    return Brought(header.guild_id, count, known, tuple(offsets))


async def _offsets(
    session: AsyncSession, path: Path, header: Header, tables: dict[str, Table]
) -> references.Offsets:
    """By how much ids have to move up where the database has given the same ones to others."""
    lowest: dict[str, int] = {}
    crossed = set()
    for table, rows in _batches(path, header, tables):
        own = belonging.own_id(table)
        if own is None:
            continue
        ids = [row[own.name] for row in rows]
        lowest[table.name] = min(*ids, lowest.get(table.name, ids[0]), ids[0])
        if table.name not in crossed and await session.scalar(select(exists().where(own.in_(ids)))):
            crossed.add(table.name)
    offsets = {}
    for name in tables:
        own = belonging.own_id(tables[name])
        if name in crossed and own is not None:
            highest = await session.scalar(select(func.max(own))) or 0
            offsets[name] = max(highest + 1 - lowest[name], 1)
    return offsets


def _renumber(table: Table, row: Row, offsets: references.Offsets) -> None:
    if not offsets:
        return
    keys = {}
    own = belonging.own_id(table)
    if own is not None:
        keys[own.name] = row[own.name] + offsets.get(table.name, 0)
    for column in table.columns:
        for key in column.foreign_keys:
            parent = key.column.table
            if row[column.name] is not None and belonging.own_id(parent) is not None:
                keys[column.name] = row[column.name] + offsets.get(parent.name, 0)
    references.move(table.name, row, offsets)
    row.update(keys)
    if table.name in offsets and "is_stale" in row:
        row["is_stale"] = True  # what stands on Discord has buttons with the former id


def _batches(
    path: Path, header: Header, tables: dict[str, Table]
) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of a file, some of a table at a time.

    Raises:
        UnusableFile: A row is none of ours, or of another server.
    """
    for name, lines in groupby(lines_of(path), key=lambda line: line[0]):
        table = tables.get(name)
        if table is None:
            raise UnusableFile(path, f"there is no table {name}")
        guild = belonging.guild_column(table)
        while some := [row for _, row in islice(lines, AT_ONCE)]:
            try:
                rows = [decoded(table, row) for row in some]
            except (ValueError, TypeError) as error:
                raise UnusableFile(path, str(error)) from error
            if guild is not None and any(row[guild.name] != header.guild_id for row in rows):
                raise UnusableFile(path, f"a row of {name} is of another server")
            yield table, rows


async def _refuse_a_running_bot(session: AsyncSession) -> None:
    """A bot in another process would go on with what it has in mind of the servers."""
    if await others_of_ours(session):
        raise UnavailableError("The database is in use. Stop the bot first, in every process.")


async def _go_on_counting(session: AsyncSession, tables: dict[str, Table]) -> None:
    """PostgreSQL numbers rows by counters that do not see what was numbered elsewhere."""
    for name, table in tables.items():
        own = belonging.own_id(table)
        if own is None:
            continue
        counter = await session.scalar(select(func.pg_get_serial_sequence(name, own.name)))
        highest = await session.scalar(select(func.max(own)))
        if counter is not None and highest is not None:
            await session.execute(select(func.setval(counter, highest)))
