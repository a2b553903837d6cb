"""Deliveries whose renderer says "not yet" or "not any more"."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot import claims, deliveries
from bot.actions import Action, Content, DirectMessage, Post
from bot.clock import MovableClock
from bot.deliveries import Drop, Job, Lane, State, Wait
from bot.simulator.server import Simulator
from bot.worker import Renderer, Rendering
from tests.factories import Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.outbox import Outbox

pytestmark = pytest.mark.asyncio


@pytest.fixture
def outbox(tenet: RunningBot, village: Village, clock: MovableClock) -> Outbox:
    return Outbox(tenet, village, clock)


class Patient:
    """A renderer that waits for a moment; it counts how often it was asked."""

    def __init__(self, outbox: Outbox, until: datetime) -> None:
        self.outbox = outbox
        self.until = until
        self.asked = 0

    def register(self) -> None:
        self.outbox.tenet.bot.deliveries.register("test", Renderer(self.render))

    async def render(self, rendering: Rendering) -> Action | Wait:
        self.asked += 1
        if rendering.now < self.until:
            return Wait(self.until)
        general = self.outbox.village.channels["general"]
        return Post(general.id, Content(text=self.outbox.text))


async def test_what_has_to_wait_is_sent_when_its_moment_comes_and_not_before(
    outbox: Outbox, clock: MovableClock
) -> None:
    patient = Patient(outbox, clock.now() + timedelta(hours=10))
    patient.register()

    await outbox.ask()
    await outbox.tenet.settled()
    clock.advance(timedelta(hours=9))
    await outbox.tenet.settled()
    assert outbox.posted() == []
    row = await outbox.row()
    clock.advance(timedelta(hours=2))
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]
    assert patient.asked == 2
    assert (row.attempts, row.claimed_until, row.last_error) == (0, None, None)


async def test_what_waits_outlives_a_restart(outbox: Outbox, clock: MovableClock) -> None:
    patient = Patient(outbox, clock.now() + timedelta(hours=10))
    patient.register()
    await outbox.ask()
    await outbox.tenet.settled()

    await outbox.tenet.restart()
    patient.register()
    assert outbox.posted() == []
    clock.advance(timedelta(hours=11))
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]


async def test_asking_again_for_what_waits_is_still_one_delivery_at_its_moment(
    outbox: Outbox, clock: MovableClock
) -> None:
    patient = Patient(outbox, clock.now() + timedelta(hours=10))
    patient.register()
    await outbox.ask()
    await outbox.tenet.settled()

    await outbox.ask()
    await outbox.tenet.settled()
    clock.advance(timedelta(hours=11))
    await outbox.tenet.settled()

    assert outbox.posted() == ["Hello"]


async def test_what_was_asked_for_again_while_it_was_put_off_is_looked_at_again_at_once(
    outbox: Outbox, clock: MovableClock
) -> None:
    answers: list[Wait | None] = [Wait(clock.now() + timedelta(hours=10)), None]

    async def render(rendering: Rendering) -> Wait | None:
        if len(answers) == 2:
            await outbox.ask()
        return answers.pop(0)

    outbox.tenet.bot.deliveries.register("test", Renderer(render))
    await outbox.ask()
    await outbox.tenet.settled()

    assert answers == []
    assert (await outbox.row()).state == State.DONE


async def test_a_renderer_that_waits_for_a_moment_gone_by_does_not_keep_the_worker_turning(
    outbox: Outbox, clock: MovableClock
) -> None:
    asked = asyncio.Event()

    async def render(rendering: Rendering) -> Wait:
        asked.set()
        return Wait(rendering.now - timedelta(days=1))

    outbox.tenet.bot.deliveries.register("test", Renderer(render))
    await outbox.ask()
    await asked.wait()
    await outbox.tenet.settled()

    assert (await outbox.row()).not_before > clock.now()


async def test_what_is_dropped_is_closed_with_its_reason_and_the_capability_told(
    outbox: Outbox, sim: Simulator
) -> None:
    told: list[str] = []

    async def render(rendering: Rendering) -> Drop:
        return Drop("three this week")

    async def dropped(session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
        told.append(f"{job.key}: {reason}")

    outbox.tenet.bot.deliveries.register("test", Renderer(render, dropped=dropped))
    await outbox.ask()
    await outbox.tenet.settled()

    row = await outbox.row()
    assert (row.state, row.last_error) == (State.DONE, "three this week")
    assert told == ["test:1: three this week"]


async def test_a_dm_that_has_to_wait_takes_nobody_elses_turn(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config() | {"deliveries": {"dm_every_seconds": 60}}
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    outbox = Outbox(tenet, village, clock)
    ada = village.join("Ada")

    async def render(rendering: Rendering) -> Action | Wait:
        if rendering.job.key == "test:wait":
            return Wait(rendering.now + timedelta(hours=1))
        return DirectMessage(ada.id, Content(text="Hello"), None)

    tenet.bot.deliveries.register("test", Renderer(render))
    for key in ("test:wait", "test:first", "test:second"):
        await outbox.ask(key, lane=Lane.DM)
    await tenet.settled()
    first = [message.text for message in ada.dms(village.application)]
    clock.advance(timedelta(minutes=2))
    await tenet.settled()
    await tenet.stop()

    assert first == ["Hello"]
    assert len(ada.dms(village.application)) == 2


async def test_how_long_a_dm_would_wait_is_known_right_after_a_restart(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config() | {"deliveries": {"dm_every_seconds": 60}}
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    people = [village.join(f"Person {number}") for number in range(4)]

    async def render(rendering: Rendering) -> Action:
        number = int(rendering.job.key.partition(":")[2])
        return DirectMessage(people[number].id, Content(text="Hello"), None)

    tenet.bot.deliveries.register("test", Renderer(render))
    wanted = [(village.guild.id, f"test:{number}", {}) for number in range(4)]
    async with tenet.bot.db.begin() as session:
        await deliveries.enqueue_many(session, "test", wanted, now=clock.now(), lane=Lane.DM)
    await tenet.settled()
    before = tenet.bot.deliveries.pace.wait(priority=5)
    async with tenet.bot.db.begin() as session:
        await claims.pause(session, Lane.DM, until=clock.now() + timedelta(minutes=10))
    await tenet.restart()
    after = tenet.bot.deliveries.pace.wait(priority=5)
    await tenet.stop()

    assert timedelta(minutes=3) < before <= timedelta(minutes=4)
    assert timedelta(minutes=12) < after <= timedelta(minutes=13)


async def test_who_asks_while_the_worker_waits_for_the_database_is_counted(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config() | {"deliveries": {"dm_every_seconds": 60}}
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    outbox, ada = Outbox(tenet, village, clock), village.join("Ada")
    outbox.words(lambda content: DirectMessage(ada.id, content, None))
    await outbox.ask("test:0", lane=Lane.DM, not_before=clock.now() + timedelta(seconds=1))
    await tenet.settled()
    db, begin = tenet.bot.db, tenet.bot.db.begin
    is_held, worker_waits, others_may_ask = (asyncio.Event() for _ in range(3))

    async def hold_the_database() -> None:
        async with begin() as session:
            is_held.set()
            await others_may_ask.wait()
            wanted = [(village.guild.id, f"test:{number}", {}) for number in (1, 2)]
            await deliveries.enqueue_many(session, "test", wanted, now=clock.now(), lane=Lane.DM)

    def announced() -> AbstractAsyncContextManager[AsyncSession]:
        worker_waits.set()
        return begin()

    holding = asyncio.create_task(hold_the_database())
    await is_held.wait()
    db.begin = announced  # type: ignore[method-assign]
    clock.advance(timedelta(seconds=1))
    await asyncio.wait_for(worker_waits.wait(), PATIENCE)
    clock.advance(timedelta(seconds=1))
    others_may_ask.set()
    await holding
    await tenet.settled()
    wait = tenet.bot.deliveries.pace.wait(priority=5)
    await tenet.stop()

    assert timedelta(minutes=2) < wait <= timedelta(minutes=3)


async def test_a_turn_that_came_to_nothing_keeps_nobody_waiting_for_ever(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config() | {"deliveries": {"dm_every_seconds": 60}}
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    pace = tenet.bot.deliveries.pace
    with pace.turn(priority=1, within=timedelta(0)) as turn:
        turn.take()
    before = pace.wait(priority=1)

    tenet.bot.deliveries.wake()
    await tenet.settled()
    after = pace.wait(priority=1)
    await tenet.stop()

    assert (before, after) == (timedelta(minutes=1), timedelta(0))
