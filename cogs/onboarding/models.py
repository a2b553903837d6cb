"""Onboarding's tables."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.sealing import SealedJson, SealedText


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
    """What became of a role that finishing gives."""

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


class OfferState(StrEnum):
    """What became of the message that offers the conversation after joining."""

    SCREENING = "screening"
    """They have yet to pass the server's screening."""
    ASKED = "asked"
    SENT = "sent"
    WITHHELD = "withheld"
    """They came in a rush, or nothing unasked may be sent to them; it is never made up for."""


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
    step_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the step was entered; a pause moves it on, so that what is left is time spent on it."""
    reached: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """Every step that was shown once, so that going back and forth counts once."""
    charter_version: Mapped[int] = mapped_column(default=0, server_default="0")
    """The version they know; when another is in force, they are told what changed."""
    told_version: Mapped[int] = mapped_column(default=0, server_default="0")
    """The version they are being told about, until they press on."""
    turn: Mapped[int]
    """Counts every change; a button that carries an older turn only shows what is so now."""
    place: Mapped[str] = mapped_column(String(10))
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    message_id: Mapped[int | None] = mapped_column(Snowflake)
    thread_id: Mapped[int | None] = mapped_column(Snowflake)
    role: Mapped[str] = mapped_column(String(10))
    """What became of the roles that finishing gives, all in all."""
    roles: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    """What became of each of them, by id, or by `@name` where the server had none."""
    locale: Mapped[str] = mapped_column(String(10))
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was finished for the first time; reading it again takes nothing back."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the one nudge is due that Later asked for; cleared when it is sent or pointless."""
    nudged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a steward had them reminded; it happens once."""
    left_alone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they asked to be left in peace, or a steward decided it; it holds until they act."""
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


class Answer(Base):
    """What a member answered at a step: a choice, or their own words. Kept with the journey."""

    __tablename__ = "onboarding_answers"
    __table_args__ = (Index("ix_onboarding_answers_step_choice", "step", "choice"),)

    journey_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("onboarding_journeys.id", ondelete="CASCADE"), primary_key=True
    )
    step: Mapped[str] = mapped_column(String(40), primary_key=True)
    """The step's key: `dilemma:3`, `reflection`, `interests`."""
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("onboarding_answers.content"))
    choice: Mapped[int | None] = mapped_column(OwnId)
    """The value held on to in a dilemma, so that answers are counted without being read."""
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Dilemma(Base):
    """A question in which two values pull in different directions. Kept as long as the server."""

    __tablename__ = "onboarding_dilemmas"

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake, index=True)
    question: Mapped[str] = mapped_column(SealedText("onboarding_dilemmas.question"))
    first_value_id: Mapped[int] = mapped_column(OwnId)
    second_value_id: Mapped[int] = mapped_column(OwnId)
    written_by: Mapped[int | None] = mapped_column(Snowflake)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Tally(Base):
    """How many journeys reached a step in a week, and how long they took over it; no ids.

    Kept as long as the server: what is counted here survives erasure and says nothing of anybody.
    """

    __tablename__ = "onboarding_tallies"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    week: Mapped[date] = mapped_column(Date, primary_key=True)
    """The Monday, in the server's zone, of the week in which the journey was begun."""
    step: Mapped[str] = mapped_column(String(40), primary_key=True)
    bucket: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """0: reached it. From 1: left it onward after a time within this bucket of a fixed scale."""
    count: Mapped[int]


class NativeOnboarding(Base):
    """How far somebody came in Discord's own onboarding. Kept like the journey of a member."""

    __tablename__ = "onboarding_native"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class Offer(Base):
    """The one message offering the conversation after joining. Kept like the journey of a member.

    Only written where a server has switched such messages on; it keeps a second one from going out.
    """

    __tablename__ = "onboarding_offers"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(10), index=True)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
