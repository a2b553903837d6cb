"""Which rows belong to a server."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, ColumnElement, Table, select

from bot import capabilities
from bot.db import Base

OF_THE_PROCESS = frozenset({"facts", "lane_pauses"})
"""Tables about the process itself and the application it runs as; they move with nobody."""


def tables() -> Iterator[Table]:
    """Every table with rows of servers, those that others refer to first."""
    capabilities.import_models()
    for table in Base.metadata.sorted_tables:
        if table.name not in OF_THE_PROCESS:
            yield table


def clause(table: Table, guild_id: int) -> ColumnElement[bool]:
    """Whether a row belongs to a server: by its own column, or by the row it hangs on.

    Raises:
        LookupError: The table has neither.
    """
    own = guild_column(table)
    if own is not None:
        return own == guild_id
    for column in table.columns:
        for key in column.foreign_keys:
            parent = key.column.table
            return column.in_(select(key.column).where(clause(parent, guild_id)))
    raise LookupError(f"nothing says to which server a row of {table.name} belongs")


def guild_column(table: Table) -> Column[int] | None:
    """The column that names the server, if the table has one."""
    return table.columns.get("id" if table.name == "guilds" else "guild_id")


def own_id(table: Table) -> Column[int] | None:
    """The column with ids that we give out ourselves, if the table has one."""
    column = table.autoincrement_column
    return None if column is None or column.foreign_keys else column
