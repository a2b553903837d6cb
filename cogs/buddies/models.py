"""The buddies' tables."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class PairState(StrEnum):
    """Where an introduction stands."""

    WANTED = "wanted"
    """A newcomer would like a buddy, and nobody is free yet."""
    MATCHED = "matched"
    """The thread in which the two are introduced is on its way."""
    INTRODUCED = "introduced"
    ENDED = "ended"
    """One of the two left, or the newcomer no longer wants one."""


class Buddy(Base):
    """A member who volunteers. Kept until they are forgotten or purged after leaving."""

    __tablename__ = "buddies"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    is_on: Mapped[bool]
    per_week: Mapped[int]
    """How many newcomers within any seven days."""
    away_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class Pair(Base):
    """A newcomer who wants a buddy, and who it is. Kept until either is forgotten or purged."""

    __tablename__ = "buddy_pairs"
    __table_args__ = (
        Index("ix_buddy_pairs_guild_id_state", "guild_id", "state"),
        Index("ix_buddy_pairs_guild_id_buddy_id", "guild_id", "buddy_id", "matched_at"),
        Index("ix_buddy_pairs_guild_id_newcomer_id", "guild_id", "newcomer_id"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    newcomer_id: Mapped[int] = mapped_column(Snowflake)
    buddy_id: Mapped[int | None] = mapped_column(Snowflake)
    value_id: Mapped[int | None] = mapped_column(OwnId)
    """A value that both chose."""
    state: Mapped[str] = mapped_column(String(12))
    thread_id: Mapped[int | None] = mapped_column(Snowflake)
    wanted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    matched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
