"""Votes about a date, and initiatives that come back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.sealing import SealedJson


class DateOption(Base):
    """A date that can be voted for. Kept with its initiative."""

    __tablename__ = "initiative_dates"
    __table_args__ = (UniqueConstraint("initiative_id", "position"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DateVote(Base):
    """A member could come then. Kept with the initiative, until the member is forgotten."""

    __tablename__ = "initiative_date_votes"
    __table_args__ = (Index("ix_initiative_date_votes_guild_id_user_id", "guild_id", "user_id"),)

    date_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiative_dates.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    voted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Series(Base):
    """An initiative that comes back; each time it does is an initiative of its own.

    Kept as long as the server; forgetting unnames its organiser. `rule` says when, in local time
    of `zone`; `pattern` is what each occurrence starts from.
    """

    __tablename__ = "initiative_series"
    __table_args__ = (
        UniqueConstraint("guild_id", "act_id"),
        Index("ix_initiative_series_make_at", "make_at"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    act_id: Mapped[int] = mapped_column(Snowflake)
    organiser_id: Mapped[int | None] = mapped_column(Snowflake)
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
    zone: Mapped[str] = mapped_column(String(64))
    until_on: Mapped[date | None] = mapped_column(Date)
    skipped: Mapped[list[str]] = mapped_column(JSON)
    """Days on which it does not take place, as ISO dates."""
    pattern: Mapped[dict[str, Any]] = mapped_column(SealedJson("initiative_series.pattern"))
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Start of the next occurrence that has no row yet; none when it is over."""
    make_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When that row is due to be made."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
