"""Tables and keys that every capability shares."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake, UtcDateTime

GRACE = timedelta(days=30)
"""How long what belongs to somebody who left is kept, should they come back (DESIGN §7)."""


class MemberKey(NamedTuple):
    """A user in a guild."""

    guild_id: int
    user_id: int


class Guild(Base):
    """A server that Tenet serves. Kept until the purge that follows its departure."""

    __tablename__ = "guilds"

    id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seeded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class GuildSetting(Base):
    """One setting of one server, once its file or a steward has set it. Kept with the server."""

    __tablename__ = "guild_settings"

    guild_id: Mapped[int] = mapped_column(
        Snowflake, ForeignKey("guilds.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class Fact(Base):
    """Something the process must remember about itself, such as what it uploaded. Kept.

    Who owned a server that removed us is kept until that server is forgotten.
    """

    __tablename__ = "facts"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
