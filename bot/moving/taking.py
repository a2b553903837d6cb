"""Writing everything of one server into a file."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

import bot
from bot import keys, migrating
from bot.config import Config
from bot.db import open_database, reason
from bot.errors import ConfigurationError, OperatorError, UnavailableError
from bot.models import Guild
from bot.moving import belonging
from bot.moving.files import Header, Writer

AT_ONCE = 1000
PART = ".part"


class ExportFailed(OperatorError):
    """There is no file, and why."""


async def export(config: Config, guild_id: int, path: Path, *, now: datetime) -> int:
    """Write everything of a server into a new file, as it is at one moment; also while a bot runs.

    The file holds what people wrote in plain words, whatever the database does with it, and is
    for our account alone. It holds no secrets, and nothing of other servers.

    Returns:
        How many rows it holds.

    Raises:
        ConfigurationError: The server is not known, the file is there already, or the database
            has another schema than this Tenet.
        UnavailableError: The database cannot be read.
        ExportFailed: The file cannot be written.
    """
    _refuse_what_is_there(path)
    await migrating.require_head(config.database.url)
    database = open_database(config.database)
    part = path.with_name(path.name + PART)
    try:
        await database.start()
        await keys.admit(database, only_reads=True)
        async with database.read() as session:
            rows = await _write(session, guild_id, part, now=now)
        os.replace(part, path)
    except OSError as error:
        raise ExportFailed(f"{path} could not be written: {error}.") from error
    except SQLAlchemyError as error:
        raise UnavailableError(f"The database could not be read: {reason(error)}") from error
    finally:
        await database.stop()
        _remove(part)
    return rows


async def _write(session: AsyncSession, guild_id: int, part: Path, *, now: datetime) -> int:
    if session.get_bind().dialect.name != "sqlite":
        # One look for all tables; a reader of SQLite has that anyway.
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    if await session.get(Guild, guild_id) is None:
        known = (await session.scalars(select(Guild.id).order_by(Guild.id).limit(20))).all()
        listed = ", ".join(str(one) for one in known) or "none"
        raise ConfigurationError(
            f"The database knows no server {guild_id}; it knows {listed}{_more(known)}."
        )
    with _ours_alone(part) as file:
        header = Header(guild_id, migrating.head(), bot.__version__, now.isoformat())
        writer = Writer(file, header)
        for table in belonging.tables():
            query = select(table).where(belonging.clause(table, guild_id))
            found = await session.stream(query.order_by(*table.primary_key.columns))
            async for rows in found.partitions(AT_ONCE):
                for row in rows:
                    writer.row(table, row)
        writer.end()
        file.flush()
        os.fsync(file.fileno())
    return writer.rows


def _refuse_what_is_there(path: Path) -> None:
    if path.exists():
        raise ConfigurationError(f"There is a file {path} already; name another, or remove it.")


def _ours_alone(part: Path) -> BinaryIO:
    """A new file that nobody else may read."""
    _remove(part)  # of an export that was killed
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, stat.S_IRUSR | stat.S_IWUSR)
    return os.fdopen(descriptor, "wb")


def _remove(part: Path) -> None:
    part.unlink(missing_ok=True)


def _more(known: object) -> str:
    return " and others" if isinstance(known, list) and len(known) == 20 else ""
