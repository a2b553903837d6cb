"""What is said of the beginning, and what of the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.moments import choosing
from bot.moments.errors import Contradictory, NotAMoment
from bot.moments.items import (
    Clock,
    Day,
    Instant,
    Item,
    Lasting,
    Lead,
    Midnight,
    Number,
    Pair,
    Part,
    Style,
    To,
    Week,
    Weekday,
)


@dataclass
class Side:
    """What is said of the beginning, or of the end."""

    days: list[Day | Weekday | Week]
    instants: list[Instant]
    clocks: list[Clock | Midnight]
    parts: list[Part]
    lasting: list[Lasting]

    @property
    def has_day(self) -> bool:
        return bool(self.days or self.instants)


def split(items: Sequence[Item]) -> tuple[Side, Side | None]:
    """The beginning and the end."""
    sides = [Side([], [], [], [], [])]
    between = any(isinstance(it, Lead) and it.between for it in items)
    padded: list[Item | None] = [None, *items, None]
    for (before, item), (_, after) in zip(pairwise(padded), pairwise(padded[1:]), strict=False):
        side = sides[-1]
        match item:
            case To("-") if not (side.clocks or side.instants or isinstance(after, Number)):
                continue  # punctuation: Saturday - 14:00
            case To(mark):
                if len(sides) == 2 or (mark == "and" and not between):
                    raise NotAMoment
                sides.append(Side([], [], [], [], []))
            case Lead():
                continue
            case Number():
                if not isinstance(before, Lead | To | Part) and not isinstance(after, To):
                    raise NotAMoment
                side.clocks.append(_bare(item))
            case Pair():
                item = _pair(item, before, after)
                if isinstance(item, Clock):
                    side.clocks.append(item)
                else:
                    side.days.append(item)
            case Day() | Weekday() | Week():
                side.days.append(item)
            case Instant():
                side.instants.append(item)
            case Clock() | Midnight():
                side.clocks.append(item)
            case Part():
                side.parts.append(item)
            case Lasting():
                side.lasting.append(item)
    for side in sides:
        several = (side.clocks, side.instants, side.lasting)
        if any(len(it) > 1 for it in several) or len(set(side.parts)) > 1:
            raise Contradictory
    return sides[0], sides[1] if len(sides) == 2 else None


def _bare(number: Number) -> Clock:
    sure = number.is_padded or number.value > 12 or number.value == 0
    return Clock(number.value, 0, Style.EXACT if sure else Style.BARE)


def _pair(pair: Pair, before: Item | None, after: Item | None) -> Clock | Day:
    """10.11 is a time of day after `um` and beside a dash, and a date otherwise."""
    is_time = isinstance(before, Lead | To) or isinstance(after, To) or not 1 <= pair.second <= 12
    if is_time:
        return Clock(pair.first, pair.second, Style.EXACT if pair.first > 9 else Style.LOOSE)
    return choosing.dotted(pair)


def exact(side: Side) -> Side:
    """Where 6:30 is in the morning."""
    return replace(
        side,
        clocks=[
            replace(it, style=Style.EXACT)
            if isinstance(it, Clock) and it.style is Style.LOOSE
            else it
            for it in side.clocks
        ],
    )
