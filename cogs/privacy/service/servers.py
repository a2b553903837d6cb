"""Servers that have removed us: offered to their owners, and then forgotten whole."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import facts
from bot.models import GRACE, Guild
from bot.moving import belonging

OWNER = "owner-when-removed"
"""The fact that says who owned a server when it removed us, and so may have what is stored."""


async def remember_owner(session: AsyncSession, guild_id: int, owner_id: int) -> None:
    """Who may have it until it is forgotten."""
    await facts.put(session, _key(guild_id), str(owner_id))


async def find_owner(session: AsyncSession, guild_id: int) -> int | None:
    """Who may have what is stored of a server that removed us."""
    found = await facts.get(session, _key(guild_id))
    return None if found is None else int(found)


async def forget_owner(session: AsyncSession, guild_id: int) -> None:
    """They want nothing stored about them."""
    await facts.forget(session, _key(guild_id))


async def list_overdue(session: AsyncSession, *, now: datetime) -> list[int]:
    """The servers that removed us longer ago than the grace period."""
    return list(await session.scalars(select(Guild.id).where(Guild.left_at < now - GRACE)))


async def purge(session: AsyncSession, guild_id: int) -> None:
    """Forget a server: every row of every table that is about it."""
    for table in reversed(list(belonging.tables())):
        await session.execute(delete(table).where(belonging.clause(table, guild_id)))
    for key in (_key(guild_id), f"checked:{guild_id}"):
        await facts.forget(session, key)


def _key(guild_id: int) -> str:
    return f"{OWNER}:{guild_id}"
