"""What a capability answers of which neither the file nor a charter says anything.

A service takes over from here what it need not answer itself, see `bot.capabilities`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.models import MemberKey


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """The file says nothing that belongs there."""


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """There is nothing that could differ."""
    return []


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Nothing is stored about members."""


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """Nothing is stored about members."""
    return {}


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """A charter touches nothing there."""
    return []


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """A charter touches nothing there."""
