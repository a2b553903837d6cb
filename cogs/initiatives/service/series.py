"""Initiatives that come back: how that is agreed, changed and ended.

Each time it comes back it is an initiative of its own, which `occurring` makes. Whatever is changed
about one of them changes that one alone; the next ones start from the series' pattern.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot import moments, settings
from bot.errors import MemberError
from bot.recurrence import LONGEST, Recurrence, day_of, next_runs, read
from bot.texts import unmarked, unturned
from cogs.initiatives.models import Initiative, InitiativeState, Series
from cogs.initiatives.service.organisers import Actor, require_organiser
from cogs.initiatives.service.orphans import NoSeries
from cogs.initiatives.service.patterns import pattern_of
from cogs.initiatives.service.reading import NoSuchInitiative
from cogs.initiatives.service.recording import lock, record
from cogs.initiatives.service.repeating import (
    Repeating,
    end,
    list_coming,
    look_ahead,
    read_repeating,
)

SHOWN_BEFORE = 5
"""How many dates are shown before a series begins."""

_CAN_COME_BACK = (InitiativeState.OPEN, InitiativeState.RUNNING, InitiativeState.CLOSED)


class NotDecidedYet(MemberError):
    """What may never take place is not repeated."""

    key = "initiatives-series-not-yet"


class NoDateToRepeat(MemberError):
    """Something without a date has no next one."""

    key = "initiatives-series-no-date"


class RepeatsAlready(MemberError):
    """It belongs to a series that goes on."""

    key = "initiatives-series-already"


class BadLastDay(MemberError):
    """The last day was not one."""

    key = "initiatives-series-bad-until"


class NothingLeft(MemberError):
    """No date of the rule lies before the last day."""

    key = "initiatives-series-nothing-left"


@dataclass(frozen=True)
class Plan:
    """A series as it would be.

    Args:
        dates: The next dates besides its own, in UTC.
    """

    initiative_id: int
    title: str
    starts_at: datetime
    rule: Recurrence
    zone: str
    until_on: date | None
    dates: tuple[datetime, ...]


async def plan(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    typed: str,
    until: str,
    *,
    language: str,
    now: datetime,
) -> Plan:
    """Read how an initiative is to come back; nothing is kept yet.

    Args:
        typed: The rule in words; day and time are those of the initiative where they are left out.
        until: The last day in words, or nothing.

    Raises:
        NoSuchInitiative, NotYours, NotDecidedYet, NoDateToRepeat, RepeatsAlready, BadLastDay,
        NothingLeft, Unreadable: As they say.
    """
    initiative = await _of_actor(session, actor, initiative_id)
    zone = await _require_repeatable(session, initiative)
    assert initiative.starts_at is not None
    local = initiative.starts_at.astimezone(ZoneInfo(zone))
    rule = read(typed, language=language, like=local)
    until_on = read_last_day(until, language=language, zone=zone, now=now)
    return _planned(initiative, rule.anchored(local.date()), zone, until_on, now)


async def foresee(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    *,
    packed: int,
    until: int,
    now: datetime,
) -> Plan:
    """The same plan from what its button carries.

    Raises:
        NoSuchInitiative, NotYours, NotDecidedYet, NoDateToRepeat, RepeatsAlready, NothingLeft: As
            they say.
        ValueError: The button is not one of ours.
    """
    initiative = await _of_actor(session, actor, initiative_id)
    zone = await _require_repeatable(session, initiative)
    assert initiative.starts_at is not None
    rule = Recurrence.unpack(packed).anchored(day_of(initiative.starts_at, zone))
    return _planned(initiative, rule, zone, date.fromordinal(until) if until else None, now)


async def begin(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    *,
    packed: int,
    until: int,
    act_id: int,
    now: datetime,
) -> Repeating:
    """Have an initiative come back as it was shown before; pressed twice, it is one series.

    Raises:
        NoSuchInitiative, NotYours, NotDecidedYet, NoDateToRepeat, RepeatsAlready, NothingLeft: As
            they say.
    """
    initiative = await lock(session, initiative_id, actor.member.guild_id)
    held = await _series(session, initiative)
    if held is not None and held.ended_at is None and held.rule == _rule_of(initiative, packed):
        await require_organiser(session, initiative, actor)
        return await read_repeating(session, initiative, held, now)  # pressed twice
    planned = await foresee(session, actor, initiative_id, packed=packed, until=until, now=now)
    series = Series(
        guild_id=initiative.guild_id,
        act_id=act_id,
        organiser_id=initiative.organiser_id or actor.member.user_id,
        rule=planned.rule.dump(),
        zone=planned.zone,
        until_on=planned.until_on,
        skipped=[],
        pattern=await pattern_of(session, initiative),
        created_at=now,
    )
    session.add(series)
    await session.flush()
    initiative.series_id = series.id
    initiative.due_on = day_of(planned.starts_at, planned.zone)
    await look_ahead(session, series, now=now)
    await record(
        session, "initiative.series_begun", initiative, actor.member.user_id, now, "button"
    )
    return await read_repeating(session, initiative, series, now)


async def find_repeating(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> Repeating | None:
    """The series an initiative belongs to, for somebody who may change it.

    Raises:
        NoSuchInitiative, NotYours: As they say.
    """
    initiative = await _of_actor(session, actor, initiative_id)
    series = await _series(session, initiative)
    return None if series is None else await read_repeating(session, initiative, series, now)


async def get_repeating(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> Repeating:
    """The series an initiative belongs to, which goes on.

    Raises:
        NoSuchInitiative, NotYours, NoSeries: As they say.
    """
    initiative = await _of_actor(session, actor, initiative_id)
    series = await _series(session, initiative)
    if series is None or series.ended_at is not None:
        raise NoSeries(title=unmarked(initiative.title))
    return await read_repeating(session, initiative, series, now)


async def zone_to_repeat_in(session: AsyncSession, actor: Actor, initiative_id: int) -> str:
    """In which zone its rule is meant, when it can come back.

    Raises:
        NoSuchInitiative, NotYours, NotDecidedYet, NoDateToRepeat, RepeatsAlready: As they say.
    """
    return await _require_repeatable(session, await _of_actor(session, actor, initiative_id))


async def skip(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    wanted: Collection[date],
    *,
    now: datetime,
) -> Repeating:
    """Leave exactly these of the coming dates out.

    Raises:
        NoSuchInitiative, NotYours, NoSeries: As they say.
    """
    initiative, series = await _going_on(session, actor, initiative_id)
    shown = {it.due_on for it in await list_coming(session, series, now)}
    kept = {date.fromisoformat(it) for it in series.skipped} - shown
    series.skipped = sorted(it.isoformat() for it in kept | (shown & set(wanted)))
    await look_ahead(session, series, now=now)
    return await read_repeating(session, initiative, series, now)


async def end_on(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    until: str,
    *,
    language: str,
    now: datetime,
) -> Repeating:
    """Change the last day; nothing means that there is none.

    Raises:
        NoSuchInitiative, NotYours, NoSeries, BadLastDay: As they say.
    """
    initiative, series = await _going_on(session, actor, initiative_id)
    series.until_on = read_last_day(until, language=language, zone=series.zone, now=now)
    await look_ahead(session, series, now=now)
    return await read_repeating(session, initiative, series, now)


async def follow(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> Repeating:
    """Have the next ones start from this one as it is now; their dates stay as they are.

    Raises:
        NoSuchInitiative, NotYours, NoSeries: As they say.
    """
    initiative, series = await _going_on(session, actor, initiative_id)
    series.pattern = await pattern_of(session, initiative)
    return await read_repeating(session, initiative, series, now)


async def stop(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> Repeating:
    """Let it come back no more; what has a card already takes place. Twice is once.

    Raises:
        NoSuchInitiative, NotYours, NoSeries: As they say.
    """
    initiative = await _of_actor(session, actor, initiative_id)
    series = await _series(session, initiative, hold=True)
    if series is None:
        raise NoSeries(title=unmarked(initiative.title))
    if series.ended_at is None:
        await end(session, series, now)
        await record(
            session, "initiative.series_ended", initiative, actor.member.user_id, now, "button"
        )
    return await read_repeating(session, initiative, series, now)


def read_last_day(typed: str, *, language: str, zone: str, now: datetime) -> date | None:
    """The last day somebody typed; None when they typed nothing.

    Raises:
        BadLastDay: It is no day that is still to come.
    """
    given = " ".join(unturned(typed).split())
    if not given:
        return None
    try:
        return moments.read_day(given, language=language, zone=zone, now=now)
    except moments.Unreadable:
        raise BadLastDay(typed=unmarked(given[:LONGEST])) from None


def _planned(
    initiative: Initiative, rule: Recurrence, zone: str, until_on: date | None, now: datetime
) -> Plan:
    assert initiative.starts_at is not None
    own = day_of(initiative.starts_at, zone)
    dates = next_runs(
        rule,
        zone,
        after=max(now, initiative.starts_at),
        most=SHOWN_BEFORE,
        until_on=until_on,
        skipped={own},
    )
    if not dates:
        raise NothingLeft
    return Plan(
        initiative.id, initiative.title, initiative.starts_at, rule, zone, until_on, tuple(dates)
    )


def _rule_of(initiative: Initiative, packed: int) -> dict[str, Any] | None:
    """What `begin` would have stored for what its button carries."""
    if initiative.due_on is None:
        return None
    return Recurrence.unpack(packed).anchored(initiative.due_on).dump()


async def _require_repeatable(session: AsyncSession, initiative: Initiative) -> str:
    if initiative.state not in _CAN_COME_BACK:
        raise NotDecidedYet(title=unmarked(initiative.title), state=initiative.state)
    if initiative.starts_at is None:
        raise NoDateToRepeat(title=unmarked(initiative.title))
    series = await _series(session, initiative)
    if series is not None and series.ended_at is None:
        raise RepeatsAlready(title=unmarked(initiative.title))
    return initiative.zone or (await settings.read(session, initiative.guild_id)).zone


async def _of_actor(session: AsyncSession, actor: Actor, initiative_id: int) -> Initiative:
    initiative = await session.get(Initiative, initiative_id)
    if initiative is None or initiative.guild_id != actor.member.guild_id:
        raise NoSuchInitiative(name=f"#{initiative_id}")
    await require_organiser(session, initiative, actor)
    return initiative


async def _going_on(
    session: AsyncSession, actor: Actor, initiative_id: int
) -> tuple[Initiative, Series]:
    initiative = await _of_actor(session, actor, initiative_id)
    series = await _series(session, initiative, hold=True)
    if series is None or series.ended_at is not None:
        raise NoSeries(title=unmarked(initiative.title))
    return initiative, series


async def _series(
    session: AsyncSession, initiative: Initiative, *, hold: bool = False
) -> Series | None:
    if initiative.series_id is None:
        return None
    return await session.get(
        Series, initiative.series_id, with_for_update=hold, populate_existing=hold
    )
