"""Dates to vote about, as somebody types them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import moments
from bot.errors import MemberError
from bot.moments import Span

FEWEST_OPTIONS, MOST_OPTIONS = 2, 5
LONGEST_OPTIONS = 600
USUAL_DAYS = 3
"""How long a vote runs where nothing else was said."""


class BadOption(MemberError):
    """One of the dates cannot be read."""

    key = "initiatives-poll-bad-option"

    def __init__(self, number: int, problem: MemberError) -> None:
        """Which line it was, and what is wrong with it."""
        super().__init__(number=number)
        self.problem = problem


class TooFewOptions(MemberError):
    """Between one date nobody can choose."""

    key = "initiatives-poll-too-few"


class TooManyOptions(MemberError):
    """More dates than people look through."""

    key = "initiatives-poll-too-many"


class SameOption(MemberError):
    """Two of the dates are one."""

    key = "initiatives-poll-same"


class EndsTooLate(MemberError):
    """The vote would end when the dates are over."""

    key = "initiatives-poll-ends-too-late"


def read_options(typed: str, *, language: str, zone: str, now: datetime) -> tuple[Span, ...]:
    """The dates that were typed one to a line, in the order of the calendar.

    Args:
        language: The locale of whoever typed them, see `moments.read`.

    Raises:
        BadOption, TooFewOptions, TooManyOptions, SameOption: As they say.
    """
    lines = [line for line in map(_bare, typed.splitlines()) if line]
    if len(lines) < FEWEST_OPTIONS:
        raise TooFewOptions(most=MOST_OPTIONS)
    if len(lines) > MOST_OPTIONS:
        raise TooManyOptions(most=MOST_OPTIONS)
    spans: list[Span] = []
    for number, line in enumerate(lines, start=1):
        try:
            span = moments.read(line, language=language, zone=zone, now=now)
        except moments.Unreadable as problem:
            raise BadOption(number, problem) from None
        if any(other.starts_at == span.starts_at for other in spans):
            raise SameOption(number=number)
        spans.append(span)
    return tuple(sorted(spans, key=lambda span: span.starts_at))


def read_until(
    typed: str, options: Sequence[Span], *, language: str, zone: str, now: datetime
) -> datetime:
    """Until when people vote; without a word about it, `USUAL_DAYS`, or less when a date is near.

    Raises:
        Unreadable: It is not a moment.
        EndsTooLate: It is not before the last of the dates.
    """
    if not typed.strip():
        first = options[0].starts_at
        return min(now + timedelta(days=USUAL_DAYS), now + (first - now) / 2)
    until = moments.read(typed, language=language, zone=zone, now=now).starts_at
    if until >= options[-1].starts_at:
        raise EndsTooLate
    return until


def _bare(line: str) -> str:
    """A line without the mark of a list before it."""
    return line.strip().lstrip("-*•–").strip()
