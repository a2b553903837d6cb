"""One member's data in one server or in all of them: how much there is, all of it, and its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import forgetting, people
from bot.activity import Activity
from bot.models import MemberKey
from cogs.privacy.service import servers


@dataclass(frozen=True)
class Stored:
    """What is stored about a member in one server.

    Args:
        parts: How many entries each capability holds; what belongs to none comes under `bot`.
    """

    guild_id: int
    parts: Mapping[str, int]


@dataclass(frozen=True)
class Erased:
    """What is left in one server after everything about a member was erased.

    Args:
        acts: Acts that stay counted without a name.
    """

    guild_id: int
    acts: int


async def list_stored(
    session: AsyncSession, user_id: int, guild_ids: Iterable[int] | None = None
) -> list[Stored]:
    """What is stored about a member.

    Args:
        guild_ids: In these servers; in every one where there is something unless given.
    """
    if guild_ids is None:
        guild_ids = await _servers_of(session, user_id)
    found = []
    for guild_id in guild_ids:
        parts = await forgetting.export(session, MemberKey(guild_id, user_id))
        found.append(Stored(guild_id, {name: _entries(part) for name, part in parts.items()}))
    return found


async def take_along(
    session: AsyncSession,
    user_id: int,
    guild_ids: Iterable[int] | None,
    *,
    names: Mapping[int, str],
    now: datetime,
) -> dict[str, Any]:
    """All of it as plain data, as docs/export.md describes it.

    Args:
        names: What the servers are called, as far as that is known.
    """
    if guild_ids is None:
        guild_ids = await _servers_of(session, user_id)
    found = [
        {
            "id": str(guild_id),
            "name": names.get(guild_id),
            "stored": await forgetting.export(session, MemberKey(guild_id, user_id)),
        }
        for guild_id in guild_ids
    ]
    return forgetting.envelope(found, user_id=user_id, now=now)


async def erase(session: AsyncSession, user_id: int, guild_ids: Iterable[int]) -> list[Erased]:
    """Erase a member from servers; whether they are there does not matter."""
    erased = []
    for guild_id in guild_ids:
        member = MemberKey(guild_id, user_id)
        acts = await session.scalar(
            select(func.count())
            .select_from(Activity)
            .where(Activity.guild_id == guild_id, Activity.user_id == user_id)
        )
        await forgetting.forget(session, member)
        erased.append(Erased(guild_id, acts or 0))
    return erased


async def _servers_of(session: AsyncSession, user_id: int) -> list[int]:
    """Where anything is stored about somebody, be it that they owned a server that removed us."""
    owned = [one.guild_id for one in await servers.list_owned(session, user_id)]
    return sorted({*await people.servers_of(session, user_id), *owned})


def _entries(part: Any) -> int:
    """How many things a part tells of: a list's items, and whatever else is said at all."""
    if isinstance(part, Mapping):
        return sum(_entries(one) if isinstance(one, Mapping | list) else 1 for one in part.values())
    return len(part)
