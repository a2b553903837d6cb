"""How many are pledged to what. Figures of different words are never added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Pledge, PledgeState

_NOBODY = (0, 0)


class Count(NamedTuple):
    """How many members hold to one value; never to be added up."""

    present: int
    """To its present words."""
    earlier: int = 0
    """To earlier words, and to none since."""


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
    found = await _by_revision(session, guild_id, values)
    reworded = await charter.list_reworded(session, guild_id)
    return [_figure(value, found, reworded.get(value.id)) for value in values]


async def counts(session: AsyncSession, guild_id: int) -> dict[int, Count]:
    """How many members are pledged to each value in force, by value id."""
    values = await charter.list_values(session, guild_id)
    found = await _by_revision(session, guild_id, values) if values else {}
    figures = (_figure(value, found, None) for value in values)
    return {figure.value.id: Count(figure.present, figure.earlier) for figure in figures}


async def _by_revision(
    session: AsyncSession, guild_id: int, values: Sequence[ValueText]
) -> dict[tuple[int, int], tuple[int, int]]:
    """How many hold to each revision, and how many of them to earlier words before.

    One query, answered by an index alone: every edit of a post asks it.
    """
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
    return {(value_id, revision): (people, renewed) for value_id, revision, people, renewed in rows}


def _figure(
    value: ValueText,
    found: Mapping[tuple[int, int], tuple[int, int]],
    reworded_at: datetime | None,
) -> Figure:
    present, reaffirmed = found.get((value.id, value.revision), _NOBODY)
    earlier = sum(
        people
        for (value_id, revision), (people, _) in found.items()
        if value_id == value.id and revision != value.revision
    )
    return Figure(value, present, reaffirmed, earlier, reworded_at)
