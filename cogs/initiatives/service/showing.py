"""Everything that the card of an initiative shows, read at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Decision
from cogs.initiatives.models import (
    DateOption,
    DateVote,
    InitiativeState,
    Signup,
    SignupState,
)
from cogs.initiatives.service.configuring import read_rules
from cogs.initiatives.service.deciding import count_seconds
from cogs.initiatives.service.needs import NeedNow, list_needs_now
from cogs.initiatives.service.organisers import list_coorganisers
from cogs.initiatives.service.outcomes import OutcomeText, find_outcome
from cogs.initiatives.service.reading import USUAL_LENGTH, Overview, get_overview, list_confirmed

MEMBERS_NAMED = 40
"""Mentions of 22 characters each: forty fit into one field of 1,024."""


@dataclass(frozen=True)
class DateNow:
    """A date to vote for, and how many could come."""

    id: int
    starts_at: datetime
    ends_at: datetime | None
    votes: int


@dataclass(frozen=True)
class Shown:
    """An initiative with everything its card shows.

    Args:
        names: The first who are in.
        is_voting: Members can vote about the date; otherwise the vote is over, or there is none.
        is_over: Its time has passed, and nobody has said yet what came of it.
        seconds_needed: How many have to second it; None where others decide.
        arrived: How many have checked in.
    """

    overview: Overview
    names: tuple[int, ...] = ()
    coorganisers: tuple[int, ...] = ()
    needs: tuple[NeedNow, ...] = ()
    dates: tuple[DateNow, ...] = ()
    seconds: int = 0
    seconds_needed: int | None = None
    arrived: int = 0
    is_over: bool = False
    is_voting: bool = False
    outcome: OutcomeText | None = None


def ends(overview: Overview) -> datetime | None:
    """When it is over, as far as its dates say."""
    if overview.ends_at is not None or overview.starts_at is None:
        return overview.ends_at
    return overview.starts_at + USUAL_LENGTH


def is_over(overview: Overview, now: datetime) -> bool:
    """Whether its time has passed and its outcome is awaited."""
    end = ends(overview)
    return overview.state == InitiativeState.RUNNING and end is not None and end <= now


async def show(
    session: AsyncSession, initiative_id: int, *, now: datetime, guild_id: int | None = None
) -> Shown:
    """One initiative with everything its card shows.

    Raises:
        NoSuchInitiative: There is none, or it is another server's.
    """
    overview = await get_overview(session, initiative_id, guild_id=guild_id)
    proposed = overview.state == InitiativeState.PROPOSED
    closed = overview.state == InitiativeState.CLOSED
    needed = await _seconds_needed(session, overview.guild_id) if proposed else None
    return Shown(
        overview,
        names=await _names(session, overview),
        coorganisers=tuple(await list_coorganisers(session, initiative_id)),
        needs=await list_needs_now(session, initiative_id),
        dates=await _list_dates(session, initiative_id) if overview.poll_until else (),
        seconds=await count_seconds(session, initiative_id) if proposed else 0,
        seconds_needed=needed,
        arrived=await _count_arrived(session, initiative_id),
        is_over=is_over(overview, now),
        is_voting=overview.poll_until is not None and overview.poll_until > now,
        outcome=await find_outcome(session, initiative_id) if closed else None,
    )


async def _names(session: AsyncSession, overview: Overview) -> tuple[int, ...]:
    if overview.state == InitiativeState.CLOSED:
        rows = await session.scalars(
            select(Signup.user_id)
            .where(Signup.initiative_id == overview.id, Signup.state == SignupState.ATTENDED)
            .order_by(Signup.position)
            .limit(MEMBERS_NAMED)
        )
        return tuple(rows)
    return tuple(await list_confirmed(session, overview.id, limit=MEMBERS_NAMED))


async def _list_dates(session: AsyncSession, initiative_id: int) -> tuple[DateNow, ...]:
    votes = select(func.count()).where(DateVote.date_id == DateOption.id).scalar_subquery()
    rows = await session.execute(
        select(DateOption.id, DateOption.starts_at, DateOption.ends_at, votes)
        .where(DateOption.initiative_id == initiative_id)
        .order_by(DateOption.starts_at, DateOption.position)
    )
    return tuple(DateNow(*row) for row in rows)


async def _seconds_needed(session: AsyncSession, guild_id: int) -> int | None:
    rules = await read_rules(session, guild_id)
    return rules.seconds if rules.decide is Decision.SECONDS else None


async def _count_arrived(session: AsyncSession, initiative_id: int) -> int:
    query = (
        select(func.count())
        .select_from(Signup)
        .where(Signup.initiative_id == initiative_id, Signup.arrived_at.is_not(None))
    )
    return await session.scalar(query) or 0
