"""The rules of buddies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.models import MemberKey
from cogs.buddies.models import Buddy, Pair


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """The file says nothing about buddies: members volunteer."""


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """The file says nothing about buddies."""
    return []


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """Introductions stay what they are, whatever the charter says."""
    return []


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """Introductions stay what they are, whatever the charter says."""


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase a member's offer and every introduction they were part of."""
    guild_id, user_id = member
    await session.execute(delete(Buddy).where(Buddy.guild_id == guild_id, Buddy.user_id == user_id))
    await session.execute(
        delete(Pair).where(
            Pair.guild_id == guild_id, or_(Pair.newcomer_id == user_id, Pair.buddy_id == user_id)
        )
    )


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """A member's offer, and when they were introduced to somebody."""
    buddy = await session.get(Buddy, tuple(member))
    pairs = await session.scalars(
        select(Pair)
        .where(
            Pair.guild_id == member.guild_id,
            or_(Pair.newcomer_id == member.user_id, Pair.buddy_id == member.user_id),
        )
        .order_by(Pair.id)
    )
    found: dict[str, Any] = {
        "introductions": [
            {
                "as": "newcomer" if pair.newcomer_id == member.user_id else "buddy",
                "state": pair.state,
                "wanted_at": pair.wanted_at.isoformat(),
            }
            for pair in pairs
        ]
    }
    if buddy is not None:
        found["offer"] = {"is_on": buddy.is_on, "per_week": buddy.per_week}
    return found
