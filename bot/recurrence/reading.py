"""From what somebody typed to a rule; every word has to mean something."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot import moments
from bot.errors import MemberError
from bot.moments.errors import NotAMoment
from bot.recurrence.rule import LAST, MOST_WEEKS, Every, Recurrence, exists
from bot.recurrence.words import VOCABULARIES, Part, Vocabulary, Word
from bot.texts import unturned

LONGEST = 100
"""Characters of a rule."""

_FIGURES = re.compile(r"([0-9]{1,3})(\.|st|nd|rd|th)?")
_NOON = re.compile("mittags")
_DATE = re.compile(r"\b([0-9]{1,2})\. ?([0-9]{1,2})\.(?![0-9])")
"""3.3., as it is written where a dot makes an ordinal."""

_TOO_OFTEN = re.compile(
    r"\b(?:minutes?|minutely|hours?|hourly|(?:twice|times) (?:a|per) day"
    r"|minuten?|minütlich|stunden?|stündlich|mal (?:am|pro) tag)\b"
)


class Unreadable(MemberError):
    """What was typed is not one rule beyond doubt."""

    key = "recurrence-not-understood"


class NotARule(Unreadable):
    """Some word in it says nothing about when."""


class NoTime(Unreadable):
    """The days without a time of day."""

    key = "recurrence-no-time"


class NoDay(Unreadable):
    """Weeks, months or years without a day in them."""

    key = "recurrence-no-day"


class Ambiguous(Unreadable):
    """Every third Tuesday: of a month, or every three weeks."""

    key = "recurrence-ambiguous"


class NotOffered(Unreadable):
    """A rule that exists and that we do not have, such as every three months."""

    key = "recurrence-not-offered"


class TooOften(Unreadable):
    """More than once a day: nobody reads that."""

    key = "recurrence-too-often"


class TooManyWeeks(Unreadable):
    """More than a year apart."""

    key = "recurrence-too-many-weeks"


class Contradictory(Unreadable):
    """Two rules in one."""

    key = "recurrence-contradictory"


class NoSuchDay(Unreadable):
    """30 February."""

    key = "recurrence-no-such-day"


@dataclass
class _Found:
    """What the words said."""

    unit: Every | None = None
    steps: int | None = None
    weekdays: list[int] = field(default_factory=list)
    ordinals: list[tuple[int, int]] = field(default_factory=list)
    """How manieth, and which weekday."""
    days: list[int] = field(default_factory=list)
    month: int | None = None

    def counts_in(self, unit: Every) -> None:
        if self.unit not in (None, unit):
            raise Contradictory
        self.unit = unit

    def steps_of(self, steps: int) -> None:
        if self.steps not in (None, steps):
            raise Contradictory
        self.steps = steps

    def named(self, month: int) -> None:
        if self.month is not None:
            raise NotOffered
        self.month = month


def read(typed: str, *, language: str, like: datetime | None = None) -> Recurrence:
    """The rule that these words mean; without its first week, see `Recurrence.anchored`.

    Args:
        typed: What the member wrote, in English or German.
        language: Theirs; the other one is understood, too.
        like: What comes again, in local time; day and time may then be left out.

    Raises:
        Unreadable: It is not a rule, or not one beyond doubt.
        moments.Unreadable: The time of day in it is not one beyond doubt.
    """
    spoken = language.partition("-")[0]
    first, *others = sorted(VOCABULARIES, key=lambda it: it.language != spoken)
    shown = " ".join(unturned(typed).split())[:LONGEST]
    try:
        plain = _plain(typed)
        if _TOO_OFTEN.search(plain):
            raise TooOften
        try:
            return _read(plain, first, like)
        except NotARule as unread:
            for other in others:
                try:
                    return _read(plain, other, like)
                except NotARule:
                    continue
            raise unread from None
    except Unreadable as refused:
        refused.arguments = {"typed": shown} | refused.arguments
        raise


def _plain(typed: str) -> str:
    """Without case, marks, what stands in brackets, and the many kinds of dashes and spaces."""
    text = unicodedata.normalize("NFKC", typed[: LONGEST + 1])
    text = "".join("-" if unicodedata.category(it) == "Pd" else it for it in text)
    text = "".join(it for it in text if unicodedata.category(it) != "Cf").casefold()
    text = re.sub(r"\([^()]*\)", " ", text)
    text = " ".join(re.sub(r"[,;!?]", " ", text).split())
    if not text or len(typed) > LONGEST:
        raise NotARule
    return text


def _read(plain: str, spoken: Vocabulary, like: datetime | None) -> Recurrence:
    at, rest = _time(plain, spoken)
    dates = _DATE.findall(rest)
    found = _gather(_words(_DATE.sub(" ", rest), spoken))
    for day, month in dates:
        found.named(int(month) if 1 <= int(month) <= 12 else _no_such_day())
        found.days.append(int(day))
    if at is None:
        if like is None:
            raise NoTime
        at = time(like.hour, like.minute)
    return _rule(found, at, None if like is None else like.date())


def _time(plain: str, spoken: Vocabulary) -> tuple[time | None, str]:
    """The time of day in it, and everything else."""
    times = [match for match in spoken.time.finditer(plain) if match[0].strip()]
    if not times:
        return None, plain
    if len(times) > 1:
        raise Contradictory
    (match,) = times
    try:
        at, ends_at = moments.read_times(_NOON.sub("12 uhr", match[0]), language=spoken.language)
    except NotAMoment:
        raise NotARule from None
    if ends_at is not None:
        raise NotARule
    return at, f"{plain[: match.start()]} {plain[match.end() :]}"


def _words(text: str, spoken: Vocabulary) -> list[Word]:
    words: list[Word] = []
    for written in re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " - ", text).split():
        known = spoken.words.get(written) or spoken.words.get(written.rstrip("."))
        figures = _FIGURES.fullmatch(written)
        if known is not None:
            words.append(known)
        elif figures is not None:
            words.append((Part.ORDINAL if figures[2] else Part.NUMBER, int(figures[1])))
        else:
            raise NotARule
    return [word for word in words if word[0] is not Part.FILLER]


def _gather(words: Sequence[Word]) -> _Found:
    """What each word means beside the one before it."""
    found = _Found()
    waiting: Word | None = None
    """A number or an ordinal that waits for what it counts."""
    ranging = False
    for part, value in words:
        if part in (Part.NUMBER, Part.ORDINAL):
            if waiting is not None:
                found.days.append(_number(waiting))
            waiting = (part, value)
            if found.month is not None and not found.days:  # March 3
                found.days.append(_number(waiting))
                waiting = None
        elif part is Part.OTHER:
            waiting = (part, value) if value else None
            if not value:
                found.counts_in(Every.WEEK)
                found.steps_of(2)
        elif part is Part.UNIT:
            assert isinstance(value, Every)
            _unit(found, value, waiting)
            waiting = None
        elif part is Part.WEEKDAYS:
            assert isinstance(value, tuple)
            ranging = _weekdays(found, value, waiting, ranging=ranging)
            waiting = None
        elif part is Part.MONTH:
            assert isinstance(value, int)
            found.named(value)
            if waiting is not None:
                found.days.append(_number(waiting))
                waiting = None
        elif part is Part.OF:
            if waiting is not None:
                found.days.append(_number(waiting))
                waiting = None
            if isinstance(value, Every):
                found.counts_in(value)
        else:
            if not found.weekdays or waiting is not None:
                raise NotARule
            ranging = True
    if ranging:
        raise NotARule
    if waiting is not None:
        found.days.append(_number(waiting))
    return found


def _number(word: Word) -> int:
    """The day of a month that a number means which counts nothing else."""
    part, value = word
    if part is Part.OTHER or not isinstance(value, int) or value == LAST:
        raise NotARule
    return value


def _unit(found: _Found, unit: Every, waiting: Word | None) -> None:
    if waiting is None:
        if unit is Every.DAY and found.days:
            return  # day 15 of each month is said with or without the word
        found.counts_in(unit)
        return
    part, value = waiting
    assert isinstance(value, int)
    if part is Part.ORDINAL and unit is Every.DAY:
        found.days.append(value)  # the last day of the month
    elif value == 1 and part is not Part.OTHER:
        found.counts_in(unit)
    elif unit is Every.WEEK and value > 0:
        found.counts_in(unit)
        found.steps_of(value)
    elif unit is Every.DAY and value > 0 and value % 7 == 0:
        found.counts_in(Every.WEEK)
        found.steps_of(value // 7)
    else:
        raise NotOffered


def _weekdays(found: _Found, days: tuple[int, ...], waiting: Word | None, *, ranging: bool) -> bool:
    if ranging:
        first, last = found.weekdays[-1], days[0]
        if waiting is not None or len(days) > 1 or found.ordinals or first == last:
            raise NotARule
        found.weekdays += [(first + step) % 7 for step in range(1, (last - first) % 7 + 1)]
        return False
    if waiting is None:
        found.weekdays += days
        return False
    part, value = waiting
    assert isinstance(value, int)
    if len(days) > 1 or part is Part.NUMBER:
        raise NotARule
    if part is Part.OTHER:
        found.counts_in(Every.WEEK)
        found.steps_of(value)
        found.weekdays += days
    else:
        found.ordinals.append((value, days[0]))
    return False


def _rule(found: _Found, at: time, like: date | None) -> Recurrence:
    if len(found.days) > 1 or len(found.ordinals) > 1:
        raise NotOffered
    if found.month is not None or found.unit is Every.YEAR:
        return _yearly(found, at, like)
    if found.ordinals and found.unit in (None, Every.WEEK):
        ((nth, weekday),) = found.ordinals
        if nth not in (1, LAST) and found.unit is None:
            raise Ambiguous(number=nth)
        if found.unit is Every.WEEK:
            raise Contradictory
        return _nth(found, nth, weekday, at)
    if found.unit is Every.MONTH or found.days:
        return _monthly(found, at, like)
    if found.unit is Every.DAY:
        if found.weekdays:
            raise Contradictory
        return Recurrence(Every.DAY, at)
    weeks = found.steps or 1
    if weeks > MOST_WEEKS:
        raise TooManyWeeks(most=MOST_WEEKS)
    weekdays = tuple(sorted(set(found.weekdays)))
    if not weekdays:
        if found.unit is None:
            raise NotARule
        weekdays = (_missing(like).weekday(),)
    return Recurrence(Every.WEEK, at, weeks=weeks, weekdays=weekdays)


def _monthly(found: _Found, at: time, like: date | None) -> Recurrence:
    if found.unit not in (None, Every.MONTH) or found.steps or found.weekdays:
        raise Contradictory
    if found.ordinals:
        ((nth, weekday),) = found.ordinals
        if found.days:
            raise Contradictory
        return _nth(found, nth, weekday, at)
    day = found.days[0] if found.days else _missing(like).day
    if not exists(day, None):
        raise NoSuchDay
    return Recurrence(Every.MONTH, at, day=day)


def _nth(found: _Found, nth: int, weekday: int, at: time) -> Recurrence:
    if found.weekdays or found.days or found.steps:
        raise Contradictory
    if nth != LAST and not 1 <= nth <= 5:
        raise NoSuchDay
    return Recurrence(Every.MONTH, at, weekdays=(weekday,), nth=nth)


def _yearly(found: _Found, at: time, like: date | None) -> Recurrence:
    if found.unit not in (None, Every.YEAR) or found.steps or found.weekdays or found.ordinals:
        raise NotOffered
    if found.month is None and not found.days:
        day = _missing(like)
        return Recurrence(Every.YEAR, at, day=day.day, month=day.month)
    if found.month is None or not found.days:
        raise NoDay
    if found.days[0] < 1 or not exists(found.days[0], found.month):
        raise NoSuchDay
    return Recurrence(Every.YEAR, at, day=found.days[0], month=found.month)


def _missing(like: date | None) -> date:
    if like is None:
        raise NoDay
    return like


def _no_such_day() -> int:
    raise NoSuchDay
