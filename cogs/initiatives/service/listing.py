"""Looking through initiatives: what somebody could join, and what they have to do with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    SQLColumnExpression,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from cogs.initiatives.models import (
    LIVE,
    SEATED,
    STANDING,
    Initiative,
    InitiativeState,
    InitiativeValue,
    Kind,
    Need,
    Organiser,
    Signup,
    SignupState,
)
from cogs.initiatives.service.needs import NeedNow, list_needs_of
from cogs.initiatives.service.reading import USUAL_LENGTH, Overview, overviews

MOST_PAGES = 1_000_000
"""A button's number may be anything; beyond this a database would refuse to count."""

MOST_IN_CALENDAR = 200
"""Nobody has more ahead of them, and a file stays small."""


class When(StrEnum):
    """When something takes place."""

    ANY = "any"
    WEEK = "week"
    MONTH = "month"
    NO_DATE = "no-date"


class Stage(StrEnum):
    """What somebody is looking for."""

    JOIN = "join"
    """Decided, and not over yet."""
    PROPOSED = "proposed"
    DONE = "done"
    """Closed, with what came of it."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for; everything that was given has to hold.

    Args:
        needs_people: Only where somebody could still take a place.
        zone: The zone in which a week and a month end.
    """

    stage: Stage = Stage.JOIN
    value_id: int | None = None
    kind: Kind | None = None
    when: When = When.ANY
    needs_people: bool = False
    zone: str = "UTC"


@dataclass(frozen=True)
class Listed:
    """One initiative in a list, with what it needs."""

    overview: Overview
    needs: tuple[NeedNow, ...] = ()


@dataclass(frozen=True)
class Listing:
    """Some of what was found; `number` counts from 0, and `total` is how many there are in all."""

    number: int
    count: int
    total: int
    entries: tuple[Listed, ...]


@dataclass(frozen=True)
class Own:
    """An initiative that somebody has to do with, and how.

    Args:
        state: Of their sign-up; None when they only organise it.
        number: Their place in the queue, from 1; None when they do not wait.
    """

    overview: Overview
    organises: bool
    state: SignupState | None
    number: int | None
    offered_until: datetime | None


@dataclass(frozen=True)
class OwnListing:
    """Some of what somebody has to do with; `number` counts from 0."""

    number: int
    count: int
    total: int
    entries: tuple[Own, ...]


async def find(
    session: AsyncSession, guild_id: int, wanted: Wanted, *, page: int, size: int, now: datetime
) -> Listing:
    """A page of what is looked for; one past the end is the last one.

    What can be joined comes by its date, then what has none, newest first; the rest newest first.
    """
    # Sorted as ids, so that the long texts of all the others are not carried along.
    query = (
        select(Initiative.id, func.count().over())
        .where(Initiative.guild_id == guild_id, *_conditions(wanted, now))
        .order_by(*_order(wanted.stage))
    )
    rows, number, total = await _page(session, query, page, size)
    ids = [id_ for id_, _ in rows]
    found = await _in_order(session, ids)
    needs = await list_needs_of(session, ids)
    entries = tuple(Listed(one, needs.get(one.id, ())) for one in found)
    return Listing(number, _pages(total, size), total, entries)


async def list_own(
    session: AsyncSession, member: MemberKey, *, page: int, size: int, now: datetime
) -> OwnListing:
    """A page of what a member organises, comes to, waits for or may come to, by its date.

    What only needs its outcome is still theirs to close; what they signed up for is over by then.
    """
    user_id = member.user_id
    organises = _organises(user_id)
    of_signups = _signed_up(member, *SEATED, SignupState.WAITING, SignupState.INTERESTED)
    takes_part = and_(Initiative.state.in_(LIVE), _lasts(now), Initiative.id.in_(of_signups))
    query = (
        select(Initiative.id, func.count().over(), organises)
        .where(
            # Their own first, by the indexes for it, and then what holds of these few.
            Initiative.id.in_(_concerning(member, of_signups)),
            Initiative.state.in_(STANDING),
            or_(organises, takes_part),
        )
        .order_by(*_order(Stage.JOIN))
    )
    rows, number, total = await _page(session, query, page, size)
    organised = {id_: bool(own) for id_, _, own in rows}
    signups = await _signups(session, list(organised), user_id)
    entries = []
    for overview in await _in_order(session, list(organised)):
        signup = signups.get(overview.id)
        state = None if signup is None else SignupState(signup.state)
        entries.append(
            Own(
                overview=overview,
                organises=organised[overview.id],
                state=state,
                number=None if signup is None else await queue_number(session, signup),
                offered_until=None if signup is None else signup.offered_until,
            )
        )
    return OwnListing(number, _pages(total, size), total, tuple(entries))


async def list_dated(session: AsyncSession, member: MemberKey, *, now: datetime) -> list[Overview]:
    """What a member organises or is sure to come to and has a date, in the order of the dates.

    What was called off is among it until its date has passed, so that calendars hear of that.
    """
    coming = _signed_up(member, SignupState.CONFIRMED, SignupState.ATTENDED)
    called_off = and_(Initiative.state == InitiativeState.CANCELLED, Initiative.starts_at > now)
    rows = await session.scalars(
        select(Initiative)
        .where(
            Initiative.id.in_(_concerning(member, coming)),
            Initiative.starts_at.is_not(None),
            or_(and_(Initiative.state.in_(LIVE), _lasts(now)), called_off),
            or_(_organises(member.user_id), Initiative.id.in_(coming)),
        )
        .order_by(Initiative.starts_at, Initiative.id)
        .limit(MOST_IN_CALENDAR)
    )
    return await overviews(session, rows.all())


