"""Who takes a place, who waits, and the one way in which a waiting member gets a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries
from bot.deliveries import Lane
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.initiatives.models import Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.reading import NoSuchInitiative, values_of

PROMOTED = "initiatives.promoted"
"""Tells a member privately that the place they waited for is theirs."""

PROMOTED_PUBLICLY = "initiatives.promoted_publicly"
"""Says so beside the card, pinging nobody, to members whom no private message reaches."""

CANCELLED = "initiatives.cancelled"
"""Tells a member privately that what they signed up for will not take place."""


class NotOpen(MemberError):
    """Nobody can take a place in an initiative that was cancelled."""

    key = "initiatives-not-open"


@dataclass(frozen=True)
class Place:
    """Where a member stands after their click.

    Args:
        number: Their place in the queue, from 1; None when they do not wait.
        is_new: Whether the click changed anything.
    """

    initiative_id: int
    title: str
    state: SignupState
    number: int | None
    is_new: bool


async def join(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    *,
    language: str,
    now: datetime,
    source: str = "button",
) -> Place:
    """Take a place, or stand at the end of the queue when all are taken.

    Raises:
        NoSuchInitiative: It is not there.
        NotOpen: It was cancelled.
    """
    initiative = await lock(session, initiative_id, member.guild_id)
    if initiative.state != InitiativeState.OPEN:
        raise NotOpen(title=initiative.title)
    signup = await _signup_of(session, member, initiative_id)
    if signup is not None and signup.state != SignupState.LEFT:
        return await _place(session, initiative, signup, is_new=False)
    if signup is None:
        signup = Signup(
            initiative_id=initiative_id, guild_id=member.guild_id, user_id=member.user_id
        )
    signup.state = SignupState.WAITING
    signup.position = await _next_position(session, initiative_id)
    signup.language = language
    signup.changed_at = now
    session.add(signup)  # only when whole: the query above would write it out half-filled
    await session.flush()
    # Everybody enters through the queue, so nobody can pass those who already wait.
    await promote(session, initiative, now=now, source=source, joining=member.user_id)
    if signup.state == SignupState.WAITING:
        await record(session, "initiative.waitlisted", initiative, member.user_id, now, source)
    await refresh_card(session, initiative.guild_id, initiative.id, now)
    return await _place(session, initiative, signup, is_new=True)


async def leave(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    *,
    now: datetime,
    source: str = "button",
) -> Place:
    """Give a place back, or step out of the queue; the next in line moves up.

    Raises:
        NoSuchInitiative: It is not there.
    """
    initiative = await lock(session, initiative_id, member.guild_id)
    signup = await _signup_of(session, member, initiative_id)
    is_new = signup is not None and signup.state != SignupState.LEFT
    if signup is not None and is_new:
        await _let_go(session, initiative, [signup], now=now, source=source)
    return Place(initiative.id, initiative.title, SignupState.LEFT, None, is_new)


async def members_left(
    session: AsyncSession, members: Sequence[MemberKey], *, now: datetime, source: str
) -> int:
    """Free every place of people who left their server, and return how many that were."""
    who = tuple_(Signup.guild_id, Signup.user_id).in_(list(members))
    held = (who, Signup.state != SignupState.LEFT)
    found = await session.scalars(
        select(Signup.initiative_id)
        .join(Initiative, Initiative.id == Signup.initiative_id)
        .where(*held, Initiative.state == InitiativeState.OPEN)
        .distinct()
        .order_by(Signup.initiative_id)
    )
    freed = 0
    for initiative_id in found.all():
        initiative = await lock(session, initiative_id)
        signups = (
            await session.scalars(
                select(Signup).where(Signup.initiative_id == initiative_id, *held)
            )
        ).all()
        await _let_go(session, initiative, signups, now=now, source=source)
        freed += len(signups)
    return freed


async def promote(
    session: AsyncSession,
    initiative: Initiative,
    *,
    now: datetime,
    source: str,
    joining: int | None = None,
) -> int:
    """Give free places to those who wait, first come first; the only way to get a place.

    Args:
        initiative: Locked by the caller, so that two of these cannot count the same place.
        joining: Who is clicking at this moment: they need not be told privately.

    Returns:
        How many got a place.
    """
    if initiative.state != InitiativeState.OPEN:
        return 0
    query = (
        select(Signup)
        .where(Signup.initiative_id == initiative.id, Signup.state == SignupState.WAITING)
        .order_by(Signup.position)
    )
    if initiative.capacity is not None:
        taken = await _count(session, initiative.id, SignupState.CONFIRMED)
        query = query.limit(max(0, initiative.capacity - taken))
    promoted = (await session.scalars(query)).all()
    for signup in promoted:
        signup.state = SignupState.CONFIRMED
        signup.changed_at = now
        if signup.user_id == joining:
            await record(session, "initiative.joined", initiative, joining, now, source)
            continue
        await record(session, "initiative.promoted", initiative, signup.user_id, now, source)
        await tell(session, PROMOTED, signup, now=now)
    await session.flush()
    return len(promoted)


async def fill_places(
    session: AsyncSession, *, now: datetime, source: str, guild_id: int | None = None
) -> int:
    """Promote wherever somebody waits although a place is free; return how many moved up.

    After an erasure this is the step that follows it; otherwise it finds nothing to do.

    Args:
        guild_id: Look in this server only.
    """
    waiting = (
        select(Signup.initiative_id)
        .where(Signup.state == SignupState.WAITING)
        .distinct()
        .order_by(Signup.initiative_id)
    )
    if guild_id is not None:
        waiting = waiting.where(Signup.guild_id == guild_id)
    moved = 0
    for initiative_id in (await session.scalars(waiting)).all():
        initiative = await lock(session, initiative_id)
        count = await promote(session, initiative, now=now, source=source)
        if count:
            await refresh_card(session, initiative.guild_id, initiative.id, now)
        moved += count
    return moved


async def tell_publicly(
    session: AsyncSession, guild_id: int, news: dict[str, Any], *, now: datetime
) -> None:
    """Say beside the card what a private message could not.

    Args:
        news: The payload of the delivery that was refused.
    """
    await deliveries.enqueue(
        session,
        PROMOTED_PUBLICLY,
        guild_id=guild_id,
        key=f"{PROMOTED_PUBLICLY}:{news['signup_id']}:{news['position']}",
        payload=news,
        priority=2,
        now=now,
    )


async def _let_go(
    session: AsyncSession,
    initiative: Initiative,
    signups: Sequence[Signup],
    *,
    now: datetime,
    source: str,
) -> None:
    for signup in signups:
        signup.state = SignupState.LEFT
        signup.changed_at = now
        await record(session, "initiative.left", initiative, signup.user_id, now, source)
    await session.flush()
    await promote(session, initiative, now=now, source=source)
    await refresh_card(session, initiative.guild_id, initiative.id, now)


async def lock(
    session: AsyncSession, initiative_id: int, guild_id: int | None = None
) -> Initiative:
    """The initiative, held until this transaction ends; SQLite's one writer holds everything."""
    initiative = await session.get(
        Initiative, initiative_id, with_for_update=True, populate_existing=True
    )
    if initiative is None or (guild_id is not None and initiative.guild_id != guild_id):
        raise NoSuchInitiative(name=f"#{initiative_id}")
    return initiative


