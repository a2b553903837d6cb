"""People who leave their server: what they offered rests, and nothing they shared dangles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from bot.models import MemberKey
from cogs.buddies.models import Buddy, End, Pair, PairState
from cogs.buddies.service.introducing import WAITS_FOR
from cogs.buddies.service.matching import close, end, lock, match_waiting, release

ORPHANED = "buddies.orphaned"
"""Says in the thread of two that the buddy has left the server."""


async def leave(session: AsyncSession, members: Sequence[MemberKey], *, now: datetime) -> int:
    """People left their server: what they offered rests, and nothing they shared dangles.

    Returns:
        How many offers and introductions that concerned.
    """
    concerned = 0
    for guild_id in sorted({member.guild_id for member in members}):
        gone = [member.user_id for member in members if member.guild_id == guild_id]
        concerned += await _leave(session, guild_id, gone, now)
    return concerned


async def _leave(session: AsyncSession, guild_id: int, gone: Sequence[int], now: datetime) -> int:
    buddies = select(Buddy).where(
        Buddy.guild_id == guild_id, Buddy.user_id.in_(gone), Buddy.left_at.is_(None)
    )
    pairs = select(Pair).where(
        Pair.guild_id == guild_id,
        Pair.state != PairState.ENDED,
        or_(Pair.newcomer_id.in_(gone), Pair.buddy_id.in_(gone)),
    )
    if (await session.execute(select(buddies.exists() | pairs.exists()))).scalar() is not True:
        return 0
    await lock(session, guild_id)
    concerned = 0
    for buddy in await session.scalars(buddies):
        buddy.is_on, buddy.left_at = False, now
        concerned += 1
    for pair in (await session.scalars(pairs.order_by(Pair.id))).all():
        concerned += 1
        if pair.newcomer_id in gone:
            if pair.introduced_at is None:
                pair.buddy_id = None
            await end(session, pair, End.NEWCOMER_LEFT, now)
            if pair.thread_id is not None:
                await close(session, guild_id, pair.thread_id, now)
        elif pair.state == PairState.MATCHED:
            release(pair, passed_over=False)
        else:
            await end(session, pair, End.BUDDY_LEFT, now)
            await _say_so(session, pair, now)
    await match_waiting(session, guild_id, now=now)
    return concerned


async def find_orphaned(session: AsyncSession, pair_id: int) -> int | None:
    """The thread in which somebody was left without their buddy, if they still are."""
    pair = await session.get(Pair, pair_id)
    if pair is None or pair.why_ended != End.BUDDY_LEFT or pair.newcomer_id is None:
        return None
    return pair.thread_id


async def _say_so(session: AsyncSession, pair: Pair, now: datetime) -> None:
    if pair.introduced_at is None or pair.introduced_at <= now - WAITS_FOR:
        return  # they know each other, or have given it up, by now
    if pair.thread_id is not None:
        await deliveries.enqueue(
            session,
            ORPHANED,
            guild_id=pair.guild_id,
            key=f"{ORPHANED}:{pair.id}",
            payload={"pair_id": pair.id},
            now=now,
        )
