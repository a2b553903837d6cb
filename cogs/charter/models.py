"""The charter's tables."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.sealing import SealedJson, SealedText


class PostState(StrEnum):
    """What became of the charter's post."""

    WANTED = "wanted"
    STANDING = "standing"
    GONE = "gone"
    """Somebody deleted it twice; it stays away until a steward asks for it."""


class Charter(Base):
    """A community's mission, as of the version in force. Kept as long as the server."""

    __tablename__ = "charters"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    mission: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Value(Base):
    """One value, in the words of its revision. Kept as long as the server."""

    __tablename__ = "charter_values"
    __table_args__ = (Index("ix_charter_values_guild_id", "guild_id", "position"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    emoji: Mapped[str] = mapped_column(String(100))
    promise: Mapped[str] = mapped_column(Text)
    looks_like: Mapped[list[str]] = mapped_column(JSON)
    does_not_look_like: Mapped[list[str]] = mapped_column(JSON)
    revision: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ValueRevision(Base):
    """The words of one revision. Kept as long as the server: pledges were made to them."""

    __tablename__ = "charter_value_revisions"

    value_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("charter_values.id", ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    """The version of the charter that brought it."""
    name: Mapped[str] = mapped_column(String(100))
    emoji: Mapped[str] = mapped_column(String(100))
    promise: Mapped[str] = mapped_column(Text)
    looks_like: Mapped[list[str]] = mapped_column(JSON)
    does_not_look_like: Mapped[list[str]] = mapped_column(JSON)


class CharterVersion(Base):
    """One version of the charter. Kept as long as the server; forgetting unnames who published."""

    __tablename__ = "charter_versions"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mission: Mapped[str] = mapped_column(Text)
    revisions: Mapped[list[list[Any]]] = mapped_column(JSON)
    """Each value's id, its revision and its emoji then, in the community's order."""
    summary: Mapped[str] = mapped_column(Text)
    published_by: Mapped[int | None] = mapped_column(Snowflake)
    """None: the operator's file."""
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CharterDraft(Base):
    """The next version while stewards write it. Deleted when it is published or thrown away."""

    __tablename__ = "charter_drafts"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    base_version: Mapped[int]
    """The version it was begun from; 0 before there is one."""
    turn: Mapped[int] = mapped_column(Snowflake)
    """Grows with every change, from the millisecond in which the draft was begun.

    A button that carries an older turn, be it of an earlier draft, only shows what is so now.
    """
    mission: Mapped[str] = mapped_column(SealedText("charter_drafts.mission"))
    values: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("charter_drafts.values"))
    """Values in order, as typed, complete or not; `id` is null for those that are new."""
    steps: Mapped[list[dict[str, Any]]] = mapped_column(SealedJson("charter_drafts.steps"))
    """The latest changes, each with what it replaced: to undo it, and to see whom it crossed."""
    summary: Mapped[str] = mapped_column(SealedText("charter_drafts.summary"))
    """What is new, in the words of whoever is about to publish it."""
    changed_by: Mapped[int | None] = mapped_column(Snowflake)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CharterImport(Base):
    """A pack somebody is looking at and has not accepted. Deleted when decided, or after a day."""

    __tablename__ = "charter_imports"

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    actor_id: Mapped[int] = mapped_column(Snowflake)
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("charter_imports.content"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class CharterPost(Base):
    """The pinned message that always shows the charter in force. Kept as long as the server."""

    __tablename__ = "charter_posts"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(10))
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    is_pinned: Mapped[bool] = mapped_column(default=False)
    """Whether we have pinned it; that somebody took it down since changes nothing."""
    former_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    former_message_id: Mapped[int | None] = mapped_column(Snowflake)
    """The post in the channel before, which stays as it is until the new one stands."""
    restored_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was put back after somebody deleted it; it is put back once."""
