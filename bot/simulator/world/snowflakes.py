"""Ids that carry their time: https://discord.com/developers/docs/reference#snowflakes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH_MS = 1_420_070_400_000
_EPOCH = datetime.fromtimestamp(EPOCH_MS / 1000, UTC)
_MAXIMUM = (1 << 63) - 1


class Snowflakes:
    """Hands out ids of one world, strictly ascending even when the clock stands still.

    Attributes:
        last: The one that was handed out last; 0 before the first.
    """

    def __init__(self) -> None:
        self.last = 0

    def next(self, now: datetime) -> int:
        self.last = max(self.last + 1, at(now))
        return self.last


def at(moment: datetime) -> int:
    """The smallest id of that moment."""
    return ((moment - _EPOCH) // timedelta(milliseconds=1)) << 22


def moment(snowflake: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=snowflake >> 22)


def parse(text: object) -> int | None:
    """A snowflake from a number or numeric string, or None when it is neither."""
    if isinstance(text, bool):
        return None
    if isinstance(text, int):
        return text if 0 <= text <= _MAXIMUM else None
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= 19:
        number = int(text)
        return number if number <= _MAXIMUM else None
    return None
