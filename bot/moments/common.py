"""What is written alike in every language we read: figures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.moments import days
from bot.moments.errors import NotAMoment
from bot.moments.items import Clock, Day, Instant, Item, Number, Pair, Rule, Style, To, rule

Match = re.Match[str]


def clock(hour: str, minute: str | None, *, exact: bool) -> Clock:
    """A time of day of 24 hours; one with a nought or past twelve is beyond doubt."""
    value = int(hour)
    sure = exact or value > 12 or value == 0 or len(hour) == 2
    return Clock(value, int(minute or 0), Style.EXACT if sure else Style.LOOSE)


def half(hour: str | int, minute: str | None, mark: str) -> Clock:
    """A time of day of twelve hours, with am or pm."""
    value = int(hour)
    if not 1 <= value <= 12:
        return Clock(99, 0, Style.HALF)  # there is no such time; said where the others are
    return Clock(value % 12 + (12 if mark[0] == "p" else 0), int(minute or 0), Style.HALF)


def in_time(span: timedelta) -> Instant:
    """So many hours and minutes from now, to the minute."""
    return Instant(lambda now: (now + span).replace(second=0, microsecond=0))


def _iso(match: Match) -> tuple[Item, ...]:
    year, month, day, hour, minute, offset = match.groups()
    if offset is None:
        found = Day(days.on(int(day), int(month), int(year)), is_iso=True)
        return (found,) if hour is None else (found, Clock(int(hour), int(minute), Style.EXACT))
    try:
        moment = datetime.fromisoformat(
            f"{year}-{month}-{day}T{hour}:{minute}{offset.upper().replace('Z', '+00:00')}"
        )
    except ValueError:
        raise NotAMoment from None
    return (Instant(lambda now: moment.astimezone(UTC)),)


def _timestamp(match: Match) -> tuple[Item, ...]:
    try:
        moment = datetime.fromtimestamp(int(match[1]), UTC)
    except (ValueError, OverflowError, OSError):
        raise NotAMoment from None
    return (Instant(lambda now: moment),)


def figures(*, order: str | None, clock_is_exact: bool) -> tuple[Rule, ...]:
    """Dates and times in figures.

    Args:
        order: Whether 3/4 is in March (`mdy`) or in April (`dmy`); None when either.
        clock_is_exact: Whether 6:30 is in the morning beyond doubt.
    """

    def slashes(match: Match) -> tuple[Item, ...]:
        year = int(match[4]) if match[4] else None
        return (Day(days.written(int(match[1]), int(match[3]), year, order=order)),)

    def dots(match: Match) -> tuple[Item, ...]:
        return (Day(days.on(int(match[1]), int(match[2]), int(match[3] or match[4]))),)

    return (
        Rule(re.compile(r"<t:(-?[0-9]{1,12})(?::[a-z])?>"), _timestamp),
        rule(
            r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})"
            r"(?:(?:t|\s+)([0-9]{2}):([0-9]{2})(?::[0-9]{2})?\s*(z|[+-][0-9]{2}:[0-9]{2})?)?",
            _iso,
        ),
        rule(r"([0-9]{1,2})(/)([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?(?![/.:0-9])", slashes),
        rule(r"([0-9]{1,2})(-)([0-9]{1,2})-([0-9]{4})(?![-/.:0-9])", slashes),
        rule(
            r"([0-9]{1,2})\.\s?([0-9]{1,2})\.(?:\s?([0-9]{4})|([0-9]{2})(?!\s*uhr))(?![0-9:.])",
            dots,
        ),
        Rule(
            re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.(?![0-9](?![0-9]?\s*uhr))"),
            lambda m: _short(m),
        ),
        rule(
            r"([0-9]{1,2})\.([0-9]{2})(?![.:0-9])",
            lambda m: (Pair(int(m[1]), int(m[2])),),
        ),
        rule(
            r"([0-9]{1,2}):([0-9]{2})(?![.:0-9])",
            lambda m: (clock(m[1], m[2], exact=clock_is_exact),),
        ),
        rule(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s?h", _hours),
        rule(r"([0-9]{1,2})(?![.:/0-9])", lambda m: (Number(int(m[1]), is_padded=m[1][0] == "0"),)),
        Rule(re.compile(r"-"), lambda m: (To("-"),)),
    )


def _hours(match: Match) -> tuple[Item, ...]:
    found = clock(match[1], match[2], exact=False)
    unsure = match[2] is None and found.hour <= 12
    return (replace(found, style=Style.BARE) if unsure else found,)


def _short(match: Match) -> tuple[Item, ...]:
    return (Day(days.on(int(match[1]), int(match[2]), None)),)
