"""What came of what a journey asked Discord for: sent, or refused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from cogs.onboarding.models import Journey, State, Where
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
    """The member cannot be written to, or their thread is gone: ask for one in a channel."""
    journey = await session.get(Journey, journey_id)
    if journey is None or journey.state != State.RUNNING or journey.place == Where.HERE:
        return
    if journey.place == Where.THREAD and journey.thread_id is None:
        return  # it is asked for
    journey.place, journey.thread_id = Where.THREAD, None
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
