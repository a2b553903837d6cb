"""Who changed what: written in the transaction of the change, and changed only to unname."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.models import MemberKey


class AuditEntry(Base):
    """One change of a setting or of shared text. Kept as long as the server."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_guild_id_at", "guild_id", "at"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(Snowflake)
    what: Mapped[str] = mapped_column(String(100))
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)


async def note(
    session: AsyncSession,
    what: str,
    *,
    guild_id: int,
    actor_id: int | None,
    before: Any,
    after: Any,
    at: datetime,
) -> None:
    """Write down a change.

    Args:
        what: `capability.thing` that changed, such as `reminders.paused`.
        actor_id: The steward; None when the operator's file did it.
    """
    await session.execute(
        insert(AuditEntry).values(
            guild_id=guild_id, at=at, actor_id=actor_id, what=what, before=before, after=after
        )
    )


async def unname(session: AsyncSession, member: MemberKey, capability: str) -> None:
    """Drop a member's name from what they changed in a capability; the changes stay written."""
    await session.execute(
        update(AuditEntry)
        .where(
            AuditEntry.guild_id == member.guild_id,
            AuditEntry.actor_id == member.user_id,
            AuditEntry.what.startswith(f"{capability}."),
        )
        .values(actor_id=None)
    )
