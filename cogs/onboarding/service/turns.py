"""What moves a journey: each turn is saved, noted in the ledger, and asks for what follows."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries, notices, settings
from bot.deliveries import Lane
from bot.settings import ONBOARDED_ROLE
from cogs.charter import service as charter
from cogs.onboarding.models import Journey, RoleState, State, Where
from cogs.onboarding.service.scenes import FINISH, index_of, steps_of

STEP = "onboarding.step"
THREAD = "onboarding.thread"
ROLE = "onboarding.role"
CLOSING = "onboarding.closing"
ARCHIVE = "onboarding.archive"

ROLE_MISSING = "onboarding.role-missing"
"""What the notice is about."""

TIME_TO_READ = timedelta(minutes=1)
"""A thread is closed this long after the last sentence in it."""


async def begin(session: AsyncSession, journey: Journey, *, source: str, now: datetime) -> None:
    """Start or resume, and have the step sent to wherever the conversation is held."""
    kind = "onboarding.started" if journey.started_at is None else "onboarding.resumed"
    journey.started_at = journey.started_at or now
    journey.state = State.RUNNING
    journey.channel_id = journey.message_id = None
    if journey.place == Where.THREAD and journey.thread_id is None:
        journey.place = Where.DM
    _turn(journey, now)
    await record(session, kind, journey, now, source=source)
    if journey.place != Where.HERE:
        await deliveries.enqueue(
            session,
            STEP,
            guild_id=journey.guild_id,
            key=f"{STEP}:{journey.id}",
            payload={"journey_id": journey.id},
            now=now,
            lane=Lane.DM if journey.place == Where.DM else Lane.GUILD,
            priority=1,
        )


async def go_on(
    session: AsyncSession, journey: Journey, *, role_id: int | None, now: datetime
) -> None:
    """Leave the step behind; behind the last one the journey is finished."""
    text = await charter.get_charter(session, journey.guild_id)
    steps = steps_of(text)
    index = index_of(journey, steps)
    if steps[index] == FINISH:
        await _finish(session, journey, role_id=role_id, now=now)
        return
    read = {f"value:{value.id}": value.id for value in text.values}.get(steps[index])
    journey.step, journey.step_index = steps[index + 1], index + 1
    _turn(journey, now)
    await record(session, "onboarding.step", journey, now, value_id=read)


async def go_back(session: AsyncSession, journey: Journey, *, now: datetime) -> None:
    """Return to the step before; there is none before the first."""
    steps = steps_of(await charter.get_charter(session, journey.guild_id))
    index = max(index_of(journey, steps) - 1, 0)
    journey.step, journey.step_index = steps[index], index
    _turn(journey, now)


async def go_on_after_later(session: AsyncSession, journey: Journey, *, now: datetime) -> None:
    """Take a paused journey up again in the message that paused it."""
    journey.state = State.RUNNING
    _turn(journey, now)
    await record(session, "onboarding.resumed", journey, now)


async def rest(session: AsyncSession, journey: Journey, state: State, *, now: datetime) -> None:
    """Pause or end a journey; a thread it ends in is closed."""
    journey.state = state
    _turn(journey, now)
    await record(session, f"onboarding.{state}", journey, now)
    if state is not State.LATER:
        await _close_thread(session, journey, now)


async def ask_for_role(
    session: AsyncSession, journey: Journey, *, role_id: int, now: datetime
) -> None:
    """Have the role given that finishing promises."""
    await deliveries.enqueue(
        session,
        ROLE,
        guild_id=journey.guild_id,
        key=f"{ROLE}:{journey.user_id}",
        payload={"journey_id": journey.id, "role_id": role_id},
        now=now,
        priority=2,
    )


async def record(
    session: AsyncSession,
    kind: str,
    journey: Journey,
    now: datetime,
    *,
    value_id: int | None = None,
    source: str = "button",
) -> None:
    """Write an act of this journey into the ledger."""
    await activity.record(
        session,
        kind,
        guild_id=journey.guild_id,
        at=now,
        user_id=journey.user_id,
        subject_id=journey.id,
        value_id=value_id,
        source=source,
    )


async def _finish(
    session: AsyncSession, journey: Journey, *, role_id: int | None, now: datetime
) -> None:
    journey.role = RoleState.NONE
    named = (await settings.read(session, journey.guild_id)).place(ONBOARDED_ROLE)
    if named is not None and role_id is not None:
        journey.role = RoleState.OWED
        await ask_for_role(session, journey, role_id=role_id, now=now)
    elif named is not None:
        journey.role = RoleState.REFUSED
        await notices.open_notice(
            session,
            ROLE_MISSING,
            guild_id=journey.guild_id,
            text_key="onboarding-notice-no-role",
            now=now,
            role=str(named),
        )
    await rest(session, journey, State.FINISHED, now=now)


async def _close_thread(session: AsyncSession, journey: Journey, now: datetime) -> None:
    thread_id, journey.thread_id = journey.thread_id, None
    if thread_id is not None:
        await deliveries.enqueue(
            session,
            ARCHIVE,
            guild_id=journey.guild_id,
            key=f"{ARCHIVE}:{thread_id}",
            payload={"thread_id": thread_id},
            now=now,
            not_before=now + TIME_TO_READ,
        )


def _turn(journey: Journey, now: datetime) -> None:
    journey.turn += 1
    journey.changed_at = now
