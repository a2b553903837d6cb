"""Seats that become free without a click: departures, erasures, and offers nobody took up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.models import MemberKey
from cogs.initiatives.models import LIVE, Initiative, Signup, SignupState
from cogs.initiatives.service import seats
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.reading import UNFINISHED, values_of
from cogs.initiatives.service.recording import lock
from cogs.initiatives.service.signups import STANDING


async def members_left(
    session: AsyncSession, members: Sequence[MemberKey], *, now: datetime, source: str
) -> int:
    """Free every place of people who left their server, and return how many that were.

    Whoever has checked in was there, and stays among those who were.
    """
    held = (
        tuple_(Signup.guild_id, Signup.user_id).in_(list(members)),
        Signup.state.in_(STANDING),
        Signup.arrived_at.is_(None),
    )
    found = await session.scalars(
        select(Signup.initiative_id)
        .join(Initiative, Initiative.id == Signup.initiative_id)
        .where(*held, Initiative.state.in_(UNFINISHED))
        .distinct()
        .order_by(Signup.initiative_id)
    )
    freed = 0
    for initiative_id in found.all():
        mine = select(Signup).where(Signup.initiative_id == initiative_id, *held)
        initiative = await lock(session, initiative_id)
        signups = (await session.scalars(mine.order_by(Signup.position))).all()
        await _let_go(
            session,
            initiative,
            signups,
            SignupState.LEFT,
            kind="initiative.left",
            now=now,
            source=source,
        )
        freed += len(signups)
    return freed


async def expire_offers(session: AsyncSession, *, now: datetime) -> int:
    """Offer the seats that nobody took up in time to the next in line; return how many."""
    due = (Signup.offered_until <= now, Signup.state == SignupState.OFFERED)
    found = await session.scalars(
        select(Signup.initiative_id)
        .join(Initiative, Initiative.id == Signup.initiative_id)
        .where(*due, Initiative.state.in_(LIVE))
        .distinct()
        .order_by(Signup.initiative_id)
    )
    expired = 0
    for initiative_id in found.all():
        mine = select(Signup).where(Signup.initiative_id == initiative_id, *due)
        initiative = await lock(session, initiative_id)
        signups = (await session.scalars(mine.order_by(Signup.position))).all()
        await _let_go(
            session,
            initiative,
            signups,
            SignupState.INTERESTED,
            kind="initiative.expired",
            now=now,
            source="schedule",
        )
        expired += len(signups)
    return expired


async def fill_places(
    session: AsyncSession, *, now: datetime, source: str, guild_id: int | None = None
) -> int:
    """Offer seats wherever somebody waits although one is free; return how many were offered.

    After an erasure this is the step that follows it; otherwise it finds nothing to do.

    Args:
        guild_id: Look in this server only.
    """
    waiting = (
        select(Signup.initiative_id)
        .join(Initiative, Initiative.id == Signup.initiative_id)
        .where(Signup.state == SignupState.WAITING, Initiative.state.in_(LIVE))
        .distinct()
        .order_by(Signup.initiative_id)
    )
    if guild_id is not None:
        waiting = waiting.where(Signup.guild_id == guild_id)
    moved = 0
    for initiative_id in (await session.scalars(waiting)).all():
        initiative = await lock(session, initiative_id)
        count = await seats.settle(session, initiative, now=now, source=source)
        if count:
            await refresh_card(session, initiative.guild_id, initiative.id, now)
        moved += count
    return moved


async def _let_go(
    session: AsyncSession,
    initiative: Initiative,
    signups: Sequence[Signup],
    to: SignupState,
    *,
    kind: str,
    now: datetime,
    source: str,
) -> None:
    values = (await values_of(session, [initiative.id])).get(initiative.id, ())
    for signup in signups:
        signup.state = to
        signup.offered_until = None
        signup.changed_at = now
    await session.flush()
    await activity.record_many(
        session,
        [
            {
                "kind": kind,
                "guild_id": initiative.guild_id,
                "at": now,
                "user_id": signup.user_id,
                "subject_id": initiative.id,
                "value_id": values[0] if values else None,
                "source": source,
            }
            for signup in signups
        ],
    )
    await seats.settle(session, initiative, now=now, source=source)
    await refresh_card(session, initiative.guild_id, initiative.id, now)
