"""Who changed what: written in the transaction of the change, and never changed itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


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
