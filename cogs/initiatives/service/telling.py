"""Who is told privately what became of an initiative, besides those who have a place in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from bot.deliveries import Lane
from cogs.initiatives.models import Initiative, InitiativeState, Second
from cogs.initiatives.service.reading import NoSuchInitiative, Overview, get_overview

TOLD = "initiatives.told"
"""Tells a member privately what became of an initiative that they proposed or seconded."""


class News(StrEnum):
    """What there is to tell."""

    OPENED = "opened"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SILENT = "silent"
    CANCELLED = "cancelled"


_HOLDS_IN = {
    News.OPENED: (InitiativeState.OPEN, InitiativeState.RUNNING),
    News.DECLINED: (InitiativeState.DECLINED,),
    News.WITHDRAWN: (InitiativeState.CANCELLED,),
    News.SILENT: (InitiativeState.PROPOSED,),
    News.CANCELLED: (InitiativeState.CANCELLED,),
}


@dataclass(frozen=True)
class Told:
    """What a member is told about which initiative.

    Args:
        is_proposer: They proposed it; otherwise they seconded it.
    """

    news: News
    initiative: Overview
    is_proposer: bool


async def tell_concerned(
    session: AsyncSession,
    initiative: Initiative,
    news: News,
    *,
    now: datetime,
    but: Collection[int] = (),
) -> None:
    """Have its proposer told, and those who seconded it and want to know.

    Args:
        but: Who did it, or is told otherwise.
    """
    seconded = await session.scalars(
        select(Second.user_id)
        .where(Second.initiative_id == initiative.id, Second.hears.is_(True))
        .order_by(Second.seconded_at, Second.user_id)
    )
    concerned = [] if initiative.organiser_id is None else [initiative.organiser_id]
    if news is not News.SILENT:
        concerned += seconded.all()
    for user_id in dict.fromkeys(concerned):
        if user_id in but:
            continue
        await deliveries.enqueue(
            session,
            TOLD,
            guild_id=initiative.guild_id,
            key=f"{TOLD}:{initiative.id}:{news}:{user_id}",
            payload={"initiative_id": initiative.id, "news": news.value, "user_id": user_id},
            lane=Lane.DM,
            priority=3,
            now=now,
        )


async def find_told(
    session: AsyncSession, initiative_id: int, news: News, user_id: int
) -> Told | None:
    """What to tell a member; None when it is not so any more, or they were forgotten."""
    try:
        overview = await get_overview(session, initiative_id)
    except NoSuchInitiative:
        return None
    if overview.state not in _HOLDS_IN[news]:
        return None
    is_proposer = overview.organiser_id == user_id
    if not is_proposer:
        second = await session.get(Second, (initiative_id, user_id))
        if second is None:
            return None
    return Told(news, overview, is_proposer)
