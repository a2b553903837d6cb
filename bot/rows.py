"""Many rows in one parameter, for statements that a storm runs.

SQLAlchemy takes longer to bind the parameters of a thousand rows than SQLite to insert them. Given
as one text they cost it no more than a single one, and either database reads them by itself.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, String, Subquery, text

_orjson: Any
try:
    _orjson = importlib.import_module("orjson")
except ImportError:  # an optional dependency, for speed only
    _orjson = None

_TYPES = {int: BigInteger, str: String}


def given_rows(dialect: str, **columns: type[int] | type[str]) -> Subquery:
    """The rows that a statement is given as its parameter `rows`, as a table to select from.

    Args:
        columns: What stands in each row, in this order.
    """
    if dialect == "sqlite":
        parts = [f"json_extract(value, '$[{n}]') AS {name}" for n, name in enumerate(columns)]
        source = "json_each(:rows)"
    else:
        parts = [
            f"CAST(value ->> {n} AS {'BIGINT' if kind is int else 'VARCHAR'}) AS {name}"
            for n, (name, kind) in enumerate(columns.items())
        ]
        source = "json_array_elements(CAST(:rows AS JSON)) AS element(value)"
    query = text(f"SELECT {', '.join(parts)} FROM {source}")
    return query.columns(**{name: _TYPES[kind] for name, kind in columns.items()}).subquery("given")


def rows_as_text(rows: Iterable[Sequence[int | str | None]]) -> str:
    """Rows as that parameter wants them."""
    if _orjson is not None:
        written: bytes = _orjson.dumps(list(rows), default=tuple)
        return written.decode()
    return json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))
