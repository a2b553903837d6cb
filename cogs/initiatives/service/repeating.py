"""A series as it is: which dates are to come, when the next gets its card, and its end."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.recurrence import Every, Recurrence, day_of, next_runs
from cogs.initiatives.models import Initiative, Series

SHOWN = 10
"""How many coming dates can be left out or put back."""

AHEAD = timedelta(days=14)
"""How long before it takes place an occurrence gets its card."""

LEAST_AHEAD = timedelta(days=2)


@dataclass(frozen=True)
class Coming:
    """A date of a series that has no card yet."""

    starts_at: datetime
    due_on: date
    is_skipped: bool


@dataclass(frozen=True)
class Repeating:
    """A series as it is."""

    id: int
    initiative_id: int
    title: str
    rule: Recurrence
    zone: str
    until_on: date | None
    coming: tuple[Coming, ...]
    has_ended: bool


async def look_ahead(session: AsyncSession, series: Series, *, now: datetime) -> None:
    """Find the next date without a card, and when it gets one; without any the series is over."""
    runs = await _next(session, series, now, most=1, skipped=_skipped(series))
    if runs:
        series.next_at = runs[0]
        series.make_at = runs[0] - ahead_of(Recurrence.load(series.rule))
    elif left_out := await _next(session, series, now, most=1):
        series.next_at = None
        series.make_at = left_out[0]  # it may be put back until then
    else:
        await end(session, series, now)
    await session.flush()


def ahead_of(rule: Recurrence) -> timedelta:
    """How long before an occurrence its card is posted: nobody wants a fortnight of daily cards."""
    if rule.every is Every.DAY:
        return LEAST_AHEAD
    return max(LEAST_AHEAD, AHEAD // max(1, len(rule.weekdays)))


async def read_repeating(
    session: AsyncSession, initiative: Initiative, series: Series, now: datetime
) -> Repeating:
    """The series as it is shown on one of its initiatives."""
    has_ended = series.ended_at is not None
    return Repeating(
        id=series.id,
        initiative_id=initiative.id,
        title=initiative.title,
        rule=Recurrence.load(series.rule),
        zone=series.zone,
        until_on=series.until_on,
        coming=() if has_ended else tuple(await list_coming(session, series, now)),
        has_ended=has_ended,
    )


async def list_coming(session: AsyncSession, series: Series, now: datetime) -> list[Coming]:
    """The next dates that can be left out or put back."""
    skipped = _skipped(series)
    runs = await _next(session, series, now, most=SHOWN)
    days = [(run, day_of(run, series.zone)) for run in runs]
    return [Coming(run, day, day in skipped) for run, day in days]


async def _next(
    session: AsyncSession,
    series: Series,
    now: datetime,
    *,
    most: int,
    skipped: Collection[date] = (),
) -> list[datetime]:
    """The next dates without a card, none of them before the one it all began with."""
    made = await _made(session, series)
    first = datetime.combine(min(made), time(0), ZoneInfo(series.zone)) if made else now
    return next_runs(
        Recurrence.load(series.rule),
        series.zone,
        after=max(now, first.astimezone(UTC)),
        most=most,
        until_on=series.until_on,
        skipped=made.union(skipped),
    )


def _skipped(series: Series) -> set[date]:
    return {date.fromisoformat(it) for it in series.skipped}


async def _made(session: AsyncSession, series: Series) -> set[date]:
    """Which dates have had their card, or were called off."""
    await session.flush()
    rows = await session.scalars(
        select(Initiative.due_on).where(
            Initiative.series_id == series.id, Initiative.due_on.is_not(None)
        )
    )
    return {due_on for due_on in rows if due_on is not None}


async def end(session: AsyncSession, series: Series, now: datetime) -> None:
    """Let it come back no more."""
    series.next_at = series.make_at = None
    series.ended_at = now
    await session.flush()
    await notices.close_notice(session, about(series), guild_id=series.guild_id, now=now)


def about(series: Series) -> str:
    """What the notice that nobody organises it is about."""
    return f"initiatives.series:{series.id}"
