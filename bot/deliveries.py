"""The outbox: what Discord must now do, written in the transaction that wants it done.

A row says *that* something is to be done, not what it will look like: a capability's renderer words
it when it is sent, so it is never stale. A row is claimed for a while; a claim that expires is
taken up again, so a kill at any instruction loses nothing. What makes a repeat harmless is the
nonce of a post (Discord returns the message it already has) and the nature of everything else:
granting a role or writing an edit twice changes nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Executable,
    Index,
    Integer,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime, insert_into, touch

KEEP_DONE = timedelta(days=7)
"""Finished rows are only good for looking into what happened; a week is enough for that."""

PRUNE_AT_ONCE = 500
"""Few enough that nobody's answer waits for the deletion."""


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
    """One thing to do on Discord. Finished rows are deleted after `KEEP_DONE`."""

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


@dataclass(frozen=True)
class Shards:
    """Which guilds this process serves: those on its shards."""

    count: int
    ids: tuple[int, ...]

    @property
    def are_all(self) -> bool:
        """Whether no other process serves guilds."""
        return len(self.ids) == self.count

    def clause(self, column: ColumnElement[int]) -> ColumnElement[bool] | None:
        """Whether a guild is ours, as SQL; None when every guild is.

        Discord puts a guild on the shard `(guild_id >> 22) % count`.
        """
        if self.are_all:
            return None
        return (column.op(">>")(literal_column("22", Integer)) % self.count).in_(self.ids)


ALL_SHARDS = Shards(1, (0,))


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


