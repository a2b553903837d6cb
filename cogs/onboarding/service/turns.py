"""What moves a journey: each turn is saved, noted in the ledger, and asks for what follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries
from bot.deliveries import Lane
from cogs.onboarding.models import Journey, State, Where
from cogs.onboarding.service import roles, tallies
from cogs.onboarding.service.roles import Named
from cogs.onboarding.service.scenes import index_of
from cogs.onboarding.service.steps import FINISH, Plan
from cogs.onboarding.service.tallies import REACHED, Count

STEP = "onboarding.step"
THREAD = "onboarding.thread"
ARCHIVE = "onboarding.archive"

FIRST = 1
"""The priority of a step that somebody waits for with nothing to read meanwhile."""
UNHURRIED = 2
"""That of a step whose member has it before them already, or was told that it comes later."""

TIME_TO_READ = timedelta(minutes=1)
"""A thread is closed this long after the last sentence in it."""


async def begin(
    session: AsyncSession,
    journey: Journey,
    plan: Plan,
    *,
    source: str,
    now: datetime,
    is_shown: bool = False,
    priority: int = FIRST,
) -> None:
    """Start or resume, and have the step sent to wherever the conversation is held.

    Args:
        is_shown: The answer to the press shows the step, wherever that is.
        priority: Among the steps that wait for their turn.
    """
    kind = "onboarding.started" if journey.started_at is None else "onboarding.resumed"
    started: list[tuple[str, int]] = []
    if journey.started_at is None:
        journey.started_at = now
        started = [(tallies.STARTED, REACHED)]
    journey.charter_version = journey.charter_version or plan.text.version
    journey.told_version = plan.text.version
    if journey.step in plan.steps and journey.step_since is not None:
        _skip_the_pause(journey, now)
    else:
        await enter(session, journey, plan, index_of(journey, plan), also=started, now=now)
    journey.state = State.RUNNING
    journey.channel_id = journey.message_id = None
    if journey.place == Where.THREAD and journey.thread_id is None:
        journey.place = Where.DM
    _turn(journey, now)
    await record(session, kind, journey, now, source=source)
    if journey.place != Where.HERE and not is_shown:
        await send_step(session, journey, now=now, priority=priority)


async def send_step(
    session: AsyncSession, journey: Journey, *, now: datetime, priority: int = FIRST
) -> None:
    """Have the step sent to where the conversation is held; harmless while it is on its way."""
    await deliveries.enqueue(
        session,
        STEP,
        guild_id=journey.guild_id,
        key=f"{STEP}:{journey.id}",
        payload={"journey_id": journey.id},
        now=now,
        lane=Lane.DM if journey.place == Where.DM else Lane.GUILD,
        priority=priority,
    )


async def go_on(
    session: AsyncSession, journey: Journey, plan: Plan, *, gives: Sequence[Named], now: datetime
) -> None:
    """Leave the step behind; behind the last one the journey is finished."""
    index, was_read = index_of(journey, plan), journey.step in plan.steps
    if was_read and journey.step == FINISH:
        await _finish(session, journey, plan, gives=gives, now=now)
        return
    left = plan.values.get(journey.step)
    _keep_up_with(journey, plan)
    is_first_time = was_read and plan.steps[index + 1] not in journey.reached
    passed = [_passed(journey, now)] if is_first_time else []
    await enter(session, journey, plan, index + was_read, also=passed, now=now)
    _turn(journey, now)
    read = None if left is None else left.id
    await record(session, "onboarding.step", journey, now, value_id=read)


async def go_back(session: AsyncSession, journey: Journey, plan: Plan, *, now: datetime) -> None:
    """Return to the step before; there is none before the first."""
    _keep_up_with(journey, plan)
    await enter(session, journey, plan, max(index_of(journey, plan) - 1, 0), now=now)
    _turn(journey, now)


async def go_on_after_later(
    session: AsyncSession, journey: Journey, plan: Plan, *, now: datetime
) -> None:
    """Take a paused journey up again in the message that paused it."""
    journey.state = State.RUNNING
    journey.told_version = plan.text.version
    _skip_the_pause(journey, now)
    _turn(journey, now)
    await record(session, "onboarding.resumed", journey, now)


async def enter(
    session: AsyncSession,
    journey: Journey,
    plan: Plan,
    index: int,
    *,
    also: Iterable[tuple[str, int]] = (),
    now: datetime,
) -> None:
    """Stand at a step; coming to it counts once.

    Args:
        also: What else is to be counted, by step and bucket.
    """
    counts = [*also]
    journey.step, journey.step_index = plan.steps[index], index
    journey.step_since = now
    if journey.step not in journey.reached:
        journey.reached = [*journey.reached, journey.step]
        counts.append((journey.step, REACHED))
    await _count(session, journey, plan, counts)


async def rest(
    session: AsyncSession, journey: Journey, plan: Plan, state: State, *, now: datetime
) -> None:
    """Pause or stop a journey."""
    counted = tallies.LATER if state is State.LATER else tallies.STOPPED
    if counted not in journey.reached:
        journey.reached = [*journey.reached, counted]
        await _count(session, journey, plan, [(counted, REACHED)])
    await come_to_rest(session, journey, state, now=now)


async def come_to_rest(
    session: AsyncSession, journey: Journey, state: State, *, now: datetime
) -> None:
    """Pause or end a journey; a thread it ends in is closed."""
    if journey.state == State.LATER:
        _skip_the_pause(journey, now)
    journey.state = state
    _turn(journey, now)
    if state is not State.FINISHED:
        await record(session, f"onboarding.{state}", journey, now)
    if state is not State.LATER:
        await _close_thread(session, journey, now)


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
    with session.no_autoflush:  # the journey is written once, when all of it is decided
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
    session: AsyncSession, journey: Journey, plan: Plan, *, gives: Sequence[Named], now: datetime
) -> None:
    await roles.owe(session, journey, gives, now=now)
    if journey.finished_at is None:
        journey.finished_at = now
        took = tallies.bucket_of(now - (journey.started_at or now))
        ends = [(tallies.FINISHED, REACHED), (tallies.STARTED, took), _passed(journey, now)]
        await _count(session, journey, plan, ends)
        await record(session, "onboarding.finished", journey, now)
    await come_to_rest(session, journey, State.FINISHED, now=now)


async def _close_thread(session: AsyncSession, journey: Journey, now: datetime) -> None:
    thread_id, journey.thread_id = journey.thread_id, None
    if thread_id is not None:
        await deliveries.enqueue(
            session,
            ARCHIVE,
            guild_id=journey.guild_id,
            key=f"{ARCHIVE}:{thread_id}",
            # At the end stands a next step, which may be pressed later than it was read.
            payload={"thread_id": thread_id, "locked": journey.state != State.FINISHED},
            now=now,
            not_before=now + TIME_TO_READ,
        )


def _turn(journey: Journey, now: datetime) -> None:
    journey.turn += 1
    journey.changed_at = now
    journey.remind_at = None


def _skip_the_pause(journey: Journey, now: datetime) -> None:
    """Do not count the time since the last change, when it was spent elsewhere."""
    if journey.step_since is not None:
        journey.step_since += now - journey.changed_at


def _keep_up_with(journey: Journey, plan: Plan) -> None:
    """They press on: what they were told of the charter they know; what is new they are told."""
    version = plan.text.version
    if journey.told_version == version:
        journey.charter_version = version
    elif journey.charter_version != version:
        journey.told_version = version


def _passed(journey: Journey, now: datetime) -> tuple[str, int]:
    """A step is left onward for the first time, after so long."""
    return journey.step, tallies.bucket_of(now - (journey.step_since or now))


async def _count(
    session: AsyncSession, journey: Journey, plan: Plan, counts: Iterable[tuple[str, int]]
) -> None:
    """Add one for each step and bucket, in the week in which the journey was begun."""
    assert journey.started_at is not None
    week = tallies.week_of(journey.started_at, plan.zone)
    with session.no_autoflush:
        await tallies.add(
            session, [Count(journey.guild_id, week, step, bucket) for step, bucket in counts]
        )
