"""What members did for values, as the ledger has it: this is what makes a pledge kept.

Two acts count: to have been there, and to have brought an initiative to its end. The ledger is only
ever added to; somebody who was not there after all has a second row that takes the first one back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.activity import Activity
from cogs.initiatives.models import Initiative
from cogs.initiatives.service.reading import values_of

ATTENDED = "initiative.attended"
NOT_ATTENDED = "initiative.attendance_withdrawn"
CLOSED = "initiative.closed"


@dataclass(frozen=True)
class Act:
    """Something a member did for a value; `user_id` is None once they are forgotten."""

    kind: str
    user_id: int | None
    value_id: int
    initiative_id: int
    at: datetime


async def list_acts(
    session: AsyncSession,
    guild_id: int,
    *,
    value_id: int | None = None,
    user_id: int | None = None,
    since: datetime | None = None,
) -> list[Act]:
    """The acts for values in a server that stand, in the order in which they were written.

    Args:
        value_id: For this value only.
        user_id: By this member only.
        since: Done then or later.
    """
    query = (
        select(Activity.kind, Activity.user_id, Activity.value_id, Activity.subject_id, Activity.at)
        .where(
            Activity.guild_id == guild_id,
            Activity.kind.in_([ATTENDED, NOT_ATTENDED, CLOSED]),
            Activity.value_id.is_not(None),
        )
        .order_by(Activity.id)
    )
    if value_id is not None:
        query = query.where(Activity.value_id == value_id)
    if user_id is not None:
        query = query.where(Activity.user_id == user_id)
    standing: dict[tuple[str, int | None, int, int], list[Act]] = {}
    for kind, who, value, initiative_id, at in await session.execute(query):
        assert value is not None
        assert initiative_id is not None
        if kind == NOT_ATTENDED:
            del standing.get((ATTENDED, who, value, initiative_id), [])[-1:]
        else:
            act = Act(kind, who, value, initiative_id, at)
            standing.setdefault((kind, who, value, initiative_id), []).append(act)
    return [act for acts in standing.values() for act in acts if since is None or act.at >= since]


async def attended(
    session: AsyncSession,
    initiative: Initiative,
    came: Iterable[tuple[int, datetime]],
    *,
    now: datetime,
    source: str,
) -> None:
    """Write that members were there, once for each value it serves.

    Args:
        came: Who, and when; those who are written down already are left out.
    """
    standing = await _standing(session, initiative)
    values = await _values(session, initiative)
    await activity.record_many(
        session,
        [
            _row(ATTENDED, initiative, user_id, value_id, min(at, now), source)
            for user_id, at in came
            for value_id in values
            if (user_id, value_id) not in standing
        ],
    )


async def not_attended(
    session: AsyncSession,
    initiative: Initiative,
    user_ids: Collection[int],
    *,
    now: datetime,
    source: str,
) -> None:
    """Take back that members were there."""
    gone = set(user_ids)
    if not gone:
        return
    standing = sorted(await _standing(session, initiative), key=str)
    await activity.record_many(
        session,
        [
            _row(NOT_ATTENDED, initiative, user_id, value_id, now, source)
            for user_id, value_id in standing
            if user_id in gone
        ],
    )


async def closed(
    session: AsyncSession,
    initiative: Initiative,
    user_id: int | None,
    *,
    now: datetime,
    source: str,
) -> None:
    """Write that an initiative was brought to its end, once for each value it serves.

    Args:
        user_id: Who did, if they organise it. For a steward who does it in their place, it is no
            act for the value.
    """
    await activity.record_many(
        session,
        [
            _row(CLOSED, initiative, user_id, value_id, now, source)
            for value_id in await _values(session, initiative)
        ],
    )


async def _values(session: AsyncSession, initiative: Initiative) -> tuple[int | None, ...]:
    """The values it serves; of one that serves none, the acts are written without."""
    return (await values_of(session, [initiative.id])).get(initiative.id, ()) or (None,)


async def _standing(session: AsyncSession, initiative: Initiative) -> set[tuple[int, int | None]]:
    rows = await session.execute(
        select(Activity.user_id, Activity.value_id, Activity.kind, func.count())
        .where(
            Activity.guild_id == initiative.guild_id,
            Activity.kind.in_([ATTENDED, NOT_ATTENDED]),
            Activity.subject_id == initiative.id,
            Activity.user_id.is_not(None),
        )
        .group_by(Activity.user_id, Activity.value_id, Activity.kind)
    )
    net: dict[tuple[int, int | None], int] = {}
    for user_id, value_id, kind, count in rows:
        assert user_id is not None
        sign = 1 if kind == ATTENDED else -1
        net[user_id, value_id] = net.get((user_id, value_id), 0) + sign * count
    return {key for key, count in net.items() if count > 0}


def _row(
    kind: str,
    initiative: Initiative,
    user_id: int | None,
    value_id: int | None,
    at: datetime,
    source: str,
) -> dict[str, object]:
    return {
        "kind": kind,
        "guild_id": initiative.guild_id,
        "at": at,
        "user_id": user_id,
        "subject_id": initiative.id,
        "value_id": value_id,
        "source": source,
    }
