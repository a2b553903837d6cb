"""A session: what one shard of one application has been told, whether connected or not."""

from __future__ import annotations

import secrets
from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING

from bot.simulator.world.entities import Application

if TYPE_CHECKING:
    from bot.simulator.gateway.connection import Connection


class Session:
    """Numbers its events and keeps the last of them for RESUME.

    Args:
        window: How many events can be replayed; a client further behind has to start anew.
    """

    def __init__(
        self,
        application: Application,
        *,
        shard_id: int,
        shard_count: int,
        intents: int,
        large_threshold: int,
        window: int,
    ) -> None:
        self.id = secrets.token_hex(16)
        self.application = application
        self.shard_id = shard_id
        self.shard_count = shard_count
        self.intents = intents
        self.large_threshold = large_threshold
        self.sequence = 0
        self.connection: Connection | None = None
        self.disconnected_at: datetime | None = None
        self.awaited_guild_ids: set[int] = set()
        self.held_back: list[tuple[str, bytes]] = []
        self._sent: deque[tuple[int, bytes]] = deque(maxlen=window)

    def carries(self, guild_id: int | None) -> bool:
        """Whether events of that guild, or of none, belong to this shard."""
        if guild_id is None:
            return self.shard_id == 0
        return (guild_id >> 22) % self.shard_count == self.shard_id

    def push(self, name: str, data: bytes) -> None:
        """Send an event now if connected, and keep it for a later RESUME in any case."""
        self.sequence += 1
        frame = b'{"op":0,"t":"%b","s":%d,"d":%b}' % (name.encode(), self.sequence, data)
        self._sent.append((self.sequence, frame))
        if self.connection is not None:
            self.connection.send(frame)

    def since(self, sequence: int) -> list[bytes] | None:
        """The events after that number; None when they are no longer kept."""
        oldest = self._sent[0][0] if self._sent else self.sequence + 1
        if sequence + 1 < oldest:
            return None
        return [frame for number, frame in self._sent if number > sequence]
