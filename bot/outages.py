"""When we heard nothing: a moment noted once a minute tells the next start how long it was away.

A process that ends in order, and a session that breaks, note the very moment; after a kill the
moment is at most `ALIVE_SECONDS` old. As long as a server of a shard has not been compared after a
time away, the shard also notes since when: killed in the middle of it, the next start knows the
whole time.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from bot import facts
from bot.db import reason
from bot.reports import Cause, Window

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

KEY = "alive:"
"""Before the number of a shard: the fact that holds when it was alive."""

ALIVE_SECONDS = 60.0
"""From one note that we are alive to the next."""


@dataclass(frozen=True)
class Beginning:
    """Since when something is missing, and why it is looked for."""

    cause: Cause
    since: datetime | None = None
    is_exact: bool = True


class Outages:
    """Notes that the shards of this process are alive, and since when they were not."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._noted: dict[str, str] = {}
        """What the last process noted for each shard; taken by the shard's first session."""
        self._shard_count = 1
        self._lost: dict[int, datetime] = {}
        self._connected: dict[int, datetime] = {}
        self._begun: set[int] = set()
        self._awaited: dict[int, Beginning] = {}
        """Servers that a new session will show."""
        self._away: dict[int, datetime] = {}
        """Servers in an outage of their own."""
        self._owed: dict[int, datetime] = {}
        """Servers that are to be compared, and since when they were without us."""
        self._is_over = False

    async def read(self) -> None:
        """Read what the last process noted; before the first session begins."""
        async with self._bot.db.read() as session:
            self._noted = await facts.starting_with(session, KEY)

    def began(self, shard_id: int, shard_count: int, guild_ids: Collection[int]) -> None:
        """A shard has a new session that will show these servers one by one."""
        self._shard_count = shard_count
        lost_at = self._lost.pop(shard_id, None)
        if shard_id in self._begun:
            beginning = Beginning(Cause.SESSION, lost_at)
        else:
            noted = self._noted.pop(f"{KEY}{shard_id}", None)
            beginning = Beginning(Cause.START) if noted is None else _load(noted, shard_count)
        self._begun.add(shard_id)
        self._connected[shard_id] = self._bot.clock.now()
        for guild_id in guild_ids:
            self._awaited[guild_id] = self._earliest(guild_id, beginning)
            if beginning.since is not None:
                self._owed.setdefault(guild_id, beginning.since)

    def _earliest(self, guild_id: int, beginning: Beginning) -> Beginning:
        """A session that ended before it had shown a server leaves the older time open."""
        before = self._awaited.get(guild_id)
        if before is None or before.since is None:
            return beginning
        return replace(beginning, since=before.since, is_exact=before.is_exact)

    def came(self, guild_id: int) -> tuple[Cause, Window | None]:
        """A server is shown: why it is to be compared, and what we missed of it."""
        now = self._bot.clock.now()
        away = self._away.pop(guild_id, None)
        beginning = self._awaited.pop(guild_id, None) or Beginning(Cause.RETURN, away)
        if beginning.since is None or beginning.since >= now:
            return beginning.cause, None
        self._owed.setdefault(guild_id, beginning.since)
        return beginning.cause, Window(beginning.since, now, beginning.is_exact)

    def went(self, guild_id: int) -> None:
        """A server is in an outage of its own."""
        self._away.setdefault(guild_id, self._bot.clock.now())

    def settled(self, guild_id: int) -> None:
        """A server has been compared, or is not ours any more."""
        self._owed.pop(guild_id, None)

    async def lost(self, shard_id: int) -> None:
        """The connection of a shard is gone; whether it can resume shows later."""
        if shard_id in self._begun and shard_id not in self._lost and not self._is_over:
            self._lost[shard_id] = self._bot.clock.now()
            await self._write({shard_id: self._lost[shard_id]}, is_exact=True)

    def resumed(self, shard_id: int) -> None:
        """The session went on: nothing was missed."""
        self._lost.pop(shard_id, None)
        self._connected[shard_id] = self._bot.clock.now()

    def connected_since(self, guild_id: int) -> datetime | None:
        """Since when a server's shard has had its connection; None if it has none."""
        shard_id = (guild_id >> 22) % self._shard_count
        return None if shard_id in self._lost else self._connected.get(shard_id)

    async def note_alive(self) -> None:
        """Note that the shards are alive that have their connection."""
        now = self._bot.clock.now()
        await self._write(dict.fromkeys(self._begun - self._lost.keys(), now), is_exact=False)

    async def end(self) -> None:
        """Note that we go, in order; after that nothing is noted any more."""
        now = self._bot.clock.now()
        ended = {shard_id: self._lost.get(shard_id, now) for shard_id in self._begun}
        await self._write(ended, is_exact=True)
        self._is_over = True

    async def _write(self, alive: dict[int, datetime], *, is_exact: bool) -> None:
        if self._is_over or not alive:
            return
        count = self._shard_count
        owed: dict[int, datetime] = {}
        for guild_id, since in self._owed.items():
            shard_id = (guild_id >> 22) % count
            owed[shard_id] = min(since, owed.get(shard_id, since))
        try:
            async with self._bot.db.begin() as session:
                for shard_id, at in alive.items():
                    noted = _dump(at, count, is_exact=is_exact, owed=owed.get(shard_id))
                    await facts.put(session, f"{KEY}{shard_id}", noted)
        except SQLAlchemyError as error:  # the next start says a longer time, which is no harm
            log.error("that we are alive could not be noted: %s", reason(error))


def _dump(at: datetime, shards: int, *, is_exact: bool, owed: datetime | None) -> str:
    noted = {"at": at.isoformat(), "exact": is_exact, "shards": shards}
    if owed is not None:
        noted["owed"] = owed.isoformat()
    return json.dumps(noted)


def _load(noted: str, shards: int) -> Beginning:
    """What was noted while the servers were spread over another number of shards says nothing."""
    stored = json.loads(noted)
    if stored["shards"] != shards:
        return Beginning(Cause.START)
    since = datetime.fromisoformat(stored.get("owed", stored["at"]))
    return Beginning(Cause.START, since, bool(stored["exact"]) and "owed" not in stored)
