"""When direct messages may go out: one every so often, and none while Discord wants none.

Who is about to be written to can be told at once whether their turn is near. That is computed from
what waits ahead of them, kept in memory: the database is counted at the start and with each message
that goes out, never for each question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.clock import Clock


class Turn:
    """An answer to "could a message go out soon?", held while the asker makes up their mind."""

    def __init__(self, *, is_soon: bool) -> None:
        self.is_soon = is_soon
        self.is_taken = False

    def take(self) -> None:
        """The message was asked for; whoever asks from now on waits behind it."""
        self.is_taken = True


class Pace:
    """The pace of one lane.

    Args:
        spacing: At least this long from one message to the next.
    """

    def __init__(self, clock: Clock, spacing: timedelta) -> None:
        self._clock = clock
        self._spacing = spacing
        self._next_at: datetime | None = None
        self._paused_until: datetime | None = None
        self._ahead: Counter[int] = Counter()
        self._deciding = 0

    @property
    def is_spaced(self) -> bool:
        """Whether messages go out one at a time."""
        return self._spacing > timedelta(0)

    def opens_at(self) -> datetime | None:
        """When the next message may go out; None: now."""
        now = self._clock.now()
        next_at = min(self._next_at or now, now + self._spacing)  # the clock may be set back
        opens_at = max(next_at, self._paused_until or now)
        return opens_at if opens_at > now else None

    def claimed(self, at: datetime, ahead: Mapping[int, int]) -> None:
        """One message is on its way.

        Args:
            ahead: How many more are due, by their priority.
        """
        self._next_at = at + self._spacing
        self.counted(ahead)

    def nothing_went(self) -> None:
        """There was nothing to send after all; the next may use the turn."""
        self._next_at = None

    def pause(self, until: datetime) -> None:
        """Send nothing until then."""
        self._paused_until = until

    def counted(self, ahead: Mapping[int, int]) -> None:
        """So many are due, by their priority."""
        self._ahead = Counter(ahead)

    def wait(self, *, priority: int) -> timedelta:
        """How long a message asked for now would wait for its turn."""
        now = self._clock.now()
        ahead = sum(count for other, count in self._ahead.items() if other <= priority)
        return (self.opens_at() or now) - now + (ahead + self._deciding) * self._spacing

    @contextmanager
    def turn(self, *, priority: int, within: timedelta) -> Iterator[Turn]:
        """Ask whether a message would go out within a time, and hold the place meanwhile.

        A thousand who ask in one moment are not all told yes: each is counted until the block ends,
        and after it if they took their turn.
        """
        turn = Turn(is_soon=self.wait(priority=priority) <= within)
        self._deciding += turn.is_soon
        try:
            yield turn
        finally:
            self._deciding -= turn.is_soon
            if turn.is_taken:
                self._ahead[priority] += 1
