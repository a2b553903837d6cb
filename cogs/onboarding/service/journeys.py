"""A member's journey: begun by pressing Start, saved at every press, never lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import touch
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.charter.service import CharterText
from cogs.onboarding.models import Journey, RoleState, State, Where
from cogs.onboarding.service import turns
from cogs.onboarding.service.scenes import MISSION, Scene, scene, scene_of

GRACE = timedelta(days=30)
"""How long the journey of somebody who left is kept, should they come back (DESIGN §7)."""

SCREENING_TOPIC = "onboarding.screening"
"""What a commit touches after which somebody waits for the screening to be over."""

OPEN = (State.WAITING, State.RUNNING, State.LATER)


class SwitchedOff(MemberError):
    """This server offers no onboarding."""

    key = "onboarding-switched-off"


class NotYours(MemberError):
    """The conversation is another member's."""

    key = "onboarding-not-yours"


class NoJourney(MemberError):
    """The conversation was erased."""

    key = "onboarding-no-journey"


class Press(StrEnum):
    """What a member can press on a step."""

    NEXT = "next"
    BACK = "back"
    LATER = "later"
    STOP = "stop"
    CONTINUE = "continue"


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


@dataclass(frozen=True)
class Spot:
    """The message whose button was pressed."""

    place: Where
    channel_id: int
    message_id: int


async def start(
    session: AsyncSession,
    member: MemberKey,
    *,
    is_on: bool,
    text: CharterText,
    is_pending: bool,
    locale: str,
    source: str,
    role_id: int | None,
    now: datetime,
) -> Started:
    """Begin, resume, or say where the conversation is.

    Args:
        is_on: Whether the server offers the conversation.
        text: What there is to talk about.
        is_pending: The server's own screening is not passed yet; then everything waits for that.
        role_id: The role that finishing gives, as far as the server has it.

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
    match State(journey.state):
        case State.FINISHED:
            if is_back and journey.role != RoleState.NONE and role_id is not None:
                journey.role = RoleState.OWED
                await turns.ask_for_role(session, journey, role_id=role_id, now=now)
            return Started(Answer.FINISHED, scene(journey, text), is_back=is_back)
        case State.RUNNING:
            return Started(_answer(journey), scene(journey, text))
        case State.OFFERED | State.STOPPED:
            journey.step, journey.step_index, journey.started_at = MISSION, 0, None
            journey.place = Where.DM
        case State.LEFT:
            journey.place = Where.DM
        case _:
            pass
    if is_pending:
        journey.state, journey.changed_at = State.WAITING, now
        touch(session, SCREENING_TOPIC)
        return Started(Answer.SCREENING, scene(journey, text))
    await turns.begin(session, journey, source=source, now=now)
    return Started(_answer(journey), scene(journey, text), is_back=is_back)


async def pass_screening(session: AsyncSession, member: MemberKey, *, now: datetime) -> bool:
    """Begin the journey of somebody who pressed Start while the screening was open."""
    journey = await _find(session, member)
    if journey is None or journey.state != State.WAITING:
        return False
    touch(session, SCREENING_TOPIC)
    await turns.begin(session, journey, source="screening", now=now)
    return True


async def press(
    session: AsyncSession,
    journey_id: int,
    user_id: int,
    what: Press,
    *,
    turn: int,
    locale: str,
    spot: Spot | None,
    role_id: int | None,
    now: datetime,
) -> Scene:
    """Do what a button says, if it is a button of the present turn; tell what is so then.

    A second click, or one on last week's message, changes nothing.

    Args:
        spot: Where it was pressed; None in an answer that only the member sees.
        role_id: The role that finishing gives, as far as the server has it.

    Raises:
        NoJourney, NotYours: It cannot be pressed by this person.
    """
    journey = await _own(session, journey_id, user_id)
    journey.locale = locale[:10]
    if spot is not None and journey.state in OPEN:
        journey.place = spot.place
        journey.channel_id, journey.message_id = spot.channel_id, spot.message_id
    if turn == journey.turn:
        match what, State(journey.state):
            case Press.NEXT, State.RUNNING:
                await turns.go_on(session, journey, role_id=role_id, now=now)
            case Press.BACK, State.RUNNING:
                await turns.go_back(session, journey, now=now)
            case Press.LATER, State.RUNNING:
                await turns.rest(session, journey, State.LATER, now=now)
            case Press.STOP, State.RUNNING | State.LATER:
                await turns.rest(session, journey, State.STOPPED, now=now)
            case Press.CONTINUE, State.LATER:
                await turns.go_on_after_later(session, journey, now=now)
            case _:
                pass
    return await scene_of(session, journey)


async def take_here(
    session: AsyncSession, journey_id: int, user_id: int, *, locale: str, now: datetime
) -> Scene:
    """Go on in answers that only the member sees, because nothing reached them elsewhere.

    Raises:
        NoJourney, NotYours: It is not this person's to go on with.
    """
    journey = await _own(session, journey_id, user_id)
    journey.locale = locale[:10]
    if journey.state == State.RUNNING:
        journey.place, journey.changed_at = Where.HERE, now
    return await scene_of(session, journey)


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
            await turns.rest(session, journey, State.LEFT, now=now)
    return closed


async def find(session: AsyncSession, journey_id: int) -> Scene | None:
    """A journey as it is now."""
    journey = await session.get(Journey, journey_id)
    return None if journey is None else await scene_of(session, journey)


async def find_guild(session: AsyncSession, journey_id: int) -> int | None:
    """Which server a journey belongs to; a press in a DM does not say."""
    guild_id: int | None = await session.scalar(
        select(Journey.guild_id).where(Journey.id == journey_id)
    )
    return guild_id


async def list_open(
    session: AsyncSession, *, guild_id: int | None = None, states: Sequence[State] = OPEN
) -> list[MemberKey]:
    """Whose journey is under way, in one server or in all, oldest first."""
    query = select(Journey.guild_id, Journey.user_id).where(Journey.state.in_(states))
    if guild_id is not None:
        query = query.where(Journey.guild_id == guild_id)
    rows = await session.execute(query.order_by(Journey.id))
    return [MemberKey(row.guild_id, row.user_id) for row in rows]


async def erase(session: AsyncSession, member: MemberKey) -> None:
    """Forget a member's journey."""
    await session.execute(
        delete(Journey).where(
            Journey.guild_id == member.guild_id, Journey.user_id == member.user_id
        )
    )


