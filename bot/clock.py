"""The one place that asks the machine for the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Time as the machine has it."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def on_move(self, listener: Callable[[], None]) -> None:
        """Ask to be told when time is moved by hand; the machine's own time never is."""


class MovableClock(Clock):
    """Time that runs with the machine but can be set and advanced, for tests and rehearsals."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta(0)
        self._listeners: list[Callable[[], None]] = []
        if start is not None:
            self._offset = _aware(start) - super().now()

    def now(self) -> datetime:
        return super().now() + self._offset

    def advance(self, step: timedelta) -> datetime:
        """Move time by `step`, which may be negative, and tell everybody who waits for a moment."""
        self._offset += step
        for listener in self._listeners:
            listener()
        return self.now()

    def set(self, moment: datetime) -> datetime:
        """Move time to `moment`, which must be aware."""
        return self.advance(_aware(moment) - self.now())

    def on_move(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone means nothing here")
    return moment.astimezone(UTC)
