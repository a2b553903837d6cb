"""What comparisons with Discord found, kept so that stewards can read it afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class Reconciliation(Base):
    """One comparison of a server that changed something or failed. Kept for 90 days."""

    __tablename__ = "reconciliations"
    __table_args__ = (Index("ix_reconciliations_guild_id_ended_at", "guild_id", "ended_at"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    cause: Mapped[str] = mapped_column(String(20))
    """Why it ran: a start, a lost session, the clock, a steward."""
    missed_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when we had heard nothing; None where nothing was missed, as far as is known."""
    missed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    looked_at: Mapped[int]
    added: Mapped[int]
    removed: Mapped[int]
    repaired: Mapped[int]
    failed: Mapped[int]
    parts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The counts of each capability, and the reasons of what failed."""