async def purge(session: AsyncSession, *, now: datetime) -> None:
    """Forget those who left longer than `GRACE` ago."""
    await session.execute(delete(Journey).where(Journey.left_at < now - GRACE))


async def describe(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """A member's journey as plain data; empty when there is none."""
    journey = await session.scalar(_OF, member._asdict())
    if journey is None:
        return {}
    return {
        "state": journey.state,
        "step": journey.step,
        "place": journey.place,
        "role": journey.role,
        "language": journey.locale,
        "started_at": journey.started_at.isoformat() if journey.started_at else None,
        "changed_at": journey.changed_at.isoformat(),
    }


_OF = select(Journey).where(
    Journey.guild_id == bindparam("guild_id"), Journey.user_id == bindparam("user_id")
)
_LOCKED = _OF.with_for_update()


async def _find(session: AsyncSession, member: MemberKey) -> Journey | None:
    """A member's journey, locked until this use case ends."""
    return await session.scalar(_LOCKED, member._asdict())


async def _own(session: AsyncSession, journey_id: int, user_id: int) -> Journey:
    journey = await session.get(Journey, journey_id, with_for_update=True)
    if journey is None:
        raise NoJourney
    if journey.user_id != user_id:
        raise NotYours
    return journey


async def _make_sure_of(session: AsyncSession, member: MemberKey, *, now: datetime) -> None:
    """Two presses in one moment make one row, whichever database it is."""
    await session.execute(
        _offer(session.get_bind().dialect.name), member._asdict() | {"changed_at": now}
    )


@cache
def _offer(dialect: str) -> Executable:
    insert = sqlite_insert if dialect == "sqlite" else postgres_insert
    return (
        insert(Journey.__table__)  # type: ignore[arg-type]  # it is a Table
        .values(
            guild_id=bindparam("guild_id"),
            user_id=bindparam("user_id"),
            changed_at=bindparam("changed_at"),
            state=State.OFFERED,
            step=MISSION,
            step_index=0,
            turn=0,
            place=Where.DM,
            role=RoleState.NONE,
            locale="",
        )
        .on_conflict_do_nothing(index_elements=["guild_id", "user_id"])
    )


def _answer(journey: Journey) -> Answer:
    if journey.place == Where.HERE:
        return Answer.HERE
    return Answer.WRITING if journey.message_id is None else Answer.ELSEWHERE
