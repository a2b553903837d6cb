"""Series that nobody organises any more: stewards take them over, or end them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.errors import MemberError
from bot.models import MemberKey
from bot.texts import unmarked
from cogs.initiatives.models import Series
from cogs.initiatives.service.repeating import about, end, look_ahead

ORPHANED = "initiatives-notice-series"
"""The text of the notice that nobody organises a series any more; it has buttons."""


class NoSeries(MemberError):
    """It does not come back, or not any more."""

    key = "initiatives-series-none"


async def take_over(
    session: AsyncSession, steward: MemberKey, series_id: int, *, now: datetime
) -> str:
    """A steward goes on with a series that nobody organises; return its title.

    Raises:
        NoSeries: It ended, or somebody organises it.
    """
    series = await _orphan(session, steward.guild_id, series_id)
    series.organiser_id = steward.user_id
    await look_ahead(session, series, now=now)
    await notices.close_notice(session, about(series), guild_id=series.guild_id, now=now)
    return str(series.pattern["title"])


async def give_up(session: AsyncSession, guild_id: int, series_id: int, *, now: datetime) -> str:
    """A steward ends a series that nobody organises; return its title.

    Raises:
        NoSeries: It ended, or somebody organises it.
    """
    series = await _orphan(session, guild_id, series_id)
    await end(session, series, now)
    return str(series.pattern["title"])


async def organisers_left(
    session: AsyncSession, members: Sequence[MemberKey], *, now: datetime
) -> int:
    """Unname those who left their server, and ask stewards; return how many series that were."""
    who = tuple_(Series.guild_id, Series.organiser_id).in_([tuple(it) for it in members])
    rows = await session.scalars(
        select(Series).where(Series.ended_at.is_(None), who).order_by(Series.id).with_for_update()
    )
    left = rows.all()
    for series in left:
        series.organiser_id = None
        await ask_stewards(session, series, now=now)
    await session.flush()
    return len(left)


async def ask_stewards(session: AsyncSession, series: Series, *, now: datetime) -> None:
    """Let stewards know, once, that a series waits for somebody to organise it."""
    await notices.open_notice(
        session,
        about(series),
        guild_id=series.guild_id,
        text_key=ORPHANED,
        now=now,
        series=series.id,
        title=unmarked(series.pattern["title"]),
    )


async def list_organisers(session: AsyncSession, guild_id: int) -> list[int]:
    """Who organises a series that goes on in a server."""
    rows = await session.scalars(
        select(Series.organiser_id)
        .where(
            Series.guild_id == guild_id,
            Series.ended_at.is_(None),
            Series.organiser_id.is_not(None),
        )
        .distinct()
    )
    return [user_id for user_id in rows if user_id is not None]


async def _orphan(session: AsyncSession, guild_id: int, series_id: int) -> Series:
    series = await session.get(Series, series_id, with_for_update=True, populate_existing=True)
    if series is None or series.guild_id != guild_id:
        raise NoSeries(title=f"#{series_id}")
    if series.ended_at is not None or series.organiser_id is not None:
        raise NoSeries(title=unmarked(series.pattern["title"]))
    return series
