"""Another date: whoever had a seat is asked again, and nobody is taken to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from bot.deliveries import Lane
from bot.errors import MemberError
from bot.texts import unmarked
from cogs.initiatives.models import LIVE, Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service import polls, seats
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.organisers import Actor
from cogs.initiatives.service.organising import hold
from cogs.initiatives.service.reading import Overview, get_overview
from cogs.initiatives.service.recording import record

ASKED_AGAIN = "initiatives.asked_again"
"""Asks a member privately whether they come at the new time, too."""

MOVED = "initiatives.moved"
"""Tells a member privately who has no seat, and waits or might come."""

MOVABLE = (InitiativeState.PROPOSED, *LIVE)


class DateOver(MemberError):
    """The date has passed while it was looked at."""

    key = "initiatives-move-over"


class SameDate(MemberError):
    """It takes place then already."""

    key = "initiatives-move-same"


class MovedMeanwhile(MemberError):
    """Somebody else has changed it since the question was shown."""

    key = "initiatives-move-meanwhile"


class SomebodyIsThere(MemberError):
    """People have checked in: it takes place now."""

    key = "initiatives-move-somebody-there"


@dataclass(frozen=True)
class Moved:
    """What moving it has led to.

    Args:
        asked: How many are asked again.
        told: How many others are told.
    """

    title: str
    asked: int
    told: int


@dataclass(frozen=True)
class Hearer:
    """Somebody without a seat who is told."""

    user_id: int
    language: str
    initiative: Overview


async def require_movable(
    session: AsyncSession, actor: Actor, initiative_id: int, *, sequence: int | None = None
) -> Initiative:
    """What can be given another date by the actor, held until this transaction ends.

    Args:
        sequence: Its version when the new date was looked at.

    Raises:
        NoSuchInitiative, NotYours, NotOpen, SomebodyIsThere, MovedMeanwhile: As they say.
    """
    initiative = await hold(session, actor, initiative_id, states=MOVABLE)
    there = select(func.count()).where(
        Signup.initiative_id == initiative_id, Signup.arrived_at.is_not(None)
    )
    if initiative.state == InitiativeState.RUNNING and await session.scalar(there):
        raise SomebodyIsThere(title=unmarked(initiative.title))
    if sequence is not None and initiative.sequence != sequence:
        raise MovedMeanwhile(title=unmarked(initiative.title))
    return initiative


async def count_seated(session: AsyncSession, initiative_id: int, *, but: int) -> int:
    """How many besides one member would be asked again."""
    query = select(func.count()).where(
        Signup.initiative_id == initiative_id,
        Signup.state.in_([SignupState.CONFIRMED, SignupState.OFFERED]),
        Signup.user_id != but,
    )
    return await session.scalar(query) or 0


async def move(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    starts_at: datetime,
    ends_at: datetime | None,
    *,
    zone: str,
    sequence: int,
    now: datetime,
) -> Moved:
    """Give it another date, and have everybody asked or told whom that concerns.

    What had started by itself although nobody came is open again. Until when people may sign up
    moves along. Whoever moves it comes, if they had a seat: they have chosen the time.

    Args:
        zone: In which the date was meant.
        sequence: The initiative's, when the new date was looked at.

    Raises:
        NoSuchInitiative, NotYours, NotOpen, SomebodyIsThere, MovedMeanwhile, DateOver, SameDate:
            As they say.
    """
    initiative = await require_movable(session, actor, initiative_id, sequence=sequence)
    title = unmarked(initiative.title)
    if starts_at <= now:
        raise DateOver(title=title)
    if (starts_at, ends_at) == (initiative.starts_at, initiative.ends_at):
        raise SameDate(title=title)
    was = initiative.starts_at
    if initiative.poll_until is not None:
        await polls.end(session, initiative, now=now)
    if was is not None and initiative.cutoff_at is not None:
        initiative.cutoff_at += starts_at - was
    elif initiative.cutoff_at is not None:
        initiative.cutoff_at = min(initiative.cutoff_at, starts_at)
    initiative.starts_at, initiative.ends_at, initiative.zone = starts_at, ends_at, zone
    initiative.when_text = None
    if initiative.state == InitiativeState.RUNNING:
        initiative.state, initiative.started_at, initiative.code = InitiativeState.OPEN, None, None
    await session.flush()
    await changed(session, initiative, now=now)
    actor_id = actor.member.user_id
    await record(session, "initiative.moved", initiative, actor_id, now, "button")
    if initiative.state == InitiativeState.PROPOSED:
        return Moved(initiative.title, asked=0, told=0)
    own = await session.scalar(
        select(Signup).where(Signup.initiative_id == initiative_id, Signup.user_id == actor_id)
    )
    comes = own is not None and own.state == SignupState.CONFIRMED
    since = None if was is None else int(was.timestamp())
    asked = await seats.ask_again(
        session, initiative, now=now, message=ASKED_AGAIN, payload={"was": since}
    )
    if own is not None and comes:
        await session.refresh(own)
        own.state, own.offered_until = SignupState.CONFIRMED, None
        asked -= 1
    told = await _tell_others(session, initiative, actor_id, since, now)
    return Moved(initiative.title, asked, told)


async def find_hearer(session: AsyncSession, signup_id: int, sequence: int) -> Hearer | None:
    """Whom to tell; None when it is over, or they have a seat by now or stepped back."""
    signup = await session.get(Signup, signup_id)
    if signup is None or signup.state not in (SignupState.WAITING, SignupState.INTERESTED):
        return None
    overview = await get_overview(session, signup.initiative_id)
    if overview.state not in LIVE or overview.sequence < sequence:
        return None
    return Hearer(signup.user_id, signup.language, overview)


async def _tell_others(
    session: AsyncSession, initiative: Initiative, actor_id: int, was: int | None, now: datetime
) -> int:
    rows = await session.scalars(
        select(Signup.id).where(
            Signup.initiative_id == initiative.id,
            Signup.state.in_([SignupState.WAITING, SignupState.INTERESTED]),
            Signup.hears,
            Signup.user_id != actor_id,
        )
    )
    wanted = [
        (
            initiative.guild_id,
            f"{MOVED}:{signup_id}:{initiative.sequence}",
            {"signup_id": signup_id, "sequence": initiative.sequence, "was": was},
        )
        for signup_id in rows
    ]
    await deliveries.enqueue_many(session, MOVED, wanted, lane=Lane.DM, priority=3, now=now)
    return len(wanted)
