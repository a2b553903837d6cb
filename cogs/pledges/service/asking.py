"""When members are asked how a next step went, and about which: once for each day they named."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, String, cast, exists, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import contact, deliveries, preferences
from bot.deliveries import Delivery, Lane, State
from bot.models import MemberKey
from bot.preferences import Preference
from bot.sharding import ALL_SHARDS, Shards
from cogs.charter import service as charter
from cogs.pledges.models import NextStep, StepState
from cogs.pledges.service import steps
from cogs.pledges.service.steps import Step

ASK = "pledges.step_due"
"""Kind of delivery: a member is asked about what is due."""

PRIORITY = 7

AT = time(18)
"""On the day, at the end of most people's work, on the member's clocks."""

WORTH_ASKING = timedelta(days=14)
"""How long a question may wait for its turn; after that, the step stands in the member's list."""

PER_MESSAGE = 5
"""A row of buttons for each (Discord: five rows)."""

_EARLIEST, _LATEST = timedelta(hours=4), timedelta(hours=30)
"""From the UTC midnight of a day, until it is six in the evening first and last anywhere."""


@dataclass(frozen=True)
class Day:
    """A day to choose; `key` says how far ahead it is."""

    key: str
    on: date


def days_after(today: date) -> list[Day]:
    """The days that a member may choose from, soonest first, each of them once."""
    month_end = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    days = [
        Day("week", today + timedelta(days=7)),
        Day("two-weeks", today + timedelta(days=14)),
        Day("month-end", month_end),
        Day("month", months_after(today, 1)),
        Day("three-months", months_after(today, 3)),
    ]
    named: dict[date, Day] = {}
    for day in days:
        if day.on > today:
            named.setdefault(day.on, day)
    return sorted(named.values(), key=lambda day: day.on)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due_at(day: date, zone: str) -> datetime:
    """When it is asked about a day, by the clocks of a zone."""
    return contact.on_the_clock(day, AT, zone)


def is_due(day: date, zone: str, *, by: datetime) -> bool:
    """Whether the moment has come, and is not so long ago that nobody wants to hear of it."""
    return timedelta(0) <= by - due_at(day, zone) <= WORTH_ASKING


def first_day(now: datetime) -> date:
    """The first day that may be due in some zone."""
    return (now - _LATEST - WORTH_ASKING).date()


def last_day(now: datetime) -> date:
    """The last."""
    return (now - _EARLIEST).date()


@dataclass(frozen=True)
class Waiting:
    """A member with a day that may have come; `zone` is their own, if they chose one."""

    member: MemberKey
    day: date
    zone: str | None


async def list_waiting(
    session: AsyncSession, *, now: datetime, shards: Shards = ALL_SHARDS
) -> list[Waiting]:
    """Whose day it may be, of those who are not about to be asked anyway."""
    key = literal(f"{ASK}:", String) + cast(NextStep.user_id, String)
    about_to = exists().where(
        Delivery.guild_id == NextStep.guild_id,
        Delivery.key == key,
        Delivery.state == State.PENDING,
    )
    query = (
        select(
            NextStep.guild_id,
            NextStep.user_id,
            NextStep.value_id,
            NextStep.due_on,
            Preference.zone,
        )
        .outerjoin(
            Preference,
            (Preference.guild_id == NextStep.guild_id) & (Preference.user_id == NextStep.user_id),
        )
        .where(
            NextStep.state == StepState.OPEN,
            NextStep.due_on.between(first_day(now), last_day(now)),
            _unasked(),
            steps.pledged(),
            ~about_to,
        )
    )
    ours = shards.clause(NextStep.guild_id.expression)
    rows = (await session.execute(query if ours is None else query.where(ours))).all()
    present = {
        guild_id: {value.id for value in await charter.list_values(session, guild_id)}
        for guild_id in {row.guild_id for row in rows}
    }
    return [
        Waiting(MemberKey(row.guild_id, row.user_id), row.due_on, row.zone)
        for row in rows
        if row.value_id in present[row.guild_id]
    ]


async def ask(session: AsyncSession, members: Collection[MemberKey], *, now: datetime) -> None:
    """Have members asked about all that is due; one message holds what it can."""
    wanted = [(guild_id, f"{ASK}:{user_id}", {"user_id": user_id}) for guild_id, user_id in members]
    await deliveries.enqueue_many(
        session, ASK, sorted(wanted), now=now, lane=Lane.DM, priority=PRIORITY
    )


async def list_due(
    session: AsyncSession, member: MemberKey, *, zone: str, by: datetime, now: datetime
) -> list[Step]:
    """What a member has to be asked about, the earliest day first; as much as a message holds.

    Args:
        zone: The server's.
        by: What was due at that moment. A question that may have been sent before, unseen by us,
            holds the same again, whatever has become due since.
    """
    own = await preferences.zone_of(session, member, otherwise=zone)
    rows = await session.scalars(
        select(NextStep)
        .where(
            NextStep.guild_id == member.guild_id,
            NextStep.user_id == member.user_id,
            NextStep.state == StepState.OPEN,
            _unasked(),
            steps.pledged(),
        )
        .order_by(NextStep.due_on, NextStep.id)
    )
    values = {value.id: value for value in await charter.list_values(session, member.guild_id)}
    due = [
        steps.as_step(row, values[row.value_id])
        for row in rows
        if row.value_id in values
        and row.due_on is not None
        and due_at(row.due_on, own) <= by
        and is_due(row.due_on, own, by=now)
    ]
    return due[:PER_MESSAGE]


async def list_named(
    session: AsyncSession, member: MemberKey, step_ids: Collection[int]
) -> list[Step]:
    """Those of a member's steps that are open still, as a message has them."""
    rows = await session.scalars(
        select(NextStep)
        .where(
            NextStep.id.in_(step_ids),
            NextStep.guild_id == member.guild_id,
            NextStep.user_id == member.user_id,
            NextStep.state == StepState.OPEN,
            steps.pledged(),
        )
        .order_by(NextStep.due_on, NextStep.id)
    )
    values = {value.id: value for value in await charter.list_values(session, member.guild_id)}
    return [steps.as_step(row, values[row.value_id]) for row in rows if row.value_id in values]


async def note_asked(session: AsyncSession, asked: Mapping[int, date]) -> None:
    """Members were asked about these steps for these days, or cannot be."""
    for step_id, day in asked.items():
        await session.execute(
            update(NextStep)
            .where(NextStep.id == step_id, _before(day))
            .values(asked_on=day)
            .execution_options(synchronize_session=False)
        )


async def note_seen(
    session: AsyncSession,
    member: MemberKey,
    step_ids: Collection[int],
    *,
    zone: str,
    now: datetime,
) -> None:
    """A member answers a question about these steps, so it has reached them.

    We may not know that yet: a crash can come between sending and writing it down.
    """
    own = await preferences.zone_of(session, member, otherwise=zone)
    rows = await session.execute(
        select(NextStep.id, NextStep.due_on).where(
            NextStep.id.in_(step_ids),
            NextStep.guild_id == member.guild_id,
            NextStep.user_id == member.user_id,
            _unasked(),
        )
    )
    await note_asked(
        session, {step_id: day for step_id, day in rows if day and due_at(day, own) <= now}
    )


def _unasked() -> ColumnElement[bool]:
    return NextStep.due_on.is_not(None) & or_(
        NextStep.asked_on.is_(None), NextStep.asked_on < NextStep.due_on
    )


def _before(day: date) -> ColumnElement[bool]:
    return or_(NextStep.asked_on.is_(None), NextStep.asked_on < day)
