"""The gate that every unasked private message passes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime


class Contact(Base):
    """One private message that nobody asked for at that moment. Kept for 90 days."""

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_guild_id_user_id", "guild_id", "user_id", "sent_at"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    user_id: Mapped[int] = mapped_column(Snowflake)
    kind: Mapped[str] = mapped_column(String(40))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
