"""The rules of what members choose: where they can be written to, and what stops all of it.

The choices themselves are `bot.contact`'s, which every message passes; what is forgotten and
exported of them is, too.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.models import MemberKey
from cogs.notifications.service.stopping import allow_all, find_servers, reads_as_stop, stop_all

__all__ = [
    "adopt",
    "affected",
    "allow_all",
    "differences",
    "export",
    "find_servers",
    "forget",
    "reads_as_stop",
    "seed",
    "stop_all",
]


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """The file says what holds for everybody; members choose for themselves."""


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """The file says nothing about what members choose."""
    return []


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """What members choose has nothing to do with the charter."""
    return []


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """What members choose has nothing to do with the charter."""


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """`bot.contact` forgets."""


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """`bot.contact` describes."""
    return {}
