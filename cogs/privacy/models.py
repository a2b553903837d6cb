"""Who has left: what is stored about them is erased after the grace period."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake, UtcDateTime


class Departure(Base):
    """Somebody who has left a server where something is stored about them.

    Deleted when they return, or with everything else about them 30 days after they left.
    """

    __tablename__ = "departures"
    __table_args__ = (Index("ix_departures_left_at", "left_at"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    left_at: Mapped[datetime] = mapped_column(UtcDateTime)
