"""A seat that was offered, as it is told to whoever it is kept for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from cogs.initiatives.models import LIVE, Need, Signup, SignupState
from cogs.initiatives.service.reading import Overview, get_overview

OFFERED_PUBLICLY = "initiatives.offered_publicly"
"""Says so beside the card, pinging nobody, to members whom no private message reaches."""


@dataclass(frozen=True)
class Offer:
    """A seat that is kept for somebody."""

    signup_id: int
    number: int
    user_id: int
    language: str
    until: datetime
    need: str | None
    initiative: Overview


async def find_offer(
    session: AsyncSession, signup_id: int, number: int, *, now: datetime
) -> Offer | None:
    """An offer that still stands; None when it was answered, or its time is over."""
    signup = await session.get(Signup, signup_id)
    if signup is None or signup.offer != number or signup.state != SignupState.OFFERED:
        return None
    if signup.offered_until is None or signup.offered_until <= now:
        return None
    overview = await get_overview(session, signup.initiative_id)
    if overview.state not in LIVE:
        return None
    need = None
    if signup.need_id is not None:
        need = await session.scalar(select(Need.name).where(Need.id == signup.need_id))
    return Offer(
        signup.id,
        number,
        signup.user_id,
        signup.language,
        signup.offered_until,
        need,
        overview,
    )


async def tell_publicly(
    session: AsyncSession, guild_id: int, offer: dict[str, Any], *, now: datetime
) -> None:
    """Say beside the card what a private message could not.

    Args:
        offer: The payload of the delivery that was refused.
    """
    await deliveries.enqueue(
        session,
        OFFERED_PUBLICLY,
        guild_id=guild_id,
        key=f"{OFFERED_PUBLICLY}:{offer['signup_id']}:{offer['offer']}",
        payload=offer,
        priority=2,
        now=now,
    )
