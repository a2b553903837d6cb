"""How alembic reaches the database: the URL comes from the caller, the tables from the models."""

from __future__ import annotations

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot import capabilities, sqlite
from bot.db import Base, UtcDateTime
from bot.sealing import SealedJson, SealedText

capabilities.import_models()

ONE_AT_A_TIME = 7_013_361
"""Any number: the PostgreSQL advisory lock that lets one of several processes migrate."""


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Name our own types by what they are, so that no migration imports our code."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, SealedText):
        return "sa.Text()"
    if isinstance(item, SealedJson):
        return "sa.JSON()"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction."""
    is_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=is_sqlite,
        compare_type=True,
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if not is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
        context.run_migrations()
        if is_sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migration would leave rows without their parent: {broken}")


async def run() -> None:
    """Connect and migrate."""
    url = context.config.attributes["url"]
    engine = create_async_engine(url, poolclass=NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _begin_in_earnest(engine.sync_engine)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
        await connection.commit()
    await engine.dispose()


def _begin_in_earnest(engine: Engine) -> None:
    """Make a migration of SQLite whole or nothing, and one at a time.

    Python's driver begins a transaction only before rows change, so what changed tables was
    committed statement by statement. Foreign keys are off: a batch migration makes a table anew,
    and SQLite would delete the children of the old one.
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        for pragma in (f"busy_timeout = {sqlite.BUSY_MILLISECONDS}", "foreign_keys = OFF"):
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(sqlite.BEGIN)


asyncio.run(run())
