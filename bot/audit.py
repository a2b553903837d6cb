"""Who changed what: written in the transaction of the change, and changed only to unname."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.models import MemberKey
from bot.sealing import SealedJson


class AuditEntry(Base):
    """One change of a setting or of shared text. Kept as long as the server."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_guild_id_at", "guild_id", "at"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(Snowflake)
    what: Mapped[str] = mapped_column(String(100))
    before: Mapped[Any] = mapped_column(SealedJson("audit.before"))
    after: Mapped[Any] = mapped_column(SealedJson("audit.after"))


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


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Drop a member's name from everything they changed, and from what others changed about them.

    What the server's settings and shared words were before and after stays written.
    """
    user_id = str(member.user_id)
    rows = await session.scalars(select(AuditEntry).where(AuditEntry.guild_id == member.guild_id))
    for row in rows:  # what is inside may be sealed, and no query can look into it
        if row.actor_id == member.user_id:
            row.actor_id = None
        if user_id in f"{row.before} {row.after}":
            row.before, row.after = _without(row.before, user_id), _without(row.after, user_id)


async def export(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    """What a member has changed, oldest first."""
    rows = await session.scalars(
        select(AuditEntry)
        .where(AuditEntry.guild_id == member.guild_id, AuditEntry.actor_id == member.user_id)
        .order_by(AuditEntry.id)
    )
    return [
        {"at": row.at.isoformat(), "what": row.what, "before": row.before, "after": row.after}
        for row in rows
    ]


def _without(value: Any, user_id: str) -> Any:
    """Plain data without somebody's id."""
    if isinstance(value, dict):
        return {key: _without(part, user_id) for key, part in value.items() if user_id not in key}
    if isinstance(value, list):
        return [_without(part, user_id) for part in value]
    if isinstance(value, str):
        return value.replace(user_id, "0")
    return None if value == int(user_id) and not isinstance(value, bool) else value
