"""What came of an initiative."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.sealing import SealedJson, SealedText


class Grade(StrEnum):
    """How far an outcome can be trusted; figures of different grades are never added up."""

    SELF_REPORTED = "self"
    ORGANISER_CONFIRMED = "organiser"
    PARTNER_CONFIRMED = "partner"


class AmountKind(StrEnum):
    """What is counted."""

    HOURS = "hours"
    FUNDS = "funds"
    UNITS = "units"


class Exact(TypeDecorator[Decimal]):
    """A decimal number, stored as its digits: SQLite would make a float of it."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """As digits, without an exponent."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """As the number it was."""
        return None if value is None else Decimal(value)


class Outcome(Base):
    """What came of it, as one person told it at one time; a correction is another row.

    The highest version holds. Never changed, but for who confirmed it. Kept as long as the
    initiative; forgetting unnames who told and who confirmed it.
    """

    __tablename__ = "initiative_outcomes"
    __table_args__ = (
        UniqueConstraint("initiative_id", "version"),
        UniqueConstraint("initiative_id", "act_id"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE")
    )
    guild_id: Mapped[int] = mapped_column(Snowflake, index=True)
    act_id: Mapped[int] = mapped_column(Snowflake)
    version: Mapped[int]
    told_by: Mapped[int | None] = mapped_column(Snowflake)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    people: Mapped[int | None]
    """How many took part, with those who had not signed up."""
    sentence: Mapped[str] = mapped_column(SealedText("initiative_outcomes.sentence"))
    differently: Mapped[str | None] = mapped_column(SealedText("initiative_outcomes.differently"))
    evidence: Mapped[str | None] = mapped_column(SealedText("initiative_outcomes.evidence"))
    """A link to a page or a photo."""
    grade: Mapped[str] = mapped_column(String(10))
    confirmed_by: Mapped[int | None] = mapped_column(Snowflake)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Amount(Base):
    """One figure of an outcome: 42 hours, 310.50 EUR, 30 trees planted. Kept with it."""

    __tablename__ = "initiative_amounts"
    __table_args__ = (UniqueConstraint("outcome_id", "kind", "unit"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    outcome_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiative_outcomes.id", ondelete="CASCADE")
    )
    kind: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(60))
    """`h` for hours, a currency's ISO 4217 code for funds, words otherwise."""
    amount: Mapped[Decimal] = mapped_column(Exact)


class Report(Base):
    """What somebody has typed so far about what came of it. Deleted when told, or after a month.

    `version` is the outcome they want to correct, 0 when there was none: what others have told
    meanwhile is not overwritten unseen.
    """

    __tablename__ = "initiative_reports"
    __table_args__ = (
        UniqueConstraint("initiative_id", "user_id"),
        Index("ix_initiative_reports_guild_id_user_id", "guild_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    initiative_id: Mapped[int] = mapped_column(
        OwnId, ForeignKey("initiatives.id", ondelete="CASCADE")
    )
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    version: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(SealedJson("initiative_reports.answers"))
    present: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    """Who was there; none: they have not said."""
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
