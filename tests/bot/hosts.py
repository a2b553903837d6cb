"""What the parts of the spine need of a bot, where no Discord is needed to test them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import MovableClock
from bot.db import SqliteDatabase
from bot.reconcile import Reconciler
from bot.slots import Share, Slots


@dataclass
class Server:
    """As much of a server as the reconciler looks at."""

    id: int
    unavailable: bool = False


@dataclass
class Host:
    """A database, a clock and some servers."""

    db: SqliteDatabase
    clock: MovableClock
    servers: dict[int, Server] = field(default_factory=dict)

    def get_guild(self, guild_id: int) -> Server | None:
        return self.servers.get(guild_id)

    def serves(self, *guild_ids: int) -> None:
        self.servers = {guild_id: Server(guild_id) for guild_id in guild_ids}

    def reconciler(self) -> Reconciler:
        """As one process has it; another call is the next process."""
        slots = Slots(10_000)
        return Reconciler(cast("Any", self), slots=Share(slots, 9_000), every=timedelta(hours=6))


class Statements:
    """Counts what is sent to a database."""

    def __init__(self, *engines: AsyncEngine) -> None:
        self.sent: list[str] = []
        for engine in engines:
            event.listen(engine.sync_engine, "before_cursor_execute", self._hear)

    def _hear(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            self.sent.append(statement)

    @property
    def writes(self) -> list[str]:
        """Those that change something."""
        return [
            statement
            for statement in self.sent
            if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        ]
