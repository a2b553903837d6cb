"""The reminders' tables."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class Reminder(Base):
    """A post that comes back. Kept until a steward removes it.

    `channel` is a place as `bot.settings.Place` dumps it, None for the server's channel for
    reminders; `value_id` is None for the value whose turn it is.
    """

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("guild_id", "name"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    name: Mapped[str] = mapped_column(String(100))
    weekday: Mapped[str] = mapped_column(String(9))
    at: Mapped[time] = mapped_column(Time)
    channel: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    value_id: Mapped[int | None] = mapped_column(OwnId)
    text: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReminderPost(Base):
    """One run of a reminder and the value it carried. Kept as long as the reminder.

    `turn` counts how often the value was shown before, so that its behaviours take turns.
    """

    __tablename__ = "reminder_posts"
    __table_args__ = (
        UniqueConstraint("run_id"),
        Index("ix_reminder_posts_guild_id_value_id", "guild_id", "value_id"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    reminder_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("reminders.id", ondelete="CASCADE"), index=True
    )
    run_id: Mapped[int] = mapped_column(OwnId)
    value_id: Mapped[int] = mapped_column(OwnId)
    turn: Mapped[int]
    channel_id: Mapped[int] = mapped_column(Snowflake)
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    posted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
