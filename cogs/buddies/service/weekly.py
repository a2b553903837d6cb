"""What stewards are told of buddies once a week: how many wishes nobody can answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.digests import Line, Section
from cogs.buddies.models import Pair, PairState

WAITED = timedelta(days=2)
"""Somebody may become free by themselves within this."""


async def weekly_lines(
    session: AsyncSession, guild_id: int, since: datetime, until: datetime
) -> list[Line]:
    """How many wait for a buddy while nobody is free."""
    count = await session.scalar(
        select(func.count()).where(
            Pair.guild_id == guild_id,
            Pair.state == PairState.WANTED,
            Pair.wanted_at <= until - WAITED,
        )
    )
    return [Line(Section.STUCK, "buddies-weekly-waiting", count)] if count else []
