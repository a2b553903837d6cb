"""What stewards must mend: opened once, told once, closed when it works again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot import deliveries
from bot.db import Base, OwnId, Snowflake, UtcDateTime, insert_into, touch
from bot.models import MemberKey
from bot.sealing import SealedJson
from bot.settings import Setting

DELIVERY = "notice"
"""The kind of the delivery that tells the stewards."""

TOPIC = "notices"
"""What a commit touches when it opens or closes one."""

LONGEST_ABOUT = 120

PASSING = ("notice-bug", "notice-run-skipped", "pledges-notice-cleared")
"""Texts of problems that nothing shows to be mended: after a day they may be told again."""

FIX = "fix"
"""The argument that names the sentence with the remedy."""

KEEP_CLOSED = timedelta(days=90)


class Notice(Base):
    """One problem. Deleted 90 days after it was closed."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(
            "uq_notices_open",
            "guild_id",
            "about",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    about: Mapped[str] = mapped_column(String(LONGEST_ABOUT))
    text_key: Mapped[str] = mapped_column(String(100))
    arguments: Mapped[dict[str, Any]] = mapped_column(SealedJson("notices.arguments"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


async def open_notice(
    session: AsyncSession,
    about: str,
    *,
    guild_id: int,
    text_key: str,
    now: datetime,
    **arguments: str | int,
) -> bool:
    """Tell the stewards about a problem, once while it lasts.

    Args:
        about: What the problem is about: `pledges.role:123`. One notice at a time for each.
        text_key: The sentence that names the problem and its remedy; `arguments` fill it in. Under
            `FIX` they may name a second sentence, which then says the remedy.

    Returns:
        Whether this was news.
    """
    notice_id = await _open(
        session, about, guild_id=guild_id, text_key=text_key, arguments=arguments, now=now
    )
    if notice_id is None:
        return False
    await deliveries.enqueue(
        session,
        DELIVERY,
        guild_id=guild_id,
        key=f"{DELIVERY}:{notice_id}",
        payload={"notice_id": notice_id},
        now=now,
        priority=3,
    )
    return True


async def list_only(
    session: AsyncSession,
    about: str,
    *,
    guild_id: int,
    text_key: str,
    arguments: Mapping[str, str | int],
    now: datetime,
) -> None:
    """Keep a problem in the list of those that are open, as there is nobody who could be told."""
    await _open(session, about, guild_id=guild_id, text_key=text_key, arguments=arguments, now=now)


async def _open(
    session: AsyncSession,
    about: str,
    *,
    guild_id: int,
    text_key: str,
    arguments: Mapping[str, str | int],
    now: datetime,
) -> int | None:
    """The id of a new notice; None while there is one about the same."""
    notice_id = await session.scalar(
        insert_into(Notice, session.get_bind().dialect.name)
        .values(
            guild_id=guild_id,
            about=about[:LONGEST_ABOUT],
            text_key=text_key,
            arguments=dict(arguments),
            opened_at=now,
        )
        .on_conflict_do_nothing(
            index_elements=["guild_id", "about"], index_where=text("closed_at IS NULL")
        )
        .returning(Notice.id)
    )
    if notice_id is not None:
        touch(session, TOPIC)
    return notice_id


async def close_notice(session: AsyncSession, about: str, *, guild_id: int, now: datetime) -> None:
    """The problem is gone; should it return, stewards are told again."""
    await session.execute(
        update(Notice)
        .where(
            Notice.guild_id == guild_id,
            Notice.about == about[:LONGEST_ABOUT],
            Notice.closed_at.is_(None),
        )
        .values(closed_at=now)
    )
    touch(session, TOPIC)


def about_channel(setting: Setting[dict[str, Any] | None]) -> str:
    """What it is about when the channel that a setting names is not there, whoever meets that."""
    return f"channel:{setting.key}"


async def amend(
    session: AsyncSession, about: str, *, guild_id: int, arguments: Mapping[str, str | int]
) -> None:
    """Say of an open notice what is so by now; nobody is told again."""
    notice = await session.scalar(
        select(Notice).where(
            Notice.guild_id == guild_id,
            Notice.about == about[:LONGEST_ABOUT],
            Notice.closed_at.is_(None),
        )
    )
    if notice is not None:
        notice.arguments = dict(arguments)


async def list_open(session: AsyncSession, guild_id: int) -> frozenset[str]:
    """What the open notices of a server are about."""
    return frozenset(
        await session.scalars(
            select(Notice.about).where(Notice.guild_id == guild_id, Notice.closed_at.is_(None))
        )
    )


@dataclass(frozen=True)
class NoticeText:
    """A problem in words: a text and what fills it in."""

    about: str
    text_key: str
    arguments: Mapping[str, Any]
    opened_at: datetime


async def list_texts(session: AsyncSession, guild_id: int) -> list[NoticeText]:
    """The open notices of a server, the latest first."""
    rows = await session.execute(
        select(Notice.about, Notice.text_key, Notice.arguments, Notice.opened_at)
        .where(Notice.guild_id == guild_id, Notice.closed_at.is_(None))
        .order_by(Notice.opened_at.desc(), Notice.id.desc())
    )
    return [NoticeText(*row) for row in rows]


async def prune(session: AsyncSession, *, now: datetime) -> None:
    """Close what has passed by itself, and delete what was closed long ago."""
    await session.execute(
        update(Notice)
        .where(
            Notice.text_key.in_(PASSING),
            Notice.closed_at.is_(None),
            Notice.opened_at < now - timedelta(days=1),
        )
        .values(closed_at=now)
    )
    await session.execute(delete(Notice).where(Notice.closed_at < now - KEEP_CLOSED))
    touch(session, TOPIC)


async def could_not_be_told(session: AsyncSession, notice_id: int, *, now: datetime) -> None:
    """Nobody heard of it; so it is not known, and told when it is met again."""
    await session.execute(update(Notice).where(Notice.id == notice_id).values(closed_at=now))
    touch(session, TOPIC)


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Drop the problems that name a member; one that lasts is met, and told, anew."""
    user_id = str(member.user_id)
    notices = await session.scalars(select(Notice).where(Notice.guild_id == member.guild_id))
    for notice in notices:  # what is inside may be sealed, and no query can look into it
        if user_id in f"{notice.about} {notice.arguments}":
            await session.delete(notice)
    touch(session, TOPIC)
