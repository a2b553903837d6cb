"""The charter's tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class Charter(Base):
    """A community's mission. Kept as long as the server."""

    __tablename__ = "charters"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    mission: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Value(Base):
    """One value, in the words of its revision. Kept as long as the server."""

    __tablename__ = "charter_values"
    __table_args__ = (UniqueConstraint("guild_id", "name"),)

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
