"""What Discord does by itself when a moment has come: expire, archive, start, finish."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(order=True, slots=True)
class Appointment:
    """One call at one moment; `cancel()` it when the reason has gone."""

    due_at: datetime
    order: int
    act: Callable[[], None] | None = field(compare=False)

    def cancel(self) -> None:
        self.act = None


class Agenda:
    """Appointments by the simulator's clock; the server runs what is due."""

    def __init__(self) -> None:
        self._heap: list[Appointment] = []
        self._count = 0

    def at(self, due_at: datetime, act: Callable[[], None]) -> Appointment:
        self._count += 1
        appointment = Appointment(due_at, self._count, act)
        heapq.heappush(self._heap, appointment)
        return appointment

    @property
    def next_due_at(self) -> datetime | None:
        while self._heap and self._heap[0].act is None:
            heapq.heappop(self._heap)
        return self._heap[0].due_at if self._heap else None

    def run_due(self, now: datetime) -> int:
        """Keep every appointment up to `now`, in order; those made meanwhile too."""
        kept = 0
        while self._heap and self._heap[0].due_at <= now:
            act = heapq.heappop(self._heap).act
            if act is not None:
                act()
                kept += 1
        return kept
