"""What a new version of the charter means for initiatives."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.capabilities import Affected, CharterChange
from cogs.initiatives.models import STANDING, Initiative, InitiativeValue
from cogs.initiatives.service.cards import refresh_card


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """Initiatives to come that serve a value whose words change, or one that is retired."""
    rows = await session.execute(
        select(InitiativeValue.value_id, func.count())
        .join(Initiative, Initiative.id == InitiativeValue.initiative_id)
        .where(
            Initiative.guild_id == change.guild_id,
            Initiative.state.in_(STANDING),
            InitiativeValue.value_id.in_([*change.reworded, *change.retired]),
        )
        .group_by(InitiativeValue.value_id)
    )
    counts = dict(rows.all())
    return [
        Affected(key, sum(counts.get(value_id, 0) for value_id in ids))
        for key, ids in (
            ("initiatives-affected-reworded", change.reworded),
            ("initiatives-affected-retired", change.retired),
        )
    ]


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """Have the cards of initiatives to come show their values as they are now, or none."""
    touched = {*change.reworded, *change.remarked, *change.retired}
    cards = await session.scalars(
        select(Initiative.id)
        .join(InitiativeValue, InitiativeValue.initiative_id == Initiative.id)
        .where(
            Initiative.guild_id == change.guild_id,
            Initiative.state.in_(STANDING),
            InitiativeValue.value_id.in_(touched),
            Initiative.message_id.is_not(None),
        )
        .distinct()
    )
    for initiative_id in cards.all():
        await refresh_card(session, change.guild_id, initiative_id, now)
