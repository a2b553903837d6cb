"""Which capabilities a server has switched off: they rest there, and what they know is kept.

A capability that rests shows no commands, posts nothing, writes to nobody and answers no button.
What members do under posts that stand is still taken in: an un-pledge is one, whoever looks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.db import Database, reason, touch
from bot.errors import MemberError
from bot.models import Guild, GuildSetting
from bot.settings import GuildSettings, Setting
from bot.tasks import cancel

log = logging.getLogger(__name__)

SWITCHABLE = ("onboarding", "pledges", "initiatives", "reminders", "buddies", "digest")
"""In the order in which stewards read them; what the others stand on is always there."""

OFF: Setting[list[str]] = Setting("capabilities.off", [])

TOPIC = "switches"
"""What a commit touches when it switches something."""


class SwitchedOff(MemberError):
    """The stewards of the server have switched it off."""

    key = "error-switched-off"


def is_on(settings: GuildSettings, capability: str) -> bool:
    """Whether a capability works in a server."""
    return capability not in settings.get(OFF)


def capability_of(name: str) -> str:
    """Whose a kind of delivery or schedule or a custom_id is: `pledges.board`, `pledges:make`."""
    return name.partition(":")[0].partition(".")[0]


async def switch(
    session: AsyncSession,
    guild_id: int,
    capability: str,
    *,
    on: bool,
    actor_id: int | None,
    now: datetime,
) -> bool:
    """Switch a capability on or off in a server.

    Returns:
        Whether it was the other way before.
    """
    if capability not in SWITCHABLE:
        raise ValueError(f"{capability} cannot be switched")
    off = set((await settings.read(session, guild_id)).get(OFF))
    if on is (capability not in off):
        return False
    after = sorted(off ^ {capability})
    await settings.change(session, guild_id, OFF, after, actor_id=actor_id, now=now)
    touch(session, TOPIC)
    return True


async def resting(
    session: AsyncSession, guild_ids: Collection[int] | None = None
) -> dict[int, frozenset[str]]:
    """What is switched off, by server; servers where everything works are left out."""
    query = (
        select(GuildSetting.guild_id, GuildSetting.value)
        .join(Guild, Guild.id == GuildSetting.guild_id)
        .where(GuildSetting.key == OFF.key, Guild.left_at.is_(None))
    )
    if guild_ids is not None:
        query = query.where(GuildSetting.guild_id.in_(guild_ids))
    rows = await session.execute(query)
    return {guild_id: frozenset(off) for guild_id, off in rows if off}


class Switches:
    """What rests where, in memory; read anew after every commit that switches something.

    Args:
        back: Told of each server in which something works again.
    """

    def __init__(self, db: Database, *, back: Callable[[int], None]) -> None:
        self._db = db
        self._back = back
        self.off: Mapping[int, frozenset[str]] = {}
        self._reading: asyncio.Task[None] | None = None
        self._is_stale = False
        self._changed = asyncio.Event()
        db.on_commit(TOPIC, self._read_soon)

    async def read(self) -> None:
        """Look what is switched off; other processes may have switched something."""
        async with self._db.read() as session:
            off = await resting(session)
        before, self.off = self.off, off
        for guild_id, resting_before in before.items():
            if resting_before - off.get(guild_id, frozenset()):
                self._back(guild_id)
        if off != before:
            self._changed.set()

    async def settled(self) -> None:
        """Return once everything that was committed is known."""
        if self._reading is not None:
            await asyncio.wait([self._reading])

    async def changed(self) -> None:
        """Wait until something has been switched since the last call."""
        await self._changed.wait()
        self._changed.clear()

    async def stop(self) -> None:
        """Read nothing more."""
        if self._reading is not None:
            await cancel(self._reading)

    def _read_soon(self) -> None:
        self._is_stale = True
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read(), name="switches")

    async def _read(self) -> None:
        while self._is_stale:
            self._is_stale = False
            try:
                await self.read()
            except SQLAlchemyError as error:
                log.warning("what is switched off could not be read: %s", reason(error))
