"""An initiative, the values it serves, and the people who carry it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.sealing import SealedJson, SealedText


class InitiativeState(StrEnum):
    """Where an initiative stands."""

    PROPOSED = "proposed"
    OPEN = "open"
    RUNNING = "running"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


LIVE = (InitiativeState.OPEN, InitiativeState.RUNNING)
"""Decided, and neither closed nor called off."""

STANDING = (InitiativeState.PROPOSED, *LIVE)
"""What can still happen."""


class Kind(StrEnum):
    """What people may do together; newcomers say which of it draws them."""

    CAMPAIGN = "campaign"
    EVENT = "event"
    PROJECT = "project"
    WORKSHOP = "workshop"
    ADVOCACY = "advocacy"


class PlaceKind(StrEnum):
    """Where it happens."""

    UNSAID = "unsaid"
    ONLINE = "online"
    """In a voice or stage channel, or behind a link."""
    OUTSIDE = "outside"


class Initiative(Base):
    """Something people do together. Kept as long as the server; forgetting unnames its organiser.

    `act_id` is the interaction that made it, so that one form makes one initiative. `uid` and
    `sequence` name it and its changes of date in calendars (RFC 5545). `when_text` is a time in
    words, where there is no date. `zone` is the one in which the organiser meant the date.
    """

    __tablename__ = "initiatives"
    __table_args__ = (
        UniqueConstraint("guild_id", "act_id"),
        UniqueConstraint("series_id", "due_on"),
        # All that a list looks at: the rows themselves, with their long texts, are not read for it.
        Index(
            "ix_initiatives_listing",
            *("guild_id", "state", "starts_at", "ends_at"),
            *("kind", "capacity", "cutoff_at", "closed_at"),
        ),
        Index("ix_initiatives_guild_id_organiser_id", "guild_id", "organiser_id"),
        Index("ix_initiatives_state_starts_at", "state", "starts_at"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    act_id: Mapped[int] = mapped_column(Snowflake)
    uid: Mapped[str] = mapped_column(String(36))
    sequence: Mapped[int] = mapped_column(default=0)
    organiser_id: Mapped[int | None] = mapped_column(Snowflake)
    state: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(SealedText("initiatives.title"))
    what: Mapped[str] = mapped_column(SealedText("initiatives.what"))
    first_step: Mapped[str | None] = mapped_column(SealedText("initiatives.first_step"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    decided_by: Mapped[int | None] = mapped_column(Snowflake)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(SealedText("initiatives.reason"))
    """Why it was declined or called off."""
    silent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its card said that nobody had answered."""

    capacity: Mapped[int | None]
    role_id: Mapped[int | None] = mapped_column(Snowflake)
    """Only its holders may sign up."""
    cutoff_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until when people may sign up."""

    when_text: Mapped[str | None] = mapped_column(SealedText("initiatives.when_text"))
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    zone: Mapped[str | None] = mapped_column(String(64))
    poll_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until when members vote about the date."""
    poll_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its organiser was asked to choose a date, as the votes had not."""
    place_kind: Mapped[str] = mapped_column(String(10), default=PlaceKind.UNSAID)
    place_text: Mapped[str | None] = mapped_column(SealedText("initiatives.place_text"))
    place_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    link: Mapped[str | None] = mapped_column(SealedText("initiatives.link"))

    code: Mapped[str | None] = mapped_column(String(4))
    """What people type at the place to say that they are there."""
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its organiser was last asked what came of it."""
    asked: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often they were; stewards, too, count as one time."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    is_stale: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Its card may name somebody who was erased."""
    has_thread: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    thread_id: Mapped[int | None] = mapped_column(Snowflake)
    is_mirrored: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    event_id: Mapped[int | None] = mapped_column(Snowflake)

    series_id: Mapped[int | None] = mapped_column(
        OwnId, ForeignKey("initiative_series.id", ondelete="SET NULL")
    )
    due_on: Mapped[date | None] = mapped_column(Date)
    """Which occurrence of its series it is, even when it was moved."""


class InitiativeValue(Base):
    """A value that an initiative serves; the first is its main one. Kept with it."""

    __tablename__ = "initiative_values"

    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE"), primary_key=True
    )
    value_id: Mapped[int] = mapped_column(OwnId, primary_key=True, autoincrement=False, index=True)
    position: Mapped[int]


class Organiser(Base):
    """Somebody who was asked to organise along; one of them once they accepted.

    Kept with the initiative, until the member is forgotten.
    """

    __tablename__ = "initiative_organisers"
    __table_args__ = (Index("ix_initiative_organisers_guild_id_user_id", "guild_id", "user_id"),)

    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    takes_over: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """They are asked to be its organiser, because that one left or hands it over."""


class Second(Base):
    """A member who seconds a proposal. Kept with it, until the member is forgotten."""

    __tablename__ = "initiative_seconds"
    __table_args__ = (Index("ix_initiative_seconds_guild_id_user_id", "guild_id", "user_id"),)

    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    seconded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    hears: Mapped[bool] = mapped_column(Boolean, default=True)
    """Wants to be told what becomes of it."""


class Invitation(Base):
    """A member who marked interest in the event of an initiative was told how to sign up, once.

    Kept with the initiative, until the member is forgotten.
    """

    __tablename__ = "initiative_invitations"
    __table_args__ = (Index("ix_initiative_invitations_guild_id_user_id", "guild_id", "user_id"),)

    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Draft(Base):
    """What was typed and is not published yet. Deleted on publishing or after a month."""

    __tablename__ = "initiative_drafts"
    __table_args__ = (UniqueConstraint("guild_id", "user_id"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    answers: Mapped[dict[str, Any]] = mapped_column(SealedJson("initiative_drafts.answers"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
