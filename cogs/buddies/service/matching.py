"""Who is introduced to whom: the least-loaded buddy who is free, first one who shares a value."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries
from cogs.buddies.models import Buddy, End, Pair, PairState
from cogs.charter import service as charter
from cogs.pledges import service as pledges

INTRODUCE = "buddies.introduce"
"""Opens the thread in which the two are introduced."""

ARCHIVE = "buddies.archive"
"""Closes a thread in which nobody needs anything any more."""

WEEK = timedelta(days=7)


@dataclass
class Volunteer:
    """A buddy who could be introduced to somebody now.

    Attributes:
        load: Introductions within seven days, those on their way included.
    """

    user_id: int
    per_week: int
    load: int
    last_at: datetime | None
    value_ids: frozenset[int]


async def lock(session: AsyncSession, guild_id: int) -> None:
    """Have one use case at a time choose among a server's buddies.

    SQLite has one writer anyway; elsewhere two at once could both see the last free place. Nothing
    else here takes advisory locks, so a server's id can be their key.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(guild_id)))


async def match_waiting(session: AsyncSession, guild_id: int, *, now: datetime) -> int:
    """Find a buddy for everybody who waits for one, who waits longest first.

    The caller holds the `lock`.

    Returns:
        How many were found one.
    """
    await session.flush()
    in_order = [value.id for value in await charter.list_values(session, guild_id)]
    free = await list_free(session, guild_id, in_order, now=now)
    if not free:
        return 0  # a crowd that waits costs nothing while nobody is free
    waiting = (
        await session.scalars(
            select(Pair)
            .where(Pair.guild_id == guild_id, Pair.state == PairState.WANTED)
            .order_by(Pair.wanted_at, Pair.id)
        )
    ).all()
    given_up = await _given_up(session, guild_id)
    found = 0
    for pair in waiting:
        without = {*pair.passed_over, *given_up.get(pair.newcomer_id, ())}
        volunteer = choose(pair.newcomer_id, pair.value_ids, without, free)
        if volunteer is None:
            continue
        shared = volunteer.value_ids.intersection(pair.value_ids)
        pair.state = PairState.MATCHED
        pair.buddy_id = volunteer.user_id
        pair.value_id = next((value_id for value_id in in_order if value_id in shared), None)
        pair.matched_at = volunteer.last_at = now
        pair.matches += 1
        volunteer.load += 1
        found += 1
        await deliveries.enqueue(
            session,
            INTRODUCE,
            guild_id=guild_id,
            key=f"{INTRODUCE}:{pair.id}:{pair.matches}",
            payload={"pair_id": pair.id, "match": pair.matches},
            now=now,
            priority=2,
        )
    await session.flush()
    return found


async def list_free(
    session: AsyncSession, guild_id: int, in_force: Collection[int], *, now: datetime
) -> list[Volunteer]:
    """Everybody who could be introduced to somebody now, as far as the database knows.

    Args:
        in_force: The values that can be shared: what the charter no longer has joins nobody.
    """
    buddies = (
        await session.scalars(
            select(Buddy)
            .where(
                Buddy.guild_id == guild_id,
                Buddy.is_on,
                Buddy.left_at.is_(None),
                or_(Buddy.away_until.is_(None), Buddy.away_until <= now),
            )
            .order_by(Buddy.user_id)
        )
    ).all()
    if not buddies:
        return []
    rows = await session.execute(
        select(
            Pair.buddy_id,
            func.sum(
                case(
                    (Pair.state == PairState.MATCHED, 1),
                    (Pair.introduced_at > now - WEEK, 1),
                    else_=0,
                )
            ),
            func.max(func.coalesce(Pair.introduced_at, Pair.matched_at)),
        )
        .where(Pair.guild_id == guild_id, Pair.buddy_id.is_not(None))
        .group_by(Pair.buddy_id)
    )
    known = {buddy_id: (load, last_at) for buddy_id, load, last_at in rows}
    held = await pledges.held_by(session, guild_id, [buddy.user_id for buddy in buddies])
    free = []
    for buddy in buddies:
        load, last_at = known.get(buddy.user_id, (0, None))
        if load < buddy.per_week:
            values = held.get(buddy.user_id, frozenset()).intersection(in_force)
            free.append(Volunteer(buddy.user_id, buddy.per_week, load, last_at, values))
    return free


def choose(
    newcomer_id: int | None,
    value_ids: Sequence[int],
    without: Collection[int],
    volunteers: Sequence[Volunteer],
) -> Volunteer | None:
    """The fittest for a newcomer: a shared value before none, then who has had the least to do.

    Among equals it is whose last introduction is longest ago.
    """
    fitting = [
        volunteer
        for volunteer in volunteers
        if volunteer.load < volunteer.per_week
        and volunteer.user_id != newcomer_id
        and volunteer.user_id not in without
    ]

    def order(volunteer: Volunteer) -> tuple[bool, int, float, int]:
        last = 0.0 if volunteer.last_at is None else volunteer.last_at.timestamp()
        apart = volunteer.value_ids.isdisjoint(value_ids)
        return apart, volunteer.load, last, volunteer.user_id

    return min(fitting, key=order, default=None)


async def _given_up(session: AsyncSession, guild_id: int) -> dict[int | None, set[int]]:
    """By newcomer, the buddies they were introduced to and wanted somebody else than."""
    rows = await session.execute(
        select(Pair.newcomer_id, Pair.buddy_id).where(
            Pair.guild_id == guild_id,
            Pair.why_ended == End.WITHDRAWN,
            Pair.introduced_at.is_not(None),
        )
    )
    found: dict[int | None, set[int]] = {}
    for newcomer_id, buddy_id in rows:
        if buddy_id is not None:
            found.setdefault(newcomer_id, set()).add(buddy_id)
    return found


def release(pair: Pair, *, passed_over: bool) -> None:
    """Undo a match: the newcomer waits again.

    Args:
        passed_over: Do not try the same buddy again for a while.
    """
    if passed_over and pair.buddy_id is not None:
        pair.passed_over = sorted({*pair.passed_over, pair.buddy_id})
    pair.state = PairState.WANTED
    pair.buddy_id = pair.value_id = None


async def end(session: AsyncSession, pair: Pair, why: End, now: datetime) -> None:
    """It is over; what the newcomer chose is not needed any more."""
    pair.state, pair.why_ended, pair.ended_at = PairState.ENDED, why, now
    pair.value_ids, pair.passed_over = [], []
    await record(session, "buddy.ended", pair, now, source=why)


async def close(session: AsyncSession, guild_id: int, thread_id: int, now: datetime) -> None:
    """Have a thread of two closed."""
    await deliveries.enqueue(
        session,
        ARCHIVE,
        guild_id=guild_id,
        key=f"{ARCHIVE}:{thread_id}",
        payload={"thread_id": thread_id},
        now=now,
    )


async def record(
    session: AsyncSession,
    kind: str,
    pair: Pair,
    now: datetime,
    *,
    value_id: int | None = None,
    source: str = "button",
) -> None:
    """Write an act about two people into the ledger; it is the newcomer's."""
    await activity.record(
        session,
        kind,
        guild_id=pair.guild_id,
        at=now,
        user_id=pair.newcomer_id,
        subject_id=pair.id,
        value_id=value_id,
        source=source,
    )
