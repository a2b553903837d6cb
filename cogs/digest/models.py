"""The table of the stewards' digest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class StewardsDigest(Base):
    """A server's digest: when it comes, and how far the last one told. Kept with the server.

    Its schedule has the id as its subject, and is paused while stewards want none.
    """

    __tablename__ = "stewards_digests"

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake, unique=True)
    recurrence: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As `bot.recurrence.Recurrence` dumps it."""
    told_until: Mapped[datetime] = mapped_column(UtcDateTime)
    """What happened before this has been told."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
