"""Who has left, who has come back, and who has been gone for so long that they are forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import forgetting, people
from bot.db import insert_into
from bot.models import GRACE, MemberKey
from bot.sharding import Shards
from cogs.privacy.models import Departure


async def leave(session: AsyncSession, members: Sequence[MemberKey], now: datetime) -> None:
    """Members have left; of those about whom nothing is stored nothing is noted either."""
    by_server: dict[int, list[int]] = {}
    for guild_id, user_id in members:
        by_server.setdefault(guild_id, []).append(user_id)
    rows = [
        {"guild_id": guild_id, "user_id": user_id, "left_at": now}
        for guild_id, user_ids in by_server.items()
        for user_id in await people.known_among(session, guild_id, user_ids)
    ]
    if rows:
        statement = insert_into(Departure, session.get_bind().dialect.name)
        await session.execute(statement.on_conflict_do_nothing(), rows)


async def come_back(session: AsyncSession, members: Iterable[MemberKey]) -> None:
    """Members are there again: everything about them stays."""
    keys = [tuple(member) for member in members]
    await session.execute(
        delete(Departure).where(tuple_(Departure.guild_id, Departure.user_id).in_(keys))
    )


async def list_present(session: AsyncSession, guild_id: int) -> list[int]:
    """About whom something is stored in a server, and who has not left as far as we know."""
    gone = set(
        await session.scalars(select(Departure.user_id).where(Departure.guild_id == guild_id))
    )
    return [one for one in await people.known_in(session, guild_id) if one not in gone]


async def list_overdue(
    session: AsyncSession, shards: Shards, *, now: datetime, limit: int = 50
) -> list[MemberKey]:
    """Who has been gone for longer than the grace period, the longest first.

    Args:
        shards: Of servers on these; who is in another is known to another process.
    """
    query = select(Departure.guild_id, Departure.user_id).where(Departure.left_at < now - GRACE)
    ours = shards.clause(Departure.guild_id.expression)
    if ours is not None:
        query = query.where(ours)
    rows = await session.execute(query.order_by(Departure.left_at).limit(limit))
    return [MemberKey(*row) for row in rows]


async def purge(session: AsyncSession, member: MemberKey) -> None:
    """Forget somebody who has been gone for long."""
    await forgetting.forget(session, member)
    await session.execute(
        delete(Departure).where(
            Departure.guild_id == member.guild_id, Departure.user_id == member.user_id
        )
    )
