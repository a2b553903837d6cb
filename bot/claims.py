"""Taking deliveries out of the outbox, and what becomes of them.

A claim holds for a while. One that is not marked by then is taken up again, by whoever looks first.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import UtcDateTime, insert_into, touch
from bot.deliveries import Delivery, Job, Lane, LanePause, State, topic
from bot.sharding import ALL_SHARDS, Shards

KEEP_DONE = timedelta(days=7)
"""Finished rows are only good for looking into what happened; a week is enough for that."""

KEEP_FAILED = timedelta(days=15)
FAILED_LATELY = timedelta(days=7)
"""Stewards are told of them once a week, and once a week may fall out."""

PRUNE_AT_ONCE = 500
"""Few enough that nobody's answer waits for the deletion."""


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
            Delivery.not_before,
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
            not_before=row.not_before,
        )
        for row in claimed
    ]


async def mark_done(
    session: AsyncSession,
    job: Job,
    *,
    now: datetime,
    spacing: timedelta = timedelta(0),
    note: str | None = None,
) -> None:
    """Close a delivery, unless it was asked for again meanwhile: then it runs once more.

    Args:
        spacing: At least this long until the same key is carried out again.
        note: Why nothing was sent.
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
            last_error=note and note[:300],
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


async def mark_waiting(session: AsyncSession, job: Job, *, until: datetime, now: datetime) -> None:
    """Give a delivery back until its moment comes; that was no try.

    What was asked for meanwhile may be something else, so it is looked at again at once.
    """
    again = Delivery.requests > job.requests
    await session.execute(
        update(Delivery)
        .where(Delivery.id == job.id)
        .values(
            claimed_until=None,
            attempts=job.attempts,
            not_before=case((again, now), else_=until),
        )
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


async def last_done_at(
    session: AsyncSession, lane: Lane, *, shards: Shards = ALL_SHARDS
) -> datetime | None:
    """When something in a lane was carried out last. It looks through a week: ask at the start."""
    query = select(func.max(Delivery.done_at)).where(
        Delivery.state == State.DONE, Delivery.lane == lane
    )
    ours = shards.clause(Delivery.guild_id.expression)
    found: datetime | None = await session.scalar(query if ours is None else query.where(ours))
    return found


_AHEAD = (
    select(Delivery.priority, func.count())
    .where(
        Delivery.state == State.PENDING,
        Delivery.lane == bindparam("lane"),
        Delivery.not_before <= bindparam("now", type_=UtcDateTime),
        or_(
            Delivery.claimed_until.is_(None),
            Delivery.claimed_until <= bindparam("now", type_=UtcDateTime),
        ),
    )
    .group_by(Delivery.priority)
)


async def due_by_priority(
    session: AsyncSession, lane: Lane, *, now: datetime, shards: Shards = ALL_SHARDS
) -> Mapping[int, int]:
    """How many deliveries of a lane wait for their turn now."""
    ours = shards.clause(Delivery.guild_id.expression)
    query = _AHEAD if ours is None else _AHEAD.where(ours)
    rows = await session.execute(query, {"lane": lane, "now": now})
    return dict(rows.all())


async def pending_count(session: AsyncSession) -> int:
    """How many deliveries wait."""
    query = select(func.count()).select_from(Delivery).where(Delivery.state == State.PENDING)
    return await session.scalar(query) or 0


@dataclass(frozen=True)
class Waiting:
    """What is still to be done on Discord in one server."""

    due: int
    due_since: datetime | None
    """When the oldest of them was asked for."""
    later: int
    """What has its time still before it."""
    failed: int
    """What could not be done in the last seven days."""


async def waiting(session: AsyncSession, guild_id: int, *, now: datetime) -> Waiting:
    """What waits in a server, and what failed there."""
    waits = Delivery.state == State.PENDING
    is_due = and_(waits, Delivery.not_before <= now)
    failed = and_(Delivery.state == State.FAILED, Delivery.done_at > now - FAILED_LATELY)
    row = (
        await session.execute(
            select(
                func.count(case((is_due, 1))),
                func.min(case((is_due, Delivery.created_at))),
                func.count(case((and_(waits, Delivery.not_before > now), 1))),
                func.count(case((failed, 1))),
            ).where(Delivery.guild_id == guild_id, Delivery.state != State.DONE)
        )
    ).one()
    return Waiting(*row)


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
    """Delete up to `limit` finished rows older than `KEEP_DONE` or `KEEP_FAILED`; how many."""
    old = (
        select(Delivery.id)
        .where(
            # Nothing is done before it is due, so this may go by the index on `not_before`.
            Delivery.state.in_((State.DONE, State.FAILED)),
            Delivery.lane.in_(tuple(Lane)),
            Delivery.not_before < now - KEEP_DONE,
            or_(
                and_(Delivery.state == State.DONE, Delivery.done_at < now - KEEP_DONE),
                Delivery.done_at < now - KEEP_FAILED,
            ),
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
