"""Which days are quiet, and changing that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit, moments
from bot.errors import MemberError
from bot.moments.errors import Past
from bot.texts import unmarked, unturned
from cogs.reminders.models import QuietDays
from cogs.reminders.service.options import BadDay

MOST = 20
LONGEST = timedelta(days=100)

BACK = (timedelta(days=120), timedelta(days=240))
"""What comes every year may be typed after it was; from then on it was still to come."""


class TooManyQuietDays(MemberError):
    """The list of quiet days is full."""

    key = "reminders-quiet-too-many"


class QuietTooLong(MemberError):
    """Reminders would rest for longer than anybody remembers that they do."""

    key = "reminders-quiet-too-long"


class QuietEndsFirst(MemberError):
    """The last day lies before the first."""

    key = "reminders-quiet-ends-first"


class QuietAlready(MemberError):
    """The very same days are on the list."""

    key = "reminders-quiet-already"


class QuietGone(MemberError):
    """Somebody has removed them."""

    key = "reminders-quiet-gone"


@dataclass(frozen=True)
class QuietText:
    """Days on which reminders rest, the last one included."""

    id: int
    from_on: date
    until_on: date
    is_yearly: bool


async def list_quiet(session: AsyncSession, guild_id: int, *, today: date) -> list[QuietText]:
    """Those that are not over, the next one first; yearly ones by month and day from today."""
    rows = await session.scalars(select(QuietDays).where(QuietDays.guild_id == guild_id))
    found = [_text(row) for row in rows]
    return sorted(
        (one for one in found if one.is_yearly or one.until_on >= today),
        key=lambda one: (_next(one, today), one.id),
    )


async def add_quiet(
    session: AsyncSession,
    guild_id: int,
    *,
    first: str,
    last: str,
    is_yearly: bool,
    language: str,
    zone: str,
    actor_id: int,
    now: datetime,
) -> QuietText:
    """Have reminders rest on these days.

    Args:
        first: As somebody typed it.
        last: The same; empty when it is one day.

    Raises:
        BadDay, QuietEndsFirst, QuietTooLong, QuietAlready, TooManyQuietDays: As they say.
    """
    there = ZoneInfo(zone)
    befores = (now, *(now - back for back in BACK)) if is_yearly else (now,)
    from_on = _day(first, language=language, zone=there, befores=befores)
    until_on = from_on
    if last.strip():
        # A day without a year is the next one after the first.
        begins = datetime.combine(from_on, time(), there)
        until_on = _day(last, language=language, zone=there, befores=(now, begins), least=from_on)
    if until_on - from_on >= LONGEST:
        raise QuietTooLong(most=LONGEST.days)
    today = now.astimezone(there).date()
    present = await list_quiet(session, guild_id, today=today)
    if any((one.from_on, one.until_on) == (from_on, until_on) for one in present):
        raise QuietAlready
    if len(present) >= MOST:
        raise TooManyQuietDays(most=MOST)
    row = QuietDays(
        guild_id=guild_id,
        from_on=from_on,
        until_on=until_on,
        is_yearly=is_yearly,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    added = _text(row)
    await _note(session, guild_id, None, added, actor_id, now)
    return added


async def remove_quiet(
    session: AsyncSession, guild_id: int, quiet_id: int, *, actor_id: int, now: datetime
) -> QuietText:
    """Have reminders come on these days after all.

    Raises:
        QuietGone: Somebody was faster.
    """
    row = await session.get(QuietDays, quiet_id)
    if row is None or row.guild_id != guild_id:
        raise QuietGone
    removed = _text(row)
    await session.delete(row)
    await _note(session, guild_id, removed, None, actor_id, now)
    return removed


def _day(
    typed: str,
    *,
    language: str,
    zone: ZoneInfo,
    befores: Iterable[datetime],
    least: date = date.min,
) -> date:
    """The day that somebody means who types this at one of these moments, the likeliest first."""
    given = " ".join(unturned(typed).split())
    is_over = False
    for before in befores:
        try:
            day = moments.read_day(given, language=language, zone=zone, now=before)
        except Past:
            is_over = True
            continue
        except moments.Unreadable:
            continue
        if day >= least:
            return day
        is_over = True
    if is_over and least != date.min:
        raise QuietEndsFirst
    raise BadDay(given=unmarked(given[:60]))


def _next(quiet: QuietText, today: date) -> date:
    """When they begin, or begin again; those under way began already."""
    if not quiet.is_yearly:
        return quiet.from_on
    first, last = quiet.from_on, quiet.until_on
    while last < today:
        first, last = _a_year_on(first), _a_year_on(last)
    return first


def _a_year_on(day: date) -> date:
    """The same day of the next year; of 29 February, the day after the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def _text(row: QuietDays) -> QuietText:
    return QuietText(row.id, row.from_on, row.until_on, row.is_yearly)


async def _note(
    session: AsyncSession,
    guild_id: int,
    before: QuietText | None,
    after: QuietText | None,
    actor_id: int,
    now: datetime,
) -> None:
    await audit.note(
        session,
        "reminders.quiet_days",
        guild_id=guild_id,
        actor_id=actor_id,
        before=_said(before),
        after=_said(after),
        at=now,
    )


def _said(quiet: QuietText | None) -> dict[str, object] | None:
    if quiet is None:
        return None
    return {
        "from": quiet.from_on.isoformat(),
        "until": quiet.until_on.isoformat(),
        "yearly": quiet.is_yearly,
    }
