"""What is kept of whom, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, cast, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import GRACE, MemberKey
from cogs.buddies.models import Buddy, End, Pair, PairState

KEEP = timedelta(days=30)
"""How long an introduction is kept (DESIGN §7)."""


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase a member's offer and their part in every introduction.

    Of an introduction as a newcomer it stays that a buddy had one, and when: what they offered for
    a week holds. Whoever they were about to be introduced to waits again.
    """
    guild_id, user_id = member
    await session.execute(delete(Buddy).where(Buddy.guild_id == guild_id, Buddy.user_id == user_id))
    as_newcomer = (Pair.guild_id == guild_id, Pair.newcomer_id == user_id)
    as_buddy = (Pair.guild_id == guild_id, Pair.buddy_id == user_id)
    await session.execute(
        update(Pair)
        .where(*as_buddy, Pair.state == PairState.MATCHED)
        .values(state=PairState.WANTED, buddy_id=None, value_id=None)
    )
    await session.execute(
        update(Pair)
        .where(*as_buddy, Pair.state == PairState.INTRODUCED)
        .values(state=PairState.ENDED, why_ended=End.BUDDY_LEFT, ended_at=Pair.introduced_at)
    )
    await session.execute(update(Pair).where(*as_buddy).values(buddy_id=None, value_id=None))
    await session.execute(
        delete(Pair).where(*as_newcomer, or_(Pair.introduced_at.is_(None), Pair.buddy_id.is_(None)))
    )
    await session.execute(
        update(Pair)
        .where(*as_newcomer)
        .values(
            newcomer_id=None,
            thread_id=None,
            value_id=None,
            state=PairState.ENDED,
            ended_at=Pair.introduced_at,
        )
    )
    passed_over = await session.scalars(
        select(Pair).where(
            Pair.guild_id == guild_id, cast(Pair.passed_over, Text).contains(str(user_id))
        )
    )
    for pair in passed_over:
        pair.passed_over = [one for one in pair.passed_over if one != user_id]


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """A member's offer, and when they were introduced to somebody; never to whom."""
    found: dict[str, Any] = {}
    buddy = await session.get(Buddy, tuple(member))
    if buddy is not None:
        found["offer"] = {
            "is_on": buddy.is_on,
            "per_week": buddy.per_week,
            "away_until": _moment(buddy.away_until),
            "changed_at": _moment(buddy.changed_at),
            "left_at": _moment(buddy.left_at),
        }
    pairs = (
        await session.scalars(
            select(Pair)
            .where(
                Pair.guild_id == member.guild_id,
                or_(Pair.newcomer_id == member.user_id, Pair.buddy_id == member.user_id),
            )
            .order_by(Pair.id)
        )
    ).all()
    if pairs:
        found["introductions"] = [_described(pair, member.user_id) for pair in pairs]
    return found


async def purge(session: AsyncSession, *, now: datetime) -> None:
    """Delete the introductions that are long over, and the offers of those who left long ago."""
    before = now - KEEP
    await session.execute(
        delete(Pair).where(or_(Pair.introduced_at < before, Pair.ended_at < before))
    )
    await session.execute(delete(Buddy).where(Buddy.left_at < now - GRACE))


def _described(pair: Pair, user_id: int) -> dict[str, Any]:
    is_newcomer = pair.newcomer_id == user_id
    told: dict[str, Any] = {
        "as": "newcomer" if is_newcomer else "buddy",
        "state": pair.state,
        "introduced_at": _moment(pair.introduced_at),
        "thread_id": pair.thread_id,
    }
    if is_newcomer:
        told |= {
            "wanted_at": _moment(pair.wanted_at),
            "value_ids": pair.value_ids,
            "ended_at": _moment(pair.ended_at),
            "why_ended": pair.why_ended,
        }
    return told


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
