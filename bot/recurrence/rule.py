"""A rule that comes again, as plain data, and when it does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.firing import Rule, next_fire

LAST = -1
"""The last day, or the last such weekday, of a month."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_WEEKS = 52

_NTH = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", LAST: "last"}
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Every(StrEnum):
    """What a rule counts in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Recurrence:
    """When something comes again. A day that a month does not have is left out in that month.

    Args:
        at: The time of day on the wall clock.
        weeks: Every how many weeks, when it counts in weeks.
        weekdays: For weeks at least one, from 0 for Monday, in order; for a month at most one.
        nth: Which of these weekdays in a month, from 1 to 5 or `LAST`.
        day: Which day of a month, from 1 to 31 or `LAST`.
        month: From 1 to 12, when it counts in years.
        anchor_on: A day in the first of `weeks` weeks; needed when they are several.
    """

    every: Every
    at: time
    weeks: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    day: int | None = None
    month: int | None = None
    anchor_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse what is no rule; readers have refused it before, in words."""
        if self._shape() != _SHAPES[self.every] and not (
            self.every is Every.MONTH and self._shape() == (False, False, True, False)
        ):
            raise ValueError(f"parts that do not belong together: {self}")
        in_order = tuple(sorted(set(self.weekdays)))
        if self.weekdays != in_order or not set(in_order) <= set(range(7)):
            raise ValueError(f"weekdays: {self.weekdays}")
        if not 1 <= self.weeks <= MOST_WEEKS or (self.weeks > 1 and self.every is not Every.WEEK):
            raise ValueError(f"weeks: {self.weeks}")
        if self.nth is not None and (self.nth not in _NTH or len(self.weekdays) != 1):
            raise ValueError(f"nth: {self.nth}")
        if self.day is not None and not exists(self.day, self.month):
            raise ValueError(f"day: {self.day}")

    def _shape(self) -> tuple[bool, bool, bool, bool]:
        return (
            bool(self.weekdays),
            self.nth is not None,
            self.day is not None,
            self.month is not None,
        )

    @property
    def is_left_out(self) -> bool:
        """Whether there are months, or years, without that day."""
        if self.every is Every.YEAR:
            return (self.month, self.day) == (2, 29)
        return self.nth == 5 or (self.day or 0) > 28

    def anchored(self, day: date) -> Self:
        """The same rule, counted from the week of `day`."""
        return replace(self, anchor_on=day if self.weeks > 1 else None)

    def schedule(self) -> Rule:
        """The rule as schedules take it."""
        cron = {"hour": str(self.at.hour), "minute": str(self.at.minute)}
        names = [WEEKDAYS[weekday] for weekday in self.weekdays]
        if self.nth is not None:
            cron["day"] = f"{_NTH[self.nth]} {names[0]}"
        elif self.day is not None:
            cron["day"] = "last" if self.day == LAST else str(self.day)
        elif names:
            cron["day_of_week"] = ",".join(names)
        if self.month is not None:
            cron["month"] = str(self.month)
        if self.weeks > 1 and self.anchor_on is None:
            raise ValueError("every so many weeks needs a first week")
        return Rule(cron, self.weeks, self.anchor_on)

    def dump(self) -> dict[str, Any]:
        """Plain data for the database."""
        return {
            "every": self.every.value,
            "at": self.at.isoformat("minutes"),
            "weeks": self.weeks,
            "weekdays": list(self.weekdays),
            "nth": self.nth,
            "day": self.day,
            "month": self.month,
            "anchor_on": self.anchor_on.isoformat() if self.anchor_on else None,
        }

    @classmethod
    def load(cls, stored: dict[str, Any]) -> Self:
        """As `dump` stored it."""
        anchor = stored["anchor_on"]
        return cls(
            every=Every(stored["every"]),
            at=time.fromisoformat(stored["at"]),
            weeks=stored["weeks"],
            weekdays=tuple(stored["weekdays"]),
            nth=stored["nth"],
            day=stored["day"],
            month=stored["month"],
            anchor_on=date.fromisoformat(anchor) if anchor else None,
        )

    def pack(self) -> int:
        """The rule without its first week as one number, so that a button can carry it."""
        kind = tuple(Every).index(self.every) + 1
        days = sum(1 << weekday for weekday in self.weekdays)
        nth, day = (_packed(self.nth, 6), _packed(self.day, 32))
        parts = (kind, self.weeks, days, nth, day, self.month or 0, self.at.hour, self.at.minute)
        packed = 0
        for part, width in zip(parts, _WIDTHS, strict=True):
            packed = packed * 10**width + part
        return packed

    @classmethod
    def unpack(cls, packed: int) -> Self:
        """The rule that was packed.

        Raises:
            ValueError: No rule is packed so.
        """
        parts: list[int] = []
        for width in reversed(_WIDTHS):
            packed, part = divmod(packed, 10**width)
            parts.insert(0, part)
        kind, weeks, days, nth, day, month, hour, minute = parts
        if packed or not 1 <= kind <= len(Every) or days > 127:
            raise ValueError("no rule is packed so")
        return cls(
            every=tuple(Every)[kind - 1],
            at=time(hour, minute),
            weeks=weeks,
            weekdays=tuple(weekday for weekday in range(7) if days >> weekday & 1),
            nth=_unpacked(nth, 6),
            day=_unpacked(day, 32),
            month=month or None,
        )


_SHAPES = {
    Every.DAY: (False, False, False, False),
    Every.WEEK: (True, False, False, False),
    Every.MONTH: (True, True, False, False),
    Every.YEAR: (False, False, True, True),
}
"""Whether weekdays, nth, day and month are said; a month may also have a day alone."""

_WIDTHS = (1, 2, 3, 1, 2, 2, 2, 2)


def exists(day: int, month: int | None) -> bool:
    """Whether some month, or this one in some year, has that day."""
    if day == LAST:
        return month is None
    return 1 <= day <= (31 if month is None else _LONGEST_MONTHS[month - 1])


def next_runs(
    rule: Recurrence,
    zone: str,
    *,
    after: datetime,
    most: int,
    until_on: date | None = None,
    skipped: Collection[date] = (),
) -> list[datetime]:
    """The next moments, in UTC and in order; fewer than `most` when the rule ends before.

    Args:
        until_on: The last day that counts, in `zone`.
        skipped: Days, in `zone`, that are left out.
    """
    schedule = rule.schedule()
    found: list[datetime] = []
    while len(found) < most:
        moment = next_fire(schedule, zone, after=after)
        if moment is None:
            return found
        after, day = moment, day_of(moment, zone)
        if until_on is not None and day > until_on:
            return found
        if day not in skipped:
            found.append(moment)
    return found


def day_of(moment: datetime, zone: str) -> date:
    """The day a moment is on, where the rule is meant."""
    return moment.astimezone(ZoneInfo(zone)).date()


def _packed(number: int | None, last: int) -> int:
    return last if number == LAST else number or 0


def _unpacked(number: int, last: int) -> int | None:
    return LAST if number == last else number or None
