"""The file in which a server travels: one JSON object a line, so that any size fits into memory.

    {"tenet": "export", "format": 1, "guild_id": …, "schema": …, "version": …, "made_at": …}
    {"table": "guilds", "row": {…}}
    …
    {"end": true, "rows": …, "sha256": …}

The last line counts the rows and carries the digest of all lines before it, so a file that was cut
short, or changed on its way, is known as one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import JSON, Column, Date, DateTime, Table, Time
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.errors import ConfigurationError

KIND = "export"
FORMAT = 1

DECIMAL = "decimal"
"""JSON has no exact numbers with a point, so one is written as an object with this key."""


@dataclass(frozen=True)
class Header:
    """What a file says about itself."""

    guild_id: int
    schema: str
    version: str
    """The Tenet that wrote it."""
    made_at: str


class Writer:
    """Writes a file, line by line."""

    def __init__(self, file: BinaryIO, header: Header) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.rows = 0
        self._line({"tenet": KIND, "format": FORMAT, **header.__dict__})

    def row(self, table: Table, values: Iterable[Any]) -> None:
        """Add a row, its values in the table's order."""
        row = {
            column.name: _plain(value) for column, value in zip(table.columns, values, strict=True)
        }
        self._line({"table": table.name, "row": row})
        self.rows += 1

    def end(self) -> None:
        """Say that this was all."""
        self._line({"end": True, "rows": self.rows, "sha256": self._digest.hexdigest()})

    def _line(self, content: dict[str, Any]) -> None:
        line = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        self._digest.update(line)
        self._file.write(line)


class UnusableFile(ConfigurationError):
    """It is no export, or not a whole one."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be imported: {why}.")


def header_of(path: Path) -> Header:
    """What a file says about itself.

    Raises:
        UnusableFile: It is none of ours.
    """
    try:
        with path.open("rb") as file:
            first = json.loads(file.readline(LONGEST_LINE))
        if first["tenet"] != KIND:
            raise ValueError(first)
        if first["format"] != FORMAT:
            raise UnusableFile(path, f"it has the format {first['format']}, not {FORMAT}")
        guild_id = first["guild_id"]
        if type(guild_id) is not int:
            raise UnusableFile(path, "it does not say of which server it is")
        return Header(guild_id, *(str(first[name]) for name in ("schema", "version", "made_at")))
    except OSError as error:
        raise UnusableFile(path, str(error.strerror)) from error
    except (ValueError, TypeError, KeyError) as error:
        raise UnusableFile(path, "it is no export of Tenet") from error


LONGEST_LINE = 2**26
"""No row of ours comes near 64 MB; a file of one endless line must not fill the memory."""


def lines_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row of a file with its table's name, as plain data; the end is checked last.

    Raises:
        UnusableFile: It is not whole, or not as it was written.
    """
    digest = hashlib.sha256()
    count = 0
    with path.open("rb") as file:
        digest.update(file.readline(LONGEST_LINE))
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 2):
            try:
                content = json.loads(line)
                if "end" in content:
                    if (content["rows"], content["sha256"]) != (count, digest.hexdigest()):
                        raise UnusableFile(path, "it was changed after it was written")
                    if file.read(1):
                        raise UnusableFile(path, "something follows after its end")
                    return
                name, row = content["table"], dict(content["row"])
            except (ValueError, TypeError, KeyError) as error:
                raise UnusableFile(path, f"line {number} is no row") from error
            digest.update(line)
            count += 1
            yield name, row
    raise UnusableFile(path, "its end is missing; it was cut short")


def decoded(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row as Python has it.

    Raises:
        ValueError: It is not one of this table.
    """
    if set(row) != {column.name for column in table.columns}:
        raise ValueError(f"a row of {table.name} has other columns")
    try:
        return {column.name: _value(column, row[column.name]) for column in table.columns}
    except (TypeError, KeyError, InvalidOperation) as error:
        raise ValueError(f"a row of {table.name} has a value of another kind") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {DECIMAL: str(value)}
    return value.isoformat() if isinstance(value, date | time) else value


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    kind = _implied(column.type)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    if not isinstance(kind, JSON) and isinstance(value, dict):
        return Decimal(value[DECIMAL])
    return value


def _implied(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """What the database makes of a type of ours."""
    while isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    return kind
