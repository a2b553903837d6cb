"""Who has been between two steps for long, and what stewards do about it: kindly, and once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit, contact, deliveries
from bot.contact import Limits, Reason
from bot.deliveries import Drop, Lane, Wait
from bot.errors import MemberError
from bot.models import MemberKey
from bot.settings import Setting
from cogs.buddies import service as buddies
from cogs.onboarding.models import Journey, State, Where
from cogs.onboarding.service.kinds import HAND

STUCK_HOURS = Setting("onboarding.stuck_hours", 48)
"""How long somebody is between two steps before stewards see it."""

DELIVERY = "onboarding.hand"
"""The one message by which a steward reaches out to somebody."""

PRIORITY = 6


class NotStuck(MemberError):
    """They acted meanwhile, or somebody decided to leave them in peace."""

    key = "onboarding-stuck-no-longer"


class WrittenAlready(MemberError):
    """Once is help, twice is pressure."""

    key = "onboarding-stuck-written-already"


class NoBuddy(MemberError):
    """Nobody volunteers, or they have a buddy or wish for one already."""

    key = "onboarding-stuck-no-buddy"


@dataclass(frozen=True)
class Waiting:
    """Somebody between two steps: which step, since when, and nothing that they said."""

    journey_id: int
    member: MemberKey
    step: str
    state: State
    since: datetime
    nudged_at: datetime | None


@dataclass(frozen=True)
class Sending:
    """What becomes of a message: when it goes, or why it does not.

    Args:
        at: None: now.
        hindered_by: What keeps it back for good; then nothing was asked for.
    """

    at: datetime | None = None
    hindered_by: str | None = None


async def count(session: AsyncSession, guild_id: int, *, before: datetime) -> int:
    """How many have been between two steps since before a moment."""
    found = await session.scalar(select(func.count()).where(*_stuck(guild_id, before)))
    return found or 0


async def list_waiting(
    session: AsyncSession, guild_id: int, *, before: datetime, page: int, size: int
) -> list[Waiting]:
    """One page of those between two steps, the latest first: they come back most easily."""
    rows = await session.scalars(
        select(Journey)
        .where(*_stuck(guild_id, before))
        .order_by(Journey.changed_at.desc(), Journey.id)
        .offset(page * size)
        .limit(size)
    )
    return [_waiting(row) for row in rows]


async def find(
    session: AsyncSession, guild_id: int, journey_id: int, *, before: datetime
) -> Waiting | None:
    """One of them, if they still are."""
    row = await _find(session, guild_id, journey_id, before)
    return None if row is None else _waiting(row)


async def reach_out(
    session: AsyncSession,
    guild_id: int,
    journey_id: int,
    *,
    with_buddy: bool,
    before: datetime,
    limits: Limits,
    actor_id: int,
    now: datetime,
) -> Sending:
    """Have somebody written to once, if the gate lets it through.

    Args:
        with_buddy: They are offered a buddy, too; whether they want one is theirs to say.
        before: Since before which moment they are between two steps.
        limits: What holds in the server for messages that nobody asked for.

    Raises:
        NotStuck: They are not between two steps any more.
        WrittenAlready: A steward had them written to before.
        NoBuddy: There is none to offer.
    """
    journey = await _find(session, guild_id, journey_id, before, lock=True)
    if journey is None:
        raise NotStuck
    if journey.nudged_at is not None:
        raise WrittenAlready(at=journey.nudged_at)
    member = MemberKey(guild_id, journey.user_id)
    in_thread = is_in_thread(journey)
    held = await contact.decide(
        session, member, Reason(HAND), limits, asked_at=now, now=now, by_dm=not in_thread
    )
    if isinstance(held, Drop):
        return Sending(hindered_by=held.reason)
    if with_buddy and not await buddies.suggest(session, member, now=now):
        raise NoBuddy
    journey.nudged_at = now
    await deliveries.enqueue(
        session,
        DELIVERY,
        guild_id=guild_id,
        key=f"{DELIVERY}:{journey.id}",
        payload={"journey_id": journey.id, "turn": journey.turn, "with_buddy": with_buddy},
        now=now,
        lane=Lane.GUILD if in_thread else Lane.DM,
        priority=PRIORITY,
    )
    what = "onboarding.buddy_suggested" if with_buddy else "onboarding.nudged"
    await _note(session, journey, what, actor_id, now)
    return Sending(at=held.until if isinstance(held, Wait) else None)


async def leave_alone(
    session: AsyncSession,
    guild_id: int,
    journey_id: int,
    *,
    before: datetime,
    actor_id: int,
    now: datetime,
) -> None:
    """List somebody no more until they act by themselves.

    Raises:
        NotStuck: They are not listed any more.
    """
    journey = await _find(session, guild_id, journey_id, before, lock=True)
    if journey is None:
        raise NotStuck
    journey.left_alone_at = now
    await _note(session, journey, "onboarding.left_alone", actor_id, now)


async def is_still_at(session: AsyncSession, journey_id: int, turn: int) -> bool:
    """Whether somebody has done nothing since a steward reached out."""
    journey = await session.get(Journey, journey_id)
    if journey is None or journey.left_at is not None or journey.turn != turn:
        return False
    return journey.state in (State.RUNNING, State.LATER)


async def unsent(session: AsyncSession, journey_id: int) -> None:
    """The message did not go out: they were not written to."""
    journey = await session.get(Journey, journey_id)
    if journey is not None:
        journey.nudged_at = None


def is_in_thread(journey: Journey) -> bool:
    """Whether a post in the journey's thread reaches its member."""
    return journey.place == Where.THREAD and journey.thread_id is not None


def before_when(hours: int, *, now: datetime) -> datetime:
    """The moment since before which somebody is stuck."""
    return now - timedelta(hours=hours)


def _stuck(guild_id: int, before: datetime) -> Sequence[ColumnElement[bool]]:
    unreminded = and_(Journey.state == State.LATER, Journey.remind_at.is_(None))
    return (
        Journey.guild_id == guild_id,
        Journey.state.in_((State.RUNNING, State.LATER)),
        or_(Journey.state == State.RUNNING, unreminded),
        Journey.left_at.is_(None),
        Journey.changed_at < before,
        or_(Journey.left_alone_at.is_(None), Journey.left_alone_at < Journey.changed_at),
    )


async def _find(
    session: AsyncSession, guild_id: int, journey_id: int, before: datetime, *, lock: bool = False
) -> Journey | None:
    query = select(Journey).where(Journey.id == journey_id, *_stuck(guild_id, before))
    return await session.scalar(query.with_for_update() if lock else query)


async def _note(
    session: AsyncSession, journey: Journey, what: str, actor_id: int, now: datetime
) -> None:
    """Written down by the journey's number: an erasure must not leave its member's id behind."""
    await audit.note(
        session,
        what,
        guild_id=journey.guild_id,
        actor_id=actor_id,
        before=None,
        after={"journey": journey.id},
        at=now,
    )


def _waiting(row: Journey) -> Waiting:
    return Waiting(
        journey_id=row.id,
        member=MemberKey(row.guild_id, row.user_id),
        step=row.step,
        state=State(row.state),
        since=row.changed_at,
        nudged_at=row.nudged_at,
    )
