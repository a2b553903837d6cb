"""Files of an older Tenet, brought to the schema of this one before they are taken in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event, insert
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from bot import migrating
from bot.config import Config
from bot.config.models import DatabaseSettings
from bot.moving import taking
from bot.moving.files import Header, UnusableFile, decoded, lines_of

AT_ONCE = 500


async def brought_up(path: Path, header: Header, folder: Path, *, now: datetime) -> Path:
    """Write a file anew as this version would have written it.

    It is filled into a database of its former schema, which is then migrated like any other; so
    what the migrations do to a bot's data, they do to the file's.

    Args:
        folder: An empty folder of ours, for a database in plain words and the new file.

    Raises:
        UnusableFile: It is not what that version wrote.
    """
    config = Config(database=DatabaseSettings(url=f"sqlite+aiosqlite:///{folder / 'former.db'}"))
    await migrating.upgrade(config, to=header.schema)
    _fill(config, path)
    await migrating.upgrade(config)
    new = folder / "export"
    await taking.export(config, header.guild_id, new, now=now)
    return new


def _fill(config: Config, path: Path) -> None:
    url = make_url(config.database.url).set(drivername="sqlite")
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    _forget_keys(engine)
    former = MetaData()
    former.reflect(engine)
    with closing(engine.connect()) as connection, connection.begin():
        for name, rows in _batches(path):
            table = former.tables.get(name)
            if table is None:
                raise UnusableFile(path, f"there was no table {name}")
            try:
                values = [_plain(decoded(table, row)) for row in rows]
            except ValueError as error:
                raise UnusableFile(path, str(error)) from error
            connection.execute(insert(table), values)


def _forget_keys(engine: Engine) -> None:
    """Take rows in any order; the migration looks whether each has its parent."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = OFF")


def _batches(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for name, lines in groupby(lines_of(path), key=lambda line: line[0]):
        while some := [row for _, row in islice(lines, AT_ONCE)]:
            yield name, some


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row for tables whose columns only have types of the database's own."""
    return {
        name: format(value, "f") if isinstance(value, Decimal) else value
        for name, value in row.items()
    }