async def queue_number(session: AsyncSession, signup: Signup) -> int | None:
    """Where in the queue somebody stands, from 1; None when they do not wait."""
    if signup.state != SignupState.WAITING:
        return None
    number: int | None = await session.scalar(
        select(func.count())
        .select_from(Signup)
        .where(
            Signup.initiative_id == signup.initiative_id,
            Signup.state == SignupState.WAITING,
            Signup.position <= signup.position,
        )
    )
    return number


async def _page(
    session: AsyncSession, query: Select[*tuple[Any, ...]], page: int, size: int
) -> tuple[Sequence[Row[*tuple[Any, ...]]], int, int]:
    """The rows of a page, its number, and how many rows there are; past the end is the last one.

    Args:
        query: Has how many there are as its second column, so that one pass finds both.
    """
    number = min(max(page, 0), MOST_PAGES)
    rows = (await session.execute(query.offset(number * size).limit(size))).all()
    if not rows and number:
        first = (await session.execute(query.limit(1))).first()
        number = 0 if first is None else _pages(first[1], size) - 1
        rows = (await session.execute(query.offset(number * size).limit(size))).all()
    return rows, number, rows[0][1] if rows else 0


def _pages(total: int, size: int) -> int:
    return max(1, -(-total // size))


def _conditions(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    match wanted.stage:
        case Stage.JOIN:
            found = [Initiative.state.in_(LIVE), _lasts(now)]
        case Stage.PROPOSED:
            found = [Initiative.state == InitiativeState.PROPOSED]
        case Stage.DONE:
            found = [Initiative.state == InitiativeState.CLOSED]
    if wanted.value_id is not None:
        found.append(
            exists().where(
                InitiativeValue.initiative_id == Initiative.id,
                InitiativeValue.value_id == wanted.value_id,
            )
        )
    if wanted.kind is not None:
        found.append(Initiative.kind == wanted.kind)
    match wanted.when:
        case When.NO_DATE:
            found.append(Initiative.starts_at.is_(None))
        case When.WEEK | When.MONTH:
            found.append(Initiative.starts_at < _end(wanted.when, wanted.zone, now))
    if wanted.needs_people:
        found.append(_needs_people(now))
    return found


def _organises(user_id: int) -> ColumnElement[bool]:
    along = exists().where(
        Organiser.initiative_id == Initiative.id,
        Organiser.user_id == user_id,
        Organiser.accepted_at.is_not(None),
    )
    return or_(Initiative.organiser_id == user_id, along)


def _signed_up(member: MemberKey, *states: SignupState) -> Select[int]:
    return select(Signup.initiative_id).where(
        Signup.guild_id == member.guild_id,
        Signup.user_id == member.user_id,
        Signup.state.in_(states),
    )


def _concerning(member: MemberKey, signed_up: Select[int]) -> CompoundSelect[int]:
    """All that a member may have to do with; each part has an index."""
    along = select(Organiser.initiative_id).where(
        Organiser.guild_id == member.guild_id, Organiser.user_id == member.user_id
    )
    proposed = select(Initiative.id).where(
        Initiative.guild_id == member.guild_id, Initiative.organiser_id == member.user_id
    )
    return union(proposed, along, signed_up)


def _lasts(now: datetime) -> ColumnElement[bool]:
    """Not over yet, or without an end."""
    return or_(
        Initiative.ends_at > now,
        and_(
            Initiative.ends_at.is_(None),
            or_(Initiative.starts_at.is_(None), Initiative.starts_at > now - USUAL_LENGTH),
        ),
    )


def _needs_people(now: datetime) -> ColumnElement[bool]:
    """Open, with a place left: in one of its needs, where it has any, and in all."""
    taken = (
        select(func.count())
        .where(Signup.initiative_id == Initiative.id, Signup.state.in_(SEATED))
        .scalar_subquery()
    )
    taken_of_need = (
        select(func.count())
        .where(
            Signup.need_id == Need.id,
            Signup.state.in_(SEATED),
        )
        .scalar_subquery()
    )
    needs = and_(Need.initiative_id == Initiative.id, Need.removed_at.is_(None))
    return and_(
        Initiative.state == InitiativeState.OPEN,
        or_(Initiative.cutoff_at.is_(None), Initiative.cutoff_at > now),
        or_(Initiative.capacity.is_(None), taken < Initiative.capacity),
        or_(~exists().where(needs), exists().where(needs, taken_of_need < Need.capacity)),
    )


def _end(when: When, zone: str, now: datetime) -> datetime:
    """When this week (it ends with Sunday) or this month is over, on somebody's clock."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if when is When.WEEK:
        end = today + timedelta(days=7 - today.weekday())
    else:
        end = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return datetime.combine(end, time(), ZoneInfo(zone))


def _order(stage: Stage) -> tuple[SQLColumnExpression[Any], ...]:
    if stage is Stage.DONE:
        return (Initiative.closed_at.desc(), Initiative.id.desc())
    if stage is Stage.PROPOSED:
        return (Initiative.id.desc(),)
    dateless = case((Initiative.starts_at.is_(None), 1), else_=0)
    return (dateless, Initiative.starts_at, Initiative.id.desc())


async def _in_order(session: AsyncSession, ids: Sequence[int]) -> list[Overview]:
    rows = await session.scalars(select(Initiative).where(Initiative.id.in_(ids)))
    found = {one.id: one for one in await overviews(session, rows.all())}
    return [found[id_] for id_ in ids]


async def _signups(session: AsyncSession, ids: Sequence[int], user_id: int) -> dict[int, Signup]:
    rows = await session.scalars(
        select(Signup).where(Signup.initiative_id.in_(ids), Signup.user_id == user_id)
    )
    return {row.initiative_id: row for row in rows}
