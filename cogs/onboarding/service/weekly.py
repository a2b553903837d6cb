"""What stewards are told of newcomers once a week: how many are stuck, and never who."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.digests import Line, Section
from cogs.onboarding.service import stuck


async def weekly_lines(
    session: AsyncSession, guild_id: int, since: datetime, until: datetime
) -> list[Line]:
    """How many are between two steps for long; the list behind the command says at which."""
    hours = (await settings.read(session, guild_id)).get(stuck.STUCK_HOURS)
    before = stuck.before_when(hours, now=until)
    count = await stuck.count(session, guild_id, before=before)
    return [Line(Section.STUCK, "onboarding-weekly-stuck", count)] if count else []
