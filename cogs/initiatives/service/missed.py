"""The one question to somebody who had a seat and was not there; their answer is only counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries
from bot.activity import Activity
from bot.deliveries import Lane
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.initiatives.models import Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service.recording import lock

ASK = "initiatives.missed"
"""Kind of delivery: somebody who was not there is asked what kept them."""

PRIORITY = 7

LATER = timedelta(hours=20)
"""Until then, whoever told the outcome may notice that somebody was there after all."""

WORTH_ASKING = timedelta(days=7)
"""How long the question may wait for its turn. After that nobody asks any more."""

FEWEST_SHOWN = 3
"""Fewer answers than these are not shown: organisers would know whose they are."""


class Kept(StrEnum):
    """What kept somebody."""

    CAME_UP = "came_up"
    DID_NOT_SUIT = "did_not_suit"


KIND = "initiative.missed_"


class NotYourQuestion(MemberError):
    """The question was put to somebody else, or is settled."""

    key = "initiatives-missed-settled"


@dataclass(frozen=True)
class Question:
    """Who is asked about what, and in which language."""

    member: MemberKey
    initiative_id: int
    title: str
    starts_at: datetime | None
    language: str
    closed_at: datetime


async def ask_later(session: AsyncSession, signups: Iterable[Signup], *, now: datetime) -> None:
    """Have each of them asked, unless they were asked before."""
    await deliveries.enqueue_many(
        session,
        ASK,
        [
            (signup.guild_id, f"{ASK}:{signup.id}", {"signup_id": signup.id})
            for signup in signups
            if signup.missed_at is None
        ],
        lane=Lane.DM,
        priority=PRIORITY,
        now=now,
        not_before=now + LATER,
    )


async def find_question(session: AsyncSession, signup_id: int) -> Question | None:
    """The question, if it is still to be asked."""
    signup = await session.get(Signup, signup_id)
    if signup is None or signup.state != SignupState.ABSENT or signup.missed_at is not None:
        return None
    initiative = await session.get(Initiative, signup.initiative_id)
    if initiative is None or initiative.state != InitiativeState.CLOSED:
        return None
    return Question(
        member=MemberKey(signup.guild_id, signup.user_id),
        initiative_id=initiative.id,
        title=initiative.title,
        starts_at=initiative.starts_at,
        language=signup.language,
        closed_at=initiative.closed_at or signup.changed_at,
    )


async def asked(session: AsyncSession, signup_id: int, *, now: datetime) -> MemberKey | None:
    """Somebody was asked, or cannot be; either way nobody asks again.

    Returns:
        Who it is; None when they are forgotten meanwhile.
    """
    signup = await session.get(Signup, signup_id)
    if signup is None:
        return None
    signup.missed_at = signup.missed_at or now
    return MemberKey(signup.guild_id, signup.user_id)


async def answered(
    session: AsyncSession, user_id: int, signup_id: int, kept: Kept | None, *, now: datetime
) -> int:
    """Count an answer, without whose it is; a second one changes nothing.

    The count carries the day alone: a moment would tell who pressed then.

    Args:
        kept: None when they would rather not say.

    Returns:
        The server in which it was.

    Raises:
        NotYourQuestion: It is not theirs.
    """
    signup = await session.get(Signup, signup_id)
    if signup is None or signup.user_id != user_id:
        raise NotYourQuestion
    await lock(session, signup.initiative_id)
    await session.refresh(signup)
    if not signup.missed_answered:
        signup.missed_answered = True
        signup.missed_at = signup.missed_at or now  # a kill can hide from us that we asked
        if kept is not None:
            await activity.record(
                session,
                f"{KIND}{kept}",
                guild_id=signup.guild_id,
                at=datetime.combine(now.date(), time(), now.tzinfo),
                subject_id=signup.initiative_id,
                source="button",
            )
    return signup.guild_id


async def count(session: AsyncSession, guild_id: int, initiative_id: int) -> dict[Kept, int]:
    """How often what kept people; nothing while so few answered that it tells who."""
    rows = await session.execute(
        select(Activity.kind, func.count())
        .where(
            Activity.guild_id == guild_id,
            Activity.kind.in_([f"{KIND}{kept}" for kept in Kept]),
            Activity.subject_id == initiative_id,
        )
        .group_by(Activity.kind)
    )
    counts = {Kept(kind.removeprefix(KIND)): number for kind, number in rows}
    return counts if sum(counts.values()) >= FEWEST_SHOWN else {}
