"""Members who have left: their journeys rest, and after the grace period they are forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot import contact
from bot.models import GRACE, MemberKey
from cogs.onboarding.models import Journey, NativeOnboarding, Offer
from cogs.onboarding.service import journeys, native, offers, records


async def leave(session: AsyncSession, members: Sequence[MemberKey], now: datetime) -> int:
    """Note that members have left.

    Returns:
        How many were under way.
    """
    closed = await journeys.leave(session, members, now=now)
    await offers.leave(session, members, now=now)
    await native.leave(session, members, now=now)
    return closed


async def list_known(
    session: AsyncSession, guild_id: int, *, after: int, limit: int
) -> Sequence[MemberKey]:
    """Some of those of whom something is kept and who have not left as far as we know.

    Args:
        after: The user with whom the last look ended.
    """
    of_each = [
        select(table.user_id).where(
            table.guild_id == guild_id, table.left_at.is_(None), table.user_id > after
        )
        for table in (Journey, Offer, NativeOnboarding)
    ]
    known = union(*of_each).subquery()
    found = await session.scalars(select(known.c.user_id).order_by(known.c.user_id).limit(limit))
    return [MemberKey(guild_id, user_id) for user_id in found]


async def purge(session: AsyncSession, *, now: datetime) -> None:
    """Forget those who left longer than the grace period ago."""
    await _forget_contacts(session, now=now)
    await records.purge(session, now=now)
    await offers.purge(session, left_before=now - GRACE)
    await native.purge(session, left_before=now - GRACE)


async def _forget_contacts(session: AsyncSession, *, now: datetime) -> None:
    """Of those who are forgotten for good, forget whom we wrote to as well."""
    gone = [
        select(table.guild_id, table.user_id).where(table.left_at < now - GRACE)
        for table in (Journey, Offer)
    ]
    for guild_id, user_id in (await session.execute(union(*gone))).all():
        await contact.forget(session, MemberKey(guild_id, user_id))
