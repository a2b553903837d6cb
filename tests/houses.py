"""Rows in every table for tests of moving house: with everything an id of ours can stand in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Constraint,
    Date,
    DateTime,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Time,
    UniqueConstraint,
    insert,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import JSON, TypeDecorator

from bot.moving import belonging

HOME = 800_000_000_000_000_001
OTHER = 800_000_000_000_000_002
SOMEBODY = 900_000_000_000_000_001
MOMENT = datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC)

Rows = dict[str, list[dict[str, Any]]]


def furnished(guild_id: int, *, first: int) -> Rows:
    """Two rows for every table of a server; its own ids begin with `first`."""
    return {
        table.name: [_row(table, guild_id, first + number, number) for number in _numbers(table)]
        for table in belonging.tables()
    }


def _numbers(table: Table) -> tuple[int, ...]:
    """One row where a server has only one."""
    guild = belonging.guild_column(table)
    alone = [constraint for constraint in table.constraints if _columns(constraint) == {guild}]
    return (0,) if alone else (0, 1)


def _columns(constraint: Constraint) -> set[object]:
    is_unique = isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint)
    return set(constraint.columns) if is_unique else set()


async def furnish(session: AsyncSession, rows: Rows) -> None:
    for table in belonging.tables():
        await session.execute(insert(table), rows[table.name])


async def inventory(session: AsyncSession, guild_id: int) -> Rows:
    """Every row of a server, in an order that does not depend on the database."""
    found: Rows = {}
    for table in belonging.tables():
        rows = await session.execute(select(table).where(belonging.clause(table, guild_id)))
        plain = [dict(row) for row in rows.mappings()]
        found[table.name] = sorted(plain, key=lambda row: repr(row))
    return found


def _row(table: Table, guild_id: int, id_: int, number: int) -> dict[str, Any]:
    special = SPECIAL.get(table.name, {})
    own = belonging.own_id(table)
    guild = belonging.guild_column(table)
    row = {}
    for column in table.columns:
        if guild is not None and column.name == guild.name:
            value: Any = guild_id
        elif column is own or column.foreign_keys:
            value = id_
        elif column.name in special:
            given = special[column.name]
            value = given(id_, number) if callable(given) else given
        else:
            value = _some(column, id_, number, guild_id)
        row[column.name] = value
    return row


def _some(column: Column[Any], id_: int, number: int, guild_id: int) -> Any:
    kind = column.type
    while isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    if column.name.endswith("value_id") or column.name in OWN:
        return id_
    if isinstance(kind, JSON):
        return {"text": f"Grüße 🌱 {number}", "value_id": id_, "user_id": SOMEBODY}
    if isinstance(kind, Boolean):
        return number == 1
    if isinstance(kind, DateTime):
        return MOMENT.replace(minute=number)
    if isinstance(kind, Date):
        return date(2026, 3, 2 + number)
    if isinstance(kind, Time):
        return time(8 + number)
    if isinstance(kind, Integer):
        return SOMEBODY + number if column.name.endswith(("_id", "_by")) else number + 1
    return f"{guild_id % 10}{number}"


OWN = frozenset({"run_id", "reminder_id", "proof_id"})

SPECIAL: dict[str, dict[str, Any]] = {
    "activity": {"kind": "initiative.joined", "subject_id": lambda id_, _: id_},
    "audit": {
        "what": "settings.pledges.roles",
        "before": lambda i, number: {str(i): None} if number else None,
        "after": lambda i, _: {str(i): {}},
    },
    "buddy_pairs": {"value_ids": lambda i, _: [i], "passed_over": [SOMEBODY]},
    "charter_versions": {"revisions": lambda i, _: [[i, 3, "🌱"]]},
    "charter_drafts": {
        "values": lambda i, _: [{"key": i, "id": i, "promise": "x"}],
        "steps": lambda i, _: [
            {"turn": 1_800_000_000_000, "part": f"value:{i}", "before": None},
            {"turn": 5, "part": "mission", "after": {"value": {"key": i, "id": i, "promise": ""}}},
        ],
    },
    "deliveries": {
        "kind": "pledges.react",
        "key": lambda i, number: f"pledges.react:{i}:{i}:{number}",
        "payload": lambda i, _: {"post_id": i, "value_id": i, "urgent": True},
    },
    "digest_items": {
        "kind": "initiatives.told",
        "key": lambda i, _: f"initiatives.told:{i}:closed:{SOMEBODY}",
        "payload": lambda i, _: {"initiative_id": i, "user_id": SOMEBODY},
    },
    "guild_settings": {
        "key": lambda _, number: ("pledges.roles", "language")[number],
        "value": lambda i, number: ({str(i): {"id": SOMEBODY}}, "de")[number],
    },
    "initiative_amounts": {"amount": Decimal("1234567.50")},
    "initiative_drafts": {"answers": lambda i, _: {"values": [i], "act_id": SOMEBODY}},
    "initiative_series": {"pattern": lambda i, _: {"value_ids": [i], "role_id": None}},
    "notices": {"about": lambda i, _: f"initiatives.silent:{i}", "closed_at": None},
    "onboarding_answers": {
        "step": lambda i, _: f"dilemma:{i}",
        "content": lambda i, _: {"values": [i], "kinds": ["one_off"]},
        "choice": lambda i, _: i,
    },
    "onboarding_journeys": {
        "step": lambda i, _: f"value:{i}",
        "reached": lambda i, _: ["mission", f"value:{i}", f"dilemma:{i}"],
    },
    "onboarding_tallies": {"step": lambda i, _: f"value:{i}"},
    "reconciliations": {"ended_at": MOMENT},
    "reminder_posts": {"question": lambda i, _: f"own-{i}"},
    "schedules": {"kind": "reminders.weekly", "subject_id": lambda i, _: i},
}
"""What stands in columns that name rows of ours in words, or in plain data."""
