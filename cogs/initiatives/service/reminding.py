"""Reminders of what somebody has a seat in: only for those who asked, a day and an hour before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from bot.deliveries import Lane
from bot.errors import MemberError
from bot.models import MemberKey
from bot.sharding import ALL_SHARDS, Shards
from bot.texts import unmarked
from cogs.initiatives.models import Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service.reading import Overview, get_overview

REMIND = "initiatives.remind"
"""Reminds one member of one initiative."""

BEFORE = (timedelta(days=1), timedelta(hours=1))
"""How long before it starts."""

PER_LOOK = 500
"""Members whose reminders are asked for in one transaction."""


class NotIn(MemberError):
    """There is nothing to remind them of: they have no seat, or it takes place no more."""

    key = "initiatives-remind-not-in"


@dataclass(frozen=True)
class Reminding:
    """Whether somebody is reminded from now on.

    Args:
        next_at: When for the first time; None when no reminder is left before it starts, or when
            nobody knows yet when that is.
    """

    initiative_id: int
    title: str
    is_on: bool
    starts_at: datetime | None
    next_at: datetime | None


@dataclass(frozen=True)
class Reminder:
    """What somebody is reminded of."""

    member: MemberKey
    language: str
    overview: Overview


async def remind(
    session: AsyncSession,
    initiative_id: int,
    user_id: int,
    *,
    is_on: bool,
    now: datetime,
    guild_id: int | None = None,
) -> Reminding:
    """Switch one member's reminders of one initiative on or off.

    Args:
        guild_id: Where it must be; None where the act came from a DM.

    Raises:
        NoSuchInitiative: There is none.
        NotIn: They have no seat in it, or it is over.
    """
    overview = await get_overview(session, initiative_id, guild_id=guild_id)
    signup = await session.scalar(
        select(Signup).where(Signup.initiative_id == initiative_id, Signup.user_id == user_id)
    )
    has_seat = signup is not None and signup.state == SignupState.CONFIRMED
    if signup is None or (is_on and not (has_seat and overview.is_open)):
        raise NotIn(title=unmarked(overview.title))
    signup.reminds = is_on
    signup.reminded_at = now if is_on else None  # moments that have passed are not made up for
    next_at = _next(overview.starts_at, now) if is_on else None
    return Reminding(overview.id, overview.title, is_on, overview.starts_at, next_at)


async def ask_due(session: AsyncSession, *, now: datetime, shards: Shards = ALL_SHARDS) -> int:
    """Ask for the reminders whose moment has come; return how many those are.

    Each moment is asked for once, also when it is looked for again: the member's row says until
    when they have been reminded. A changed date has new moments.
    """
    soon = select(Initiative.id, Initiative.starts_at).where(
        Initiative.state == InitiativeState.OPEN,
        Initiative.starts_at > now,
        Initiative.starts_at <= now + max(BEFORE),
    )
    ours = shards.clause(Initiative.guild_id.expression)
    if ours is not None:
        soon = soon.where(ours)
    asked = 0
    for initiative_id, starts_at in (await session.execute(soon)).all():
        assert starts_at is not None
        passed = [starts_at - span for span in BEFORE if starts_at - span <= now]
        if passed:
            asked += await _ask(session, initiative_id, max(passed), now)
    return asked


async def find_reminder(session: AsyncSession, signup_id: int, now: datetime) -> Reminder | None:
    """Whom to remind of what; None when they have no seat any more, or want no reminder."""
    signup = await session.get(Signup, signup_id)
    if signup is None or not signup.reminds or signup.state != SignupState.CONFIRMED:
        return None
    overview = await get_overview(session, signup.initiative_id)
    if not overview.is_open or overview.starts_at is None or overview.starts_at <= now:
        return None
    return Reminder(MemberKey(signup.guild_id, signup.user_id), signup.language, overview)


async def _ask(session: AsyncSession, initiative_id: int, moment: datetime, now: datetime) -> int:
    rows = await session.execute(
        select(Signup.id, Signup.guild_id)
        .where(
            Signup.initiative_id == initiative_id,
            Signup.state == SignupState.CONFIRMED,
            Signup.reminds,
            Signup.reminded_at < moment,
        )
        .order_by(Signup.id)
        .limit(PER_LOOK)
    )
    due = rows.all()
    for signup_id, guild_id in due:
        await deliveries.enqueue(
            session,
            REMIND,
            guild_id=guild_id,
            key=f"{REMIND}:{signup_id}",
            payload={"signup_id": signup_id},
            lane=Lane.DM,
            priority=4,
            now=now,
        )
    await session.execute(
        update(Signup)
        .where(Signup.id.in_([signup_id for signup_id, _ in due]))
        .values(reminded_at=now)
    )
    return len(due)


def _next(starts_at: datetime | None, now: datetime) -> datetime | None:
    """The first moment that is still to come."""
    if starts_at is None:
        return None
    ahead = [starts_at - span for span in BEFORE if starts_at - span > now]
    return min(ahead, default=None)
