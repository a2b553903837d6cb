"""Whatever people do in whatever order: never too many, never an empty seat, nobody passed."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
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
from bot.db import SqliteDatabase
from bot.deliveries import Delivery
from bot.models import MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import SEATED, Initiative, Signup, SignupState
from cogs.initiatives.service import answers, confirming, needs, recording, seats
from cogs.initiatives.service.needs import NeedText
from tests.initiatives import CREATED, GUILD, an_initiative

pytestmark = pytest.mark.thorough

WINDOW = timedelta(hours=12)
NAMES = ("cook", "driver")
PEOPLE = st.integers(min_value=10, max_value=17)
CAPACITIES = st.one_of(st.integers(min_value=1, max_value=4), st.none())
NEEDS = st.dictionaries(st.sampled_from(NAMES), st.integers(min_value=1, max_value=2))
CHOICES = st.sampled_from([None, *NAMES])
STARTS = st.sampled_from([None, timedelta(hours=10), timedelta(hours=90)])
WAITING, OFFERED, CONFIRMED = SignupState.WAITING, SignupState.OFFERED, SignupState.CONFIRMED
INTERESTED, DECLINED, LEFT = SignupState.INTERESTED, SignupState.DECLINED, SignupState.LEFT

T = TypeVar("T")


@dataclass
class Someone:
    """One member's place, as it should be."""

    state: SignupState
    position: int
    need: str | None = None
    offer: int = 0
    until: datetime | None = None


