"""How many are pledged to what. Figures of different words are never added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Pledge, PledgeState


@dataclass(frozen=True)
class Figure:
    """How many members hold to one value of the charter."""

    value: ValueText
    present: int
    """To its present words."""
    reaffirmed: int
    """Those of them who held to earlier words before."""
    earlier: int
    """To earlier words, and to none since."""
    reworded_at: datetime | None
    """When its words were last changed; None: they are its first."""


async def summary(session: AsyncSession, guild_id: int) -> list[Figure]:
    """The figures of every value in force, in the community's order."""
    values = await charter.list_values(session, guild_id)
    if not values:
        return []
    rows = await session.execute(
        select(
            Pledge.value_id,
            Pledge.value_revision,
            func.count(),
            func.count(Pledge.from_revision),
        )
        .where(
            Pledge.guild_id == guild_id,
            Pledge.value_id.in_([value.id for value in values]),
            Pledge.state == PledgeState.ACTIVE,
        )
        .group_by(Pledge.value_id, Pledge.value_revision)
    )
    found: dict[int, dict[int, tuple[int, int]]] = {}
    for value_id, revision, people, renewed in rows:
        found.setdefault(value_id, {})[revision] = people, renewed
    reworded = await charter.list_reworded(session, guild_id)
    return [_figure(value, found.get(value.id, {}), reworded.get(value.id)) for value in values]


async def counts(session: AsyncSession, guild_id: int) -> dict[int, int]:
    """How many members are pledged to each value in its present words, by value id."""
    values = await charter.list_values(session, guild_id)
    found = {value.id: 0 for value in values}
    if not values:
        return found
    rows = await session.execute(
        select(Pledge.value_id, func.count())
        .where(
            Pledge.guild_id == guild_id,
            Pledge.state == PledgeState.ACTIVE,
            or_(
                *(
                    and_(Pledge.value_id == value.id, Pledge.value_revision == value.revision)
                    for value in values
                )
            ),
        )
        .group_by(Pledge.value_id)
    )
    found.update(dict(rows.all()))
    return found


def _figure(
    value: ValueText, by_revision: dict[int, tuple[int, int]], reworded_at: datetime | None
) -> Figure:
    present, reaffirmed = by_revision.get(value.revision, (0, 0))
    earlier = sum(
        people for revision, (people, _) in by_revision.items() if revision != value.revision
    )
    return Figure(value, present, reaffirmed, earlier, reworded_at)
