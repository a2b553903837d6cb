"""Which of its two hours a time of day is, from what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from bot.moments.errors import Contradictory, HourUnclear, MidnightUnclear, NoSuchTime
from bot.moments.items import Clock, Midnight, Part, Style

Hour = tuple[int, int]
"""Hour and minute; 24:00 is the end of the day."""

_END_OF_DAY = Clock(24, 0, Style.EXACT)
_LONGEST_GUESS = 10 * 60
"""Minutes; between two hours of which one is unclear, more than that is no help."""


@dataclass(frozen=True)
class Hours:
    """From when, and until when if that was said."""

    start: Hour
    end: Hour | None


def settle(
    start: Clock | Midnight,
    parts: Sequence[Part],
    end: Clock | Midnight | None,
    end_parts: Sequence[Part],
) -> Hours:
    """The hours beyond doubt.

    Args:
        parts: The part of the day that was named with the beginning, if one was.
        end_parts: The same of the end.
    """
    if isinstance(start, Midnight):
        raise MidnightUnclear
    if end is None:
        return Hours(_sure(start, parts) or _unclear(start), None)
    last = _END_OF_DAY if isinstance(end, Midnight) else end
    until = _sure(last, end_parts)
    begins = _sure(start, parts or end_parts)
    if begins is not None and until is None:
        until = _end_after(begins, start, last, has_part=bool(parts))
    if begins is None and until is not None:
        begins = _start_before(until, start, last, is_spoken=isinstance(end, Midnight))
    return Hours(begins or _unclear(start), until or _unclear(last))


def _sure(clock: Clock, parts: Sequence[Part]) -> Hour | None:
    """The one hour that it can be; None when it can be two."""
    if clock.minute > 59 or clock.hour > 24 or (clock.hour == 24 and clock.minute):
        raise NoSuchTime
    if parts:
        first, last = parts[0].value
        may_be = {clock.hour}
        if clock.style is not Style.HALF and 1 <= clock.hour <= 12:
            may_be.add(clock.hour + 12)
        fitting = [hour for hour in may_be if first <= hour < last]
        if len(fitting) != 1:
            raise Contradictory
        return fitting[0], clock.minute
    if clock.style in {Style.EXACT, Style.HALF}:
        return clock.hour, clock.minute
    return None


def _end_after(begins: Hour, start: Clock, end: Clock, *, has_part: bool) -> Hour | None:
    """The end in figures that can be two hours, after a beginning that is one."""
    if has_part or start.style is Style.HALF:
        return _nearest(end, lambda hour: _minutes(begins, hour))
    if start.hour > 12 or (end.hour, end.minute) > begins:  # the clock of 24 hours
        return end.hour, end.minute
    return None


def _start_before(until: Hour, start: Clock, end: Clock, *, is_spoken: bool) -> Hour | None:
    """The beginning in figures that can be two hours, before an end that is one."""
    if is_spoken or end.style is Style.HALF:
        return _nearest(start, lambda hour: _minutes(hour, until))
    if end.hour > 12 or start.style is Style.BARE:
        return start.hour, start.minute
    return None


def _nearest(clock: Clock, minutes: Callable[[Hour], int]) -> Hour | None:
    either = [(clock.hour % 12 + half, clock.minute) for half in (0, 12)]
    best = min(either, key=minutes)
    return best if minutes(best) <= _LONGEST_GUESS else None


def _minutes(start: Hour, end: Hour) -> int:
    """From one to the other, over midnight where needed; never nothing."""
    return ((end[0] - start[0]) * 60 + end[1] - start[1]) % (24 * 60) or 24 * 60


def _unclear(clock: Clock) -> NoReturn:
    early = clock.hour % 12
    raise HourUnclear(
        hour=f"{early or 12}:{clock.minute:02}" if clock.minute else f"{early or 12}",
        early=f"{early:02}:{clock.minute:02}",
        late=f"{early + 12}:{clock.minute:02}",
    )
