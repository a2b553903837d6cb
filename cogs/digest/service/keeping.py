"""Nothing is taken over from the file: whoever wants the digest switches it on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.models import MemberKey


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """The file says nothing that belongs here."""


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """There is nothing that could differ."""
    return []


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Unname a member as the one who switched it on or off; it goes on."""
    await audit.unname(session, member, "digest")


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """Nothing is stored about members."""
    return {}


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """A charter touches nothing here."""
    return []


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """A charter touches nothing here."""
