"""The buddies' tables."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class PairState(StrEnum):
    """Where an introduction stands."""

    WANTED = "wanted"
    """A newcomer would like a buddy, and nobody is free yet."""
    MATCHED = "matched"
    """The thread in which the two are introduced is on its way."""
    BLOCKED = "blocked"
    """No thread could be opened; tried again when that may have been mended."""
    INTRODUCED = "introduced"
    ENDED = "ended"


class End(StrEnum):
    """Why an introduction, or the wish for one, is over."""

    WITHDRAWN = "withdrawn"
    """The newcomer no longer wants one."""
    EXPIRED = "expired"
    """Nobody was free for too long."""
    BUDDY_LEFT = "buddy_left"
    NEWCOMER_LEFT = "newcomer_left"


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
    """A newcomer who wants a buddy, and who it is.

    Deleted 30 days after the introduction, or after it ended. What a newcomer has erased keeps only
    that a buddy was introduced and when: it still counts against what they offered for a week.
    """

    __tablename__ = "buddy_pairs"
    __table_args__ = (
        Index(
            "uq_buddy_pairs_open",
            "guild_id",
            "newcomer_id",
            unique=True,
            sqlite_where=text("state <> 'ended'"),
            postgresql_where=text("state <> 'ended'"),
        ),
        Index("ix_buddy_pairs_guild_id_state", "guild_id", "state"),
        Index("ix_buddy_pairs_guild_id_buddy_id", "guild_id", "buddy_id"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    newcomer_id: Mapped[int | None] = mapped_column(Snowflake)
    buddy_id: Mapped[int | None] = mapped_column(Snowflake)
    value_ids: Mapped[list[int]] = mapped_column(JSON)
    """What the newcomer chose; emptied once they are introduced."""
    value_id: Mapped[int | None] = mapped_column(OwnId)
    """A value that both chose."""
    passed_over: Mapped[list[int]] = mapped_column(JSON)
    """Who is not to be asked for this newcomer, or not again."""
    matches: Mapped[int]
    """How often somebody was found; tells the thread on its way from an earlier attempt."""
    state: Mapped[str] = mapped_column(String(12))
    why_ended: Mapped[str | None] = mapped_column(String(14))
    thread_id: Mapped[int | None] = mapped_column(Snowflake)
    wanted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    matched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody was last found, whatever came of it."""
    introduced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
