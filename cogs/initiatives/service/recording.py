"""What every change of an initiative does: hold it, write it down, have people told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries
from bot.deliveries import Lane
from bot.models import MemberKey
from cogs.initiatives.models import Initiative, Signup
from cogs.initiatives.service.facts import Facts
from cogs.initiatives.service.reading import NoSuchInitiative, values_of

CANCELLED = "initiatives.cancelled"
"""Tells a member privately that what they signed up for will not take place."""


async def lock(
    session: AsyncSession, initiative_id: int, guild_id: int | None = None
) -> Initiative:
    """The initiative, held until this transaction ends; SQLite's one writer holds everything."""
    initiative = await session.get(
        Initiative, initiative_id, with_for_update=True, populate_existing=True
    )
    if initiative is None or (guild_id is not None and initiative.guild_id != guild_id):
        raise NoSuchInitiative(name=f"#{initiative_id}")
    return initiative


async def record(
    session: AsyncSession,
    kind: str,
    initiative: Initiative,
    user_id: int | None,
    now: datetime,
    source: str,
) -> None:
    """Write one act about an initiative into the ledger, for its main value."""
    values = (await values_of(session, [initiative.id])).get(initiative.id, ())
    await activity.record(
        session,
        kind,
        guild_id=initiative.guild_id,
        at=now,
        user_id=user_id,
        subject_id=initiative.id,
        value_id=values[0] if values else None,
        source=source,
    )


async def tell(session: AsyncSession, kind: str, signup: Signup, *, now: datetime) -> None:
    """Have a member told privately, in the language they spoke when they signed up."""
    # The position is part of the key: who leaves and waits again is told again.
    await deliveries.enqueue(
        session,
        kind,
        guild_id=signup.guild_id,
        key=f"{kind}:{signup.id}:{signup.position}",
        payload={"signup_id": signup.id, "position": signup.position},
        lane=Lane.DM,
        priority=2,
        now=now,
    )


async def note(
    session: AsyncSession,
    kind: str,
    member: MemberKey,
    initiative_id: int,
    facts: Facts,
    now: datetime,
    source: str,
) -> None:
    """Write what one member did about it, with what is known already."""
    await activity.record(
        session,
        kind,
        guild_id=member.guild_id,
        at=now,
        user_id=member.user_id,
        subject_id=initiative_id,
        value_id=facts.value_id,
        source=source,
    )
