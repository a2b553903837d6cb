"""What an initiative needs, and who takes which place in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.sealing import SealedText


class SignupState(StrEnum):
    """A member's place in an initiative."""

    INTERESTED = "interested"
    WAITING = "waiting"
    OFFERED = "offered"
    """A seat is kept for them until `offered_until`, and they have not confirmed yet."""
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LEFT = "left"
    """They are no longer in the server."""
    ATTENDED = "attended"
    ABSENT = "absent"
    """They did not come; nobody but they and the organisers ever see it."""


SEATED = (SignupState.OFFERED, SignupState.CONFIRMED, SignupState.ATTENDED)
"""These take a seat."""


class Need(Base):
    """Something people can come as: 3 drivers, 1 photographer. Kept with its initiative."""

    __tablename__ = "initiative_needs"
    __table_args__ = (Index("ix_initiative_needs_initiative_id", "initiative_id"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(SealedText("initiative_needs.name"))
    capacity: Mapped[int]
    position: Mapped[int]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Signup(Base):
    """One member's place. Kept with its initiative, until the member is forgotten.

    `position` orders the queue: whoever comes back after leaving stands at its end. `need_id` is
    what they come as; none means that they just come along. `offer` counts the offers made, so
    that the button of an old one answers nothing. `language` is what the member spoke when they
    clicked, for the message that tells them of a place.
    """

    __tablename__ = "initiative_signups"
    __table_args__ = (
        UniqueConstraint("initiative_id", "user_id"),
        Index("ix_initiative_signups_queue", "initiative_id", "state", "position"),
        Index("ix_initiative_signups_guild_id_user_id", "guild_id", "user_id"),
        Index("ix_initiative_signups_offered_until", "offered_until"),
        Index("ix_initiative_signups_need_id_state", "need_id", "state"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE")
    )
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    state: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    need_id: Mapped[int | None] = mapped_column(
        OwnId, ForeignKey("initiative_needs.id", ondelete="SET NULL")
    )
    language: Mapped[str] = mapped_column(String(10))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    offer: Mapped[int] = mapped_column(default=0, server_default="0")
    offered_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hears: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    """Wants to be told what becomes of it."""
    reminds: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Wants to be reminded of it."""
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they checked in."""
    missed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they were asked, once and privately, what had kept them."""
    missed_answered: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether they answered that. What they said is counted elsewhere, without them."""
