"""What is left of a member whom everything has forgotten: nothing that names them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    String,
    Table,
    Time,
    insert,
    select,
)

from bot import activity, capabilities, contact, preferences, schedules
from bot.db import Base, Database, UtcDateTime
from bot.models import MemberKey
from cogs.initiatives.models import Exact
from tests.conftest import GUILD, MONDAY

pytestmark = pytest.mark.asyncio

MEMBER = MemberKey(GUILD, 900_000_000_000_000_001)

PEOPLE = {
    *("user_id", "actor_id", "owner_id", "organiser_id", "newcomer_id", "buddy_id"),
    *("written_by", "changed_by", "published_by", "decided_by", "told_by", "confirmed_by"),
}
"""The columns that hold people."""

KEPT = {"audit": "who changed which setting is what stewards answer for to one another"}


EXAMPLES: dict[type, Any] = {
    UtcDateTime: MONDAY,
    Date: MONDAY.date(),
    Time: MONDAY.time(),
    JSON: [],
    Boolean: False,
    Float: 1.0,
    Integer: 1,
    Exact: Decimal(1),
    String: "running",
}


def person_columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.name in PEOPLE]


def something(column: Column[Any]) -> Any:
    """A value that a column takes; whoever stands in it is the member."""
    if column.name in PEOPLE:
        return MEMBER.user_id
    if column.name == "guild_id" or str(column) == "guilds.id":
        return GUILD
    for kind, example in EXAMPLES.items():
        if isinstance(column.type, kind):
            return example
    raise AssertionError(f"what goes into {column}?")


async def test_every_table_in_which_a_member_stands_lets_them_go(db: Database) -> None:
    async with db.begin() as session:
        for table in Base.metadata.sorted_tables:
            row = {column.name: something(column) for column in table.columns}
            await session.execute(insert(table).values(row))
        for _, service in capabilities.services():
            await service.forget(session, MEMBER)
        for spine in (activity, contact, preferences, schedules):
            await spine.forget(session, MEMBER)

    tables = [table for table in Base.metadata.sorted_tables if table.name not in KEPT]
    held = [column for table in tables for column in person_columns(table)]
    async with db.read() as session:
        left = [
            str(column)
            for column in held
            if MEMBER.user_id in (await session.scalars(select(column))).all()
        ]

    assert len(held) > 15
    assert left == []
