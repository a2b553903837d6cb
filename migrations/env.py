"""How alembic reaches the database: the URL comes from the caller, the tables from the models."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot import capabilities
from bot.db import Base, UtcDateTime

capabilities.import_models()

ONE_AT_A_TIME = 7_013_361
"""Any number: the PostgreSQL advisory lock that lets one of several processes migrate."""


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Name our moment type by what it is, so that no migration imports our code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction."""
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=sqlite,
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        if not sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
        context.run_migrations()
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migration would leave rows without their parent: {broken}")


async def run() -> None:
    """Connect and migrate."""
    url = context.config.attributes["url"]
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A batch migration makes a table anew; with foreign keys on, SQLite would delete the
            # children of the old one. The pragma does nothing inside a transaction.
            await connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            await connection.commit()
        await connection.run_sync(migrate)
        await connection.commit()
    await engine.dispose()


asyncio.run(run())
