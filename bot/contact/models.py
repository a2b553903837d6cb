"""What is kept about private messages: which went out and why, and what members want of them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.sealing import SealedJson

KEEP = timedelta(days=90)


class ContactOutcome(StrEnum):
    """What became of a message that nobody asked for at that moment."""

    SENT = "sent"
    IN_DIGEST = "in_digest"
    """A line of the digest said it."""
    EXPIRED = "expired"
    """It waited for its turn until it was worth nothing any more."""
    UNWANTED = "unwanted"
    """They had switched its kind off, or want no messages at all."""
    UNREACHABLE = "unreachable"


class Contact(Base):
    """One private message that nobody asked for at that moment. Kept for 90 days."""

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_guild_id_user_id", "guild_id", "user_id", "sent_at"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    kind: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(12))
    is_urgent: Mapped[bool]
    about: Mapped[dict[str, Any]] = mapped_column(SealedJson("contacts.about"))
    """What fills in the sentence that says why, such as the title of an initiative."""
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    """None: it did not go out, or was a line of the digest."""
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    """When it went out; of what did not go out, when that was decided."""


class Unreachable(Base):
    """Somebody whose settings refuse direct messages. Kept for 90 days after the last refusal."""

    __tablename__ = "unreachable"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Stopped(Base):
    """Somebody who wants no unasked messages.

    Kept until they allow them again, are forgotten or purged after leaving.
    """

    __tablename__ = "contact_stops"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class Choice(StrEnum):
    """How a member wants one kind of message."""

    ON = "on"
    DIGEST = "digest"
    """A line in the digest, once a week at most."""
    OFF = "off"


class ContactChoice(Base):
    """What a member said about one kind. Kept until they are forgotten or purged after leaving."""

    __tablename__ = "contact_choices"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    choice: Mapped[str] = mapped_column(String(6))
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuietHours(Base):
    """When a member is not written to unasked, by their own clocks; None anywhere: the usual.

    Kept until they are forgotten or purged after leaving.
    """

    __tablename__ = "quiet_hours"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    begin: Mapped[time | None] = mapped_column(Time)
    end: Mapped[time | None] = mapped_column(Time)
    """Equal to `begin`: no hours are quiet."""
    hold_urgent: Mapped[bool]
    """Whether urgent messages wait for the end of them, too."""


class DigestItem(Base):
    """A message that waits to become a line of its member's digest. Deleted when that is sent.

    It names the delivery it was, and is worded when the digest is, so that it is never stale.
    """

    __tablename__ = "digest_items"
    __table_args__ = (
        UniqueConstraint("guild_id", "key"),
        Index("ix_digest_items_guild_id_user_id", "guild_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    kind: Mapped[str] = mapped_column(String(60))
    """Of the delivery."""
    reason_kind: Mapped[str] = mapped_column(String(40))
    """Which kind of message it would have been."""
    key: Mapped[str] = mapped_column(String(120))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the delivery was asked for."""
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
