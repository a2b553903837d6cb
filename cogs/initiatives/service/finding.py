"""Which initiative somebody could join next."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from cogs.initiatives.models import (
    SEATED,
    Initiative,
    InitiativeState,
    InitiativeValue,
    Signup,
)
from cogs.initiatives.service.reading import Overview, get_overview

NEWEST = 20
"""Older ones are looked at only when none of these has a place: an old card may be forgotten."""


async def find_open_for(
    session: AsyncSession, member: MemberKey, value_ids: Collection[int]
) -> Overview | None:
    """An initiative for one of these values in which a member could take a place.

    Of the newest it is the one with the fewest people, since that is where one more counts most.
    Left out are those without a card to link to, and those the member has to do with already.
    """
    if not value_ids:
        return None
    confirmed = (
        select(func.count())
        .where(Signup.initiative_id == Initiative.id, Signup.state.in_(SEATED))
        .scalar_subquery()
    )
    knows_it = exists().where(
        Signup.initiative_id == Initiative.id, Signup.user_id == member.user_id
    )
    newest = (
        select(Initiative.id, confirmed.label("confirmed"))
        .where(
            Initiative.guild_id == member.guild_id,
            Initiative.state == InitiativeState.OPEN,
            exists().where(
                InitiativeValue.initiative_id == Initiative.id,
                InitiativeValue.value_id.in_(value_ids),
            ),
            Initiative.message_id.is_not(None),
            or_(Initiative.capacity.is_(None), confirmed < Initiative.capacity),
            or_(Initiative.organiser_id.is_(None), Initiative.organiser_id != member.user_id),
            ~knows_it,
        )
        .order_by(Initiative.id.desc())
        .limit(NEWEST)
        .subquery()
    )
    found = await session.scalar(
        select(newest.c.id).order_by(newest.c.confirmed, newest.c.id.desc()).limit(1)
    )
    return None if found is None else await get_overview(session, found)
