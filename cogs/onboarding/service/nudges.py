"""The one reminder that somebody asked for who pressed Later, and no other."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot import contact, deliveries, preferences
from bot.deliveries import Lane
from bot.models import MemberKey
from cogs.onboarding.models import Journey, State, Where
from cogs.onboarding.service import journeys
from cogs.onboarding.service.journeys import Spot
from cogs.onboarding.service.scenes import Scene, scene_at_rest
from cogs.onboarding.service.steps import Plan

DELIVERY = "onboarding.nudge"
PRIORITY = 6

LATE = timedelta(days=2)
"""After this long the moment they chose is over, and a reminder would only puzzle them."""


class When(StrEnum):
    """When somebody may be reminded."""

    TOMORROW = "tomorrow"
    IN_THREE_DAYS = "in-three-days"
    NEXT_WEEK = "next-week"
    NEVER = "never"


DAYS = {When.TOMORROW: 1, When.IN_THREE_DAYS: 3, When.NEXT_WEEK: 7}


async def choose(
    session: AsyncSession,
    journey_id: int,
    user_id: int,
    when: When,
    *,
    turn: int,
    plan: Plan,
    locale: str,
    spot: Spot | None,
    now: datetime,
) -> Scene:
    """Be reminded once, at the hour it is now, or not at all; each choice replaces the last.

    Raises:
        NoJourney, NotYours: It is not this person's to choose.
    """
    journey = await journeys.at(session, journey_id, user_id, locale=locale, spot=spot)
    if turn == journey.turn and journey.state == State.LATER:
        member = MemberKey(journey.guild_id, journey.user_id)
        journey.turn += 1
        journey.remind_at = None
        journey.left_alone_at = now if when is When.NEVER else None
        if when is not When.NEVER:
            zone = await preferences.zone_of(session, member, otherwise=plan.zone)
            journey.remind_at = moment_of(when, zone, now=now)
            await _ask(session, journey, journey.remind_at, now=now)
    return await journeys.show(session, journey, plan, now=now)


def moment_of(when: When, zone: str, *, now: datetime) -> datetime:
    """The same hour on a later day, by the clocks of a zone, or the end of its quiet hours."""
    local = now.astimezone(ZoneInfo(zone))
    later = contact.on_the_clock(local.date() + timedelta(days=DAYS[when]), local.time(), zone)
    return contact.out_of_quiet(later, zone)


async def find(session: AsyncSession, journey_id: int, turn: int, plan: Plan) -> Scene | None:
    """The paused journey that a reminder is for; None once they have gone on, stopped or left."""
    journey = await _asking(session, journey_id, turn)
    return None if journey is None else scene_at_rest(journey, plan)


async def settle(session: AsyncSession, journey_id: int, turn: int) -> Where | None:
    """The reminder was sent, or never will be; where it was meant to appear, if it still was."""
    journey = await _asking(session, journey_id, turn)
    if journey is None:
        return None
    journey.remind_at = None
    return Where(journey.place)


async def _asking(session: AsyncSession, journey_id: int, turn: int) -> Journey | None:
    journey = await session.get(Journey, journey_id)
    if journey is None or journey.state != State.LATER or journey.turn != turn:
        return None
    return None if journey.remind_at is None else journey


async def _ask(
    session: AsyncSession, journey: Journey, remind_at: datetime, *, now: datetime
) -> None:
    """Put it into the outbox; the turn in the key tells it from one that they chose before."""
    await deliveries.enqueue(
        session,
        DELIVERY,
        guild_id=journey.guild_id,
        key=f"{DELIVERY}:{journey.id}:{journey.turn}",
        payload={"journey_id": journey.id, "turn": journey.turn},
        now=now,
        lane=Lane.GUILD if journey.place == Where.THREAD else Lane.DM,
        priority=PRIORITY,
        not_before=remind_at,
    )
