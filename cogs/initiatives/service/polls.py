"""Voting about the date: members say when they could come, and one date is taken.

A vote says that somebody could come; it takes no seat. It runs until `poll_until`, and then the
date with the most votes is taken. Where several have as many, or nobody voted, the organiser is
asked once and chooses; they can also choose earlier. `poll_until` is cleared when there is a date.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.errors import MemberError
from bot.models import MemberKey
from bot.moments import Span
from bot.texts import unmarked
from cogs.initiatives.models import (
    DateOption,
    DateVote,
    Initiative,
    InitiativeState,
)
from cogs.initiatives.service.answers import NotOpen
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.organisers import Actor, require_organiser
from cogs.initiatives.service.reading import NoSuchInitiative
from cogs.initiatives.service.recording import lock, record

FAIR = timedelta(days=1)
"""At least so long people can vote once a proposal is open."""


class HasDate(MemberError):
    """There is a date, so there is nothing to vote about."""

    key = "initiatives-poll-has-date"


class NoPoll(MemberError):
    """Nobody votes about the date of this one, any more or at all."""

    key = "initiatives-poll-none"


class PollOver(MemberError):
    """The time for voting is over."""

    key = "initiatives-poll-over"


class NoSuchOption(MemberError):
    """That date was taken out of the vote, or is over."""

    key = "initiatives-poll-no-such-option"


@dataclass(frozen=True)
class Option:
    """A date, and who could come."""

    id: int
    starts_at: datetime
    ends_at: datetime | None
    votes: int


@dataclass(frozen=True)
class Poll:
    """A vote as one member sees it.

    Args:
        zone: In which the dates were meant.
        chosen: The dates at which this member could come.
    """

    initiative_id: int
    guild_id: int
    title: str
    zone: str | None
    until: datetime
    options: tuple[Option, ...]
    chosen: frozenset[int]

    def leading(self, now: datetime) -> tuple[Option, ...]:
        """Those with the most votes, of the dates that are still to come."""
        ahead = [option for option in self.options if option.starts_at > now]
        most = max((option.votes for option in ahead), default=0)
        return tuple(option for option in ahead if option.votes == most)


async def start(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    options: Sequence[Span],
    *,
    until: datetime,
    zone: str,
    now: datetime,
) -> Initiative:
    """Let people vote between these dates. Votes about earlier ones are gone.

    Raises:
        NoSuchInitiative, NotYours, NotOpen, HasDate: As they say.
    """
    initiative = await of_actor(session, actor, initiative_id)
    if initiative.starts_at is not None:
        raise HasDate(title=unmarked(initiative.title))
    await _drop_options(session, initiative_id)
    session.add_all(
        DateOption(
            initiative_id=initiative_id,
            position=position,
            starts_at=option.starts_at,
            ends_at=option.ends_at,
        )
        for position, option in enumerate(options)
    )
    initiative.poll_until, initiative.poll_asked_at, initiative.zone = until, None, zone
    await _no_question_left(session, initiative, now)
    await session.flush()
    await changed(session, initiative, now=now)
    return initiative


async def stop(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> Initiative:
    """End the vote without a date.

    Raises:
        NoSuchInitiative, NotYours, NotOpen, NoPoll: As they say.
    """
    initiative = polled(await of_actor(session, actor, initiative_id))
    await end(session, initiative, now=now)
    await changed(session, initiative, now=now)
    return initiative


async def end(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    """There is nothing to vote about any more, as it has a date or takes place at none.

    Whoever changes the date by hand calls this, and `changed` after it.
    """
    await _drop_options(session, initiative.id)
    initiative.poll_until = initiative.poll_asked_at = None
    await _no_question_left(session, initiative, now)


async def vote(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    chosen: Collection[int],
    *,
    now: datetime,
) -> Poll:
    """At these dates a member could come, and at no others.

    Raises:
        NoSuchInitiative, NotOpen, NoPoll, PollOver, NoSuchOption: As they say.
    """
    initiative = polled(await _open(session, initiative_id, member.guild_id))
    assert initiative.poll_until is not None
    if initiative.poll_until <= now:
        raise PollOver(title=unmarked(initiative.title))
    options = {option.id: option for option in await list_options(session, initiative_id)}
    if any(id_ not in options or options[id_].starts_at <= now for id_ in chosen):
        raise NoSuchOption
    before = await _votes_of(session, options, member.user_id)
    if before != set(chosen):
        await session.execute(
            delete(DateVote).where(
                DateVote.date_id.in_(before - set(chosen)), DateVote.user_id == member.user_id
            )
        )
        session.add_all(
            DateVote(date_id=id_, user_id=member.user_id, guild_id=member.guild_id, voted_at=now)
            for id_ in sorted(set(chosen) - before)
        )
        await session.flush()
        if not before:
            await record(session, "initiative.voted", initiative, member.user_id, now, "button")
        await refresh_card(session, initiative.guild_id, initiative_id, now)
    return await read_poll(session, initiative, member.user_id)


async def look(
    session: AsyncSession, initiative_id: int, user_id: int, *, guild_id: int | None = None
) -> Poll:
    """The vote about an initiative, as a member sees it.

    Raises:
        NoSuchInitiative, NotOpen, NoPoll: As they say.
    """
    initiative = await session.get(Initiative, initiative_id)
    if initiative is None or (guild_id is not None and initiative.guild_id != guild_id):
        raise NoSuchInitiative(name=f"#{initiative_id}")
    return await read_poll(session, polled(_require_open(initiative)), user_id)


async def opened(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    """A proposal with a vote is open now: nobody could vote before, so there must be time to."""
    if initiative.poll_until is None or initiative.poll_until >= now + FAIR:
        return
    options = [it for it in await list_options(session, initiative.id) if it.starts_at > now]
    if options:
        initiative.poll_until = min(now + 2 * FAIR, now + (options[0].starts_at - now) / 2)


async def list_voters(session: AsyncSession, guild_id: int) -> list[int]:
    """Who has voted about a date that is not settled yet."""
    rows = await session.scalars(
        select(DateVote.user_id)
        .join(DateOption, DateOption.id == DateVote.date_id)
        .join(Initiative, Initiative.id == DateOption.initiative_id)
        .where(DateVote.guild_id == guild_id, Initiative.poll_until.is_not(None))
        .distinct()
        .order_by(DateVote.user_id)
    )
    return list(rows)


async def members_left(
    session: AsyncSession, members: Sequence[MemberKey], *, now: datetime
) -> int:
    """Whoever left the server comes on no date; return how many votes that were."""
    theirs = tuple_(DateVote.guild_id, DateVote.user_id).in_(list(members))
    rows = await session.execute(
        select(DateVote.date_id, DateVote.user_id, Initiative.guild_id, Initiative.id)
        .join(DateOption, DateOption.id == DateVote.date_id)
        .join(Initiative, Initiative.id == DateOption.initiative_id)
        .where(theirs, Initiative.poll_until.is_not(None))
    )
    found = rows.all()
    if not found:
        return 0
    gone = [(date_id, user_id) for date_id, user_id, _, _ in found]
    await session.execute(
        delete(DateVote).where(tuple_(DateVote.date_id, DateVote.user_id).in_(gone))
    )
    for guild_id, initiative_id in sorted({(guild_id, id_) for _, _, guild_id, id_ in found}):
        await refresh_card(session, guild_id, initiative_id, now)
    return len(found)


async def of_actor(session: AsyncSession, actor: Actor, initiative_id: int) -> Initiative:
    initiative = await _open(session, initiative_id, actor.member.guild_id)
    await require_organiser(session, initiative, actor)
    return initiative


async def _open(session: AsyncSession, initiative_id: int, guild_id: int | None) -> Initiative:
    return _require_open(await lock(session, initiative_id, guild_id))


def _require_open(initiative: Initiative) -> Initiative:
    if initiative.state != InitiativeState.OPEN:
        raise NotOpen(title=unmarked(initiative.title))
    return initiative


def polled(initiative: Initiative) -> Initiative:
    if initiative.poll_until is None:
        raise NoPoll(title=unmarked(initiative.title))
    return initiative


async def list_options(session: AsyncSession, initiative_id: int) -> list[DateOption]:
    rows = await session.scalars(
        select(DateOption)
        .where(DateOption.initiative_id == initiative_id)
        .order_by(DateOption.starts_at, DateOption.position)
    )
    return list(rows)


async def _votes_of(session: AsyncSession, options: Collection[int], user_id: int) -> set[int]:
    rows = await session.scalars(
        select(DateVote.date_id).where(
            DateVote.date_id.in_(list(options)), DateVote.user_id == user_id
        )
    )
    return set(rows)


async def read_poll(session: AsyncSession, initiative: Initiative, user_id: int) -> Poll:
    votes = select(func.count()).where(DateVote.date_id == DateOption.id).scalar_subquery()
    rows = await session.execute(
        select(DateOption.id, DateOption.starts_at, DateOption.ends_at, votes)
        .where(DateOption.initiative_id == initiative.id)
        .order_by(DateOption.starts_at, DateOption.position)
    )
    options = tuple(Option(*row) for row in rows)
    assert initiative.poll_until is not None
    return Poll(
        initiative.id,
        initiative.guild_id,
        initiative.title,
        initiative.zone,
        initiative.poll_until,
        options,
        frozenset(await _votes_of(session, [option.id for option in options], user_id)),
    )


async def _drop_options(session: AsyncSession, initiative_id: int) -> None:
    mine = select(DateOption.id).where(DateOption.initiative_id == initiative_id)
    await session.execute(delete(DateVote).where(DateVote.date_id.in_(mine)))
    await session.execute(delete(DateOption).where(DateOption.initiative_id == initiative_id))


async def _no_question_left(session: AsyncSession, initiative: Initiative, now: datetime) -> None:
    await notices.close_notice(
        session, f"initiatives.date:{initiative.id}", guild_id=initiative.guild_id, now=now
    )
