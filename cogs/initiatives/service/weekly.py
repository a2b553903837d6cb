"""What stewards are told of initiatives once a week: what waits for them, and what is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Decision
from bot.digests import Line, Section, Thing
from cogs.initiatives.models import LIVE, Initiative, InitiativeState
from cogs.initiatives.service import deciding, overdue
from cogs.initiatives.service.configuring import read_rules

AHEAD = timedelta(days=7)

LONG_OVER = timedelta(days=1)
"""So long its organiser has time to close it before anybody else reads that nobody did."""

MOST_AHEAD = 25
"""More in a week no post could show."""


async def weekly_lines(
    session: AsyncSession, guild_id: int, since: datetime, until: datetime
) -> list[Line]:
    """Proposals nobody has answered, initiatives nobody has closed, and those of the next week."""
    found = [
        await _unanswered(session, guild_id),
        await _unclosed(session, guild_id, until),
        *await _ahead(session, guild_id, until),
    ]
    return [line for line in found if line is not None]


async def _unanswered(session: AsyncSession, guild_id: int) -> Line | None:
    """Where members second proposals, only those that they have been silent about for long."""
    query = select(Initiative).where(
        Initiative.guild_id == guild_id, Initiative.state == InitiativeState.PROPOSED
    )
    if (await read_rules(session, guild_id)).decide is not Decision.STEWARDS:
        query = query.where(Initiative.silent_at.is_not(None))
    rows = (await session.scalars(query.order_by(Initiative.created_at, Initiative.id))).all()
    if not rows:
        return None
    return Line(
        Section.WAITING,
        "initiatives-weekly-unanswered",
        len(rows),
        {"since": rows[0].created_at},
        things=_things(rows),
        covers=frozenset(about for row in rows for about in deciding.abouts(row.id)),
    )


async def _unclosed(session: AsyncSession, guild_id: int, until: datetime) -> Line | None:
    """Those over for long, and those of which stewards have heard that nobody can be asked."""
    is_known = and_(Initiative.asked > overdue.TIMES, overdue.is_over(until))
    rows = (
        await session.scalars(
            select(Initiative)
            .where(
                Initiative.guild_id == guild_id,
                Initiative.state.in_(LIVE),
                or_(overdue.is_over(until - LONG_OVER), is_known),
            )
            .order_by(Initiative.starts_at, Initiative.id)
        )
    ).all()
    if not rows:
        return None
    return Line(
        Section.WAITING,
        "initiatives-weekly-unclosed",
        len(rows),
        things=_things(rows),
        covers=frozenset(overdue.about(row.id) for row in rows),
    )


async def _ahead(session: AsyncSession, guild_id: int, until: datetime) -> list[Line]:
    rows = await session.scalars(
        select(Initiative)
        .where(
            Initiative.guild_id == guild_id,
            Initiative.state.in_(LIVE),
            Initiative.starts_at > until,
            Initiative.starts_at <= until + AHEAD,
        )
        .order_by(Initiative.starts_at, Initiative.id)
        .limit(MOST_AHEAD)
    )
    return [
        Line(Section.AHEAD, "initiatives-weekly-ahead", things=_things([row]), at=row.starts_at)
        for row in rows
    ]


def _things(rows: Sequence[Initiative]) -> list[Thing]:
    return [Thing(row.title, link=_card(row)) for row in rows]


def _card(row: Initiative) -> str | None:
    """Where the card stands; there what can be done about it is one click away."""
    if row.channel_id is None or row.message_id is None:
        return None
    return f"https://discord.com/channels/{row.guild_id}/{row.channel_id}/{row.message_id}"
