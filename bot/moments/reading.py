"""From what somebody typed to a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.moments import choosing, clocks
from bot.moments.clocks import Hours
from bot.moments.days import FARTHEST_YEARS
from bot.moments.errors import (
    Contradictory,
    EndsFirst,
    NoDay,
    NoEndTime,
    NotAMoment,
    NoTime,
    Past,
    SkippedTime,
    TooFar,
    TooLong,
    Unreadable,
)
from bot.moments.items import Clock, Day, Language, Style
from bot.moments.scanning import LONGEST, languages, plain_text, scan
from bot.moments.sides import Side, exact, split
from bot.moments.wording import say_span
from bot.texts import unturned

__all__ = ["LONGEST", "Span", "read", "read_times"]

MOST_REPEATED = 60

LONGEST_SPAN = timedelta(days=366)

_OVERNIGHT = timedelta(hours=10)
"""Whatever ends earlier on the clock than it begins, and lasts longer, is a slip."""


@dataclass(frozen=True)
class Span:
    """When something begins, and when it ends if that was said; both in UTC."""

    starts_at: datetime
    ends_at: datetime | None = None
    is_repeated: bool = False
    """The clocks go back that night and its beginning comes twice: this is the first time."""


def read(typed: str, *, language: str, zone: str | ZoneInfo, now: datetime) -> Span:
    """The one moment, or from one to another, that these words mean.

    Args:
        typed: What the member wrote, in English or German.
        language: Theirs, best as Discord's locale: `en-US` reads 3/4 as 4 March, `en-GB` as
            3 April, and `en` asks which.
        zone: In which the time is meant; the name of a zone.
        now: Aware.

    Raises:
        Unreadable: It is not a moment, not one beyond doubt, or not one that is still to come.
    """
    there = ZoneInfo(zone) if isinstance(zone, str) else zone
    spoken, other = languages(language)
    try:
        plain = plain_text(typed)
        try:
            return _read(plain, spoken, language, there, now)
        except NotAMoment as unread:
            if not re.search(r"[^\W\d_]{4}|uhr", plain):  # no word that tells another language
                raise
            try:
                return _read(plain, other, language, there, now)
            except NotAMoment:
                raise unread from None
    except Unreadable as refused:
        mentioned = {
            "typed": _shown(typed),
            "year": str(now.year + 1),
            "years": FARTHEST_YEARS,
        }
        refused.arguments = mentioned | refused.arguments
        raise


def read_day(typed: str, *, language: str, zone: str | ZoneInfo, now: datetime) -> date:
    """A day that is not over yet, today among them.

    Raises:
        Unreadable: It is none, it is over, or two people could read it differently.
    """
    clock = zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)
    span = read(f"{typed} 23:59", language=language, zone=clock, now=now)
    return span.starts_at.astimezone(clock).date()


def read_times(typed: str, *, language: str) -> tuple[time, time | None]:
    """A time of day without a day, or from one to another: 18:00, 2–5pm.

    Raises:
        Unreadable: It is not a time of day beyond doubt.
    """
    spoken, other = languages(language)
    try:
        plain = plain_text(typed)
        try:
            hours = _hours_of(plain, spoken)
        except NotAMoment:
            hours = _hours_of(plain, other)
    except Unreadable as refused:
        refused.arguments = {"typed": _shown(typed)} | refused.arguments
        raise
    return _time(hours.start), None if hours.end is None else _time(hours.end)


def _time(hour: tuple[int, int]) -> time:
    return time(hour[0] % 24, hour[1])


def _hours_of(plain: str, spoken: Language) -> Hours:
    begin, end = split(scan(plain, spoken))
    if spoken.clock_is_exact:
        begin, end = exact(begin), end and exact(end)
    if begin.has_day or (end and end.has_day) or begin.lasting or not begin.clocks:
        raise NotAMoment
    return _settled(begin, end)


def _shown(typed: str) -> str:
    """What was typed, as it is repeated in a sentence."""
    text = " ".join(unturned(typed).split())
    return text if len(text) <= MOST_REPEATED else f"{text[: MOST_REPEATED - 1]}…"


def _read(plain: str, spoken: Language, language: str, zone: ZoneInfo, now: datetime) -> Span:
    items = scan(plain, spoken)
    begin, end = split(items)
    if not items or (end is not None and (begin.lasting or end.lasting)):
        raise NotAMoment
    if any(isinstance(it, Day) and it.is_iso for it in begin.days) or spoken.clock_is_exact:
        begin, end = exact(begin), end and exact(end)
    today = now.astimezone(zone).date()
    if begin.instants:
        return _from_instant(begin, end, language, zone, now)
    if not begin.has_day and end is not None and end.has_day:
        if end.instants:
            raise NoDay
        if not begin.clocks:
            raise NotAMoment
        begin = replace(begin, days=end.days)
        end = replace(end, days=[])
    if not begin.has_day:
        if not begin.clocks and not begin.parts:
            raise NotAMoment
        raise NoDay
    day = choosing.choose(begin.days, today, today, language=language)
    if not begin.clocks:
        raise NoTime
    hours = _settled(begin, end)
    starts_at, repeated = _moment(day, hours.start, zone, language)
    if choosing.is_open(begin.days) and day == today:
        if starts_at > now:
            choosing.still_today(day, language)
        day += timedelta(days=7)
        starts_at, repeated = _moment(day, hours.start, zone, language)
    if starts_at <= now:
        raise Past
    if day.year > today.year + FARTHEST_YEARS:
        raise TooFar
    ends_at = _end(begin, end, hours, day, starts_at, language, zone, now)
    return Span(starts_at, ends_at, repeated)


def _settled(begin: Side, end: Side | None) -> Hours:
    closing = end.clocks[0] if end is not None and end.clocks else None
    return clocks.settle(begin.clocks[0], begin.parts, closing, end.parts if end else [])


def _end(
    begin: Side,
    end: Side | None,
    hours: Hours,
    day: date,
    starts_at: datetime,
    language: str,
    zone: ZoneInfo,
    now: datetime,
) -> datetime | None:
    """When it is over, if that was said."""
    if begin.lasting:
        return _checked(starts_at, starts_at + begin.lasting[0].span)
    if end is None:
        return None
    if end.instants and not end.clocks:
        return _checked(starts_at, end.instants[0].find(now))
    if hours.end is None or end.instants:
        raise NoEndTime
    if end.days:
        today = now.astimezone(zone).date()
        last = choosing.choose(end.days, today, day, language=language)
        ends_at, _ = _moment(last, hours.end, zone, language)
        return _checked(starts_at, ends_at)
    ends_at, _ = _moment(day, hours.end, zone, language)
    if hours.end <= hours.start:
        ends_at, _ = _moment(day + timedelta(days=1), hours.end, zone, language)
        if ends_at - starts_at > _OVERNIGHT or hours.end == hours.start:
            raise EndsFirst
    return _checked(starts_at, ends_at)


def _from_instant(
    begin: Side, end: Side | None, language: str, zone: ZoneInfo, now: datetime
) -> Span:
    """In two hours; or a timestamp that somebody copied."""
    if begin.days or begin.clocks or begin.parts:
        raise Contradictory
    starts_at = begin.instants[0].find(now)
    if starts_at <= now:
        raise Past
    if starts_at.year > now.year + FARTHEST_YEARS:
        raise TooFar
    local = starts_at.astimezone(zone)
    start = (local.hour, local.minute)
    hours = Hours(start, None)
    if end is not None and end.clocks:
        begins = Clock(*start, Style.EXACT)
        hours = clocks.settle(begins, [], end.clocks[0], end.parts)
    return Span(
        starts_at,
        _end(begin, end, hours, local.date(), starts_at, language, zone, now),
    )


def _checked(starts_at: datetime, ends_at: datetime) -> datetime:
    if ends_at <= starts_at:
        raise EndsFirst
    if ends_at - starts_at > LONGEST_SPAN:
        raise TooLong
    return ends_at


def _moment(
    day: date, hour: tuple[int, int], zone: ZoneInfo, language: str
) -> tuple[datetime, bool]:
    """That time of day in UTC, and whether it comes a second time that night."""
    if hour[0] == 24:
        day, hour = day + timedelta(days=1), (0, 0)
    wanted = datetime.combine(day, time(*hour))
    first = wanted.replace(tzinfo=zone)
    found = first.astimezone(UTC)
    shown = found.astimezone(zone)
    if shown.replace(tzinfo=None) != wanted:
        raise SkippedTime(
            time=f"{wanted:%H:%M}",
            instead=say_span(found, None, language=language, zone=zone),
        )
    return found, first.replace(fold=1).utcoffset() != first.utcoffset()
