"""How a member wants to be spoken to in one community: what they chose, and what we know anyway."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake, UtcDateTime, insert_into, touch
from bot.models import MemberKey

TOPIC = "preferences"
"""What a commit touches when it changes which language somebody chose."""


class Preference(Base):
    """A member's language and zone. Kept until they are forgotten or purged after leaving."""

    __tablename__ = "preferences"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    language: Mapped[str | None] = mapped_column(String(10))
    """What they chose; None: whatever Discord says they read."""
    heard: Mapped[str | None] = mapped_column(String(10))
    """What Discord said they read when they last asked for something that is answered later."""
    zone: Mapped[str | None] = mapped_column(String(64))
    """IANA name; None: the server's."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


async def find(session: AsyncSession, member: MemberKey) -> Preference | None:
    """What a member chose, if they chose anything."""
    return await session.get(Preference, tuple(member))


async def zone_of(session: AsyncSession, member: MemberKey, *, otherwise: str) -> str:
    """The zone a member lives in, as far as they told us.

    Args:
        otherwise: The server's.
    """
    own = await find(session, member)
    return otherwise if own is None or own.zone is None else own.zone


async def languages(session: AsyncSession, guild_id: int) -> dict[int, str]:
    """The languages that members of a server chose themselves, by user id."""
    rows = await session.execute(
        select(Preference.user_id, Preference.language).where(
            Preference.guild_id == guild_id, Preference.language.is_not(None)
        )
    )
    return {user_id: language for user_id, language in rows if language is not None}


async def last_language(session: AsyncSession, user_id: int) -> str | None:
    """The language that somebody chose last, in whatever community."""
    chosen: str | None = await session.scalar(
        select(Preference.language)
        .where(Preference.user_id == user_id, Preference.language.is_not(None))
        .order_by(Preference.changed_at.desc())
        .limit(1)
    )
    return chosen


async def choose_language(
    session: AsyncSession, member: MemberKey, language: str, *, now: datetime
) -> None:
    """Be spoken to in this language from now on."""
    (await _own(session, member, now)).language = language
    touch(session, TOPIC)


async def hear(session: AsyncSession, member: MemberKey, locale: str, *, now: datetime) -> None:
    """Know the language in which a member is written to one day about what they do now.

    Args:
        locale: What their Discord is set to. Whatever they chose themselves goes before it.
    """
    statement = insert_into(Preference, session.get_bind().dialect.name)
    await session.execute(
        statement.values(**member._asdict(), heard=locale, changed_at=now).on_conflict_do_update(
            index_elements=["guild_id", "user_id"],
            set_={"heard": locale},
            where=Preference.heard.is_distinct_from(locale),
        )
    )


async def heard(session: AsyncSession, member: MemberKey) -> str | None:
    """The language of a member's Discord, as far as it has been heard."""
    own = await find(session, member)
    return None if own is None else own.heard


async def choose_zone(
    session: AsyncSession, member: MemberKey, zone: str, *, now: datetime
) -> None:
    """Have clock times meant in this zone from now on."""
    (await _own(session, member, now)).zone = zone


async def describe(session: AsyncSession, member: MemberKey) -> dict[str, str | None]:
    """What is known of a member as plain data; empty when that is nothing."""
    row = await find(session, member)
    if row is None:
        return {}
    return {"language": row.language, "heard": row.heard, "zone": row.zone}


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase a member's choices."""
    await session.execute(
        delete(Preference).where(
            Preference.guild_id == member.guild_id, Preference.user_id == member.user_id
        )
    )
    touch(session, TOPIC)


async def _own(session: AsyncSession, member: MemberKey, now: datetime) -> Preference:
    """A member's row, which two choices in one moment make only once."""
    await session.execute(
        insert_into(Preference, session.get_bind().dialect.name)
        .values(**member._asdict(), changed_at=now)
        .on_conflict_do_nothing(index_elements=["guild_id", "user_id"])
    )
    row = await session.get_one(Preference, tuple(member), with_for_update=True)
    row.changed_at = now
    return row
