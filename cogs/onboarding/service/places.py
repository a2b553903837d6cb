"""Where a conversation is held when that changes: moved on request, or its thread gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.onboarding.models import Journey, State, Where
from cogs.onboarding.service import journeys, turns
from cogs.onboarding.service.records import OPEN
from cogs.onboarding.service.starting import Answer, Started
from cogs.onboarding.service.steps import Plan


async def move_to_messages(
    session: AsyncSession,
    journey_id: int,
    user_id: int,
    *,
    plan: Plan,
    locale: str,
    now: datetime,
) -> Started:
    """Go on in direct messages; the step is sent there when its turn comes.

    Raises:
        NoJourney, NotYours: It is not this person's to go on with.
    """
    journey = await journeys.at(session, journey_id, user_id, locale=locale, spot=None)
    if journey.state == State.RUNNING and journey.place == Where.HERE:
        journey.place = Where.DM
        journey.channel_id = journey.message_id = None
        await turns.send_step(session, journey, now=now, priority=turns.UNHURRIED)
    scene = await journeys.show(session, journey, plan, now=now)
    if journey.state != State.RUNNING:
        return Started(Answer.HERE, scene)
    return Started(Answer.WRITING if journey.message_id is None else Answer.ELSEWHERE, scene)


async def lose_thread(session: AsyncSession, guild_id: int, thread_id: int) -> bool:
    """A thread is gone; whoever talked in it is written to elsewhere when they press Start.

    Returns:
        Whether a conversation was held in it.
    """
    journey = await session.scalar(
        select(Journey).where(
            Journey.guild_id == guild_id,
            Journey.state.in_(OPEN),
            Journey.thread_id == thread_id,
        )
    )
    if journey is None:
        return False
    journey.place, journey.thread_id = Where.DM, None
    journey.channel_id = journey.message_id = None
    return True


async def list_threads(session: AsyncSession, guild_id: int) -> Sequence[int]:
    """The threads in which a server's conversations are held."""
    found = await session.scalars(
        select(Journey.thread_id).where(
            Journey.guild_id == guild_id,
            Journey.state.in_(OPEN),
            Journey.thread_id.is_not(None),
        )
    )
    return [thread_id for thread_id in found if thread_id is not None]
