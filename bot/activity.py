"""The ledger: one row per meaningful act, written with the act and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, Index, String, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, OwnId, Snowflake, UtcDateTime
from bot.models import MemberKey
from bot.rows import given_rows, rows_as_text


class Activity(Base):
    """One act. Kept; when its member is forgotten, `user_id` becomes null and the count stays."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_guild_id_kind_at", "guild_id", "kind", "at"),
        Index("ix_activity_guild_id_user_id", "guild_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int | None] = mapped_column(Snowflake)
    subject_id: Mapped[int | None] = mapped_column(Snowflake)
    value_id: Mapped[int | None] = mapped_column(OwnId)
    source: Mapped[str | None] = mapped_column(String(30))


async def record(
    session: AsyncSession,
    kind: str,
    *,
    guild_id: int,
    at: datetime,
    user_id: int | None = None,
    subject_id: int | None = None,
    value_id: int | None = None,
    source: str | None = None,
) -> None:
    """Write one act.

    Args:
        kind: `capability.act`, in the past tense, such as `pledge.made`.
        subject_id: The row the act is about, in the capability's own table.
        value_id: The value it serves, if it serves one.
        source: The door it came by: `reaction`, `button`, `command`, `recovered`, `config`.
    """
    await record_many(
        session,
        [
            {
                "kind": kind,
                "guild_id": guild_id,
                "at": at,
                "user_id": user_id,
                "subject_id": subject_id,
                "value_id": value_id,
                "source": source,
            }
        ],
    )


_INSERT = insert(Activity.__table__)  # type: ignore[arg-type]  # a Table, typed as FromClause


async def record_many(session: AsyncSession, rows: Sequence[dict[str, object]]) -> None:
    """Write many acts in one statement; each row has every column but `id`."""
    if rows:
        await session.execute(_INSERT, rows)


async def record_alike(
    session: AsyncSession,
    kind: str,
    acts: Iterable[tuple[int, int, int, int]],
    *,
    at: datetime,
    source: str,
) -> None:
    """Write many acts of one kind that happened at one time by one door, as a storm makes them.

    Args:
        acts: Each one's subject, server, member and value.
    """
    values = {"kind": kind, "at": at, "source": source, "rows": rows_as_text(acts)}
    await session.execute(_insert_alike(session.get_bind().dialect.name), values)


@cache
def _insert_alike(dialect: str) -> Executable:
    given = given_rows(dialect, subject_id=int, guild_id=int, user_id=int, value_id=int)
    columns = Activity.__table__.c
    alike = [columns[name] for name in ("kind", "at", "source")]
    names = [*given.c.keys(), *(column.name for column in alike)]
    acts = select(*given.c, *(bindparam(column.name, type_=column.type) for column in alike))
    return insert(Activity.__table__).from_select(names, acts)  # type: ignore[arg-type]  # a Table


async def counts(session: AsyncSession, guild_id: int) -> dict[str, int]:
    """How often each kind of act happened in a guild, by kind."""
    rows = await session.execute(
        select(Activity.kind, func.count())
        .where(Activity.guild_id == guild_id)
        .group_by(Activity.kind)
        .order_by(Activity.kind)
    )
    return dict(rows.all())


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Keep the counts, drop the person."""
    await session.execute(
        update(Activity)
        .where(Activity.guild_id == member.guild_id, Activity.user_id == member.user_id)
        .values(user_id=None)
    )


async def export(session: AsyncSession, member: MemberKey) -> list[dict[str, object]]:
    """Every act of a member, oldest first."""
    rows = await session.scalars(
        select(Activity)
        .where(Activity.guild_id == member.guild_id, Activity.user_id == member.user_id)
        .order_by(Activity.id)
    )
    return [{"at": row.at.isoformat(), "kind": row.kind, "source": row.source} for row in rows]
