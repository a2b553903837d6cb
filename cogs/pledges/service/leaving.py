"""Members who left: their pledges rest, count again if they return in time, and are then purged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, distinct, func, literal, select, tuple_, union, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import contact, preferences
from bot.db import insert_into
from bot.models import GRACE, MemberKey
from cogs.pledges.models import Pledge, PledgeDeparture, PledgePost, PledgeState
from cogs.pledges.service import keeping, roles, steps
from cogs.pledges.service.making import ACT, follow

SOURCE = "membership"

_pledges = cast("Table", Pledge.__table__)
_departures = cast("Table", PledgeDeparture.__table__)


async def leave(session: AsyncSession, members: Collection[MemberKey], *, now: datetime) -> int:
    """Members left: close their pledges, and note since when the grace period runs.

    Returns:
        How many pledges were closed.
    """
    if not members:
        return 0
    keys = list(members)
    known = (
        select(_pledges.c.guild_id, _pledges.c.user_id, literal(now, _departures.c.left_at.type))
        .where(_whose(_pledges, keys))
        .distinct()
    )
    noted = insert_into(PledgeDeparture, session.get_bind().dialect.name).from_select(
        ["guild_id", "user_id", "left_at"], known
    )
    await session.execute(noted.on_conflict_do_nothing())
    await roles.left(session, keys)
    return await _turn(
        session,
        keys,
        before=PledgeState.ACTIVE,
        after=PledgeState.LEFT,
        kind="pledge.closed",
        ended_at=now,
        now=now,
    )


async def come_back(
    session: AsyncSession, members: Mapping[MemberKey, datetime], *, now: datetime
) -> int:
    """Members are here again: reopen their pledges if they came back within the grace period.

    Args:
        members: Since when each of them is here.

    Returns:
        How many pledges count again.
    """
    if not members:
        return 0
    found = await session.execute(
        delete(_departures)
        .where(_whose(_departures, list(members)))
        .returning(_departures.c.guild_id, _departures.c.user_id, _departures.c.left_at)
    )
    in_time: list[MemberKey] = []
    for guild_id, user_id, left_at in found.all():
        member = MemberKey(guild_id, user_id)
        if members[member] <= left_at + GRACE:
            in_time.append(member)
        else:
            await _forget_what_rests(session, member)
    if not in_time:
        return 0
    return await _turn(
        session,
        in_time,
        before=PledgeState.LEFT,
        after=PledgeState.ACTIVE,
        kind="pledge.reopened",
        ended_at=None,
        now=now,
    )


async def count_present(session: AsyncSession, guild_id: int) -> int:
    """How many hold a pledge, and so should be there."""
    found = await session.scalar(
        select(func.count(distinct(_pledges.c.user_id))).where(
            _pledges.c.guild_id == guild_id, _pledges.c.state == PledgeState.ACTIVE
        )
    )
    return found or 0


async def list_servers(session: AsyncSession) -> list[int]:
    """The servers with a post or with pledges, or which somebody left who had one."""
    posts = select(PledgePost.guild_id)
    pledges = select(_pledges.c.guild_id).where(_pledges.c.state == PledgeState.ACTIVE)
    return list(await session.scalars(union(posts, pledges, select(_departures.c.guild_id))))


async def list_present(
    session: AsyncSession, guild_id: int, *, after: int, limit: int
) -> list[int]:
    """Some of those who hold a pledge, so that it can be seen whether they are still there.

    Args:
        after: The user with whom the last look ended.
    """
    rows = await session.scalars(
        select(_pledges.c.user_id)
        .where(
            _pledges.c.guild_id == guild_id,
            _pledges.c.state == PledgeState.ACTIVE,
            _pledges.c.user_id > after,
        )
        .distinct()
        .order_by(_pledges.c.user_id)
        .limit(limit)
    )
    return list(rows)


async def list_gone(session: AsyncSession, guild_id: int, *, after: int, limit: int) -> list[int]:
    """Some of those who left, so that it can be seen whether they are back.

    Args:
        after: The user with whom the last look ended.
    """
    rows = await session.scalars(
        select(_departures.c.user_id)
        .where(_departures.c.guild_id == guild_id, _departures.c.user_id > after)
        .order_by(_departures.c.user_id)
        .limit(limit)
    )
    return list(rows)


async def list_overdue(session: AsyncSession, *, now: datetime, limit: int) -> list[MemberKey]:
    """Some of those whose grace period is over."""
    rows = await session.execute(
        select(_departures.c.guild_id, _departures.c.user_id)
        .where(_departures.c.left_at < now - GRACE)
        .order_by(_departures.c.left_at)
        .limit(limit)
    )
    return [MemberKey(*row) for row in rows]


async def purge(session: AsyncSession, members: Sequence[MemberKey], *, now: datetime) -> int:
    """Forget members for good whose grace period is over; counts stay in the ledger.

    Returns:
        How many there were.
    """
    gone = await session.execute(
        delete(_departures)
        .where(_whose(_departures, list(members)), _departures.c.left_at < now - GRACE)
        .returning(_departures.c.guild_id, _departures.c.user_id)
    )
    forgotten = [MemberKey(*row) for row in gone.all()]
    for member in forgotten:
        await keeping.forget(session, member)
        await contact.forget(session, member)
        await preferences.forget(session, member)
    return len(forgotten)


async def _forget_what_rests(session: AsyncSession, member: MemberKey) -> None:
    """They came back too late, and what they have pledged to since is theirs."""
    rests = _pledges.c.state == PledgeState.LEFT
    held = select(_pledges.c.id).where(_whose(_pledges, [member]), ~rests)
    if await session.scalar(held.limit(1)) is None:
        await keeping.forget(session, member)
    else:
        await session.execute(delete(_pledges).where(_whose(_pledges, [member]), rests))
        await steps.forget(session, member, but_held=True)


async def _turn(
    session: AsyncSession,
    keys: Sequence[MemberKey],
    *,
    before: PledgeState,
    after: PledgeState,
    kind: str,
    ended_at: datetime | None,
    now: datetime,
) -> int:
    changed = await session.execute(
        update(_pledges)
        .where(_whose(_pledges, keys), _pledges.c.state == before)
        .values(state=after, ended_at=ended_at)
        .returning(*ACT)
    )
    return await follow(session, kind, changed.all(), source=SOURCE, now=now)


def _whose(table: Table, members: Sequence[MemberKey]) -> Any:
    return tuple_(table.c.guild_id, table.c.user_id).in_(members)
