"""Whatever people do in whatever order: never too often, never oneself, never who is not there."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from datetime import datetime, timedelta
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
from sqlalchemy import select

from bot.db import SqliteDatabase
from bot.models import MemberKey
from cogs.buddies import service
from cogs.buddies.models import Buddy, Pair, PairState
from tests.conftest import MONDAY

pytestmark = pytest.mark.thorough

GUILD = 800_000_000_000_000_001
PEOPLE = st.integers(min_value=10, max_value=14)
CROWDS = st.permutations(range(10, 15))
OFTEN = st.integers(min_value=1, max_value=3)
WEEK = timedelta(days=7)

T = TypeVar("T")


class Circle(RuleBasedStateMachine):
    """The service beside a model: who offers what, and when anybody was introduced to whom."""

    empty: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.now = MONDAY
        path = shutil.copy(self.empty, Path(self.folder.name) / "circle.db")
        self.db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        self.offered: dict[int, int] = {}
        self.away: dict[int, datetime] = {}
        self.introductions: list[tuple[datetime, int]] = []
        self.found: set[tuple[int, int]] = set()
        self.run(self.db.start())

    def teardown(self) -> None:
        self.run(self.db.stop())
        self.runner.close()
        self.folder.cleanup()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    def does(self, use_case: Any, *arguments: Any, **options: Any) -> Any:
        async def act() -> Any:
            async with self.db.begin() as session:
                return await use_case(session, *arguments, now=self.now, **options)

        return self.run(act())

    def pairs(self, *states: PairState) -> list[Pair]:
        async def look() -> list[Pair]:
            async with self.db.read() as session:
                rows = await session.scalars(
                    select(Pair).where(Pair.state.in_(states)).order_by(Pair.id)
                )
                return list(rows)

        return self.run(look())

    def load(self, user_id: int) -> int:
        on_their_way = [pair for pair in self.pairs(PairState.MATCHED) if pair.buddy_id == user_id]
        lately = [
            buddy_id
            for at, buddy_id in self.introductions
            if buddy_id == user_id and at > self.now - WEEK
        ]
        return len(on_their_way) + len(lately)

    def free(self) -> dict[int, int]:
        """Who could be introduced, with their load."""
        loads = {
            user_id: self.load(user_id)
            for user_id in self.offered
            if self.away.get(user_id, self.now) <= self.now
        }
        return {user_id: load for user_id, load in loads.items() if load < self.offered[user_id]}

    @initialize(crowd=CROWDS, per_week=OFTEN)
    def some_offer(self, crowd: list[int], per_week: int) -> None:
        for user_id in crowd[:3]:
            self.offer(user_id, per_week)

    @rule(crowd=CROWDS, meet=st.booleans())
    def come_wanting(self, crowd: list[int], meet: bool) -> None:
        for user_id in crowd:
            self.want(user_id)
        while meet and self.pairs(PairState.MATCHED):
            self.open_a_thread(0)

    @rule(user_id=PEOPLE, per_week=OFTEN)
    def offer(self, user_id: int, per_week: int) -> None:
        self.does(service.offer, MemberKey(GUILD, user_id), per_week=per_week)
        self.offered[user_id] = per_week
        self.away.pop(user_id, None)

    @rule(user_id=PEOPLE)
    def stop(self, user_id: int) -> None:
        self.offered.pop(user_id, None)
        self.does(service.stop, MemberKey(GUILD, user_id))

    @rule(user_id=PEOPLE, days=st.integers(min_value=1, max_value=9))
    def go_away(self, user_id: int, days: int) -> None:
        if user_id in self.offered:
            self.away[user_id] = self.now + timedelta(days=days)
            self.does(service.go_away, MemberKey(GUILD, user_id), days=days)

    @rule(user_id=PEOPLE)
    def want(self, user_id: int) -> None:
        free = self.free()
        others_wait = bool(self.pairs(PairState.WANTED))
        given_up = {
            pair.buddy_id
            for pair in self.pairs(PairState.ENDED)
            if pair.newcomer_id == user_id and pair.why_ended == "withdrawn"
        }
        try:
            wish = self.does(service.want, MemberKey(GUILD, user_id))
        except service.TooOften:
            return
        if wish.is_new and not others_wait:  # who waits already comes first
            loads = [
                load
                for buddy_id, load in free.items()
                if buddy_id != user_id and buddy_id not in given_up
            ]
            (pair,) = [pair for pair in self.open() if pair.id == wish.pair_id]
            assert (wish.state is PairState.MATCHED) == bool(loads)
            if pair.buddy_id is not None:
                assert free[pair.buddy_id] == min(loads), "the least-loaded one"

    @rule(what=st.sampled_from(["stop", "go_away", "depart", "be_forgotten"]))
    def whoever_was_just_found_is_not_there(self, what: str) -> None:
        for pair in self.pairs(PairState.MATCHED)[:1]:
            assert pair.buddy_id is not None
            match what:
                case "stop":
                    self.stop(pair.buddy_id)
                case "go_away":
                    self.go_away(pair.buddy_id, 2)
                case "depart":
                    self.depart({pair.buddy_id})
                case _:
                    self.be_forgotten(pair.buddy_id)

    @rule(user_id=PEOPLE)
    def withdraw(self, user_id: int) -> None:
        for pair in self.open():
            if pair.newcomer_id == user_id:
                self.does(service.withdraw, MemberKey(GUILD, user_id), pair.id)

    @rule(index=st.integers(min_value=0, max_value=5))
    def open_a_thread(self, index: int) -> None:
        matched = self.pairs(PairState.MATCHED)
        if matched:
            pair = matched[index % len(matched)]
            self.does(
                service.introduced, pair.id, pair.matches, guild_id=GUILD, thread_id=100 + pair.id
            )
            assert pair.buddy_id is not None
            self.introductions.append((self.now, pair.buddy_id))

    @rule(index=st.integers(min_value=0, max_value=5), passed_over=st.booleans())
    def fail_to_open_a_thread(self, index: int, passed_over: bool) -> None:
        matched = self.pairs(PairState.MATCHED)
        if not matched:
            return
        pair = matched[index % len(matched)]

        async def act() -> None:
            async with self.db.begin() as session:
                match = await service.find_match(session, pair.id, pair.matches)
                assert match is not None
                if passed_over:
                    await service.pass_over(session, match, now=self.now)
                else:
                    await service.no_place(session, pair.id, pair.matches)

        self.run(act())

    @rule(user_ids=st.sets(PEOPLE, min_size=1, max_size=2))
    def depart(self, user_ids: set[int]) -> None:
        for user_id in user_ids:
            self.offered.pop(user_id, None)
        self.does(service.leave, [MemberKey(GUILD, user_id) for user_id in user_ids])
        for pair in self.open():
            assert not {pair.newcomer_id, pair.buddy_id} & user_ids

    @rule(user_id=PEOPLE)
    def be_forgotten(self, user_id: int) -> None:
        async def act() -> None:
            async with self.db.begin() as session:
                await service.forget(session, MemberKey(GUILD, user_id))
            async with self.db.read() as session:
                assert await service.export(session, MemberKey(GUILD, user_id)) == {}

        self.offered.pop(user_id, None)
        self.introductions = [
            (at, buddy_id) for at, buddy_id in self.introductions if buddy_id != user_id
        ]
        self.run(act())

    @rule(hours=st.integers(min_value=1, max_value=80))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.does(service.look_after, GUILD)
        self.does(service.unblock, GUILD)
        assert self.pairs(PairState.BLOCKED) == []

    @invariant()
    def nobody_has_two_wishes(self) -> None:
        newcomers = [pair.newcomer_id for pair in self.open()]
        assert len(newcomers) == len(set(newcomers))

    @invariant()
    def nobody_is_introduced_to_themselves_or_to_who_is_not_there(self) -> None:
        for pair in self.pairs(PairState.MATCHED):
            assert pair.buddy_id != pair.newcomer_id
            assert pair.buddy_id in self.offered
            assert self.away.get(pair.buddy_id, self.now) <= self.now

    @invariant()
    def nobody_is_introduced_more_often_than_they_ever_offered(self) -> None:
        for at, buddy_id in self.introductions:
            within = [
                other
                for other, who in self.introductions
                if who == buddy_id and at - WEEK < other <= at
            ]
            assert len(within) <= 3

    @invariant()
    def nobody_is_found_beyond_what_they_offer_now(self) -> None:
        matched = {(pair.id, pair.matches): pair.buddy_id for pair in self.pairs(PairState.MATCHED)}
        for user_id in {matched[found] for found in matched.keys() - self.found}:
            assert user_id is not None
            assert self.load(user_id) <= self.offered[user_id]
        self.found = set(matched)

    @invariant()
    def the_rows_say_what_was_offered(self) -> None:
        async def look() -> set[int]:
            async with self.db.read() as session:
                return set(await session.scalars(select(Buddy.user_id).where(Buddy.is_on)))

        assert self.run(look()) == set(self.offered)

    def open(self) -> list[Pair]:
        return self.pairs(*(state for state in PairState if state is not PairState.ENDED))


@pytest.mark.timeout(120)
def test_buddies_are_who_they_offered_to_be_whatever_happens(empty_database: Path) -> None:
    Circle.empty = empty_database
    run_state_machine_as_test(
        Circle,
        settings=settings(
            max_examples=8,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
