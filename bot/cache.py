"""What is read far more often than written, kept in memory until a commit touches its topic."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database

T = TypeVar("T")

KEPT = 2000
"""Servers heard of lately; those of a large process at its busiest hour."""


class GuildCache(Generic[T]):
    """One thing per server, such as its settings.

    Args:
        topics: What a commit touches when it changes the thing; then everything is read again.
        load: Reads the thing; what it raises is not kept.
    """

    def __init__(
        self,
        db: Database,
        topics: str | Iterable[str],
        load: Callable[[AsyncSession, int], Awaitable[T]],
    ) -> None:
        self._db = db
        self._load = load
        self._kept: OrderedDict[int, T] = OrderedDict()
        self._changes = 0
        for topic in (topics,) if isinstance(topics, str) else topics:
            db.on_commit(topic, self._forget)

    async def of(self, guild_id: int) -> T:
        """The server's thing, as of the last commit that touched the topic."""
        if guild_id in self._kept:
            self._kept.move_to_end(guild_id)
            return self._kept[guild_id]
        changes = self._changes
        async with self._db.read() as session:
            loaded = await self._load(session, guild_id)
        if changes == self._changes:  # nothing was committed while we read
            self._kept[guild_id] = loaded
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return loaded

    def _forget(self) -> None:
        self._changes += 1
        self._kept.clear()