class Seats(RuleBasedStateMachine):
    """The service beside a model in which a seat is a line in a dictionary."""

    empty: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.now = CREATED
        path = shutil.copy(self.empty, Path(self.folder.name) / "seats.db")
        self.db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        self.people: dict[int, Someone] = {}
        self.capacity: int | None = None
        self.needs: dict[str, int] = {}
        self.starts_at: datetime | None = None
        self.offers = 0
        self.asked_again = 0
        self.run(self.db.start())

    def teardown(self) -> None:
        self.run(self.db.stop())
        self.runner.close()
        self.folder.cleanup()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    def does(self, act: Callable[..., Coroutine[Any, Any, T]], *args: Any, **options: Any) -> T:
        """One use case; what it refuses is undone."""

        async def do() -> T:
            async with self.db.begin() as session:
                return await act(session, *args, **options)

        return self.run(do())

    # --- the model

    @property
    def has_begun(self) -> bool:
        return self.starts_at is not None and self.starts_at <= self.now

    def seated(self, but: int | None = None) -> list[Someone]:
        return [one for id_, one in self.people.items() if one.state in SEATED and id_ != but]

    def waiting(self) -> list[tuple[int, Someone]]:
        found = [(id_, one) for id_, one in self.people.items() if one.state is WAITING]
        return sorted(found, key=lambda item: item[1].position)

    def has_seat(self, need: str | None, but: int | None = None) -> bool:
        taken = self.seated(but)
        if self.capacity is not None and len(taken) >= self.capacity:
            return False
        if need not in self.needs:
            return True
        return sum(one.need == need for one in taken) < self.needs[need]

    def told_at(self) -> datetime:
        """Nobody hears of a seat between 21:00 and 08:00, unless it is of no use afterwards."""
        morning = datetime.combine(self.now, time(8), UTC)
        if self.now.hour >= 21:
            morning += timedelta(days=1)
        elif self.now.hour >= 8:
            return self.now
        is_late = self.starts_at is not None and morning >= self.starts_at
        return self.now if is_late else morning

    def deadline(self) -> datetime:
        begin = self.told_at()
        if self.starts_at is None:
            return begin + WINDOW
        return begin + min(WINDOW, (self.starts_at - begin) / 2)

    def give(self, one: Someone) -> None:
        one.state, one.offer, one.until = OFFERED, one.offer + 1, self.deadline()
        self.offers += 1

    def settle(self, joining: int | None = None) -> None:
        if self.has_begun:
            return
        for id_, one in self.waiting():
            if self.has_seat(one.need):
                if id_ == joining:
                    one.state = CONFIRMED
                else:
                    self.give(one)

    def end_of_line(self, user_id: int, state: SignupState, need: str | None = None) -> None:
        last = max((one.position for one in self.people.values()), default=0)
        before = self.people.get(user_id)
        offer = before.offer if before else 0
        self.people[user_id] = Someone(state, last + 1, need, offer)

    def is_too_late(self, user_id: int) -> bool:
        """Whether confirming now comes too late."""
        one = self.people[user_id]
        if one.state is OFFERED and one.until is not None and one.until > self.now:
            return False
        return self.has_begun or bool(self.waiting()) or not self.has_seat(one.need, but=user_id)

    # --- what happens

    @initialize(capacity=CAPACITIES, wanted=NEEDS, starts=STARTS)
    def open(self, capacity: int | None, wanted: dict[str, int], starts: timedelta | None) -> None:
        self.capacity = capacity
        self.starts_at = None if starts is None else self.now + starts
        row = self.does(an_initiative, capacity=capacity, starts_at=self.starts_at)
        self.initiative_id = row.id
        self.need_things(wanted)

    @rule(wanted=NEEDS)
    def need_things(self, wanted: dict[str, int]) -> None:
        async def act(session: Any) -> None:
            initiative = await recording.lock(session, self.initiative_id)
            texts = [NeedText(name, count) for name, count in wanted.items()]
            await needs.put_needs(session, initiative, texts, now=self.now)
            await seats.settle(session, initiative, now=self.now, source="command")

        self.needs = dict(wanted)
        for one in self.people.values():
            one.need = one.need if one.need in wanted else None
        self.settle()
        self.does(act)

    @rule(user_ids=st.permutations(range(10, 18)), need=CHOICES)
    def come_running(self, user_ids: list[int], need: str | None) -> None:
        for user_id in user_ids[:5]:
            self.join(user_id, need)

    @rule(user_id=PEOPLE, need=CHOICES)
    def join(self, user_id: int, need: str | None) -> None:
        member, options = MemberKey(GUILD, user_id), {"language": "en", "now": self.now}
        known = self.people.get(user_id)
        need = need if need in self.needs else None
        if known is not None and known.state is OFFERED:
            self.confirm_by(user_id, service.join, member, self.initiative_id, **options)
            return
        stands = known is not None and known.state in (WAITING, CONFIRMED)
        if self.has_begun and not stands:
            with pytest.raises(answers.HasBegun):
                self.does(service.join, member, self.initiative_id, **options)
            return
        if not stands:
            self.end_of_line(user_id, WAITING, need)
            self.settle(joining=user_id)
        place = self.does(service.join, member, self.initiative_id, **options)
        if isinstance(place, service.Choice):
            assert not stands
            need_id = {one.name: one.id for one in place.needs}.get(need or "")
            place = self.does(service.join_as, member, self.initiative_id, need_id, **options)
        one = self.people[user_id]
        assert isinstance(place, service.Place)
        assert (place.state, place.is_new) == (one.state, not stands)
        if one.state is WAITING:
            assert place.number == [id_ for id_, _ in self.waiting()].index(user_id) + 1

    @rule(user_id=PEOPLE, need=CHOICES)
    def become(self, user_id: int, need: str | None) -> None:
        one = self.people.get(user_id)
        need = need if need in self.needs else None
        if one is None or one.state not in (WAITING, *SEATED) or self.has_begun:
            return
        found = self.run(self.need_ids())
        act = (service.join_as, MemberKey(GUILD, user_id), self.initiative_id, found.get(need))
        options = {"language": "en", "now": self.now}
        taken = sum(other.need == need for other in self.seated())
        is_full = need is not None and need != one.need and taken >= self.needs[need]
        if one.state in SEATED and is_full:
            with pytest.raises(answers.NeedGone):
                self.does(*act, **options)
            return
        if need != one.need:
            one.need = need
            self.settle(joining=user_id if one.state is WAITING else None)
        assert self.does(*act, **options).state == one.state

    @rule(user_id=PEOPLE, to=st.sampled_from([DECLINED, INTERESTED]))
    def step_back(self, user_id: int, to: SignupState) -> None:
        act = service.maybe if to is INTERESTED else service.decline
        member, options = MemberKey(GUILD, user_id), {"language": "en", "now": self.now}
        if self.has_begun and to is INTERESTED:
            with pytest.raises(answers.HasBegun):
                self.does(act, member, self.initiative_id, **options)
            return
        one = self.people.get(user_id)
        if one is not None and one.state is CONFIRMED and self.waiting():
            asked = self.does(act, member, self.initiative_id, **options)
            assert isinstance(asked, service.Sure)
        if one is None or one.state is not to:
            self.end_of_line(user_id, to)
            self.settle()
        self.does(act, member, self.initiative_id, is_sure=True, **options)

    @rule(index=st.integers(min_value=0, max_value=7), to=st.sampled_from([DECLINED, INTERESTED]))
    def give_back(self, index: int, to: SignupState) -> None:
        seated = [id_ for id_, one in self.people.items() if one.state in SEATED]
        if seated:
            self.step_back(seated[index % len(seated)], to)

    @rule(index=st.integers(min_value=0, max_value=7), stale=st.booleans())
    def confirm(self, index: int, stale: bool) -> None:
        told = [id_ for id_, one in self.people.items() if one.offer]
        if not told:
            return
        user_id = told[index % len(told)]
        one, signup_id = self.people[user_id], self.run(self.signup_id(user_id))
        act = (confirming.confirm, user_id, signup_id, one.offer - stale)
        if one.state is CONFIRMED:
            assert not self.does(*act, now=self.now).is_new
        elif stale or one.state not in (OFFERED, INTERESTED):
            with pytest.raises(answers.TooLate):
                self.does(*act, now=self.now)
        else:
            self.confirm_by(user_id, *act, now=self.now)

    def confirm_by(self, user_id: int, *act: Any, **options: Any) -> None:
        if self.is_too_late(user_id):
            with pytest.raises(answers.TooLate):
                self.does(*act, **options)
            return
        self.people[user_id].state, self.people[user_id].until = CONFIRMED, None
        assert self.does(*act, **options).state is CONFIRMED

    @rule(hours=st.sampled_from([1, 4, 13]), ticks=st.booleans())
    def time_passes(self, hours: int, ticks: bool) -> None:
        self.now += timedelta(hours=hours)
        if ticks:
            self.tick()

    @rule()
    def tick(self) -> None:
        for one in self.seated():
            if one.state is OFFERED and one.until is not None and one.until <= self.now:
                one.state, one.until = INTERESTED, None
        self.settle()
        self.does(service.expire_offers, now=self.now)

    @rule(user_ids=st.sets(PEOPLE, min_size=1, max_size=4))
    def depart(self, user_ids: set[int]) -> None:
        for user_id in user_ids & self.people.keys():
            one = self.people[user_id]
            if one.state is not DECLINED:
                one.state, one.until = LEFT, None
        self.settle()
        gone = [MemberKey(GUILD, user_id) for user_id in user_ids]
        self.does(service.members_left, gone, now=self.now, source="departure")

    @rule(user_id=PEOPLE)
    def be_forgotten(self, user_id: int) -> None:
        self.people.pop(user_id, None)
        self.settle()
        self.does(service.forget, MemberKey(GUILD, user_id))
        self.does(service.fill_places, now=self.now, source="erasure")

    @rule(capacity=CAPACITIES)
    def change_capacity(self, capacity: int | None) -> None:
        async def act(session: Any) -> None:
            initiative = await recording.lock(session, self.initiative_id)
            initiative.capacity = capacity
            await seats.settle(session, initiative, now=self.now, source="command")

        self.capacity = capacity
        self.settle()
        self.does(act)

    @rule(later=st.sampled_from([None, timedelta(hours=6), timedelta(hours=100)]))
    def move(self, later: timedelta | None) -> None:
        async def act(session: Any) -> int:
            initiative = await recording.lock(session, self.initiative_id)
            initiative.starts_at = self.starts_at
            return await seats.ask_again(session, initiative, now=self.now, message="moved")

        self.starts_at = None if later is None else self.now + later
        asked = self.seated()
        for one in asked:
            self.give(one)
        self.offers -= len(asked)
        self.asked_again += len(asked)
        self.settle()
        assert self.does(act) == len(asked)

    # --- what must hold

    async def need_ids(self) -> dict[str | None, int]:
        async with self.db.read() as session:
            return {one.name: one.id for one in await needs.list_needs(session, self.initiative_id)}

    async def signup_id(self, user_id: int) -> int:
        async with self.db.read() as session:
            found = await session.scalar(select(Signup.id).where(Signup.user_id == user_id))
        assert found is not None
        return found

    @invariant()
    def both_agree(self) -> None:
        if not hasattr(self, "initiative_id"):
            return
        rows, told, moved, room = self.run(self.look())
        names = {id_: name for name, id_ in self.run(self.need_ids()).items()}
        assert {row.user_id: row.state for row in rows} == {
            id_: one.state for id_, one in self.people.items()
        }
        for row in rows:
            one = self.people[row.user_id]
            assert row.position == one.position
            assert row.offer == one.offer
            if row.state in (WAITING, *SEATED):
                assert names.get(row.need_id) == one.need
            if row.state == OFFERED:
                assert row.offered_until == one.until
        assert (told, moved) == (self.offers, self.asked_again)
        if not self.has_begun:
            assert not [row for row in rows if row.state == WAITING and room.has_seat(row.need_id)]

    async def look(self) -> tuple[list[Signup], int, int, seats.Room]:
        async with self.db.read() as session:
            rows = list(await session.scalars(select(Signup).order_by(Signup.position)))
            asked: dict[str, int] = dict(
                (
                    await session.execute(
                        select(Delivery.kind, func.sum(Delivery.requests)).group_by(Delivery.kind)
                    )
                ).all()
            )
            offered = await session.scalar(
                select(func.count())
                .select_from(Activity)
                .where(Activity.kind == "initiative.offered")
            )
            initiative = await session.get(Initiative, self.initiative_id)
            assert initiative is not None
            room = await seats.read_room(session, initiative)
        assert offered == asked.get(service.OFFERED, 0)
        return rows, asked.get(service.OFFERED, 0), asked.get("moved", 0), room


@pytest.mark.timeout(120)
def test_seats_keep_their_promises_whatever_happens(empty_database: Path) -> None:
    Seats.empty = empty_database
    run_state_machine_as_test(
        Seats,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
