"""`tenet seal`: brings what rests in the database to the form that the keys ask for.

It goes through every column that may be sealed, a batch of rows in a transaction of its own. What
has the right form is passed over, so whatever stops it, the next run goes on where it was, and the
bot may run meanwhile as long as it knows the same keys.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any

from sqlalchemy import Column, Table, and_, select, tuple_, update

from bot import backups, capabilities, keys, sealing, sqlite
from bot.config import DatabaseSettings
from bot.db import Base, PostgresDatabase, SqliteDatabase, open_database, others_of_ours
from bot.errors import UnavailableError

BATCH = 100
"""Rows in a transaction: some 30 milliseconds in which nobody else can write to SQLite."""


async def reseal(
    db: SqliteDatabase | PostgresDatabase, *, batch: int = BATCH
) -> AsyncIterator[tuple[str, int]]:
    """Seal with the database's first key what is not; with a ring that does not seal, open it.

    Args:
        batch: How many rows are changed in a transaction.

    Yields:
        The name of every column and how many of its fields were changed.

    Raises:
        ConfigurationError: Something is sealed with a key that is not here.
        CannotOpen: Something was damaged, or stands where it was not written.
    """
    capabilities.import_models()
    await keys.admit(db)
    for column in sealing.sealed_columns(Base.metadata):
        yield f"{column.table.name}.{column.name}", await _column(db, column, batch)


async def _column(db: SqliteDatabase | PostgresDatabase, column: Column[Any], batch: int) -> int:
    table = column.table
    assert isinstance(table, Table)
    key = list(table.primary_key.columns)
    query = (
        select(*key, column)
        .where(keys.has_other_form(column, db.ring.mark))
        .order_by(*key)
        .limit(batch)
        .with_for_update()
    )
    changed = 0
    following = query
    while True:
        async with db.begin() as session:
            rows = (await session.execute(following)).all()
            for *row, value in rows:
                is_it = and_(*(part == its for part, its in zip(key, row, strict=True)))
                await session.execute(update(table).where(is_it).values({column: value}))
        changed += len(rows)
        if len(rows) < batch:
            return changed
        following = query.where(tuple_(*key) > tuple(rows[-1][:-1]))


async def refuse_a_bot_without_the_key(settings: DatabaseSettings) -> None:
    """A bot that was started without this key could not read what is sealed with it.

    One that was started with it has written its mark down.

    Raises:
        UnavailableError: The mark is not known, and somebody has the database open.
    """
    db = open_database(settings)
    await db.start()
    try:
        async with db.read() as session:
            if db.ring.mark in await keys.known_marks(session):
                return
            others = await others_of_ours(session)
    finally:
        await db.stop()
    file = backups.path_of(settings.url)
    try:
        if file is not None:
            with backups.alone_with(file):
                return
    except UnavailableError:
        others = 1
    if others:
        raise UnavailableError(
            "Somebody has the database open who may not know this key, such as a bot that runs. "
            "Restart it with the key, or stop it, and run this once more."
        )


def sweep(path: str, *, wait: int = sqlite.BUSY_MILLISECONDS) -> bool:
    """Have SQLite write its file anew: what was deleted or replaced stands in it until then.

    Args:
        path: The file.
        wait: Milliseconds to wait for others.

    Returns:
        Whether it could be done; somebody else may be reading or writing just now.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {wait}")
        try:
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            return False
    return not busy
