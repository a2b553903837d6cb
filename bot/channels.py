"""How many automated posts a channel takes in a week, of all capabilities together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class AutomatedPost(Base):
    """A post that answered nothing anybody did. Kept for eight days."""

    __tablename__ = "automated_posts"
    __table_args__ = (Index("ix_automated_posts_channel_id_posted_at", "channel_id", "posted_at"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    kind: Mapped[str] = mapped_column(String(60))
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
