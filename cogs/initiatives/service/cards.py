"""Where an initiative's card stands, and asking for it to be posted or brought up to date."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from cogs.initiatives.models import STANDING, Initiative

CARD = "initiatives.card"
"""The kind of the delivery that posts a card, and edits it once it stands."""


async def refresh_card(
    session: AsyncSession, guild_id: int, initiative_id: int, now: datetime
) -> None:
    """Have the card show the initiative as it is; many changes in a short time are one edit."""
    await deliveries.enqueue(
        session,
        CARD,
        guild_id=guild_id,
        key=f"{CARD}:{initiative_id}",
        payload={"initiative_id": initiative_id},
        now=now,
    )


async def card_posted(
    session: AsyncSession, initiative_id: int, *, channel_id: int, message_id: int
) -> None:
    """Remember where the card stands."""
    await session.execute(
        update(Initiative)
        .where(Initiative.id == initiative_id)
        .values(channel_id=channel_id, message_id=message_id)
    )


async def card_lost(session: AsyncSession, initiative_id: int) -> None:
    """Somebody deleted the card or its channel: it is not posted again behind their back."""
    await session.execute(
        update(Initiative)
        .where(Initiative.id == initiative_id)
        .values(channel_id=None, message_id=None)
    )


async def post_missing_cards(session: AsyncSession, guild_id: int, *, now: datetime) -> int:
    """Ask again for cards that could not be posted, and return how many those are."""
    missing = await session.scalars(
        select(Initiative.id).where(
            Initiative.guild_id == guild_id,
            Initiative.state.in_(STANDING),
            Initiative.channel_id.is_not(None),
            Initiative.message_id.is_(None),
        )
    )
    count = 0
    for initiative_id in missing.all():
        await refresh_card(session, guild_id, initiative_id, now)
        count += 1
    return count


async def redraw_stale(session: AsyncSession, *, now: datetime, guild_id: int | None = None) -> int:
    """Have cards drawn anew that may name somebody who was erased; return how many those are.

    Args:
        guild_id: Look in this server only.
    """
    stale = select(Initiative.id, Initiative.guild_id).where(Initiative.is_stale)
    if guild_id is not None:
        stale = stale.where(Initiative.guild_id == guild_id)
    found = (await session.execute(stale.order_by(Initiative.id))).all()
    for initiative_id, of_guild in found:
        await refresh_card(session, of_guild, initiative_id, now)
    ids = [initiative_id for initiative_id, _ in found]
    await session.execute(update(Initiative).where(Initiative.id.in_(ids)).values(is_stale=False))
    return len(found)
