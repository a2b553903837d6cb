"""Where people stand in the tables, found by what the columns are called."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Table, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.schema import Column

from bot.db import Base

COLUMNS = frozenset(
    {
        *("user_id", "actor_id", "owner_id", "organiser_id", "newcomer_id", "buddy_id"),
        *("written_by", "changed_by", "published_by", "decided_by", "told_by", "confirmed_by"),
    }
)
"""What a column is called that holds the id of a member."""


def columns_of(table: Table) -> Iterator[Column[int]]:
    """The columns of a table that hold people."""
    return (column for column in table.columns if column.name in COLUMNS)


async def servers_of(session: AsyncSession, user_id: int) -> list[int]:
    """The servers in which anything is stored about somebody, whether they are there or not."""
    queries = [select(table.c.guild_id).where(column == user_id) for table, column in _of_servers()]
    return sorted(await session.scalars(union(*queries)))


async def known_among(session: AsyncSession, guild_id: int, user_ids: Collection[int]) -> list[int]:
    """Those of some people about whom anything is stored in a server."""
    queries = [
        select(column).where(table.c.guild_id == guild_id, column.in_(user_ids))
        for table, column in _of_servers()
    ]
    return sorted(await session.scalars(union(*queries)))


async def known_in(session: AsyncSession, guild_id: int) -> list[int]:
    """Everybody about whom anything is stored in a server."""
    queries = [
        select(column).where(table.c.guild_id == guild_id, column.is_not(None))
        for table, column in _of_servers()
    ]
    return sorted(await session.scalars(union(*queries)))


def _of_servers() -> Iterator[tuple[Table, Column[int]]]:
    for table in Base.metadata.sorted_tables:
        if "guild_id" in table.c:
            for column in columns_of(table):
                yield table, column
