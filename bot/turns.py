"""Whose turn it is to be compared: in line, or not before a moment."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.reports import Cause

MOST, WITHIN = 3, timedelta(minutes=10)
"""So many comparisons of a server in such a time, however often its connection is lost."""

CONNECTION = frozenset({Cause.START, Cause.SESSION, Cause.RETURN})
"""What a connection does by itself, and may do over and over."""


class Turns:
    """Servers in the order in which they are compared."""

    def __init__(self) -> None:
        self.line: deque[int] = deque()
        """Those whose turn it is; one may stand in it twice."""
        self._later: list[tuple[datetime, int]] = []
        self._later_at: dict[int, datetime] = {}
        """The same by server, so that what flaps for hours waits once."""
        self._begun: dict[int, tuple[datetime, ...]] = {}
        """When each was compared last; a deque for each server would take ten times the room."""

    def wait(self, guild_id: int, until: datetime) -> None:
        """Have a server come into the line at a moment."""
        if self._later_at.get(guild_id) != until:
            self._later_at[guild_id] = until
            heapq.heappush(self._later, (until, guild_id))

    def bring(self, now: datetime) -> None:
        """Put those into the line whose moment has come."""
        while self.is_due(now):
            due_at, guild_id = heapq.heappop(self._later)
            if self._later_at.get(guild_id) == due_at:
                del self._later_at[guild_id]
            self.line.append(guild_id)

    def is_due(self, now: datetime) -> bool:
        """Whether somebody's moment has come."""
        return bool(self._later) and self._later[0][0] <= now

    def seconds_left(self, now: datetime) -> float | None:
        """Until the next moment; None if nobody waits for one."""
        return max(0.01, (self._later[0][0] - now).total_seconds()) if self._later else None

    def begin(self, guild_id: int, causes: Collection[Cause], now: datetime) -> datetime | None:
        """A server is about to be compared: None if it may, or else when it may.

        Only what a connection does by itself has to wait; but everything that is compared after a
        connection was lost counts.
        """
        if CONNECTION.isdisjoint(causes):
            return None
        begun = self._begun.get(guild_id, ())
        while begun and not now - WITHIN < begun[0] <= now:  # the clock may be set back
            begun = begun[1:]
        if len(begun) == MOST and CONNECTION.issuperset(causes):
            return begun[0] + WITHIN
        self._begun[guild_id] = (*begun, now)[-MOST:]
        return None

    def forget(self, guild_id: int) -> None:
        """A server is not ours any more."""
        self._begun.pop(guild_id, None)
