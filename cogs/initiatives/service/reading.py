"""Initiatives as they are read: each with its figures, and finding one by its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from cogs.initiatives.models import (
    LIVE,
    SEATED,
    STANDING,
    Initiative,
    InitiativeState,
    InitiativeValue,
    Kind,
    PlaceKind,
    Series,
    Signup,
    SignupState,
)

IN = (SignupState.CONFIRMED, SignupState.ATTENDED)
"""Who said that they come, or came."""

USUAL_LENGTH = timedelta(hours=3)
"""What has a beginning and no end is taken to be over after this long."""

UNFINISHED = (InitiativeState.PROPOSED, InitiativeState.OPEN, InitiativeState.RUNNING)

_CONCERNED = (
    SignupState.INTERESTED,
    SignupState.WAITING,
    SignupState.OFFERED,
    SignupState.CONFIRMED,
)

MOST_SUGGESTED = 1000
"""Newest initiatives that are looked through while somebody types."""

SUGGESTED = (*STANDING, InitiativeState.CLOSED)
"""What somebody may want to see by its name."""


class NoSuchInitiative(MemberError):
    """There is no initiative of this name or number in this server."""

    key = "initiatives-no-such"


@dataclass(frozen=True)
class Overview:
    """An initiative with its figures."""

    id: int
    guild_id: int
    organiser_id: int | None
    state: InitiativeState
    kind: Kind
    title: str
    what: str
    first_step: str | None
    reason: str | None
    created_at: datetime
    silent_at: datetime | None
    started_at: datetime | None
    closed_at: datetime | None
    value_ids: tuple[int, ...]
    when_text: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str | None
    poll_until: datetime | None
    place_kind: PlaceKind
    place_text: str | None
    place_channel_id: int | None
    link: str | None
    capacity: int | None
    role_id: int | None
    cutoff_at: datetime | None
    confirmed: int
    """Seats that are taken, with those that are offered."""
    offered: int
    """Of these, the ones that nobody has confirmed yet."""
    waiting: int
    interested: int
    channel_id: int | None
    message_id: int | None
    thread_id: int | None
    event_id: int | None
    uid: str
    sequence: int

    @property
    def is_open(self) -> bool:
        """Whether people may sign up for it, as far as its state goes."""
        return self.state == InitiativeState.OPEN

    @property
    def value_id(self) -> int | None:
        """The main one of its values."""
        return self.value_ids[0] if self.value_ids else None

    @property
    def free(self) -> int | None:
        """Places left; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.confirmed)


async def find_guild(session: AsyncSession, initiative_id: int) -> int | None:
    """The server that an initiative belongs to."""
    return await session.scalar(select(Initiative.guild_id).where(Initiative.id == initiative_id))


async def get_overview(
    session: AsyncSession, initiative_id: int, *, guild_id: int | None = None
) -> Overview:
    """One initiative.

    Args:
        guild_id: Where it must be; None where the act came from a DM and the id is all there is.

    Raises:
        NoSuchInitiative: There is none, or it is another server's.
    """
    row = await session.get(Initiative, initiative_id)
    if row is None or (guild_id is not None and row.guild_id != guild_id):
        raise NoSuchInitiative(name=f"#{initiative_id}")
    return (await overviews(session, [row]))[0]


async def get_by_name(session: AsyncSession, guild_id: int, name: str) -> Overview:
    """The initiative somebody chose from the suggestions or typed by its title.

    Raises:
        NoSuchInitiative: Neither a number nor the title of one to come or done.
    """
    given = name.strip()
    if given.isascii() and given.isdigit() and len(given) < 19:
        row = await session.get(Initiative, int(given))
        if row is not None and row.guild_id == guild_id:
            return (await overviews(session, [row]))[0]
    for one in await suggest(session, guild_id, given):
        if one.title.casefold() == given.casefold():
            return await get_overview(session, one.id, guild_id=guild_id)
    raise NoSuchInitiative(name=name)


@dataclass(frozen=True)
class Suggested:
    """An initiative that may be meant by what was typed so far."""

    id: int
    title: str
    starts_at: datetime | None


async def suggest(session: AsyncSession, guild_id: int, typed: str) -> list[Suggested]:
    """Initiatives whose title holds what was typed.

    Those to come are before those that are done, each newest first.
    """
    rows = await session.execute(
        select(Initiative.id, Initiative.title, Initiative.starts_at)
        .where(Initiative.guild_id == guild_id, Initiative.state.in_(SUGGESTED))
        .order_by(Initiative.state == InitiativeState.CLOSED, Initiative.id.desc())
        .limit(MOST_SUGGESTED)
    )
    wanted = typed.strip().casefold()
    # Compared here because a database's own folding differs: SQLite only knows ASCII.
    return [Suggested(*row) for row in rows if wanted in row.title.casefold()]


