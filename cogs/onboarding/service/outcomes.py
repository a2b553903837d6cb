"""What came of what a journey asked Discord for: sent, refused, given."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries, notices
from cogs.onboarding.models import Journey, RoleState, State, Where
from cogs.onboarding.service import turns


async def sent(
    session: AsyncSession, journey_id: int, *, channel_id: int, message_id: int, in_new_thread: bool
) -> None:
    """The step has reached the member."""
    journey = await session.get(Journey, journey_id)
    if journey is None:
        return
    journey.channel_id, journey.message_id = channel_id, message_id
    if in_new_thread:
        journey.thread_id = channel_id


async def move_to_thread(
    session: AsyncSession, journey_id: int, *, channel_id: int, now: datetime
) -> None:
    """The member cannot be written to: ask for a private thread in a channel."""
    journey = await session.get(Journey, journey_id)
    if journey is None or journey.state != State.RUNNING or journey.place != Where.DM:
        return
    journey.place = Where.THREAD
    await deliveries.enqueue(
        session,
        turns.THREAD,
        guild_id=journey.guild_id,
        key=f"{turns.THREAD}:{journey.id}",
        payload={"journey_id": journey.id, "channel_id": channel_id},
        now=now,
        priority=1,
    )


async def nowhere_else(session: AsyncSession, journey_id: int) -> None:
    """Neither a DM nor a thread is possible: Start itself will answer with the step."""
    journey = await session.get(Journey, journey_id)
    if journey is not None and journey.state == State.RUNNING:
        journey.place, journey.thread_id = Where.HERE, None


async def role_given(
    session: AsyncSession, journey_id: int, *, role_id: int, now: datetime
) -> None:
    """The member has the role; a closing sentence that said otherwise is put right."""
    journey = await session.get(Journey, journey_id)
    if journey is not None:
        was_refused, journey.role = journey.role == RoleState.REFUSED, RoleState.GIVEN
        about = f"{turns.ROLE}:{role_id}"
        await notices.close_notice(session, about, guild_id=journey.guild_id, now=now)
        if was_refused:
            await _put_closing_right(session, journey, now)


async def role_refused(session: AsyncSession, journey_id: int, *, now: datetime) -> None:
    """Discord would not give the role; the member is told what stands."""
    journey = await session.get(Journey, journey_id)
    if journey is not None and journey.role != RoleState.REFUSED:
        journey.role = RoleState.REFUSED
        await _put_closing_right(session, journey, now)


async def give_owed_roles(
    session: AsyncSession, guild_id: int, *, role_id: int, now: datetime
) -> int:
    """Ask once more for the roles that members finished for and never got; how many."""
    owed = list(
        await session.scalars(
            select(Journey).where(
                Journey.guild_id == guild_id,
                Journey.role.in_((RoleState.OWED, RoleState.REFUSED)),
                Journey.finished_at.is_not(None),
                Journey.left_at.is_(None),
            )
        )
    )
    for journey in owed:
        await turns.ask_for_role(session, journey, role_id=role_id, now=now)
    if owed:
        await notices.close_notice(session, turns.ROLE_MISSING, guild_id=guild_id, now=now)
    return len(owed)


async def _put_closing_right(session: AsyncSession, journey: Journey, now: datetime) -> None:
    if journey.message_id is None:
        return
    await deliveries.enqueue(
        session,
        turns.CLOSING,
        guild_id=journey.guild_id,
        key=f"{turns.CLOSING}:{journey.id}",
        payload={"journey_id": journey.id},
        now=now,
        priority=2,
    )
