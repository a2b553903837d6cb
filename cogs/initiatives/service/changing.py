"""The one step after every change of what an initiative is, when it is, or where it stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from cogs.initiatives.models import Initiative
from cogs.initiatives.service import overdue
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.following import follow


async def changed(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    """Have everything that shows the initiative follow; calendars see it as a newer version.

    Who only signs up or steps back changes figures: that is `refresh_card`.
    """
    initiative.sequence += 1
    if initiative.starts_at is not None:  # whoever set it, there is nothing to vote about
        initiative.poll_until = initiative.poll_asked_at = None
    await overdue.settle(session, initiative, now=now)
    await follow(session, initiative, now=now)
    await refresh_card(session, initiative.guild_id, initiative.id, now)
