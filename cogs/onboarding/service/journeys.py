"""A member's journey: saved at every press and every answer, never lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.models import MemberKey
from cogs.onboarding.models import Journey, State, Where
from cogs.onboarding.service import answers, turns
from cogs.onboarding.service.answers import Content
from cogs.onboarding.service.records import OPEN
from cogs.onboarding.service.roles import Named
from cogs.onboarding.service.scenes import PREVIEW, Scene, index_of, scene_of
from cogs.onboarding.service.steps import Plan


class NotYours(MemberError):
    """The conversation is another member's."""

    key = "onboarding-not-yours"


class NoJourney(MemberError):
    """The conversation was erased."""

    key = "onboarding-no-journey"


class OnlyAPreview(MemberError):
    """A steward looks at what newcomers see; nothing is stored of it."""

    key = "onboarding-only-a-preview"


class Press(StrEnum):
    """What a member can press on a step."""

    NEXT = "next"
    BACK = "back"
    LATER = "later"
    STOP = "stop"
    CONTINUE = "continue"


@dataclass(frozen=True)
class Spot:
    """The message whose button was pressed."""

    place: Where
    channel_id: int
    message_id: int


async def press(
    session: AsyncSession,
    journey_id: int,
    user_id: int,
    what: Press,
    *,
    turn: int,
    plan: Plan,
    locale: str,
    spot: Spot | None,
    gives: Sequence[Named],
    now: datetime,
) -> Scene:
    """Do what a button says, if it is a button of the present turn; tell what is so then.

    A second click, or one on last week's message, changes nothing.

    Args:
        spot: Where it was pressed; None in an answer that only the member sees.
        gives: The roles that finishing gives.

    Raises:
        NoJourney, NotYours: It cannot be pressed by this person.
    """
    journey = await at(session, journey_id, user_id, locale=locale, spot=spot)
    if turn == journey.turn:
        match what, State(journey.state):
            case Press.NEXT, State.RUNNING:
                await turns.go_on(session, journey, plan, gives=gives, now=now)
            case Press.BACK, State.RUNNING:
                await turns.go_back(session, journey, plan, now=now)
            case Press.LATER, State.RUNNING:
                await turns.rest(session, journey, plan, State.LATER, now=now)
            case Press.STOP, State.RUNNING | State.LATER:
                await turns.rest(session, journey, plan, State.STOPPED, now=now)
            case Press.CONTINUE, State.LATER:
                await turns.go_on_after_later(session, journey, plan, now=now)
            case _:
                pass
    return await show(session, journey, plan, now=now)


async def give_answer(
    session: AsyncSession,
    journey_id: int,
    user_id: int,
    *,
    step: str,
    content: Content | None,
    plan: Plan,
    locale: str,
    spot: Spot | None,
    now: datetime,
) -> Scene:
    """Keep what was answered at a step, and stay there; None takes an answer back.

    It is kept wherever the journey has gone meanwhile: a form may be sent long after it was opened.
    The turn stays, so every button of the message still works.

    Raises:
        NoJourney, NotYours: It is not this person's to answer.
    """
    journey = await at(session, journey_id, user_id, locale=locale, spot=spot)
    if journey.state not in (State.OFFERED, State.WAITING, State.LEFT):
        if content is None:
            await answers.take_back(session, journey.id, step)
        else:
            await answers.save(session, journey.id, step, content, now=now)
    return await show(session, journey, plan, now=now)


async def at(
    session: AsyncSession, journey_id: int, user_id: int, *, locale: str, spot: Spot | None
) -> Journey:
    """The journey that a control belongs to, locked; its message is where it was pressed last.

    Raises:
        NoJourney, NotYours: It is not this person's.
    """
    journey = await own(session, journey_id, user_id)
    journey.locale = locale[:10]
    if spot is not None and journey.state in OPEN:
        journey.place = spot.place
        journey.channel_id, journey.message_id = spot.channel_id, spot.message_id
    return journey


async def own(session: AsyncSession, journey_id: int, user_id: int) -> Journey:
    """A journey, locked, for whoever it belongs to.

    Raises:
        NoJourney, NotYours, OnlyAPreview: It is not this person's.
    """
    if journey_id == PREVIEW:
        raise OnlyAPreview
    journey = await session.get(Journey, journey_id, with_for_update=True)
    if journey is None:
        raise NoJourney
    if journey.user_id != user_id:
        raise NotYours
    return journey


async def show(session: AsyncSession, journey: Journey, plan: Plan, *, now: datetime) -> Scene:
    """What the member is to see; a step that is gone has made way for another by then."""
    if journey.state == State.RUNNING and journey.step not in plan.steps:
        await turns.enter(session, journey, plan, index_of(journey, plan), now=now)
    return await scene_of(session, journey, plan)


async def take_here(
    session: AsyncSession,
    journey_id: int,
    user_id: int,
    *,
    plan: Plan,
    locale: str,
    now: datetime,
) -> Scene:
    """Go on in answers that only the member sees, because nothing reached them elsewhere.

    Raises:
        NoJourney, NotYours: It is not this person's to go on with.
    """
    journey = await own(session, journey_id, user_id)
    journey.locale = locale[:10]
    if journey.state == State.RUNNING:
        journey.place, journey.changed_at = Where.HERE, now
    return await show(session, journey, plan, now=now)


async def leave(session: AsyncSession, members: Sequence[MemberKey], *, now: datetime) -> int:
    """Close the journeys of people who left their server; they can come back to them.

    Returns:
        How many were open.
    """
    journeys = await session.scalars(
        select(Journey).where(
            tuple_(Journey.guild_id, Journey.user_id).in_([tuple(member) for member in members]),
            Journey.left_at.is_(None),
        )
    )
    closed = 0
    for journey in journeys:
        journey.left_at = now
        if journey.state in OPEN:
            closed += 1
            await turns.come_to_rest(session, journey, State.LEFT, now=now)
    return closed
