"""The occurrences of series, made when their time comes near: each is an initiative of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.recurrence import day_of
from bot.sharding import ALL_SHARDS, Shards
from cogs.initiatives.models import Initiative, InitiativeState, Organiser, Series
from cogs.initiatives.service.organisers import list_coorganisers
from cogs.initiatives.service.orphans import ask_stewards
from cogs.initiatives.service.patterns import proposal_of
from cogs.initiatives.service.proposals import open_initiative
from cogs.initiatives.service.repeating import look_ahead


async def list_due(
    session: AsyncSession, *, now: datetime, shards: Shards = ALL_SHARDS
) -> list[int]:
    """The series whose next occurrence is due to be made, the longest waiting first."""
    query = select(Series.id).where(Series.make_at <= now).order_by(Series.make_at, Series.id)
    ours = shards.clause(Series.guild_id.expression)
    return list(await session.scalars(query if ours is None else query.where(ours)))


async def make_next(session: AsyncSession, series_id: int, *, now: datetime) -> bool:
    """Make the next occurrence if it is due, and say whether another one may be.

    The row and the step to the next one share a transaction, and a date has one row for good: a
    crash loses none and doubles none. Dates that passed while we were away are not made up for.
    """
    series = await session.get(Series, series_id, with_for_update=True, populate_existing=True)
    if series is None or series.make_at is None or series.make_at > now:
        return False
    if series.organiser_id is None:
        series.make_at = None  # until somebody takes it over
        await ask_stewards(session, series, now=now)
        return False
    if series.next_at is not None and series.next_at > now:
        await _make(session, series, series.organiser_id, now=now)
    await look_ahead(session, series, now=now)
    return True


async def _make(
    session: AsyncSession, series: Series, organiser_id: int, *, now: datetime
) -> Initiative:
    assert series.next_at is not None
    due_on = day_of(series.next_at, series.zone)
    initiative = await open_initiative(
        session,
        await proposal_of(session, series, starts_at=series.next_at, due_on=due_on),
        guild_id=series.guild_id,
        organiser_id=organiser_id,
        # Interactions have numbers above nought, so what no interaction made is below.
        act_id=-(series.id << 22 | due_on.toordinal()),
        channel_id=series.pattern["channel_id"],
        state=InitiativeState.OPEN,
        now=now,
    )
    await _organise_along(session, series, initiative, now=now)
    return initiative


async def _organise_along(
    session: AsyncSession, series: Series, initiative: Initiative, *, now: datetime
) -> None:
    """Who accepted to organise the last one along does so with the next."""
    last = await session.scalar(
        select(Initiative.id)
        .where(Initiative.series_id == series.id, Initiative.id != initiative.id)
        .order_by(Initiative.due_on.desc())
        .limit(1)
    )
    if last is None:
        return
    session.add_all(
        Organiser(
            initiative_id=initiative.id,
            user_id=user_id,
            guild_id=series.guild_id,
            asked_at=now,
            accepted_at=now,
        )
        for user_id in await list_coorganisers(session, last)
        if user_id != initiative.organiser_id
    )
