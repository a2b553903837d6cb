"""Start: a journey begun, resumed, begun again, or shown where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import Executable, bindparam
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_into, touch
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.onboarding.models import Journey, RoleState, State, Where
from cogs.onboarding.service import journeys, roles, turns
from cogs.onboarding.service.journeys import Spot
from cogs.onboarding.service.records import OF, OPEN
from cogs.onboarding.service.roles import Named
from cogs.onboarding.service.scenes import Scene, scene_at_rest, scene_of
from cogs.onboarding.service.steps import Plan

SCREENING_TOPIC = "onboarding.screening"
"""What a commit touches after which somebody waits for the screening to be over."""


class SwitchedOff(MemberError):
    """This server offers no onboarding."""

    key = "onboarding-switched-off"


class Answer(StrEnum):
    """How Start is answered."""

    SCREENING = "screening"
    WRITING = "writing"
    """The step is on its way to where the member is written to."""
    ELSEWHERE = "elsewhere"
    """The conversation is already going on; the scene says where."""
    HERE = "here"
    """The answer itself has to be the step."""
    FINISHED = "finished"


@dataclass(frozen=True)
class Started:
    """What pressing Start led to."""

    answer: Answer
    scene: Scene
    is_back: bool = False
    """They had left the server meanwhile."""
    is_crowded: bool = False
    """It begins here only because a direct message would take too long now."""


async def start(
    session: AsyncSession,
    member: MemberKey,
    *,
    is_on: bool,
    plan: Plan,
    is_pending: bool,
    locale: str,
    source: str,
    gives: Sequence[Named],
    now: datetime,
    is_crowded: bool = False,
    spot: Spot | None = None,
) -> Started:
    """Begin, resume, or say where the conversation is.

    Args:
        is_on: Whether the server offers the conversation.
        plan: What there is to talk about.
        is_pending: The server's own screening is not passed yet; then everything waits for that.
        gives: The roles that finishing gives.
        is_crowded: A direct message asked for now would take too long to come.
        spot: The direct message in which Start was pressed; the step takes its place.

    Raises:
        SwitchedOff: The server offers none, and none is under way.
    """
    if is_on:
        await _make_sure_of(session, member, now=now)
    journey = await _find(session, member)
    if journey is None or (not is_on and journey.state not in (*OPEN, State.FINISHED)):
        raise SwitchedOff
    journey.locale = locale[:10]
    is_back, journey.left_at = journey.left_at is not None, None
    if is_back and journey.finished_at is not None:
        await _give_roles_back(session, journey, gives, now=now)
    match State(journey.state):
        case State.FINISHED:
            return Started(Answer.FINISHED, scene_at_rest(journey, plan), is_back=is_back)
        case State.RUNNING:
            moved = await _make_reachable(session, journey, is_crowded=is_crowded, now=now)
            scene = await scene_of(session, journey, plan)
            return Started(_answer(journey), scene, is_crowded=moved)
        case State.OFFERED | State.STOPPED:
            _from_the_first_step(journey)
        case State.LEFT:
            journey.place = Where.DM
        case _:
            pass
    if is_pending:
        journey.state, journey.changed_at = State.WAITING, now
        touch(session, SCREENING_TOPIC)
        return Started(Answer.SCREENING, scene_at_rest(journey, plan))
    is_here = is_crowded and journey.place == Where.DM and spot is None
    if is_here:
        journey.place = Where.HERE
    await turns.begin(session, journey, plan, source=source, now=now, is_shown=spot is not None)
    if spot is not None:
        journey.place = spot.place
        journey.channel_id, journey.message_id = spot.channel_id, spot.message_id
    scene = await _shown_at_start(session, journey, plan)
    reply = _answer(journey) if spot is None else Answer.HERE
    return Started(reply, scene, is_back=is_back, is_crowded=is_here)


async def start_again(
    session: AsyncSession,
    journey_id: int,
    user_id: int,
    *,
    plan: Plan,
    locale: str,
    now: datetime,
    is_crowded: bool = False,
) -> Started:
    """Read everything once more after the end; what finishing gave stays given.

    Raises:
        NoJourney, NotYours: It is not this person's to read.
    """
    journey = await journeys.own(session, journey_id, user_id)
    journey.locale = locale[:10]
    if journey.state == State.FINISHED:
        _from_the_first_step(journey)
        if is_crowded:
            journey.place = Where.HERE
        await turns.begin(session, journey, plan, source="button", now=now)
    scene = await _shown_at_start(session, journey, plan)
    return Started(_answer(journey), scene, is_crowded=is_crowded and scene.place is Where.HERE)


async def pass_screening(
    session: AsyncSession, member: MemberKey, *, plan: Plan, now: datetime
) -> bool:
    """Begin the journey of somebody who pressed Start while the screening was open."""
    journey = await _find(session, member)
    if journey is None or journey.state != State.WAITING:
        return False
    touch(session, SCREENING_TOPIC)
    await turns.begin(session, journey, plan, source="screening", now=now, priority=turns.UNHURRIED)
    return True


_LOCKED = OF.with_for_update()


async def _find(session: AsyncSession, member: MemberKey) -> Journey | None:
    """A member's journey, locked until this use case ends."""
    return await session.scalar(_LOCKED, member._asdict())


async def _make_sure_of(session: AsyncSession, member: MemberKey, *, now: datetime) -> None:
    """Two presses in one moment make one row, whichever database it is."""
    await session.execute(
        _offer(session.get_bind().dialect.name), member._asdict() | {"changed_at": now}
    )


@cache
def _offer(dialect: str) -> Executable:
    return (
        insert_into(Journey, dialect)
        .values(
            guild_id=bindparam("guild_id"),
            user_id=bindparam("user_id"),
            changed_at=bindparam("changed_at"),
            state=State.OFFERED,
            step="",
            step_index=0,
            turn=0,
            place=Where.DM,
            role=RoleState.NONE,
            locale="",
        )
        .on_conflict_do_nothing(index_elements=["guild_id", "user_id"])
    )


async def _make_reachable(
    session: AsyncSession, journey: Journey, *, is_crowded: bool, now: datetime
) -> bool:
    """See that somebody under way who looks for the conversation finds it.

    Returns:
        Whether it goes on here because a direct message would take too long.
    """
    if journey.message_id is not None or journey.place == Where.HERE:
        return False
    if is_crowded and journey.place == Where.DM:
        journey.place = Where.HERE
        return True
    await turns.send_step(session, journey, now=now)
    return False


def _answer(journey: Journey) -> Answer:
    if journey.place == Where.HERE:
        return Answer.HERE
    return Answer.WRITING if journey.message_id is None else Answer.ELSEWHERE


async def _shown_at_start(session: AsyncSession, journey: Journey, plan: Plan) -> Scene:
    """The step itself only where the answer to Start shows it."""
    if journey.place == Where.HERE:
        return await scene_of(session, journey, plan)
    return scene_at_rest(journey, plan)


def _from_the_first_step(journey: Journey) -> None:
    """Whoever stopped begins anew and is counted anew; whoever finished only reads it again."""
    journey.step, journey.step_index, journey.step_since = "", 0, None
    journey.place = Where.DM
    if journey.finished_at is None:
        journey.started_at, journey.reached, journey.charter_version = None, [], 0


async def _give_roles_back(
    session: AsyncSession, journey: Journey, gives: Sequence[Named], *, now: datetime
) -> None:
    """Discord takes all roles from those who leave."""
    if journey.role != RoleState.NONE:
        await roles.owe(session, journey, gives, now=now)
