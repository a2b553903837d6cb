"""Journeys as records: looked up, listed, shown to their member, and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot import preferences
from bot.models import GRACE, MemberKey
from cogs.onboarding.models import Journey, NativeOnboarding, Offer, State, WelcomePost, Where
from cogs.onboarding.service import answers
from cogs.onboarding.service.scenes import Scene, scene_of
from cogs.onboarding.service.steps import Plan

OPEN = (State.WAITING, State.RUNNING, State.LATER)

OF = select(Journey).where(
    Journey.guild_id == bindparam("guild_id"), Journey.user_id == bindparam("user_id")
)


async def find(session: AsyncSession, journey_id: int, plan: Plan) -> Scene | None:
    """A journey as it is now."""
    journey = await session.get(Journey, journey_id)
    return None if journey is None else await scene_of(session, journey, plan)


async def find_guild(session: AsyncSession, journey_id: int) -> int | None:
    """Which server a journey belongs to; a press in a DM does not say."""
    guild_id: int | None = await session.scalar(
        select(Journey.guild_id).where(Journey.id == journey_id)
    )
    return guild_id


async def find_user(session: AsyncSession, journey_id: int) -> int | None:
    """Whose journey it is."""
    journey = await session.get(Journey, journey_id)
    return None if journey is None else journey.user_id


async def find_thread(session: AsyncSession, journey_id: int) -> int | None:
    """The thread that a journey is held in, if it is held in one."""
    journey = await session.get(Journey, journey_id)
    return None if journey is None else journey.thread_id


async def find_place(session: AsyncSession, journey_id: int) -> Where | None:
    """Where a journey is held, if there is one."""
    journey = await session.get(Journey, journey_id)
    return None if journey is None else Where(journey.place)


async def list_open(
    session: AsyncSession, *, guild_id: int | None = None, states: Sequence[State] = OPEN
) -> list[MemberKey]:
    """Whose journey is under way, in one server or in all, oldest first."""
    query = select(Journey.guild_id, Journey.user_id).where(Journey.state.in_(states))
    if guild_id is not None:
        query = query.where(Journey.guild_id == guild_id)
    rows = await session.execute(query.order_by(Journey.id))
    return [MemberKey(row.guild_id, row.user_id) for row in rows]


async def list_servers(session: AsyncSession) -> list[int]:
    """The servers that welcome, or in which anybody is known from it."""
    tables = (WelcomePost, Journey, Offer, NativeOnboarding)
    return list(await session.scalars(union(*(select(table.guild_id) for table in tables))))


async def count_open(session: AsyncSession, guild_id: int) -> int:
    """How many journeys of a server are under way."""
    query = select(func.count()).select_from(Journey)
    where = (Journey.guild_id == guild_id, Journey.state.in_(OPEN))
    return await session.scalar(query.where(*where)) or 0


async def erase(session: AsyncSession, member: MemberKey) -> None:
    """Forget a member's journey, and what they chose on it for all that is said to them."""
    await preferences.forget(session, member)
    await session.execute(
        delete(Journey).where(
            Journey.guild_id == member.guild_id, Journey.user_id == member.user_id
        )
    )


async def purge(session: AsyncSession, *, now: datetime) -> None:
    """Forget those who left longer than `GRACE` ago."""
    gone = await session.execute(
        select(Journey.guild_id, Journey.user_id).where(Journey.left_at < now - GRACE)
    )
    for guild_id, user_id in gone.all():
        await erase(session, MemberKey(guild_id, user_id))


async def describe(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """A member's journey, answers and choices as plain data; empty when there are none."""
    chosen = await preferences.describe(session, member)
    journey = await session.scalar(OF, member._asdict())
    if journey is None:
        return {"chosen": chosen} if chosen else {}
    return {
        "state": journey.state,
        "step": journey.step,
        "steps_seen": journey.reached,
        "charter_version": journey.charter_version,
        "place": journey.place,
        "role": journey.role,
        "language_of_discord": journey.locale,
        "started_at": _moment(journey.started_at),
        "finished_at": _moment(journey.finished_at),
        "remind_at": _moment(journey.remind_at),
        "changed_at": journey.changed_at.isoformat(),
        "answers": await answers.describe(session, journey.id),
        "chosen": chosen,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
