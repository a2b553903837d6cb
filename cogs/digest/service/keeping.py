"""Forgetting who switched the digest on; the file has no say in it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.models import MemberKey


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Unname a member as the one who switched it on or off; it goes on."""
    await audit.unname(session, member, "digest")
