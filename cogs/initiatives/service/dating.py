"""Taking a date: the one that most could come to, or the one that the organiser chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries, notices
from bot.deliveries import Lane
from bot.sharding import ALL_SHARDS, Shards
from bot.texts import unmarked
from cogs.initiatives.models import (
    DateOption,
    DateVote,
    Initiative,
    InitiativeState,
    Signup,
    SignupState,
)
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.organisers import Actor, list_coorganisers
from cogs.initiatives.service.polls import NoSuchOption, end, of_actor, polled, read_poll
from cogs.initiatives.service.recording import lock, record

ASKED = "initiatives.date_asked"
"""Asks the organiser privately to choose, as the votes have not."""

FIXED = "initiatives.date_fixed"
"""Tells a member privately which date it is: who voted for it, and who signed up before."""

UNDECIDED = "initiatives-notice-date"
"""The text of the notice that nobody is there to choose the date."""


@dataclass(frozen=True)
class Fixed:
    """What a member is told when there is a date.

    Args:
        state: Their place in it, if they have signed up.
        organises: They organise it, and the votes have chosen.
    """

    initiative_id: int
    title: str
    starts_at: datetime
    ends_at: datetime | None
    channel_id: int | None
    message_id: int | None
    language: str | None
    state: SignupState | None
    organises: bool


async def choose(
    session: AsyncSession, actor: Actor, initiative_id: int, date_id: int, *, now: datetime
) -> Initiative:
    """An organiser takes one of the dates, whatever the votes say.

    Raises:
        NoSuchInitiative, NotYours, NotOpen, NoPoll, NoSuchOption: As they say.
    """
    initiative = polled(await of_actor(session, actor, initiative_id))
    option = await session.get(DateOption, date_id)
    if option is None or option.initiative_id != initiative_id or option.starts_at <= now:
        raise NoSuchOption
    await _fix(session, initiative, option, now=now, by=actor.member.user_id)
    return initiative


async def list_due(
    session: AsyncSession, *, now: datetime, shards: Shards = ALL_SHARDS
) -> list[int]:
    """Open initiatives whose vote is over and was not acted upon."""
    query = (
        select(Initiative.id)
        .where(
            Initiative.state == InitiativeState.OPEN,
            Initiative.poll_until <= now,
            Initiative.poll_asked_at.is_(None),
        )
        .order_by(Initiative.id)
    )
    ours = shards.clause(Initiative.guild_id.expression)
    return list(await session.scalars(query if ours is None else query.where(ours)))


async def close(session: AsyncSession, initiative_id: int, *, now: datetime) -> None:
    """Take the date that most could come to, or have the organiser choose where there is none."""
    initiative = await lock(session, initiative_id)
    is_due = initiative.poll_until is not None and initiative.poll_until <= now
    if initiative.state != InitiativeState.OPEN or not is_due or initiative.poll_asked_at:
        return
    poll = await read_poll(session, initiative, 0)
    leading = poll.leading(now)
    if len(leading) == 1 and leading[0].votes:
        option = await session.get_one(DateOption, leading[0].id)
        await _fix(session, initiative, option, now=now, by=None)
        return
    initiative.poll_asked_at = now
    carry = [initiative.organiser_id, *await list_coorganisers(session, initiative_id)]
    asked = next((user_id for user_id in carry if user_id is not None), None)
    if asked is None:
        await nobody_chooses(session, initiative, now=now)
    else:
        await deliveries.enqueue(
            session,
            ASKED,
            guild_id=initiative.guild_id,
            key=f"{ASKED}:{initiative_id}:{int(now.timestamp())}",
            payload={"initiative_id": initiative_id, "user_id": asked},
            lane=Lane.DM,
            priority=3,
            now=now,
        )
    await refresh_card(session, initiative.guild_id, initiative_id, now)


async def nobody_chooses(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    """Ask the stewards, as whoever organises it is not there or cannot be reached."""
    await notices.open_notice(
        session,
        f"initiatives.date:{initiative.id}",
        guild_id=initiative.guild_id,
        text_key=UNDECIDED,
        now=now,
        initiative=initiative.id,
        title=unmarked(initiative.title),
    )


async def find_fixed(
    session: AsyncSession, initiative_id: int, user_id: int, starts_at: datetime
) -> Fixed | None:
    """What to tell a member about a date; None when it is not that date any more."""
    initiative = await session.get(Initiative, initiative_id)
    if (
        initiative is None
        or initiative.state not in (InitiativeState.OPEN, InitiativeState.RUNNING)
        or initiative.starts_at != starts_at
    ):
        return None
    signup = await session.scalar(
        select(Signup).where(Signup.initiative_id == initiative_id, Signup.user_id == user_id)
    )
    if signup is not None and signup.state in (SignupState.DECLINED, SignupState.LEFT):
        return None  # they have answered already
    return Fixed(
        initiative_id,
        initiative.title,
        starts_at,
        initiative.ends_at,
        initiative.channel_id,
        initiative.message_id,
        None if signup is None else signup.language,
        None if signup is None else SignupState(signup.state),
        organises=initiative.organiser_id == user_id,
    )


async def _fix(
    session: AsyncSession,
    initiative: Initiative,
    option: DateOption,
    *,
    now: datetime,
    by: int | None,
) -> None:
    """This is the date; whom it concerns is told, and nobody is signed up by it."""
    voters = await session.scalars(
        select(DateVote.user_id)
        .where(DateVote.date_id == option.id)
        .order_by(DateVote.voted_at, DateVote.user_id)
    )
    signed_up = await session.scalars(
        select(Signup.user_id)
        .where(
            Signup.initiative_id == initiative.id,
            Signup.state.in_(
                (
                    SignupState.CONFIRMED,
                    SignupState.OFFERED,
                    SignupState.WAITING,
                    SignupState.INTERESTED,
                )
            ),
            Signup.hears.is_(True),
        )
        .order_by(Signup.position)
    )
    concerned = [*signed_up, *voters]
    if by is None and initiative.organiser_id is not None:
        concerned.append(initiative.organiser_id)
    initiative.starts_at, initiative.ends_at = option.starts_at, option.ends_at
    initiative.when_text = None
    await end(session, initiative, now=now)
    await session.flush()
    await changed(session, initiative, now=now)
    if by is not None:
        await record(session, "initiative.dated", initiative, by, now, "button")
    starts_at = initiative.starts_at.isoformat()
    await deliveries.enqueue_many(
        session,
        FIXED,
        [
            (
                initiative.guild_id,
                f"{FIXED}:{initiative.id}:{initiative.sequence}:{user_id}",
                {"initiative_id": initiative.id, "user_id": user_id, "starts_at": starts_at},
            )
            for user_id in dict.fromkeys(concerned)
            if user_id != by
        ],
        lane=Lane.DM,
        priority=3,
        now=now,
    )