async def list_confirmed(session: AsyncSession, initiative_id: int, *, limit: int) -> list[int]:
    """The first `limit` members who are in, by the order of their places."""
    rows = await session.scalars(
        select(Signup.user_id)
        .where(Signup.initiative_id == initiative_id, Signup.state.in_(IN))
        .order_by(Signup.position)
        .limit(limit)
    )
    return list(rows.all())


async def list_servers(session: AsyncSession) -> list[int]:
    """The servers in which an initiative is not over yet, or comes back."""
    rows = await session.scalars(
        union(
            select(Initiative.guild_id).where(
                Initiative.state.in_([InitiativeState.PROPOSED, *LIVE])
            ),
            select(Series.guild_id).where(Series.ended_at.is_(None)),
        )
    )
    return list(rows)


async def list_signed_up(session: AsyncSession, guild_id: int) -> list[int]:
    """Every member of a server who has to do with an initiative that is not over."""
    rows = await session.scalars(
        select(Signup.user_id)
        .join(Initiative, Initiative.id == Signup.initiative_id)
        .where(
            Signup.guild_id == guild_id,
            Signup.state.in_(_CONCERNED),
            Initiative.state.in_(UNFINISHED),
        )
        .distinct()
        .order_by(Signup.user_id)
    )
    return list(rows.all())


@dataclass(frozen=True)
class News:
    """Something a member is to be told about their place."""

    user_id: int
    language: str
    initiative: Overview


async def find_news(session: AsyncSession, signup_id: int, position: int) -> News | None:
    """Who to tell about which initiative; None when they have left it since."""
    signup = await session.get(Signup, signup_id)
    if signup is None or signup.position != position or signup.state == SignupState.LEFT:
        return None
    overview = await get_overview(session, signup.initiative_id)
    return News(signup.user_id, signup.language, overview)


async def values_of(
    session: AsyncSession, initiative_ids: Iterable[int]
) -> dict[int, tuple[int, ...]]:
    """The values that initiatives serve, the main one first."""
    rows = await session.execute(
        select(InitiativeValue.initiative_id, InitiativeValue.value_id)
        .where(InitiativeValue.initiative_id.in_(list(initiative_ids)))
        .order_by(InitiativeValue.initiative_id, InitiativeValue.position)
    )
    found: dict[int, tuple[int, ...]] = {}
    for initiative_id, value_id in rows:
        found[initiative_id] = (*found.get(initiative_id, ()), value_id)
    return found


async def overviews(session: AsyncSession, rows: Sequence[Initiative]) -> list[Overview]:
    """Rows with their figures, in the same order."""
    counted = await _count(session, [row.id for row in rows])
    values = await values_of(session, [row.id for row in rows])
    return [
        Overview(
            id=row.id,
            guild_id=row.guild_id,
            organiser_id=row.organiser_id,
            state=InitiativeState(row.state),
            kind=Kind(row.kind),
            title=row.title,
            what=row.what,
            first_step=row.first_step,
            reason=row.reason,
            created_at=row.created_at,
            silent_at=row.silent_at,
            started_at=row.started_at,
            closed_at=row.closed_at,
            value_ids=values.get(row.id, ()),
            when_text=row.when_text,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            zone=row.zone,
            poll_until=row.poll_until,
            place_kind=PlaceKind(row.place_kind),
            place_text=row.place_text,
            place_channel_id=row.place_channel_id,
            link=row.link,
            capacity=row.capacity,
            role_id=row.role_id,
            cutoff_at=row.cutoff_at,
            confirmed=sum(counted.get((row.id, state), 0) for state in SEATED),
            offered=counted.get((row.id, SignupState.OFFERED), 0),
            waiting=counted.get((row.id, SignupState.WAITING), 0),
            interested=counted.get((row.id, SignupState.INTERESTED), 0),
            channel_id=row.channel_id,
            message_id=row.message_id,
            thread_id=row.thread_id,
            event_id=row.event_id,
            uid=row.uid,
            sequence=row.sequence,
        )
        for row in rows
    ]


async def _count(session: AsyncSession, ids: Iterable[int]) -> dict[tuple[int, str], int]:
    rows = await session.execute(
        select(Signup.initiative_id, Signup.state, func.count())
        .where(Signup.initiative_id.in_(list(ids)), Signup.state != SignupState.LEFT)
        .group_by(Signup.initiative_id, Signup.state)
    )
    return {(initiative_id, state): number for initiative_id, state, number in rows}
