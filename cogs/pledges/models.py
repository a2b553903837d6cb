"""The tables of pledges, and of the posts and reactions that are their doors."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.sealing import SealedText


class PostState(StrEnum):
    """Where a pledge post stands."""

    WAITING = "waiting"
    """Wanted, and not in its channel yet."""
    LIVE = "live"
    MISSING = "missing"
    """Somebody deleted it; stewards decide whether it comes back."""
    REMOVED = "removed"
    """A steward took it down; it stays down until one asks for it."""


class Layout(StrEnum):
    """How much a pledge post says about each value."""

    FULL = "full"
    """Name, promise and figure."""
    SHORT = "short"
    """A line for each: name and figure."""
    EXAMPLES = "examples"
    """Name, promise, what it looks like, and figure."""


class PledgeState(StrEnum):
    """Where a pledge stands."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    LEFT = "left"
    """The member left the server; it counts again when they return."""
    RENEWED = "renewed"
    """The member has pledged to later words of the same value since."""


class Source(StrEnum):
    """The door by which a pledge was last made or withdrawn."""

    REACTION = "reaction"
    RECOVERED = "recovered"
    """By reaction while nobody of us listened; found by comparing."""
    COMMAND = "command"
    BUTTON = "button"
    """In private, from the button under a post or in an answer."""
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
    layout: Mapped[Layout] = mapped_column(String(10), default=Layout.FULL)
    title: Mapped[str | None] = mapped_column(SealedText("pledge_posts.title"))
    """This post's own; None: the server's, or else ours."""
    text: Mapped[str | None] = mapped_column(SealedText("pledge_posts.text"))
    """Likewise."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PledgeReaction(Base):
    """A reaction known to stand under a post of ours.

    It is what a comparison compares with: a pledge alone cannot tell whether the reaction is new or
    was there when the pledge was withdrawn by other means. Deleted with the reaction or its post.

    The key is what Discord tells reactions apart by. To Discord two skin tones of a hand are two
    reactions, and so are the two spellings of a heart; to us they stand for the same value.
    """

    __tablename__ = "pledge_reactions"

    post_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("pledge_posts.id", ondelete="CASCADE"), primary_key=True
    )
    emoji: Mapped[str] = mapped_column(String(100), primary_key=True)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    value_id: Mapped[int | None] = mapped_column(OwnId)
    """None: it stands for nothing, because its value is retired or has another emoji, or because
    there was none when it was put. It counts again when it is taken away and put back."""


class Pledge(Base):
    """A member's commitment to a value in the words of one revision.

    Kept, withdrawn or not, until the member has it erased or is purged after leaving.
    """

    __tablename__ = "pledges"
    __table_args__ = (
        UniqueConstraint("guild_id", "user_id", "value_id", "value_revision"),
        Index(
            "ix_pledges_count", "guild_id", "value_id", "value_revision", "state", "from_revision"
        ),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    value_id: Mapped[int] = mapped_column(OwnId)
    value_revision: Mapped[int]
    from_revision: Mapped[int | None]
    """The earlier words that their member held to before, when these took their place."""
    state: Mapped[PledgeState] = mapped_column(String(10))
    source: Mapped[Source] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was withdrawn or renewed, or its member left."""


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
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they were written to about it, or could not be; nobody is asked twice about the same."""


class Objection(Base):
    """Why somebody does not agree with new words of a value.

    Stewards read the reason and not whose it is. Kept for the next review of the charter, until its
    member takes it back, has it erased or is purged after leaving.
    """

    __tablename__ = "pledge_objections"
    __table_args__ = (UniqueConstraint("guild_id", "user_id", "value_id", "value_revision"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    value_id: Mapped[int] = mapped_column(OwnId)
    value_revision: Mapped[int]
    """The words that are objected to."""
    reason: Mapped[str] = mapped_column(SealedText("pledge_objections.reason"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StepState(StrEnum):
    """Where a next step stands."""

    OPEN = "open"
    DONE = "done"
    LET_GO = "let_go"


class NextStep(Base):
    """What living by a value looks like for one member for the time being, in their own words.

    Only they see it, unless they share it. Kept until they have it erased or are purged after
    leaving.
    """

    __tablename__ = "pledge_steps"
    __table_args__ = (
        Index(
            "uq_pledge_steps_open",
            "guild_id",
            "user_id",
            "value_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_pledge_steps_due",
            "due_on",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    value_id: Mapped[int] = mapped_column(OwnId)
    words: Mapped[str] = mapped_column(SealedText("pledge_steps.words"))
    due_on: Mapped[date | None]
    """The day they named, on their own calendar; None: without one, and nobody asks."""
    state: Mapped[StepState] = mapped_column(String(10))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it was named, with the day that stands now."""
    asked_on: Mapped[date | None]
    """The last day for which they were asked, or could not be; nobody is asked twice for one."""
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shared_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    """Where they show it to others."""
    shared_message_id: Mapped[int | None] = mapped_column(Snowflake)
    """None while the message is on its way."""


class GrantState(StrEnum):
    """What became of a role that somebody should have for a pledge."""

    GIVEN = "given"
    FOUND = "found"
    """They had it already, from somebody else; so it is not ours to take."""
    REFUSED = "refused"
    """It could not be given yet."""


class RoleGrant(Base):
    """A role for a pledge: what we gave we take back, and nothing else.

    Deleted when it is taken back, when its member leaves and when it is deleted from the server. Of
    somebody who has everything erased it goes with the role itself.
    """

    __tablename__ = "pledge_role_grants"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    role_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    state: Mapped[GrantState] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PledgeDeparture(Base):
    """Somebody left of whom this capability keeps something.

    Deleted when they come back, and with everything else of theirs when the grace period is over.
    """

    __tablename__ = "pledge_departures"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    left_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PledgeErasure(Base):
    """A reaction that still stood when its member had their pledges erased.

    Without it the next comparison would pledge for them again. It holds a digest and no id. Deleted
    with the reaction or its post: who reacts anew means it.
    """

    __tablename__ = "pledge_erasures"

    post_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("pledge_posts.id", ondelete="CASCADE"), primary_key=True
    )
    emoji: Mapped[str] = mapped_column(String(100), primary_key=True)
    member_digest: Mapped[str] = mapped_column(String(32), primary_key=True)
