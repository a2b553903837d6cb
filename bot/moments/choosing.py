"""Which day is meant, when there is more than one way to name it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NoReturn

from bot.moments import days as dates
from bot.moments.days import TwoDays
from bot.moments.errors import Contradictory, DayUnclear, WhichDay, WrongWeekday
from bot.moments.items import Day, Pair, Week, Weekday, Which
from bot.moments.wording import say_day

_SUNDAY = 6
_WEEK = timedelta(days=7)


def choose(
    named: Sequence[Day | Weekday | Week], today: date, base: date, *, language: str
) -> date:
    """The one day that everything said about it agrees on.

    Args:
        base: It cannot be before this; of an end, the day it begins.
    """
    weekdays = {it.number: it for it in named if isinstance(it, Weekday)}
    weeks = {it.offset for it in named if isinstance(it, Week)}
    if len(weekdays) > 1 or len(weeks) > 1:
        raise Contradictory
    weekday = next(iter(weekdays.values()), None)
    try:
        found = {it.find(today, base) for it in named if isinstance(it, Day)}
    except TwoDays as two:
        _unclear(two.first, two.second, language)
    if len(found) > 1 or (found and weeks):
        raise Contradictory
    if found:
        day = found.pop()
        if weekday is not None and weekday.number != day.weekday():
            raise WrongWeekday(day=say_day(day, language))
        return day
    if weekday is None:
        raise WhichDay
    if weeks:
        return _in_week(weekday, weeks.pop(), today, language)
    return _weekday(weekday, today, base, language)


def is_open(named: Sequence[Day | Weekday | Week]) -> bool:
    """Whether it is a weekday and no more, so that it can be today or in a week."""
    return len(named) == 1 and isinstance(named[0], Weekday) and named[0].which is Which.ANY


def dotted(pair: Pair) -> Day:
    """10.11 as a date."""
    return Day(dates.on(pair.first, pair.second, None))


def still_today(day: date, language: str) -> NoReturn:
    """Refuse a weekday that is today's, with the time still ahead: today, or in a week?"""
    _unclear(day, day + _WEEK, language)


def _in_week(weekday: Weekday, offset: int, today: date, language: str) -> date:
    if weekday.which not in {Which.ANY, Which.COMING}:
        raise Contradictory
    day = today + timedelta(days=weekday.number - today.weekday(), weeks=offset)
    if offset and not language.startswith("de"):  # where weeks begin on Sundays it is another
        if today.weekday() == _SUNDAY and weekday.number != _SUNDAY:
            _unclear(day, day + _WEEK, language)
        if weekday.number == _SUNDAY and today.weekday() != _SUNDAY:
            _unclear(day - _WEEK, day, language)
    return day


def _weekday(weekday: Weekday, today: date, base: date, language: str) -> date:
    in_this_week = today + timedelta(days=weekday.number - today.weekday())
    match weekday.which:
        case Which.THIS:
            return in_this_week
        case Which.NEXT:
            if in_this_week > today:
                _unclear(in_this_week, in_this_week + _WEEK, language)
            return in_this_week + _WEEK
        case Which.COMING if weekday.number == today.weekday():
            _unclear(today, today + _WEEK, language)
    return base + timedelta(days=(weekday.number - base.weekday()) % 7)


def _unclear(first: date, second: date, language: str) -> NoReturn:
    raise DayUnclear(first=say_day(first, language), second=say_day(second, language))
