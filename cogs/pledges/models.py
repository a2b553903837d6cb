"""The tables of pledges, and of the posts and reactions that are their doors."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class PostState(StrEnum):
    """Where a pledge post stands."""

    WAITING = "waiting"
    """Wanted, and not in its channel yet."""
    LIVE = "live"
    MISSING = "missing"
    """Somebody deleted it; stewards decide whether it comes back."""


class PledgeState(StrEnum):
    """Where a pledge stands."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    LEFT = "left"
    """The member left the server; it counts again when they return."""


class Source(StrEnum):
    """The door by which a pledge was last made or withdrawn."""

    REACTION = "reaction"
    RECOVERED = "recovered"
    """By reaction while nobody of us listened; found by comparing."""
    COMMAND = "command"
    ONBOARDING = "onboarding"
    """In the conversation with a newcomer."""


class PledgePost(Base):
    """One message with the values of a community. Kept as long as the server."""

    __tablename__ = "pledge_posts"
    __table_args__ = (UniqueConstraint("guild_id", "channel_id"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    """None while the file names a channel that has not been found yet."""
    channel_name: Mapped[str | None] = mapped_column(String(100))
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    state: Mapped[PostState] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PledgeReaction(Base):
    """A reaction known to stand under a post of ours.

    It is what a comparison compares with: a pledge alone cannot tell whether the reaction is new or
    was there when the pledge was withdrawn by other means. Deleted with the reaction or its post.
    """

    __tablename__ = "pledge_reactions"

    post_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("pledge_posts.id", ondelete="CASCADE"), primary_key=True
    )
    value_id: Mapped[int] = mapped_column(OwnId, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)


class Pledge(Base):
    """A member's commitment to a value in the words of one revision.

    Kept, withdrawn or not, until the member has it erased or is purged after leaving.
    """

    __tablename__ = "pledges"
    __table_args__ = (
        UniqueConstraint("guild_id", "user_id", "value_id", "value_revision"),
        Index("ix_pledges_count", "guild_id", "value_id", "value_revision", "state"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    value_id: Mapped[int] = mapped_column(OwnId)
    value_revision: Mapped[int]
    state: Mapped[PledgeState] = mapped_column(String(10))
    source: Mapped[Source] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was withdrawn, or its member left."""


class Reaffirmation(Base):
    """A pledge whose value has been reworded since, and whose member has not said what holds now.

    Deleted when they have, when the value is retired, and with their pledge.
    """

    __tablename__ = "pledge_reaffirmations"

    pledge_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("pledges.id", ondelete="CASCADE"), primary_key=True
    )
    to_revision: Mapped[int]
    """The words that are asked about; the pledge knows those it was made to."""
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PledgeErasure(Base):
    """Somebody had their pledges erased while their reactions still stood.

    Without it the next comparison would pledge for them again. It holds a digest and no id. Kept as
    long as the server.
    """

    __tablename__ = "pledge_erasures"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    member_digest: Mapped[str] = mapped_column(String(32), primary_key=True)
