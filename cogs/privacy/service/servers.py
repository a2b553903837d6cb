"""Servers that have removed us: offered to their owners, and then forgotten whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import facts
from bot.models import GRACE, Guild
from bot.moving import belonging
from bot.sharding import Shards

OWNER = "owner-when-removed"
"""The fact that says who owned a server when it removed us, and so may have what is stored."""


@dataclass(frozen=True)
class Owned:
    """A server that removed us, for its owner.

    Args:
        until: When everything about it is erased.
    """

    guild_id: int
    until: datetime


async def remember_owner(session: AsyncSession, guild_id: int, owner_id: int) -> None:
    """Who may have it until it is forgotten."""
    await facts.put(session, _key(guild_id), str(owner_id))


async def find_owner(session: AsyncSession, guild_id: int) -> int | None:
    """Who may have what is stored of a server that removed us, as long as we are not back."""
    found = await facts.get(session, _key(guild_id))
    guild = await session.get(Guild, guild_id)
    is_gone = guild is not None and guild.left_at is not None
    return int(found) if found is not None and is_gone else None


async def forget_owner(session: AsyncSession, guild_id: int) -> None:
    """They want nothing stored about them."""
    await facts.forget(session, _key(guild_id))


async def list_returned(session: AsyncSession) -> list[int]:
    """Where we are back: whoever owned it when it removed us has no claim to it any more."""
    found = await facts.starting_with(session, f"{OWNER}:")
    guild_ids = [int(key.rpartition(":")[2]) for key in found]
    query = select(Guild.id).where(Guild.id.in_(guild_ids), Guild.left_at.is_(None))
    return list(await session.scalars(query))


async def list_owned(session: AsyncSession, user_id: int) -> list[Owned]:
    """The servers that somebody owned when they removed us, as long as anything of them is kept."""
    found = await facts.starting_with(session, f"{OWNER}:")
    guild_ids = [
        int(key.rpartition(":")[2]) for key, owner in found.items() if int(owner) == user_id
    ]
    query = select(Guild.id, Guild.left_at).where(Guild.id.in_(guild_ids)).order_by(Guild.id)
    rows = await session.execute(query)
    return [Owned(guild_id, left_at + GRACE) for guild_id, left_at in rows if left_at is not None]


async def list_overdue(session: AsyncSession, shards: Shards, *, now: datetime) -> list[int]:
    """The servers that removed us longer ago than the grace period.

    Args:
        shards: Those that would be on these, if they were still there.
    """
    query = select(Guild.id).where(Guild.left_at < now - GRACE)
    ours = shards.clause(Guild.id.expression)
    return list(await session.scalars(query if ours is None else query.where(ours)))


async def purge(session: AsyncSession, guild_id: int) -> None:
    """Forget a server: every row of every table that is about it."""
    for table in reversed(list(belonging.tables())):
        await session.execute(delete(table).where(belonging.clause(table, guild_id)))
    for key in (_key(guild_id), f"checked:{guild_id}"):
        await facts.forget(session, key)


def _key(guild_id: int) -> str:
    return f"{OWNER}:{guild_id}"
