"""What the process remembers about itself between two starts."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Fact


async def get(session: AsyncSession, key: str) -> str | None:
    """What is remembered under a key."""
    fact = await session.get(Fact, key)
    return None if fact is None else fact.value


async def put(session: AsyncSession, key: str, value: str) -> None:
    """Remember something, instead of what was there."""
    await session.merge(Fact(key=key, value=value))
