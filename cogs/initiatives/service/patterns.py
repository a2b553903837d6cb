"""What every occurrence of a series starts from, kept as plain data without anybody's name."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from cogs.charter import service as charter
from cogs.initiatives.models import Initiative, Kind, PlaceKind, Series
from cogs.initiatives.service.needs import NeedText, list_needs
from cogs.initiatives.service.proposals import Proposal
from cogs.initiatives.service.reading import values_of

_AS_THEY_ARE = (
    "title",
    "what",
    "kind",
    "first_step",
    "capacity",
    "role_id",
    "place_kind",
    "place_text",
    "place_channel_id",
    "link",
    "channel_id",
)


async def pattern_of(session: AsyncSession, initiative: Initiative) -> dict[str, Any]:
    """An initiative without its date and its people; spans count from its beginning."""
    assert initiative.starts_at is not None
    return {
        **{name: getattr(initiative, name) for name in _AS_THEY_ARE},
        "value_ids": list((await values_of(session, [initiative.id])).get(initiative.id, ())),
        "needs": [[it.name, it.capacity] for it in await list_needs(session, initiative.id)],
        "lasts_seconds": _seconds(initiative.starts_at, initiative.ends_at),
        "cutoff_seconds": _seconds(initiative.starts_at, initiative.cutoff_at),
    }


async def proposal_of(
    session: AsyncSession, series: Series, *, starts_at: datetime, due_on: date
) -> Proposal:
    """The occurrence that is due on a day. Values that were retired since are left out."""
    pattern = series.pattern
    standing = {value.id for value in await charter.list_values(session, series.guild_id)}
    return Proposal(
        title=pattern["title"],
        what=pattern["what"],
        kind=Kind(pattern["kind"]),
        value_ids=tuple(it for it in pattern["value_ids"] if it in standing),
        first_step=pattern["first_step"],
        starts_at=starts_at,
        ends_at=_after(starts_at, pattern["lasts_seconds"]),
        zone=series.zone,
        capacity=pattern["capacity"],
        needs=tuple(NeedText(name, capacity) for name, capacity in pattern["needs"]),
        role_id=pattern["role_id"],
        cutoff_at=_after(starts_at, pattern["cutoff_seconds"]),
        place_kind=PlaceKind(pattern["place_kind"]),
        place_text=pattern["place_text"],
        place_channel_id=pattern["place_channel_id"],
        link=pattern["link"],
        series_id=series.id,
        due_on=due_on,
    )


def _seconds(start: datetime, moment: datetime | None) -> int | None:
    return None if moment is None else int((moment - start).total_seconds())


def _after(start: datetime, seconds: int | None) -> datetime | None:
    return None if seconds is None else start + timedelta(seconds=seconds)
