"""Whatever people do in whatever order: never too many, never an empty place, nobody passed."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from bot.activity import Activity
from bot.clock import MovableClock
from bot.db import SqliteDatabase
from bot.deliveries import Delivery
from bot.models import MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import Signup, SignupState
from cogs.initiatives.service import Actor, deciding
from cogs.initiatives.service.proposals import Proposal

pytestmark = pytest.mark.thorough

GUILD = 800_000_000_000_000_001
ORGANISER = MemberKey(GUILD, 1)
PEOPLE = st.integers(min_value=10, max_value=17)
CAPACITIES = st.one_of(st.integers(min_value=1, max_value=3), st.none())
CROWDS = st.permutations(range(10, 18))

T = TypeVar("T")


class Queue(RuleBasedStateMachine):
    """The service beside a model that is nothing but two lists."""

    empty: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = MovableClock()
        path = shutil.copy(self.empty, Path(self.folder.name) / "queue.db")
        self.db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        self.confirmed: list[int] = []
        self.waiting: list[int] = []
        self.capacity: int | None = None
        self.told = 0
        self.taken = 0
        self.run(self.db.start())

    def teardown(self) -> None:
        self.run(self.db.stop())
        self.runner.close()
        self.folder.cleanup()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    @initialize(capacity=CAPACITIES)
    def open(self, capacity: int | None) -> None:
        async def act() -> int:
            async with self.db.begin() as session:
                initiative = await deciding.submit(
                    session,
                    Proposal("Clean-up", "We clean.", capacity=capacity),
                    member=ORGANISER,
                    act_id=1,
                    channel_id=1,
                    now=self.clock.now(),
                )
                return initiative.id

        self.capacity = capacity
        self.initiative_id = self.run(act())

    @rule(crowd=CROWDS, size=st.integers(min_value=2, max_value=8))
    def come_running(self, crowd: list[int], size: int) -> None:
        for user_id in crowd[:size]:
            self.join(user_id)

    @rule(user_id=PEOPLE)
    def join(self, user_id: int) -> None:
        async def act() -> service.Place:
            async with self.db.begin() as session:
                return await service.join(
                    session,
                    MemberKey(GUILD, user_id),
                    self.initiative_id,
                    language="en",
                    now=self.clock.now(),
                )

        if user_id not in self.confirmed + self.waiting:
            self.waiting.append(user_id)
            self.move_up(joining=user_id)
        place = self.run(act())
        assert (place.state is SignupState.CONFIRMED) == (user_id in self.confirmed)
        if place.state is SignupState.WAITING:
            assert place.number == self.waiting.index(user_id) + 1

    @rule(index=st.integers(min_value=0, max_value=7))
    def give_back(self, index: int) -> None:
        if self.confirmed:
            self.leave(self.confirmed[index % len(self.confirmed)])

    @rule(user_id=PEOPLE)
    def leave(self, user_id: int) -> None:
        async def act() -> None:
            async with self.db.begin() as session:
                await service.leave(
                    session,
                    MemberKey(GUILD, user_id),
                    self.initiative_id,
                    now=self.clock.now(),
                )

        self.let_go({user_id})
        self.run(act())

    @rule(user_ids=st.sets(PEOPLE, min_size=1))
    def depart(self, user_ids: set[int]) -> None:
        async def act() -> None:
            async with self.db.begin() as session:
                gone = [MemberKey(GUILD, user_id) for user_id in user_ids]
                await service.members_left(session, gone, now=self.clock.now(), source="departure")

        self.let_go(user_ids)
        self.run(act())

    @rule(user_id=PEOPLE)
    def be_forgotten(self, user_id: int) -> None:
        async def act() -> None:
            async with self.db.begin() as session:
                await service.forget(session, MemberKey(GUILD, user_id))
            async with self.db.begin() as session:
                await service.fill_places(session, now=self.clock.now(), source="erasure")

        self.let_go({user_id})
        self.run(act())

    @rule(capacity=CAPACITIES)
    def change_capacity(self, capacity: int | None) -> None:
        async def act() -> None:
            async with self.db.begin() as session:
                await service.change_capacity(
                    session,
                    Actor(ORGANISER, is_steward=False),
                    self.initiative_id,
                    str(capacity or ""),
                    now=self.clock.now(),
                )

        self.capacity = capacity
        self.move_up()
        self.run(act())

    def let_go(self, user_ids: set[int]) -> None:
        self.confirmed = [user_id for user_id in self.confirmed if user_id not in user_ids]
        self.waiting = [user_id for user_id in self.waiting if user_id not in user_ids]
        self.move_up()

    def move_up(self, joining: int | None = None) -> None:
        while self.waiting and (self.capacity is None or len(self.confirmed) < self.capacity):
            moved = self.waiting.pop(0)
            self.confirmed.append(moved)
            self.taken += 1
            self.told += moved != joining

    @invariant()
    def both_agree(self) -> None:
        async def look() -> tuple[list[int], list[int], int, int]:
            async with self.db.read() as session:
                places: dict[str, list[int]] = {}
                for state in (SignupState.CONFIRMED, SignupState.WAITING):
                    rows = await session.scalars(
                        select(Signup.user_id)
                        .where(Signup.state == state)
                        .order_by(Signup.position)
                    )
                    places[state] = list(rows.all())
                told = await session.scalar(
                    select(func.sum(Delivery.requests)).where(Delivery.kind == service.PROMOTED)
                )
                taken = await session.scalar(
                    select(func.count())
                    .select_from(Activity)
                    .where(Activity.kind.in_(["initiative.joined", "initiative.promoted"]))
                )
            return (
                places[SignupState.CONFIRMED],
                places[SignupState.WAITING],
                told or 0,
                taken or 0,
            )

        confirmed, waiting, told, taken = self.run(look())
        assert sorted(confirmed) == sorted(self.confirmed)
        assert waiting == self.waiting
        assert told == self.told
        assert taken == self.taken
        if waiting:
            assert self.capacity is not None
            assert len(confirmed) >= self.capacity


@pytest.mark.timeout(120)
def test_the_queue_keeps_its_promises_whatever_happens(empty_database: Path) -> None:
    Queue.empty = empty_database
    run_state_machine_as_test(
        Queue,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
