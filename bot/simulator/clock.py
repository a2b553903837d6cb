"""The simulator's time. Every deadline that Discord sets is measured by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that says what time it is, aware and in UTC."""

    def now(self) -> datetime: ...


class MovableClock:
    """Runs with the machine from a given moment on, and can be moved ahead.

    Args:
        start: The first moment shown; the machine's time unless given.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta() if start is None else start - datetime.now(UTC)
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def advance(self, by: timedelta) -> datetime:
        """Move ahead and let listeners do what became due.

        Raises:
            ValueError: `by` is negative; snowflakes carry time and must not run backwards.
        """
        if by < timedelta():
            raise ValueError("a clock that others have read cannot be moved back")
        self._offset += by
        for listener in list(self._listeners):
            listener()
        return self.now()

    def move_to(self, moment: datetime) -> datetime:
        return self.advance(moment - self.now())

    def on_move(self, listener: Callable[[], None]) -> None:
        """Have `listener` called after every move."""
        self._listeners.append(listener)