async def claim(
    session: AsyncSession,
    *,
    now: datetime,
    hold: timedelta,
    limit: int,
    shards: Shards = ALL_SHARDS,
    lanes: Collection[Lane] = tuple(Lane),
    without_ids: Collection[int] = (),
) -> list[Job]:
    """Take up to `limit` due deliveries of our guilds, most urgent first.

    Args:
        hold: How long they are ours; a claim that is not marked by then is taken up again.
        without_ids: Rows this process is still busy with although their claim ran out.
    """
    wanted = (
        select(Delivery.id)
        .where(
            Delivery.state == State.PENDING,
            Delivery.lane.in_(lanes),
            Delivery.not_before <= now,
            or_(Delivery.claimed_until.is_(None), Delivery.claimed_until <= now),
        )
        .order_by(Delivery.priority, Delivery.not_before, Delivery.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ours = shards.clause(Delivery.guild_id.expression)
    if ours is not None:
        wanted = wanted.where(ours)
    if without_ids:
        wanted = wanted.where(Delivery.id.not_in(without_ids))
    # PostgreSQL may run a subquery once for each row of the table, each time with other rows; what
    # stands in a WITH and takes locks it runs once.
    found = wanted.cte("wanted")
    rows = await session.execute(
        update(Delivery)
        .where(Delivery.id.in_(select(found.c.id)))
        .values(claimed_until=now + hold, attempts=Delivery.attempts + 1)
        .returning(
            Delivery.id,
            Delivery.guild_id,
            Delivery.kind,
            Delivery.key,
            Delivery.lane,
            Delivery.payload,
            Delivery.requests,
            Delivery.attempts,
            Delivery.generation,
            Delivery.created_at,
            Delivery.priority,
        )
        .execution_options(synchronize_session=False)
    )
    claimed = sorted(rows, key=lambda row: (row.priority, row.id))
    return [
        Job(
            id=row.id,
            guild_id=row.guild_id,
            kind=row.kind,
            key=row.key,
            lane=Lane(row.lane),
            payload=row.payload,
            requests=row.requests,
            attempts=row.attempts - 1,
            nonce=_nonce(row.guild_id, row.key, row.generation, row.created_at),
            created_at=row.created_at,
        )
        for row in claimed
    ]


async def mark_done(
    session: AsyncSession, job: Job, *, now: datetime, spacing: timedelta = timedelta(0)
) -> None:
    """Close a delivery, unless it was asked for again meanwhile: then it runs once more.

    Args:
        spacing: At least this long until the same key is carried out again.
    """
    again = Delivery.requests > job.requests
    await session.execute(
        update(Delivery)
        .where(Delivery.id == job.id)
        .values(
            state=case((again, State.PENDING), else_=State.DONE),
            generation=case((again, Delivery.generation + 1), else_=Delivery.generation),
            created_at=case((again, now), else_=Delivery.created_at),
            not_before=case((again, now + spacing), else_=Delivery.not_before),
            attempts=0,
            claimed_until=None,
            done_at=now,
            rest_until=now + spacing,
            last_error=None,
        )
    )
    touch(session, topic(job.lane))


async def mark_later(session: AsyncSession, job: Job, *, not_before: datetime, error: str) -> None:
    """Give a delivery back for another try."""
    await session.execute(
        update(Delivery)
        .where(Delivery.id == job.id)
        .values(claimed_until=None, not_before=not_before, last_error=error[:300])
    )
    touch(session, topic(job.lane))


async def mark_failed(session: AsyncSession, job: Job, *, now: datetime, error: str) -> None:
    """Close a delivery that cannot be carried out, unless it was asked for again meanwhile.

    What was asked for may be something else by now, such as another role.
    """
    again = Delivery.requests > job.requests
    await session.execute(
        update(Delivery)
        .where(Delivery.id == job.id)
        .values(
            state=case((again, State.PENDING), else_=State.FAILED),
            generation=case((again, Delivery.generation + 1), else_=Delivery.generation),
            created_at=case((again, now), else_=Delivery.created_at),
            not_before=case((again, now), else_=Delivery.not_before),
            attempts=case((again, 0), else_=Delivery.attempts),
            claimed_until=None,
            done_at=now,
            last_error=error[:300],
        )
    )
    touch(session, topic(job.lane))


async def end_those_of(session: AsyncSession, guild_ids: Collection[int], *, now: datetime) -> None:
    """Close what is pending for servers that have removed us."""
    await session.execute(
        update(Delivery)
        .where(Delivery.guild_id.in_(guild_ids), Delivery.state == State.PENDING)
        .values(
            state=State.FAILED,
            claimed_until=None,
            done_at=now,
            last_error="the server has removed us",
        )
    )


async def give_back_claims(session: AsyncSession) -> int:
    """Free what a former process of ours had claimed; only where one process owns the database."""
    result = await session.execute(
        update(Delivery)
        .where(Delivery.state == State.PENDING, Delivery.claimed_until.is_not(None))
        .values(claimed_until=None)
    )
    return int(getattr(result, "rowcount", 0))


_DUE = (
    select(Delivery.id)
    .where(
        Delivery.state == State.PENDING,
        Delivery.lane.in_(bindparam("lanes", expanding=True)),
        Delivery.not_before <= bindparam("now", type_=UtcDateTime),
        or_(
            Delivery.claimed_until.is_(None),
            Delivery.claimed_until <= bindparam("now", type_=UtcDateTime),
        ),
    )
    .limit(1)
)
_NEXT_DUE = (
    select(Delivery.not_before)
    .where(
        Delivery.state == State.PENDING,
        Delivery.lane == bindparam("lane"),
        Delivery.not_before > bindparam("now", type_=UtcDateTime),
    )
    .order_by(Delivery.not_before)
    .limit(1)
)
_NEXT_CLAIM_OVER = (
    select(Delivery.claimed_until)
    .where(Delivery.claimed_until > bindparam("now", type_=UtcDateTime))
    .order_by(Delivery.claimed_until)
    .limit(1)
)


async def is_due(
    session: AsyncSession, *, now: datetime, lanes: Collection[Lane], shards: Shards = ALL_SHARDS
) -> bool:
    """Whether there is anything to claim."""
    ours = shards.clause(Delivery.guild_id.expression)
    query = _DUE if ours is None else _DUE.where(ours)
    return await session.scalar(query, {"now": now, "lanes": list(lanes)}) is not None


async def next_due_at(
    session: AsyncSession, *, now: datetime, lanes: Collection[Lane]
) -> datetime | None:
    """The next moment after `now` at which something becomes due, or a claim runs out.

    Guilds of other processes are counted too: looking once in vain is cheaper than asking.
    """
    moments = [
        await session.scalar(_NEXT_CLAIM_OVER, {"now": now}),
        *[await session.scalar(_NEXT_DUE, {"now": now, "lane": lane}) for lane in lanes],
    ]
    return min((moment for moment in moments if moment is not None), default=None)


async def pending_count(session: AsyncSession) -> int:
    """How many deliveries wait."""
    query = select(func.count()).select_from(Delivery).where(Delivery.state == State.PENDING)
    return await session.scalar(query) or 0


async def pause(session: AsyncSession, lane: Lane, *, until: datetime) -> None:
    """Leave a lane alone until a moment; it outlives a restart."""
    statement = insert_into(LanePause, session.get_bind().dialect.name)
    await session.execute(
        statement.values(lane=lane, until=until).on_conflict_do_update(
            index_elements=["lane"], set_={"until": until}
        )
    )
    touch(session, topic(lane))


async def paused_lanes(session: AsyncSession, *, now: datetime) -> dict[Lane, datetime]:
    """The lanes that are paused, and until when."""
    rows = await session.execute(
        select(LanePause.lane, LanePause.until).where(LanePause.until > now)
    )
    return {Lane(lane): until for lane, until in rows}


async def prune(session: AsyncSession, *, now: datetime, limit: int = PRUNE_AT_ONCE) -> int:
    """Delete up to `limit` finished rows older than `KEEP_DONE`; how many."""
    old = (
        select(Delivery.id)
        .where(
            # Nothing is done before it is due, so this may go by the index on `not_before`.
            Delivery.state.in_((State.DONE, State.FAILED)),
            Delivery.lane.in_(tuple(Lane)),
            Delivery.not_before < now - KEEP_DONE,
            Delivery.done_at < now - KEEP_DONE,
        )
        .limit(limit)
    )
    result = await session.execute(
        delete(Delivery).where(Delivery.id.in_(old)).execution_options(synchronize_session=False)
    )
    return int(getattr(result, "rowcount", 0))


def _nonce(guild_id: int, key: str, generation: int, created_at: datetime) -> str:
    seed = f"{guild_id}:{key}:{generation}:{created_at.timestamp()}"
    return base64.b32encode(hashlib.sha256(seed.encode()).digest()[:15]).decode().lower()
