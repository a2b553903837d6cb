"""Finding the date that some words name, from today on."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from bot.moments.errors import NoSuchDay, Past, TooFar

JUST_BEEN = timedelta(days=60)
"""A date without a year that was so recently is rather a slip than next year's."""

FARTHEST_YEARS = 5

Find = Callable[[date, date], date]
"""From today, and from the day it cannot be before: of an end, that of its beginning."""


class TwoDays(Exception):
    """It can be either of these."""

    def __init__(self, first: date, second: date) -> None:
        super().__init__(first, second)
        self.first, self.second = first, second


def on(day: int, month: int, year: int | None) -> Find:
    """A date; without a year, the next one."""
    if year is not None and year < 100:
        year += 2000

    def find(today: date, base: date) -> date:
        if not (1 <= month <= 12 and 1 <= day <= 31):
            raise NoSuchDay
        if year is not None:
            if year > today.year + FARTHEST_YEARS + 1:
                raise TooFar
            if year < today.year:
                raise Past
            return _exact(day, month, year)
        this_year = _valid(day, month, base.year)
        if this_year is not None and this_year >= base:
            return this_year
        if this_year is not None and base == today and today - this_year <= JUST_BEEN:
            raise Past
        return _exact(day, month, base.year + 1)

    return find


def written(first: int, second: int, year: int | None, *, order: str | None) -> Find:
    """Two numbers with a slash: a day and a month, in the order of the country.

    Args:
        order: `dmy`, `mdy`, or None when that is not known.
    """
    if first > 12 or second > 12 or first == second:
        return on(first, second, year) if first >= second else on(second, first, year)
    if order is not None:
        return on(first, second, year) if order == "dmy" else on(second, first, year)

    def unclear(today: date, base: date) -> date:
        either = [on(*both, year) for both in ((second, first), (first, second))]
        found = [find(today, base) for find in either]
        ahead = [day for day in found if day >= base]
        if len(ahead) == 1:
            return ahead[0]
        raise TwoDays(min(found), max(found))

    return unclear


def of_month(day: int) -> Find:
    """The 24th: of this month, or of the next when it is over."""

    def find(today: date, base: date) -> date:
        month = base.replace(day=1)
        if day < base.day:
            month = _months_later(month, 1)
        return _exact(day, month.month, month.year)

    return find


def later(*, days: int = 0, months: int = 0) -> Find:
    """So many days or months from today."""

    def find(today: date, base: date) -> date:
        if days > FARTHEST_YEARS * 366 or months > FARTHEST_YEARS * 12:
            raise TooFar
        if not months:
            return today + timedelta(days=days)
        month = _months_later(today.replace(day=1), months)
        return _exact(today.day, month.month, month.year)

    return find


def nth_weekday(
    nth: int, weekday: int, *, month: int | None = None, year: int | None = None, ahead: int = 0
) -> Find:
    """The first Monday of December; the last is -1.

    Args:
        month: None counts `ahead` months from this one.
    """

    def in_month(year: int, month: int) -> date:
        weeks = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
        return date(year, month, weeks[nth - 1 if nth > 0 else nth])

    def find(today: date, base: date) -> date:
        if month is None:
            first = _months_later(base.replace(day=1), ahead)
            return in_month(first.year, first.month)
        if year is not None:
            if not today.year <= year <= today.year + FARTHEST_YEARS:
                raise Past if year < today.year else TooFar
            return in_month(year, month)
        found = in_month(base.year, month)
        if base == today and timedelta(0) < today - found <= JUST_BEEN:
            raise Past
        return found if found >= base else in_month(base.year + 1, month)

    return find


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)


def _exact(day: int, month: int, year: int) -> date:
    found = _valid(day, month, year)
    if found is None:
        raise NoSuchDay
    return found


def _valid(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
