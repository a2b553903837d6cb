"""Members who left, noted in memory and written in batches: a raid leaves by the thousand."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UnavailableError
from bot.models import MemberKey

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

BATCH = 500

Leave = Callable[[AsyncSession, Sequence[MemberKey], datetime], Awaitable[object]]


class Departures:
    """Takes in who left without a query, and writes it a batch at a time.

    What a crash loses of it the next comparison finds.

    Args:
        leave: What a departure means to the capability.
    """

    def __init__(self, bot: Tenet, leave: Leave) -> None:
        self._bot = bot
        self._leave = leave
        self._gone: list[MemberKey] = []
        self._drain: asyncio.Task[None] | None = None

    def note(self, member: MemberKey) -> None:
        """Somebody left."""
        self._gone.append(member)
        if self._drain is None or self._drain.done():
            self._drain = asyncio.create_task(self._write(), name="departures")

    async def finish(self) -> None:
        """Write what is noted."""
        if self._drain is not None:
            await self._drain

    async def _write(self) -> None:
        while self._gone:
            batch, self._gone = self._gone[:BATCH], self._gone[BATCH:]
            try:
                async with self._bot.db.begin() as session:
                    await self._leave(session, batch, self._bot.clock.now())
            except (SQLAlchemyError, UnavailableError):
                log.exception("%d departures wait for the next comparison", len(batch))
