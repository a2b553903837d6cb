"""What the process remembers about itself between two starts."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Fact


async def get(session: AsyncSession, key: str) -> str | None:
    """What is remembered under a key."""
    fact = await session.get(Fact, key)
    return None if fact is None else fact.value


async def starting_with(session: AsyncSession, prefix: str) -> dict[str, str]:
    """What is remembered under the keys that begin so."""
    facts = await session.scalars(select(Fact).where(Fact.key.startswith(prefix, autoescape=True)))
    return {fact.key: fact.value for fact in facts}


async def put(session: AsyncSession, key: str, value: str) -> None:
    """Remember something, instead of what was there."""
    await session.merge(Fact(key=key, value=value))


async def put_anew(session: AsyncSession, key: str, below: Mapping[str, str]) -> None:
    """Remember things under `key:…`, instead of all that was remembered there, in two statements.

    Args:
        below: What comes behind the key and its colon, and the value.
    """
    await forget(session, key)
    session.add_all(Fact(key=f"{key}:{name}", value=value) for name, value in below.items())


async def forget(session: AsyncSession, key: str) -> None:
    """Remember nothing more under a key, nor under those that begin with it and a colon."""
    below = Fact.key.startswith(f"{key}:", autoescape=True)
    await session.execute(delete(Fact).where(or_(Fact.key == key, below)))