async def _signup_of(session: AsyncSession, member: MemberKey, initiative_id: int) -> Signup | None:
    return await session.scalar(
        select(Signup).where(
            Signup.initiative_id == initiative_id, Signup.user_id == member.user_id
        )
    )


async def _next_position(session: AsyncSession, initiative_id: int) -> int:
    last = await session.scalar(
        select(func.max(Signup.position)).where(Signup.initiative_id == initiative_id)
    )
    return (last or 0) + 1


async def _count(session: AsyncSession, initiative_id: int, state: SignupState) -> int:
    query = (
        select(func.count())
        .select_from(Signup)
        .where(Signup.initiative_id == initiative_id, Signup.state == state)
    )
    return await session.scalar(query) or 0


async def _place(
    session: AsyncSession, initiative: Initiative, signup: Signup, *, is_new: bool
) -> Place:
    number = None
    if signup.state == SignupState.WAITING:
        number = await session.scalar(
            select(func.count())
            .select_from(Signup)
            .where(
                Signup.initiative_id == initiative.id,
                Signup.state == SignupState.WAITING,
                Signup.position <= signup.position,
            )
        )
    return Place(initiative.id, initiative.title, SignupState(signup.state), number, is_new)


async def record(
    session: AsyncSession,
    kind: str,
    initiative: Initiative,
    user_id: int | None,
    now: datetime,
    source: str,
) -> None:
    """Write one act about an initiative into the ledger, for its main value."""
    values = (await values_of(session, [initiative.id])).get(initiative.id, ())
    await activity.record(
        session,
        kind,
        guild_id=initiative.guild_id,
        at=now,
        user_id=user_id,
        subject_id=initiative.id,
        value_id=values[0] if values else None,
        source=source,
    )


async def tell(session: AsyncSession, kind: str, signup: Signup, *, now: datetime) -> None:
    """Have a member told privately, in the language they spoke when they signed up."""
    # The position is part of the key: who leaves and waits again is told again.
    await deliveries.enqueue(
        session,
        kind,
        guild_id=signup.guild_id,
        key=f"{kind}:{signup.id}:{signup.position}",
        payload={"signup_id": signup.id, "position": signup.position},
        lane=Lane.DM,
        priority=2,
        now=now,
    )
