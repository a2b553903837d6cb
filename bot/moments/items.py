"""What a typed moment is made of, once its words are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum, auto


class Which(Enum):
    """Which of the days of that name is meant."""

    ANY = auto()
    """Friday."""
    COMING = auto()
    THIS = auto()
    """The one of this week."""
    NEXT = auto()
    """The one of next week, or the coming one: people differ."""


class Part(Enum):
    """A part of the day: from this hour, up to that one."""

    MORNING = (1, 12)
    MIDDAY = (11, 15)
    AFTERNOON = (12, 19)
    EVENING = (16, 24)
    NIGHT = (19, 24)


class Style(StrEnum):
    """How a time of day was written, which says how far it can be trusted."""

    BARE = "bare"
    """6: one of two hours."""
    LOOSE = "loose"
    """6:30, in a language that says am and pm."""
    EXACT = "exact"
    """18:30, 06:30, 6 Uhr."""
    HALF = "half"
    """6pm."""


@dataclass(frozen=True)
class Day:
    """A date, found from today and from the day it cannot be before."""

    find: Callable[[date, date], date]
    is_iso: bool = False


@dataclass(frozen=True)
class Weekday:
    """Friday; Monday is 0."""

    number: int
    which: Which = Which.ANY


@dataclass(frozen=True)
class Week:
    """This week is 0, next week is 1."""

    offset: int


@dataclass(frozen=True)
class Clock:
    """A time of day, 24:00 at the latest."""

    hour: int
    minute: int
    style: Style


@dataclass(frozen=True)
class Midnight:
    """As an end it is clear which one; as a beginning it is not."""


@dataclass(frozen=True)
class Instant:
    """A moment that needs no zone."""

    find: Callable[[datetime], datetime]
    """From now."""


@dataclass(frozen=True)
class Number:
    """A time of day or nothing, depending on what stands around it."""

    value: int
    is_padded: bool = False
    """06 is in the morning."""


@dataclass(frozen=True)
class Pair:
    """10.11: a date or a time of day, depending on what stands around it."""

    first: int
    second: int


@dataclass(frozen=True)
class Lasting:
    """How long it takes."""

    span: timedelta


@dataclass(frozen=True)
class Lead:
    """A word before a time of day: at, um."""

    between: bool = False


@dataclass(frozen=True)
class To:
    """What parts the beginning from the end."""

    mark: str
    """`-` may also be punctuation; `and` needs a `between`."""


Item = (
    Day | Weekday | Week | Part | Clock | Midnight | Instant | Number | Pair | Lasting | Lead | To
)
Maker = Callable[["re.Match[str]"], tuple[Item, ...]]


@dataclass(frozen=True)
class Rule:
    """What some words mean."""

    pattern: re.Pattern[str]
    make: Maker


@dataclass(frozen=True)
class Language:
    """How moments are written in one language."""

    rules: tuple[Rule, ...]
    clock_is_exact: bool
    """6:30 is in the morning, because otherwise people would write 18:30."""


def rule(pattern: str, make: Maker) -> Rule:
    """A rule whose words end where its pattern does."""
    return Rule(re.compile(rf"(?:{pattern})(?![\w])"), make)


def words(names: Mapping[str, int]) -> str:
    """A pattern for any of the names, longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
