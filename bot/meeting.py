"""Which servers we serve: met when Discord shows them, seeded once, and noted when they are gone.

discord.py reports a server that removed us only while it is connected, and in a process of several
shards it keeps such a server in memory for good; so each new session is compared with what we know.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import discord
from sqlalchemy.exc import SQLAlchemyError

from bot import seeding
from bot.db import reason
from bot.reports import Cause, Window
from bot.sharding import Shards
from bot.tasks import cancel

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

PER_TRANSACTION = 500
RETRY_SECONDS = 5.0


@dataclass(frozen=True)
class _Met:
    """Why a server that is there is to be compared, and what we missed of it."""

    cause: Cause
    window: Window | None


class Meeting:
    """Writes down who is there and who is gone, in few transactions, until it has succeeded."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._to_write: dict[int, _Met | None] = {}
        self._task: asyncio.Task[None] | None = None
        self.finished = asyncio.Event()
        """Set while no server waits to be met or missed."""
        self.finished.set()

    def met(self, guild_id: int, cause: Cause, window: Window | None = None) -> None:
        """A server is there: note it, seed it if it is new, and look what we missed in it.

        Args:
            window: The time in which we were told nothing of it.
        """
        before = self._to_write.get(guild_id)
        if before is not None and before.window is not None:
            window = before.window | window
        self._note(guild_id, _Met(cause, window))

    def missed(self, guild_id: int) -> None:
        """A server has removed us."""
        self._note(guild_id, None)

    async def began(self, shard: Shards, present: Collection[int]) -> None:
        """A shard has a new session; what it should serve and is not shown has removed us."""
        async with self._bot.db.read() as session:
            known = await seeding.served(session, shard)
        for guild_id in known.difference(present):
            self.missed(guild_id)
            self._bot.dispatch("removed_unseen", guild_id)

    async def stop(self) -> None:
        """Write nothing more; the next session finds it again."""
        if self._task is not None:
            await cancel(self._task)

    def _note(self, guild_id: int, met: _Met | None) -> None:
        self._to_write[guild_id] = met
        self.finished.clear()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write(), name="meet servers")

    async def _write(self) -> None:
        while self._to_write:
            some = dict(islice(self._to_write.items(), PER_TRANSACTION))
            here = {guild_id: met for guild_id, met in some.items() if met is not None}
            gone = [guild_id for guild_id, met in some.items() if met is None]
            now = self._bot.clock.now()
            try:
                async with self._bot.db.begin() as session:
                    await seeding.leave(session, gone, now=now)
                    unseeded = await seeding.unseen(session, list(here), self._bot.config, now=now)
            except SQLAlchemyError as error:
                log.error(
                    "%d servers could not be noted: %s; trying again", len(some), reason(error)
                )
                await asyncio.sleep(RETRY_SECONDS)
                continue
            for guild_id, met in some.items():
                if self._to_write[guild_id] is met:
                    del self._to_write[guild_id]
            for guild_id in gone:
                self._bot.reconciler.forget(guild_id)
            for guild_id in unseeded:
                await self._seed(guild_id)
            for guild_id, met in here.items():
                self._bot.reconciler.ask(guild_id, cause=met.cause, window=met.window)
        self.finished.set()

    async def _seed(self, guild_id: int) -> None:
        """Take over what the file says; one server that fails keeps no other waiting."""
        bot = self._bot
        try:
            async with bot.db.begin() as session:
                is_new = await seeding.first_sight(
                    session,
                    guild_id,
                    bot.config,
                    found=_names(bot.get_guild(guild_id)),
                    now=bot.clock.now(),
                )
        except Exception:  # outermost: nobody waits for the outcome
            log.exception(
                "what the file says about a server could not be taken over; "
                "the next comparison tries again",
                extra={"guild_id": guild_id},
            )
            return
        if is_new:
            bot.reconciler.seeded(guild_id)
            bot.dispatch("community_seeded", guild_id)


def _names(guild: discord.Guild | None) -> dict[str, int]:
    """The ids of a server's channels (`#name`) and roles (`@name`)."""
    if guild is None:
        return {}
    channels = {f"#{channel.name}": channel.id for channel in guild.channels}
    return channels | {f"@{role.name}": role.id for role in guild.roles}
