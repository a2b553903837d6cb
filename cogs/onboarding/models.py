"""Onboarding's tables."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class State(StrEnum):
    """Where a journey stands."""

    OFFERED = "offered"
    WAITING = "waiting"
    """Start was pressed before the server's screening was passed."""
    RUNNING = "running"
    LATER = "later"
    STOPPED = "stopped"
    FINISHED = "finished"
    LEFT = "left"


class Where(StrEnum):
    """Where the conversation is held."""

    DM = "dm"
    THREAD = "thread"
    """A private thread in the welcome channel, for those who cannot be written to."""
    HERE = "here"
    """In answers that only the member sees, where neither of the others is possible."""


class RoleState(StrEnum):
    """What became of the role that finishing gives."""

    NONE = "none"
    OWED = "owed"
    GIVEN = "given"
    REFUSED = "refused"


class PostState(StrEnum):
    """What became of the welcome post."""

    WANTED = "wanted"
    STANDING = "standing"
    GONE = "gone"
    """Somebody deleted it twice; it stays away until a steward asks for it."""


class Journey(Base):
    """One member's journey. Kept until they ask for erasure or their grace period is over."""

    __tablename__ = "onboarding_journeys"
    __table_args__ = (
        UniqueConstraint("guild_id", "user_id"),
        Index("ix_onboarding_journeys_guild_id_state", "guild_id", "state"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    state: Mapped[str] = mapped_column(String(10))
    step: Mapped[str] = mapped_column(String(40))
    """A key that outlives changes of the charter: `mission`, `value:7`, `finish`."""
    step_index: Mapped[int]
    """Where the step stood, for the day its value is no longer in the charter."""
    turn: Mapped[int]
    """Counts every change; a button that carries an older turn only shows what is so now."""
    place: Mapped[str] = mapped_column(String(10))
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    thread_id: Mapped[int | None] = mapped_column(Snowflake)
    role: Mapped[str] = mapped_column(String(10))
    locale: Mapped[str] = mapped_column(String(10))
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class WelcomePost(Base):
    """The post with the Start button. Kept as long as the server."""

    __tablename__ = "onboarding_posts"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(10))
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    restored_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was put back after somebody deleted it; it is put back once."""
