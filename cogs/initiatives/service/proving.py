"""What shows that a value is lived: what came of initiatives for it, and what one can join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.initiatives.models import (
    SEATED,
    Initiative,
    InitiativeState,
    InitiativeValue,
    Outcome,
    Signup,
)
from cogs.initiatives.service.outcomes import OutcomeText, find_outcome
from cogs.initiatives.service.reading import Overview, get_overview


@dataclass(frozen=True)
class Told:
    """An initiative that was brought to its end, and what came of it."""

    initiative: Overview
    outcome: OutcomeText


async def list_told(
    session: AsyncSession, guild_id: int, value_id: int, *, since: datetime
) -> list[int]:
    """Initiatives for a value that were closed since with an outcome, the latest first."""
    rows = await session.scalars(
        select(Initiative.id)
        .where(
            Initiative.guild_id == guild_id,
            Initiative.state == InitiativeState.CLOSED,
            Initiative.closed_at >= since,
            _serves(value_id),
            exists().where(Outcome.initiative_id == Initiative.id),
        )
        .order_by(Initiative.closed_at.desc(), Initiative.id.desc())
        .limit(50)
    )
    return list(rows)


async def find_told(session: AsyncSession, guild_id: int, initiative_id: int) -> Told | None:
    """What came of an initiative, as it holds now; None when nothing was told."""
    outcome = await find_outcome(session, initiative_id)
    if outcome is None:
        return None
    return Told(await get_overview(session, initiative_id, guild_id=guild_id), outcome)


async def find_joinable(
    session: AsyncSession,
    guild_id: int,
    *,
    value_id: int | None = None,
    initiative_id: int | None = None,
    now: datetime,
) -> int | None:
    """The next initiative that anybody could join: the nearest date first, then the newest.

    Left out are those without a card to link to, without a free seat, and for one role only.

    Args:
        value_id: Only for this value.
        initiative_id: Only this one, if it is still so.
    """
    taken = (
        select(func.count())
        .where(Signup.initiative_id == Initiative.id, Signup.state.in_(SEATED))
        .scalar_subquery()
    )
    query = select(Initiative.id).where(
        Initiative.guild_id == guild_id,
        Initiative.state == InitiativeState.OPEN,
        Initiative.message_id.is_not(None),
        Initiative.role_id.is_(None),
        or_(Initiative.capacity.is_(None), taken < Initiative.capacity),
        or_(Initiative.starts_at.is_(None), Initiative.starts_at > now),
        or_(Initiative.cutoff_at.is_(None), Initiative.cutoff_at > now),
    )
    if value_id is not None:
        query = query.where(_serves(value_id))
    if initiative_id is not None:
        query = query.where(Initiative.id == initiative_id)
    return await session.scalar(
        query.order_by(
            Initiative.starts_at.is_(None), Initiative.starts_at, Initiative.id.desc()
        ).limit(1)
    )


def _serves(value_id: int) -> ColumnElement[bool]:
    return exists().where(
        InitiativeValue.initiative_id == Initiative.id, InitiativeValue.value_id == value_id
    )
