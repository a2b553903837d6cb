"""The rules of the stewards' digest."""

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
    """The file says nothing about the digest: stewards ask for it."""


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """The file says nothing about the digest."""
    return []


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """A digest is worded when it is sent."""
    return []


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """A digest is worded when it is sent."""


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """A digest holds nothing about members; who asked for it stands in the audit."""


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """A digest holds nothing about members."""
    return {}
