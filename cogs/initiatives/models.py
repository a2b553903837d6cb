"""The initiatives' tables."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class InitiativeState(StrEnum):
    """Where an initiative stands."""

    OPEN = "open"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """What people may do together; newcomers say which of it draws them."""

    CAMPAIGN = "campaign"
    EVENT = "event"
    PROJECT = "project"
    WORKSHOP = "workshop"
    ADVOCACY = "advocacy"


class SignupState(StrEnum):
    """A member's place in an initiative."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    LEFT = "left"


class Initiative(Base):
    """Something people do together. Kept as long as the server; forgetting unnames its organiser.

    `act_id` is the interaction that made it, so that one form makes one initiative.
    """

    __tablename__ = "initiatives"
    __table_args__ = (
        UniqueConstraint("guild_id", "act_id"),
        Index("ix_initiatives_guild_id_state", "guild_id", "state"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    act_id: Mapped[int] = mapped_column(Snowflake)
    organiser_id: Mapped[int | None] = mapped_column(Snowflake)
    state: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(100))
    what: Mapped[str] = mapped_column(Text)
    when_text: Mapped[str | None] = mapped_column(String(200))
    value_id: Mapped[int | None] = mapped_column(OwnId)
    capacity: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)


class Signup(Base):
    """One member's place. Kept with its initiative, until the member is forgotten.

    `position` orders the queue: whoever comes back after leaving stands at its end. `language` is
    what the member spoke when they clicked, for the message that tells them of a place.
    """

    __tablename__ = "initiative_signups"
    __table_args__ = (
        UniqueConstraint("initiative_id", "user_id"),
        Index("ix_initiative_signups_queue", "initiative_id", "state", "position"),
        Index("ix_initiative_signups_guild_id_user_id", "guild_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE")
    )
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    state: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    language: Mapped[str] = mapped_column(String(10))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Draft(Base):
    """What was typed and could not be published yet. Deleted on publishing or after a month."""

    __tablename__ = "initiative_drafts"
    __table_args__ = (UniqueConstraint("guild_id", "user_id"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
