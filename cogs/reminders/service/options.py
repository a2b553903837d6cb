"""Everything that can be said about a reminder, and reading it from what a steward typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import moments, recurrence, zones
from bot.errors import MemberError
from bot.recurrence import Recurrence, next_runs
from bot.settings import Place
from bot.texts import unmarked, unturned
from cogs.reminders.models import Asks, Chooses, Former, Reminder
from cogs.reminders.service.templates import LONGEST_TEXT, check_text

LONGEST_NAME = 100
LONGEST_DAYS = 400
MOST_SKIPPED = 30


class BadName(MemberError):
    """A reminder needs a name that fits."""

    key = "reminders-bad-name"


class BadZone(MemberError):
    """There is no time zone of that name."""

    key = "reminders-bad-zone"


class BadDay(MemberError):
    """Not a day that is still to come."""

    key = "reminders-bad-day"


class TooManyDays(MemberError):
    """More days are left out than anybody reads."""

    key = "reminders-too-many-days"


class NeverComes(MemberError):
    """Every run is left out, or lies behind the last day."""

    key = "reminders-never-comes"


class TextTooLong(MemberError):
    """The text is longer than a reminder takes."""

    key = "reminders-text-too-long"


@dataclass(frozen=True)
class Options:
    """A reminder as stewards choose it.

    Args:
        own_zone: An IANA name; None: the server's.
        until_on: The last day on which it comes.
        skipped: Days that are left out, in order.
        channel: None: the server's channel for reminders.
        value_id: For `Chooses.FIXED`.
        text: The template above the value; None: the usual one.
    """

    name: str
    recurrence: Recurrence
    own_zone: str | None = None
    until_on: date | None = None
    skipped: tuple[date, ...] = ()
    channel: Place | None = None
    chooses: Chooses = Chooses.ATTENTION
    value_id: int | None = None
    text: str | None = None
    asks: Asks = Asks.QUESTION
    former: Former = Former.KEEP
    has_thread: bool = False
    ping_role_id: int | None = None
    is_silent: bool = False
    observes_quiet_days: bool = True

    def dump(self) -> dict[str, Any]:
        """Plain data for the database."""
        return {
            **asdict(self),
            "recurrence": self.recurrence.dump(),
            "until_on": None if self.until_on is None else self.until_on.isoformat(),
            "skipped": [day.isoformat() for day in self.skipped],
            "channel": None if self.channel is None else self.channel.dump(),
        }

    @classmethod
    def load(cls, stored: dict[str, Any]) -> Options:
        """As `dump` stored it."""
        until = stored["until_on"]
        return cls(
            **stored
            | {
                "recurrence": Recurrence.load(stored["recurrence"]),
                "until_on": None if until is None else date.fromisoformat(until),
                "skipped": tuple(map(date.fromisoformat, stored["skipped"])),
                "channel": Place.load(stored["channel"]),
                "chooses": Chooses(stored["chooses"]),
                "asks": Asks(stored["asks"]),
                "former": Former(stored["former"]),
            }
        )

    def columns(self) -> dict[str, Any]:
        """For a `Reminder`; what its schedule holds stands there."""
        return {
            "name": self.name,
            "recurrence": self.recurrence.dump(),
            "has_own_zone": self.own_zone is not None,
            "channel": None if self.channel is None else self.channel.dump(),
            "chooses": self.chooses,
            "value_id": self.value_id,
            "text": self.text,
            "asks": self.asks,
            "former": self.former,
            "has_thread": self.has_thread,
            "ping_role_id": self.ping_role_id,
            "is_silent": self.is_silent,
            "observes_quiet_days": self.observes_quiet_days,
        }


def of_row(
    row: Reminder, *, zone: str, until_on: date | None, skipped: Iterable[str]
) -> dict[str, Any]:
    """The options of a stored reminder, by name.

    Args:
        zone, until_on, skipped: As its schedule has them.
    """
    return {
        "name": row.name,
        "recurrence": Recurrence.load(row.recurrence),
        "own_zone": zone if row.has_own_zone else None,
        "until_on": until_on,
        "skipped": tuple(sorted(map(date.fromisoformat, skipped))),
        "channel": Place.load(row.channel),
        "chooses": Chooses(row.chooses),
        "value_id": row.value_id,
        "text": row.text,
        "asks": Asks(row.asks),
        "former": Former(row.former),
        "has_thread": row.has_thread,
        "ping_role_id": row.ping_role_id,
        "is_silent": row.is_silent,
        "observes_quiet_days": row.observes_quiet_days,
    }


@dataclass(frozen=True)
class When:
    """When a reminder comes, as it was understood."""

    recurrence: Recurrence
    own_zone: str | None
    until_on: date | None
    skipped: tuple[date, ...]


def read_when(
    rule: str,
    zone: str,
    until: str,
    skipped: str,
    *,
    language: str,
    server_zone: str,
    now: datetime,
) -> When:
    """A rule, a zone, a last day and days to leave out, as somebody typed them.

    Args:
        zone: Empty for the server's.
        skipped: Days, with commas or line breaks between them.

    Raises:
        recurrence.Unreadable, BadZone, BadDay, TooManyDays, NeverComes: As they say.
    """
    own_zone = read_zone(zone, language=language.partition("-")[0], now=now)
    in_zone = own_zone or server_zone
    read = begun(recurrence.read(rule, language=language), in_zone, now=now)
    until_on = None
    if until.strip():
        until_on = read_one_day(until, language=language, zone=in_zone, now=now)
    days = sorted(set(_days(skipped, language=language, zone=in_zone, now=now)))
    if len(days) > MOST_SKIPPED:
        raise TooManyDays(most=MOST_SKIPPED)
    when = When(read, own_zone, until_on, tuple(days))
    if not coming(when, server_zone=server_zone, now=now, most=1):
        raise NeverComes
    return when


def begun(rule: Recurrence, zone: str, *, now: datetime) -> Recurrence:
    """The rule counted from the week in which it comes first, if it is one of every so many."""
    if rule.weeks == 1:
        return rule
    weekly = replace(rule, weeks=1)
    (first,) = next_runs(weekly, zone, after=now, most=1)
    return rule.anchored(recurrence.day_of(first, zone))


def coming(when: When | Options, *, server_zone: str, now: datetime, most: int) -> list[datetime]:
    """The next moments at which it comes."""
    return next_runs(
        when.recurrence,
        when.own_zone or server_zone,
        after=now,
        most=most,
        until_on=when.until_on,
        skipped=set(when.skipped),
    )


def read_zone(typed: str, *, language: str, now: datetime) -> str | None:
    """A zone by its IANA name or by a city; None when nothing was typed.

    Args:
        language: One that we speak; what cities are called.

    Raises:
        BadZone: There is none, or there are several; the nearest are named.
    """
    given = " ".join(unturned(typed).split())
    if not given:
        return None
    try:
        ZoneInfo(given)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        found = zones.search(given, language, now=now)[:5]
        # What is only nearly called so is offered, not taken: a wrong zone is noticed too late.
        if len(found) == 1:
            called = zones.fold(f"{found[0].place} {found[0].name}")
            if zones.fold(given) in called:
                return found[0].name
        near = ", ".join(one.name for one in found)
        raise BadZone(given=unmarked(given[:60]), near=near or "none") from None
    return given


def read_name(typed: str) -> str:
    """What a reminder is called.

    Raises:
        BadName: It is empty, or longer than a name may be.
    """
    name = " ".join(unturned(typed).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadName(longest=LONGEST_NAME)
    return name


def read_text(typed: str) -> str | None:
    """The template above the value; None when nothing was typed.

    Raises:
        UnknownField, UnreadableText: With line and column.
        TextTooLong: It is longer than a reminder takes.
    """
    text = typed.strip()
    if not text:
        return None
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(most=LONGEST_TEXT)
    check_text(text)
    return text


def _days(typed: str, *, language: str, zone: str, now: datetime) -> Iterator[date]:
    """Days with commas or line breaks between them; "Friday, 1 May 2026" is one day."""
    for line in re.split(r"[;\n]", typed):
        parts = [part for part in line.split(",") if part.strip()]
        while parts:
            part = parts.pop(0)
            if parts:
                with suppress(BadDay):
                    both = f"{part} {parts[0]}"
                    yield read_one_day(both, language=language, zone=zone, now=now)
                    del parts[0]
                    continue
            yield read_one_day(part, language=language, zone=zone, now=now)


def read_one_day(typed: str, *, language: str, zone: str, now: datetime) -> date:
    """A day as somebody typed it, in a zone.

    Raises:
        BadDay: It is none that is still to come.
    """
    given = " ".join(unturned(typed).split())
    try:
        return moments.read_day(given, language=language, zone=zone, now=now)
    except moments.Unreadable:
        raise BadDay(given=unmarked(given[:60])) from None
