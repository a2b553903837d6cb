"""Members who volunteer: on, off, away, and what they and newcomers are told of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.buddies.models import Buddy, Pair, PairState
from cogs.buddies.service.introducing import free_of
from cogs.buddies.service.matching import lock, match_waiting

USUAL_PER_WEEK = 2
MOST_PER_WEEK = 7
MOST_DAYS_AWAY = 90


class NotOffering(MemberError):
    """There is nothing to pause."""

    key = "buddies-not-offering"


@dataclass(frozen=True)
class Offer:
    """What a member offers.

    Attributes:
        away_until: Set only while it lies ahead.
        was_on: Whether it held before the act that is answered.
    """

    is_on: bool
    per_week: int
    away_until: datetime | None
    was_on: bool


@dataclass(frozen=True)
class Introduced:
    """A newcomer whom a buddy was introduced to."""

    at: datetime
    thread_id: int | None


async def offer(
    session: AsyncSession, member: MemberKey, *, per_week: int | None, now: datetime
) -> Offer:
    """Volunteer, be back from being away, or change how often; whoever waits may be in luck.

    Args:
        per_week: How many newcomers within any seven days; None for as many as before.
    """
    await lock(session, member.guild_id)
    buddy = await session.get(Buddy, tuple(member))
    was_on = buddy is not None and buddy.is_on
    if buddy is None:
        buddy = Buddy(guild_id=member.guild_id, user_id=member.user_id, per_week=USUAL_PER_WEEK)
        session.add(buddy)
    buddy.is_on = True
    buddy.per_week = per_week or buddy.per_week
    buddy.away_until = buddy.left_at = None
    buddy.changed_at = now
    if not was_on:
        await _record(session, "buddy.offered", member, now)
    await match_waiting(session, member.guild_id, now=now)
    return Offer(True, buddy.per_week, None, was_on)


async def stop(session: AsyncSession, member: MemberKey, *, now: datetime) -> Offer:
    """Volunteer no more. Threads that are shared already stay as they are."""
    await lock(session, member.guild_id)
    buddy = await session.get(Buddy, tuple(member))
    if buddy is None or not buddy.is_on:
        return Offer(False, USUAL_PER_WEEK, None, was_on=False)
    buddy.is_on, buddy.away_until, buddy.changed_at = False, None, now
    await _record(session, "buddy.stopped", member, now)
    await free_of(session, member, now=now)
    return Offer(False, buddy.per_week, None, was_on=True)


async def go_away(session: AsyncSession, member: MemberKey, *, days: int, now: datetime) -> Offer:
    """Be introduced to nobody for some days; afterwards it goes on by itself.

    Raises:
        NotOffering: They do not volunteer.
    """
    await lock(session, member.guild_id)
    buddy = await session.get(Buddy, tuple(member))
    if buddy is None or not buddy.is_on:
        raise NotOffering
    buddy.away_until = now + timedelta(days=days)
    buddy.changed_at = now
    await _record(session, "buddy.away", member, now)
    await free_of(session, member, now=now)
    return Offer(True, buddy.per_week, buddy.away_until, was_on=True)


async def find_offer(session: AsyncSession, member: MemberKey, *, now: datetime) -> Offer | None:
    """What a member offers; None when they never did."""
    buddy = await session.get(Buddy, tuple(member))
    if buddy is None:
        return None
    away_until = buddy.away_until
    if away_until is not None and away_until <= now:
        away_until = None
    return Offer(buddy.is_on, buddy.per_week, away_until, was_on=buddy.is_on)


async def list_introduced(session: AsyncSession, member: MemberKey) -> list[Introduced]:
    """When a buddy was introduced to newcomers lately, the latest first."""
    rows = await session.scalars(
        select(Pair)
        .where(
            Pair.guild_id == member.guild_id,
            Pair.buddy_id == member.user_id,
            Pair.introduced_at.is_not(None),
        )
        .order_by(Pair.introduced_at.desc(), Pair.id.desc())
    )
    return [
        Introduced(pair.introduced_at, pair.thread_id)
        for pair in rows
        if pair.introduced_at is not None
    ]


async def has_any(session: AsyncSession, guild_id: int, *, without: int | None = None) -> bool:
    """Whether anybody volunteers; where nobody does, offering a buddy would promise too much.

    Args:
        without: Who would like a buddy: nobody is their own.
    """
    found = await session.scalar(
        select(Buddy.user_id)
        .where(
            Buddy.guild_id == guild_id,
            Buddy.is_on,
            Buddy.left_at.is_(None),
            Buddy.user_id != (without or 0),
        )
        .limit(1)
    )
    return found is not None


async def list_servers(session: AsyncSession) -> list[int]:
    """The servers in which anybody volunteers or has a buddy."""
    buddies = select(Buddy.guild_id).where(Buddy.left_at.is_(None))
    pairs = select(Pair.guild_id).where(Pair.state != PairState.ENDED)
    return list(await session.scalars(union(buddies, pairs)))


async def list_here(session: AsyncSession, guild_id: int) -> list[int]:
    """Whose departure would matter: whoever volunteers or did, and both sides of each pair."""
    buddies = await session.scalars(
        select(Buddy.user_id).where(Buddy.guild_id == guild_id, Buddy.left_at.is_(None))
    )
    pairs = await session.execute(
        select(Pair.newcomer_id, Pair.buddy_id).where(
            Pair.guild_id == guild_id, Pair.state != PairState.ENDED
        )
    )
    both = {user_id for pair in pairs for user_id in pair if user_id is not None}
    return sorted(both.union(buddies))


async def _record(session: AsyncSession, kind: str, member: MemberKey, now: datetime) -> None:
    await activity.record(
        session,
        kind,
        guild_id=member.guild_id,
        at=now,
        user_id=member.user_id,
        source="command",
    )
