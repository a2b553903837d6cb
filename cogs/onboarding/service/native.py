"""How far members came in Discord's own onboarding, as far as their flags tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_into
from bot.models import MemberKey
from cogs.onboarding.models import NativeOnboarding

COMPLETED = 1 << 1
STARTED = 1 << 3
FLAGS = COMPLETED | STARTED
"""The bits of a member's flags that tell of it (FACTS §3)."""


@dataclass(frozen=True)
class Seen:
    """A member whose flags show something new."""

    member: MemberKey
    flags: int


async def note(session: AsyncSession, seen: Sequence[Seen], *, now: datetime) -> None:
    """Keep when each of the flags was seen first; seeing it again changes nothing."""
    if not seen:
        return
    flags: dict[MemberKey, int] = {}
    for one in seen:
        flags[one.member] = flags.get(one.member, 0) | one.flags
    statement = insert_into(NativeOnboarding, session.get_bind().dialect.name).values(
        [
            {
                "guild_id": member.guild_id,
                "user_id": member.user_id,
                "started_at": now if bits & STARTED else None,
                "completed_at": now if bits & COMPLETED else None,
            }
            for member, bits in flags.items()
        ]
    )
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "user_id"],
            set_={
                "started_at": func.coalesce(NativeOnboarding.started_at, new.started_at),
                "completed_at": func.coalesce(NativeOnboarding.completed_at, new.completed_at),
                "left_at": None,
            },
        )
    )


async def leave(session: AsyncSession, members: Sequence[MemberKey], *, now: datetime) -> None:
    """Members have left their server."""
    whose = tuple_(NativeOnboarding.guild_id, NativeOnboarding.user_id)
    await session.execute(
        update(NativeOnboarding)
        .where(whose.in_([tuple(one) for one in members]), NativeOnboarding.left_at.is_(None))
        .values(left_at=now)
    )


async def purge(session: AsyncSession, *, left_before: datetime) -> None:
    """Forget those who left long ago."""
    await session.execute(delete(NativeOnboarding).where(NativeOnboarding.left_at < left_before))


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Forget how far a member came."""
    await session.execute(
        delete(NativeOnboarding).where(
            NativeOnboarding.guild_id == member.guild_id,
            NativeOnboarding.user_id == member.user_id,
        )
    )


async def describe(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """How far a member came, as plain data; empty when nothing was seen."""
    row = await session.get(NativeOnboarding, tuple(member))
    if row is None:
        return {}
    return {
        name: moment.isoformat()
        for name, moment in (("started_at", row.started_at), ("completed_at", row.completed_at))
        if moment is not None
    }
