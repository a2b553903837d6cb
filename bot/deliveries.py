"""The outbox: what Discord must now do, written in the transaction that wants it done.

A row says *that* something is to be done, not what it will look like: a capability's renderer words
it when it is sent, so it is never stale. A row is claimed for a while; a claim that expires is
taken up again, so a kill at any instruction loses nothing. What makes a repeat harmless is the
nonce of a post (Discord returns the message it already has) and the nature of everything else:
granting a role or writing an edit twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Executable,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    case,
    cast,
    delete,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime, insert_into, touch
from bot.models import MemberKey


class State(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Lane(StrEnum):
    """Deliveries that are slowed or stopped together."""

    GUILD = "guild"
    DM = "dm"


def topic(lane: Lane) -> str:
    """What a commit touches when it holds something to do in a lane; the worker listens."""
    return f"deliveries.{lane}"


class Delivery(Base):
    """One thing to do on Discord. Deleted 7 days after it is done, 15 after it failed."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("guild_id", "key"),
        Index("ix_deliveries_state_lane_not_before", "state", "lane", "not_before"),
        Index("ix_deliveries_claimed_until", "claimed_until"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(60))
    lane: Mapped[str] = mapped_column(String(10))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    priority: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    requests: Mapped[int]
    generation: Mapped[int]
    attempts: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rest_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(300))


class LanePause(Base):
    """A lane that Discord told us to leave alone. Overwritten by the next pause."""

    __tablename__ = "lane_pauses"

    lane: Mapped[str] = mapped_column(String(10), primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Wait:
    """What a renderer answers when the moment has not come: render this again then."""

    until: datetime


@dataclass(frozen=True)
class Drop:
    """What a renderer answers when this is not to be done any more, and somebody should know why.

    What has simply become pointless needs no reason: then a renderer answers None.
    """

    reason: str


@dataclass(frozen=True)
class Job:
    """A claimed delivery, as the worker carries it about."""

    id: int
    guild_id: int
    kind: str
    key: str
    lane: Lane
    payload: dict[str, Any]
    requests: int
    attempts: int
    """How often it was claimed before this time; above 0, an earlier try may have been sent."""
    nonce: str
    """At most 25 characters, the same for every try of one request."""
    created_at: datetime
    not_before: datetime
    """From when on it was to be done; a kill in the middle of it does not move that."""


async def enqueue(
    session: AsyncSession,
    kind: str,
    *,
    guild_id: int,
    key: str,
    now: datetime,
    payload: dict[str, Any] | None = None,
    lane: Lane = Lane.GUILD,
    priority: int = 5,
    not_before: datetime | None = None,
) -> None:
    """Ask Discord for something, once this transaction commits.

    Asking again under the same key while it is pending is the same delivery, with the later
    payload. Asking while it is being carried out makes it run once more afterwards.

    Args:
        key: What this is about, unique in the guild: `initiatives.card:7`.
        priority: 0 (somebody waits for it) to 9 (whenever there is time).
    """
    await enqueue_many(
        session,
        kind,
        [(guild_id, key, payload or {})],
        now=now,
        lane=lane,
        priority=priority,
        not_before=not_before,
    )


async def enqueue_many(
    session: AsyncSession,
    kind: str,
    wanted: Sequence[tuple[int, str, dict[str, Any]]],
    *,
    now: datetime,
    lane: Lane = Lane.GUILD,
    priority: int = 5,
    not_before: datetime | None = None,
) -> None:
    """`enqueue` for many `(guild_id, key, payload)` in one statement."""
    if not wanted:
        return
    rows = [
        {
            "guild_id": guild_id,
            "key": key,
            "kind": kind,
            "lane": lane,
            "payload": payload,
            "priority": priority,
            "not_before": not_before or now,
            "created_at": now,
        }
        for guild_id, key, payload in wanted
    ]
    await session.execute(_upsert(session.get_bind().dialect.name), rows)
    touch(session, topic(lane))


@cache
def _upsert(dialect: str) -> Executable:
    """Insert a delivery or ask for it again; built once, as building costs more than running."""
    statement = insert_into(Delivery, dialect).values(
        state=State.PENDING, requests=1, generation=1, attempts=0
    )
    asked = statement.excluded
    pending = Delivery.state == State.PENDING
    resting = and_(Delivery.rest_until.is_not(None), Delivery.rest_until > asked.not_before)
    return statement.on_conflict_do_update(
        index_elements=["guild_id", "key"],
        set_={
            "kind": asked.kind,
            "lane": asked.lane,
            "payload": asked.payload,
            "priority": asked.priority,
            "requests": Delivery.requests + 1,
            "generation": case((pending, Delivery.generation), else_=Delivery.generation + 1),
            "attempts": case((pending, Delivery.attempts), else_=0),
            "created_at": case((pending, Delivery.created_at), else_=asked.created_at),
            "not_before": case(
                (pending, Delivery.not_before),
                (resting, Delivery.rest_until),
                else_=asked.not_before,
            ),
            "claimed_until": case((pending, Delivery.claimed_until), else_=None),
            "last_error": None,
            "state": State.PENDING,
        },
    )


def _about(member: MemberKey) -> ColumnElement[bool]:
    """The deliveries that mention a member: in their key, or in what is to be done."""
    user_id = str(member.user_id)
    mentioned = or_(Delivery.key.contains(user_id), cast(Delivery.payload, Text).contains(user_id))
    return and_(Delivery.guild_id == member.guild_id, mentioned)


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Drop what was to be done for a member and is not done, and that it was done."""
    await session.execute(delete(Delivery).where(_about(member)))


async def export(session: AsyncSession, member: MemberKey) -> list[dict[str, object]]:
    """What is to be done for a member, or was lately."""
    rows = await session.scalars(select(Delivery).where(_about(member)).order_by(Delivery.id))
    return [
        {"kind": row.kind, "asked_at": row.created_at.isoformat(), "state": row.state}
        for row in rows
    ]
