"""Nothing is taken over from the file; what is kept is who has left."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from cogs.privacy.models import Departure
from cogs.privacy.service import servers


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase that they left, and that they owned a server that removed us."""
    await session.execute(
        delete(Departure).where(
            Departure.guild_id == member.guild_id, Departure.user_id == member.user_id
        )
    )
    if await servers.find_owner(session, member.guild_id) == member.user_id:
        await servers.forget_owner(session, member.guild_id)


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """When they left, and whether they owned the server when it removed us, while that is kept."""
    row = await session.get(Departure, tuple(member))
    stored: dict[str, Any] = {} if row is None else {"left_at": row.left_at.isoformat()}
    if await servers.find_owner(session, member.guild_id) == member.user_id:
        stored["owner_when_it_removed_me"] = True
    return stored
