"""How moments are written in English."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

from bot.moments import days
from bot.moments.common import figures, half, in_time
from bot.moments.errors import NotAMoment
from bot.moments.items import (
    Clock,
    Day,
    Item,
    Language,
    Lasting,
    Lead,
    Midnight,
    Number,
    Part,
    Rule,
    Style,
    To,
    Week,
    Weekday,
    Which,
    rule,
    words,
)

Match = re.Match[str]

_WEEKDAYS = {
    **dict.fromkeys(("monday", "mon"), 0),
    **dict.fromkeys(("tuesday", "tue", "tues"), 1),
    **dict.fromkeys(("wednesday", "wed", "weds"), 2),
    **dict.fromkeys(("thursday", "thu", "thur", "thurs"), 3),
    **dict.fromkeys(("friday", "fri"), 4),
    **dict.fromkeys(("saturday", "sat"), 5),
    **dict.fromkeys(("sunday", "sun"), 6),
}
_MONTHS = {
    **dict.fromkeys(("january", "jan"), 1),
    **dict.fromkeys(("february", "feb"), 2),
    **dict.fromkeys(("march", "mar"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    "may": 5,
    **dict.fromkeys(("june", "jun"), 6),
    **dict.fromkeys(("july", "jul"), 7),
    **dict.fromkeys(("august", "aug"), 8),
    **dict.fromkeys(("september", "sep", "sept"), 9),
    **dict.fromkeys(("october", "oct"), 10),
    **dict.fromkeys(("november", "nov"), 11),
    **dict.fromkeys(("december", "dec"), 12),
}
_HOURS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_COUNTS = _HOURS | {"a": 1, "an": 1, "the": 1, "fourteen": 14, "twenty": 20, "thirty": 30}
_NTH = {
    **dict.fromkeys(("first", "1st"), 1),
    **dict.fromkeys(("second", "2nd"), 2),
    **dict.fromkeys(("third", "3rd"), 3),
    **dict.fromkeys(("fourth", "4th"), 4),
    "last": -1,
}
_PARTS = {
    "morning": Part.MORNING,
    "afternoon": Part.AFTERNOON,
    "evening": Part.EVENING,
    "night": Part.NIGHT,
}
_WHICH = {"this": Which.THIS, "next": Which.NEXT, "coming": Which.COMING}

_WEEKDAY = words(_WEEKDAYS)
_MONTH = words(_MONTHS)
_PART = words(dict.fromkeys(_PARTS, 0))
_HOUR = rf"[0-9]{{1,2}}|{words(_HOURS)}"
_COUNT = rf"[0-9]{{1,3}}|{words(_COUNTS)}"
_HALVES = r"a\.?\s?m\b\.?|p\.?\s?m\b\.?"
_YEAR = r"(?:,?\s*([0-9]{4}))?(?![0-9:.])"
_UNITS = {"d": "days", "w": "weeks", "m": "months"}


def _day(match: Match) -> tuple[Item, ...]:
    day, month, year = match.groups()
    return (Day(days.on(int(day), _MONTHS[month], int(year) if year else None)),)


def _day_after_month(match: Match) -> tuple[Item, ...]:
    month, day, year = match.groups()
    return (Day(days.on(int(day), _MONTHS[month], int(year) if year else None)),)


def _nth_weekday(match: Match) -> tuple[Item, ...]:
    nth, weekday, month, year, which = match.groups()
    number = _WEEKDAYS[weekday]
    if month is None:
        return (Day(days.nth_weekday(_NTH[nth], number, ahead=int(which == "next"))),)
    named = int(year) if year else None
    return (Day(days.nth_weekday(_NTH[nth], number, month=_MONTHS[month], year=named)),)


def _count(typed: str) -> int:
    return int(typed) if typed.isdecimal() else _COUNTS[typed]


def _later(match: Match) -> tuple[Item, ...]:
    count, unit = _count(match["count"]), match["unit"]
    if unit.startswith("day"):
        return (Day(days.later(days=count)),)
    if unit.startswith("week"):
        return (Day(days.later(days=7 * count)),)
    if unit.startswith("fortnight"):
        return (Day(days.later(days=14 * count)),)
    return (Day(days.later(months=count)),)


_SPAN = (
    r"(?:(?P<half>half\s+an\s+hour)"
    rf"|(?P<mixed>{_COUNT})\s+hours?\s+and\s+a\s+half"
    rf"|(?P<mixed2>{_COUNT})\s+and\s+a\s+half\s+hours?"
    rf"|(?P<count>{_COUNT}|[0-9]{{1,2}}[.,](?:25|5|50|75))\s*"
    r"(?P<unit>hours?|hrs?|h|minutes?|mins?|min)"
    r"(?:\s*(?:and\s+)?(?P<more>[0-9]{1,2})\s*(?:minutes?|mins?|min|m))?)"
)


def _span(match: Match) -> timedelta:
    if match["half"]:
        return timedelta(minutes=30)
    mixed = match["mixed"] or match["mixed2"]
    if mixed:
        return timedelta(hours=_count(mixed), minutes=30)
    typed = match["count"].replace(",", ".")
    if match["unit"].startswith("m"):
        if match["more"] or "." in typed:
            raise NotAMoment
        return timedelta(minutes=_count(typed))
    if "." in typed:
        if match["more"]:
            raise NotAMoment
        return timedelta(minutes=round(float(typed) * 60))
    return timedelta(hours=_count(typed), minutes=int(match["more"] or 0))


def _past_hour(match: Match) -> tuple[Item, ...]:
    quarter, hour, mark = match.groups()
    value = _hour(hour)
    minute = {"half past": 30, "quarter past": 15, "quarter to": 45}[" ".join(quarter.split())]
    if minute == 45:
        value = value - 1 or 12
    if mark is None:
        return (Clock(value, minute, Style.BARE if value <= 12 else Style.EXACT),)
    if minute == 45 and value == 11:  # a quarter to 12pm is still in the morning
        mark = "am" if mark[0] == "p" else "pm"
    return (half(value, str(minute), mark),)


def _half(match: Match) -> tuple[Item, ...]:
    hour, minute, mark = match.groups()
    return (half(_hour(hour), minute, mark),)


def _hour(typed: str) -> int:
    return int(typed) if typed.isdecimal() else _HOURS[typed]


def _o_clock(match: Match) -> tuple[Item, ...]:
    value = _hour(match[1])
    return (Clock(value, 0, Style.BARE if value <= 12 else Style.EXACT),)


@cache
def english(order: str | None) -> Language:
    """English as it is written where dates have this order."""
    return Language(
        rules=(
            rule(rf"(?:({words(dict.fromkeys(_WHICH, 0))})\s+)?({_WEEKDAY})", _weekday),
            rule(
                rf"(?:this\s+)(?:coming)\s+({_WEEKDAY})",
                lambda m: (Weekday(_WEEKDAYS[m[1]], Which.COMING),),
            ),
            rule("today", lambda m: (Day(days.later()),)),
            rule("tonight", lambda m: (Day(days.later()), Part.EVENING)),
            rule(r"this\s+(morning|afternoon|evening)", _this_part),
            rule("tomorrow|tmrw", lambda m: (Day(days.later(days=1)),)),
            rule(r"(?:the\s+)?day\s+after\s+tomorrow", lambda m: (Day(days.later(days=2)),)),
            rule(
                rf"in\s+(?P<count>{_COUNT})\s+(?P<unit>days?|weeks?|fortnights?|months?)"
                r"(?:\s+time|'\s+time)?",
                _later,
            ),
            rule(
                rf"(?P<count>{_COUNT})\s+(?P<unit>days?|weeks?|fortnights?|months?)"
                r"\s+from\s+(?:now|today)",
                _later,
            ),
            rule(rf"in\s+{_SPAN}", lambda m: (in_time(_span(m)),)),
            rule(rf"{_SPAN}\s+from\s+now", lambda m: (in_time(_span(m)),)),
            rule(
                rf"(?:the\s+)?([0-9]{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?({_MONTH})\.?{_YEAR}",
                _day,
            ),
            rule(
                rf"({_MONTH})\.?\s*(?:the\s+)?([0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:.]){_YEAR}",
                _day_after_month,
            ),
            rule(
                r"(?:the\s+)?([0-9]{1,2})(?:st|nd|rd|th)",
                lambda m: (Day(days.of_month(int(m[1]))),),
            ),
            rule(
                rf"(?:the\s+)?({words(_NTH)})\s+({_WEEKDAY})\s+(?:of|in)\s+"
                rf"(?:({_MONTH}){_YEAR}|(?:the\s+)?(this|next)\s+month)",
                _nth_weekday,
            ),
            rule(r"(?:of\s+)?this\s+week", lambda m: (Week(0),)),
            rule(r"(?:of\s+)?next\s+week", lambda m: (Week(1),)),
            rule(r"(?:the\s+)?week\s+after\s+next", lambda m: (Week(2),)),
            rule(rf"({_HOUR})(?:[:.]([0-9]{{2}}))?\s*({_HALVES})", _half),
            rule(
                rf"({_HOUR})\s+(?:in\s+the\s+(morning|afternoon|evening)|at\s+(night))",
                lambda m: (Clock(_hour(m[1]), 0, Style.BARE), _PARTS[m[2] or m[3]]),
            ),
            rule(rf"({_HOUR})\s*o'?\s?clock", _o_clock),
            rule(
                rf"(?:a\s+)?((?:half|quarter)\s+past|quarter\s+to)\s+({_HOUR})\s*({_HALVES})?",
                _past_hour,
            ),
            rule(
                r"([0-9]{1,2})h([0-9]{2})",
                lambda m: (Clock(int(m[1]), int(m[2]), Style.EXACT),),
            ),
            rule(r"(?:12\s+)?(?:noon|midday)", lambda m: (Clock(12, 0, Style.EXACT),)),
            rule(r"(?:12\s+)?midnight", lambda m: (Midnight(),)),
            rule(
                rf"(?:in\s+the\s+|at\s+(?=night))?({_PART})",
                lambda m: (_PARTS[m[1]],),
            ),
            rule(rf"\(?(?:for|lasting|takes)\s+{_SPAN}", lambda m: (Lasting(_span(m)),)),
            rule("at|from|starting|starts|around|about|ca", lambda m: (Lead(),)),
            rule("@", lambda m: (Lead(),)),
            Rule(re.compile("@"), lambda m: (Lead(),)),
            rule("between", lambda m: (Lead(between=True),)),
            rule("to|till?|until", lambda m: (To("to"),)),
            rule("and", lambda m: (To("and"),)),
            rule("on|sharp|the(?=\\s+[0-9])", lambda m: ()),
            rule(words(_HOURS), lambda m: (Number(_HOURS[m[0]]),)),
            *figures(order=order, clock_is_exact=False),
        ),
        clock_is_exact=False,
    )


def _weekday(match: Match) -> tuple[Item, ...]:
    which, name = match.groups()
    return (Weekday(_WEEKDAYS[name], _WHICH.get(which or "", Which.ANY)),)


def _this_part(match: Match) -> tuple[Item, ...]:
    return (Day(days.later()), _PARTS[match[1]])
