"""The reminders' tables."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.config.kinds import Asks, Former
from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.sealing import SealedJson, SealedText

__all__ = [
    "Asks",
    "Chooses",
    "Former",
    "Proof",
    "QuietDays",
    "Reminder",
    "ReminderDraft",
    "ReminderPost",
    "ValueQuestion",
]


class Chooses(StrEnum):
    """How a reminder comes to the value it carries."""

    FIXED = "fixed"
    IN_TURN = "in_turn"
    ATTENTION = "attention"
    """The one that was least acted on lately, by the ledger."""


class Proof(StrEnum):
    """What a post shows of the value being lived."""

    OUTCOME = "outcome"
    INITIATIVE = "initiative"
    NOTHING_HEARD = "nothing_heard"
    """Nobody has told us; the post says so, and asks."""


class Reminder(Base):
    """A post that comes back. Kept until a steward removes it.

    When it comes stands in its schedule; here is the rule as somebody meant it, to be said again.
    """

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("guild_id", "name"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    name: Mapped[str] = mapped_column(String(100))
    recurrence: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As `bot.recurrence.Recurrence` dumps it."""
    has_own_zone: Mapped[bool]
    """Whether its zone was chosen; otherwise it follows the server's."""
    channel: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """As `bot.settings.Place` dumps it; None: the server's channel for reminders."""
    chooses: Mapped[str] = mapped_column(String(10))
    value_id: Mapped[int | None] = mapped_column(OwnId)
    """For `Chooses.FIXED`."""
    text: Mapped[str | None] = mapped_column(SealedText("reminders.text"))
    """The template above the value; None: the usual one of the server's language."""
    asks: Mapped[str] = mapped_column(String(10))
    former: Mapped[str] = mapped_column(String(10))
    has_thread: Mapped[bool]
    ping_role_id: Mapped[int | None] = mapped_column(Snowflake)
    is_silent: Mapped[bool]
    """Delivered without a sound (Discord: @silent)."""
    observes_quiet_days: Mapped[bool]
    slowed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it comes half as often because nobody answered; None: as often as its rule."""
    answered_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Posts before this do not count as ignored any more; None: all of them count."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReminderPost(Base):
    """One run of a reminder and what it carried. Kept as long as the reminder.

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
    run_id: Mapped[int | None] = mapped_column(OwnId)
    """None: a steward asked for it at that moment."""
    value_id: Mapped[int] = mapped_column(OwnId)
    turn: Mapped[int]
    channel_id: Mapped[int] = mapped_column(Snowflake)
    proof: Mapped[str | None] = mapped_column(String(16))
    proof_id: Mapped[int | None] = mapped_column(OwnId)
    """The initiative it is about."""
    asks: Mapped[str] = mapped_column(String(10))
    """What it ends with; without the permission for polls a question is asked instead."""
    question: Mapped[str | None] = mapped_column(String(30))
    """Which question it asks, so that the next one asks another: `own-<id>` or `usual-<number>`."""
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    posted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    thread_id: Mapped[int | None] = mapped_column(Snowflake)
    clicks: Mapped[int]
    """Presses of its buttons; by whom is not kept."""
    answers: Mapped[int | None]
    """Reactions, votes and messages in its thread when it was looked at; None: not yet."""
    put_away_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was folded or removed."""


class ValueQuestion(Base):
    """A question about a value, in a steward's words. Kept until a steward removes it."""

    __tablename__ = "value_questions"
    __table_args__ = (Index("ix_value_questions_guild_id_value_id", "guild_id", "value_id"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    value_id: Mapped[int] = mapped_column(OwnId)
    text: Mapped[str] = mapped_column(SealedText("value_questions.text"))
    answers: Mapped[list[str] | None] = mapped_column(
        SealedJson("value_questions.answers", none_as_null=True)
    )
    """What a vote offers, and then it is only ever asked as one; None: an open question."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuietDays(Base):
    """Days on which a server's reminders rest. Kept until a steward removes them."""

    __tablename__ = "quiet_days"
    __table_args__ = (Index("ix_quiet_days_guild_id", "guild_id"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    from_on: Mapped[date] = mapped_column(Date)
    until_on: Mapped[date] = mapped_column(Date)
    """The last of them."""
    is_yearly: Mapped[bool]
    """Whether they come back each year on the same days and months."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReminderDraft(Base):
    """What a steward has not saved yet of one reminder, or of a new one. Kept for 14 days."""

    __tablename__ = "reminder_drafts"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    reminder_id: Mapped[int] = mapped_column(OwnId, primary_key=True, autoincrement=False)
    """The one that is edited; 0: it is new."""
    typed: Mapped[dict[str, str]] = mapped_column(SealedJson("reminder_drafts.typed"))
    """What stands in the form, as it was typed."""
    options: Mapped[dict[str, Any] | None] = mapped_column(
        SealedJson("reminder_drafts.options", none_as_null=True)
    )
    """What was understood; None: nothing yet."""
    based_on: Mapped[dict[str, Any] | None] = mapped_column(
        SealedJson("reminder_drafts.based_on", none_as_null=True)
    )
    """The reminder as it was when the steward began to edit it."""
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
