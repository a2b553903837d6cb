"""From a match to a thread of two, and back when somebody cannot be introduced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from cogs.buddies.models import End, Pair, PairState
from cogs.buddies.service.matching import close, end, lock, match_waiting, record, release

RETRY_AFTER = timedelta(hours=1)
"""How long somebody who could not be introduced, or a channel that let nobody in, is left alone."""

LOST_AFTER = timedelta(days=2)
"""A match older than this has no delivery any more: those are tried for a day."""

WAITS_FOR = timedelta(days=14)
"""How long a wish waits; whoever still wants somebody after that can say so again."""


@dataclass(frozen=True)
class Match:
    """Two who are about to be introduced."""

    pair_id: int
    number: int
    guild_id: int
    newcomer_id: int
    buddy_id: int
    value_id: int | None


async def find_match(session: AsyncSession, pair_id: int, number: int) -> Match | None:
    """The two to introduce, if this match still stands."""
    pair = await session.get(Pair, pair_id)
    if pair is None or pair.state != PairState.MATCHED or pair.matches != number:
        return None
    assert pair.newcomer_id is not None
    assert pair.buddy_id is not None
    return Match(
        pair.id, number, pair.guild_id, pair.newcomer_id, pair.buddy_id, value_id=pair.value_id
    )


async def introduced(
    session: AsyncSession,
    pair_id: int,
    number: int,
    *,
    guild_id: int,
    thread_id: int,
    now: datetime,
) -> None:
    """The thread stands, with both in it. If that was called off meanwhile, it is closed again."""
    pair = await session.get(Pair, pair_id, with_for_update=True)
    if pair is None or pair.state != PairState.MATCHED or pair.matches != number:
        await close(session, guild_id, thread_id, now)
        return
    pair.state = PairState.INTRODUCED
    pair.thread_id, pair.introduced_at = thread_id, now
    pair.value_ids, pair.passed_over = [], []
    await record(session, "buddy.introduced", pair, now, value_id=pair.value_id)


async def pass_over(session: AsyncSession, match: Match, *, now: datetime) -> None:
    """The buddy cannot be introduced at this moment: somebody else, or wait for somebody."""
    await lock(session, match.guild_id)
    pair = await _still(session, match.pair_id, match.number)
    if pair is not None:
        release(pair, passed_over=True)
        await match_waiting(session, match.guild_id, now=now)


async def no_place(session: AsyncSession, pair_id: int, number: int) -> None:
    """No thread can be opened for two; nobody has noticed anything but the newcomer, who waits."""
    pair = await _still(session, pair_id, number)
    if pair is not None:
        release(pair, passed_over=False)
        pair.state = PairState.BLOCKED


async def is_blocked(session: AsyncSession, guild_id: int, *, now: datetime) -> bool:
    """Whether somebody waits for a thread that could not be opened, and not a moment ago."""
    found = await session.scalar(
        select(Pair.id)
        .where(
            Pair.guild_id == guild_id,
            Pair.state == PairState.BLOCKED,
            Pair.matched_at <= now - RETRY_AFTER,
        )
        .limit(1)
    )
    return found is not None


async def unblock(session: AsyncSession, guild_id: int, *, now: datetime) -> int:
    """Threads may be possible again: find buddies anew; how many were found one."""
    await lock(session, guild_id)
    pairs = await session.scalars(
        select(Pair).where(Pair.guild_id == guild_id, Pair.state == PairState.BLOCKED)
    )
    for pair in pairs:
        pair.state = PairState.WANTED
    return await match_waiting(session, guild_id, now=now)


async def free_of(session: AsyncSession, buddy: MemberKey, *, now: datetime) -> None:
    """A buddy is not there for what has not begun yet; somebody else may be.

    The caller holds the `lock`.
    """
    pairs = await session.scalars(
        select(Pair).where(
            Pair.guild_id == buddy.guild_id,
            Pair.buddy_id == buddy.user_id,
            Pair.state == PairState.MATCHED,
        )
    )
    for pair in pairs:
        release(pair, passed_over=False)
    await match_waiting(session, buddy.guild_id, now=now)


async def list_busy(session: AsyncSession) -> list[int]:
    """The servers in which somebody waits for a buddy, or for being introduced."""
    rows = await session.scalars(
        select(Pair.guild_id)
        .where(Pair.state.in_((PairState.WANTED, PairState.BLOCKED, PairState.MATCHED)))
        .distinct()
        .order_by(Pair.guild_id)
    )
    return list(rows)


async def look_after(session: AsyncSession, guild_id: int, *, now: datetime) -> int:
    """Whatever time alone has changed: wishes that end, weeks that are over, buddies who are back.

    Returns:
        How many were found a buddy.
    """
    await lock(session, guild_id)
    pairs = await session.scalars(
        select(Pair).where(
            Pair.guild_id == guild_id,
            Pair.state.in_((PairState.WANTED, PairState.BLOCKED, PairState.MATCHED)),
        )
    )
    for pair in pairs.all():
        tried_at = pair.matched_at or pair.wanted_at
        if pair.state == PairState.MATCHED:
            if tried_at <= now - LOST_AFTER:
                release(pair, passed_over=False)
                pair.state = PairState.BLOCKED
        elif pair.wanted_at <= now - WAITS_FOR:
            await end(session, pair, End.EXPIRED, now)
        elif tried_at <= now - RETRY_AFTER:
            pair.passed_over = []
    return await match_waiting(session, guild_id, now=now)


async def _still(session: AsyncSession, pair_id: int, number: int) -> Pair | None:
    pair = await session.get(Pair, pair_id, with_for_update=True)
    if pair is None or pair.state != PairState.MATCHED or pair.matches != number:
        return None
    return pair
