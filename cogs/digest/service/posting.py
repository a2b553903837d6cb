"""When the digest of a week is due, and that it has been told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries, notices
from bot.settings import STEWARDS_CHANNEL
from cogs.digest.models import StewardsDigest

POST = "digest.post"
"""The kind of the delivery that posts it."""

NO_CHANNEL = "digest-notice-no-channel"
"""The text of the notice that there is no channel for it."""

PRIORITY = 6

_ABOUT = notices.about_channel(STEWARDS_CHANNEL)


async def prepare(session: AsyncSession, digest_id: int, *, now: datetime) -> None:
    """Ask for the post, in the run's own transaction.

    What it tells ends with this moment; where it begins is seen when it is worded. A post that is
    still waiting becomes this one, so that nobody ever reads two in a row.
    """
    row = await session.get(StewardsDigest, digest_id)
    if row is None:
        return
    await deliveries.enqueue(
        session,
        POST,
        guild_id=row.guild_id,
        key=f"{POST}:{row.id}",
        payload={"digest_id": row.id, "until": now.isoformat()},
        now=now,
        priority=PRIORITY,
    )


async def posted(session: AsyncSession, digest_id: int, *, until: datetime, now: datetime) -> None:
    """It stands: the next one begins where it ends."""
    row = await session.get(StewardsDigest, digest_id)
    if row is None:
        return
    row.told_until = max(row.told_until, until)
    await notices.close_notice(session, _ABOUT, guild_id=row.guild_id, now=now)
    await activity.record(
        session,
        "digest.posted",
        guild_id=row.guild_id,
        at=now,
        subject_id=row.id,
        source="schedule",
    )


async def nowhere(session: AsyncSession, guild_id: int, *, place: str, now: datetime) -> None:
    """There is no channel for it; the next one tells of this week, too.

    Args:
        place: What the stewards' channel is called; empty when nobody has named one.
    """
    await notices.open_notice(
        session,
        _ABOUT,
        guild_id=guild_id,
        text_key=NO_CHANNEL,
        now=now,
        place=place or "none",
    )
