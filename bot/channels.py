"""How many automated posts a channel takes in a week, of all capabilities together.

A place is taken before the post is sent, under the nonce that every try of it has. So a kill
between the two neither takes a second place nor lets a post through that nobody counted.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Index, String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime, insert_into
from bot.settings import Setting

PER_WEEK: Setting[int] = Setting("contact.posts_per_channel", 5)
"""How many, in any seven days."""

WEEK = timedelta(days=7)
KEEP = timedelta(days=8)

FULL = "the channel has had as many automated posts this week as it may"


class AutomatedPost(Base):
    """A post that answered nothing anybody did. Kept for eight days."""

    __tablename__ = "automated_posts"
    __table_args__ = (Index("ix_automated_posts_channel_id_posted_at", "channel_id", "posted_at"),)

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    kind: Mapped[str] = mapped_column(String(60))
    nonce: Mapped[str] = mapped_column(String(25), unique=True)
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


async def take_place(
    session: AsyncSession,
    channel_id: int,
    *,
    guild_id: int,
    kind: str,
    nonce: str,
    most: int,
    now: datetime,
) -> datetime | None:
    """Take one of the channel's places in this week; asking again under a nonce takes no other.

    Returns:
        None when it is taken, otherwise when the next place becomes free.
    """
    if await session.scalar(select(AutomatedPost.id).where(AutomatedPost.nonce == nonce)):
        return None
    taken = (
        await session.scalars(
            select(AutomatedPost.posted_at)
            .where(AutomatedPost.channel_id == channel_id, AutomatedPost.posted_at > now - WEEK)
            .order_by(AutomatedPost.posted_at.desc())
            .limit(most)
        )
    ).all()
    if len(taken) >= most:
        return (taken[-1] if taken else now) + WEEK
    await session.execute(
        insert_into(AutomatedPost, session.get_bind().dialect.name)
        .values(guild_id=guild_id, channel_id=channel_id, kind=kind, nonce=nonce, posted_at=now)
        .on_conflict_do_nothing(index_elements=["nonce"])
    )
    return None


async def give_back(session: AsyncSession, nonce: str) -> None:
    """It was not posted after all."""
    await session.execute(delete(AutomatedPost).where(AutomatedPost.nonce == nonce))


async def prune(session: AsyncSession, *, now: datetime) -> None:
    """Delete what no week reaches back to any more."""
    await session.execute(delete(AutomatedPost).where(AutomatedPost.posted_at < now - KEEP))
