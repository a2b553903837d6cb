"""Whatever is done to an initiative in whatever order: it moves along its stages and no other way.

Every act is tried at every stage, by whoever it may occur to. It succeeds and leads where the table
says, or is refused with a sentence and changes nothing at all.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot import settings as guild_settings
from bot.activity import Activity
from bot.clock import MovableClock
from bot.config import Decision
from bot.db import SqliteDatabase
from bot.deliveries import Delivery
from bot.errors import MemberError
from bot.models import Guild, MemberKey
from bot.texts import Texts
from cogs.initiatives import service
from cogs.initiatives.models import (
    SEATED,
    Initiative,
    InitiativeState,
    Outcome,
    Second,
    Series,
    Signup,
    SignupState,
)
from cogs.initiatives.service import (
    Actor,
    arranging,
    carrying,
    configuring,
    deciding,
    departing,
    moving,
    occurring,
    organising,
    orphans,
    outcomes,
    overdue,
    polls,
    running,
    seconding,
    series,
    showing,
    standing,
)
from cogs.initiatives.service import closing as telling
from cogs.initiatives.service import reports as reporting
from cogs.initiatives.service.arranging import Arrangement
from cogs.initiatives.service.organisers import list_coorganisers
from cogs.initiatives.service.proposals import Proposal

pytestmark = pytest.mark.thorough

GUILD = 800_000_000_000_000_001
ADA, STEWARD = MemberKey(GUILD, 11), MemberKey(GUILD, 99)
EVERYBODY = (ADA, *(MemberKey(GUILD, number) for number in (12, 13, 14)), STEWARD)
PEOPLE = st.sampled_from(EVERYBODY)
CARRIERS = st.sampled_from([None, None, STEWARD, *EVERYBODY])
"""Who may occur to do what organisers do: whoever organises it now (None), or anybody."""
LATER = st.sampled_from([timedelta(hours=1), timedelta(hours=20), timedelta(days=4)])

PROPOSED, OPEN, RUNNING = InitiativeState.PROPOSED, InitiativeState.OPEN, InitiativeState.RUNNING
DONE, DECLINED, CANCELLED = (
    InitiativeState.CLOSED,
    InitiativeState.DECLINED,
    InitiativeState.CANCELLED,
)
MOVES = {
    PROPOSED: {OPEN, DECLINED, CANCELLED},
    OPEN: {RUNNING, DONE, CANCELLED},
    RUNNING: {DONE, CANCELLED, OPEN},  # open again: moved, since nobody came
    DONE: set(),
    DECLINED: set(),
    CANCELLED: set(),
}
"""Where each stage may lead; the last three are for good."""

T = TypeVar("T")
Act = Callable[..., Awaitable[Any]]


class Life(RuleBasedStateMachine):
    """One initiative, everybody around it, and what must hold of it at every moment."""

    empty: Path
    texts = Texts()

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = MovableClock()
        path = shutil.copy(self.empty, Path(self.folder.name) / "life.db")
        self.db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        self.acts = 1000
        self.seen: list[InitiativeState] = []
        self.sequence = 0
        self.id = 0
        self.gone: set[MemberKey] = set()
        self.run(self.db.start())

    def teardown(self) -> None:
        self.run(self.everybody_takes_theirs_along())
        self.run(self.db.stop())
        self.runner.close()
        self.folder.cleanup()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    def tries(self, act: Act, *given: Any, **named: Any) -> Any:
        """Do it in one transaction, or be refused in words, and then nothing has changed."""

        async def do() -> Any:
            async with self.db.begin() as session:
                return await act(session, *given, **named)

        before = self.run(self.everything())
        try:
            return self.run(do())
        except MemberError as error:
            refused = error
        for language in ("en", "de"):
            said = self.texts.speak(language)(refused.key, **refused.arguments)
            assert "{" not in said, refused.key
        assert self.run(self.everything()) == before, refused.key
        return None

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows that an act could touch."""
        async with self.db.read() as session:
            tables = (Initiative, Signup, Second, Outcome, Series, Delivery, Activity)
            return {
                table.__tablename__: [
                    tuple(row) for row in await session.execute(select(*inspect(table).columns))
                ]
                for table in tables
            }

    async def everybody_takes_theirs_along(self) -> None:
        async with self.db.read() as session:
            for who in EVERYBODY:
                await service.export(session, who)

    async def organises_along(self) -> list[int]:
        async with self.db.read() as session:
            return await list_coorganisers(session, self.id)

    async def row(self) -> Initiative:
        async with self.db.read() as session:
            return await session.get_one(Initiative, self.id)

    def actor(self, who: MemberKey | None) -> Actor:
        if who is None:
            organiser_id = self.run(self.row()).organiser_id
            who = STEWARD if organiser_id is None else MemberKey(GUILD, organiser_id)
        return Actor(who, is_steward=who == STEWARD)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @initialize(
        by=st.sampled_from(list(Decision)),
        capacity=st.sampled_from([None, 1, 2]),
        begins=st.sampled_from([None, timedelta(hours=30), timedelta(days=5)]),
        is_under_way=st.booleans(),
    )
    def is_proposed(
        self, by: Decision, capacity: int | None, begins: timedelta | None, is_under_way: bool
    ) -> None:
        async def begin(session: AsyncSession) -> int:
            session.add(Guild(id=GUILD, seen_at=self.now))
            for setting, value in ((configuring.DECIDE, by.value), (configuring.SECONDS, 2)):
                await guild_settings.change(
                    session, GUILD, setting, value, actor_id=None, now=self.now
                )
            starts_at = None if begins is None else self.now + begins
            made = await deciding.submit(
                session,
                Proposal("Park *clean-up*", "We clean.", capacity=capacity, starts_at=starts_at),
                member=ADA,
                act_id=1,
                channel_id=50,
                now=self.now,
            )
            return made.id

        self.id = self.tries(begin)
        if is_under_way:
            self.approve()
            self.join(list(EVERYBODY[1:4]))
            self.look()
            self.clock.advance(begins or timedelta())
            self.start(None)

    @rule(who=PEOPLE)
    def second(self, who: MemberKey) -> None:
        self.tries(seconding.second, who, self.id, now=self.now)

    @rule(who=PEOPLE)
    def second_no_longer(self, who: MemberKey) -> None:
        self.tries(seconding.take_back, who, self.id, now=self.now)

    @rule()
    def approve(self) -> None:
        self.tries(deciding.approve, STEWARD, self.id, now=self.now)

    @rule(reason=st.sampled_from(["", "Not this *year*"]))
    def decline(self, reason: str) -> None:
        self.tries(deciding.decline, STEWARD, self.id, reason, now=self.now)

    @rule(who=PEOPLE)
    def withdraw(self, who: MemberKey) -> None:
        self.tries(deciding.withdraw, who, self.id, now=self.now)

    @rule(people=st.lists(PEOPLE, min_size=1, max_size=4, unique=True))
    def join(self, people: list[MemberKey]) -> None:
        for who in people:
            if who not in self.gone:
                self.tries(service.join, who, self.id, language="de", now=self.now)

    @rule(who=PEOPLE)
    def may_come(self, who: MemberKey) -> None:
        self.tries(service.maybe, who, self.id, language="en", now=self.now, is_sure=True)

    @rule(who=PEOPLE)
    def step_back(self, who: MemberKey) -> None:
        self.tries(service.decline, who, self.id, language="en", now=self.now, is_sure=True)

    @rule(who=CARRIERS, places=st.sampled_from([None, 1, 3]))
    def change_places(self, who: MemberKey | None, places: int | None) -> None:
        wanted = Arrangement(capacity=places)
        self.tries(arranging.arrange, self.actor(who), self.id, wanted, now=self.now)

    @rule(who=CARRIERS, later=LATER)
    def move(self, who: MemberKey | None, later: timedelta) -> None:
        actor, sequence = self.actor(who), self.run(self.row()).sequence
        starts_at = self.now + later - timedelta(hours=1)
        self.tries(
            moving.move,
            actor,
            self.id,
            starts_at,
            None,
            zone="UTC",
            sequence=sequence,
            now=self.now,
        )

    @rule(who=CARRIERS)
    def start(self, who: MemberKey | None) -> None:
        self.tries(running.start, self.actor(who), self.id, now=self.now)

    @rule(who=PEOPLE)
    def check_in(self, who: MemberKey) -> None:
        if who not in self.gone:
            self.tries(running.check_in, who, self.id, role_ids=(), language="en", now=self.now)

    @rule(who=CARRIERS, reason=st.sampled_from(["", "Rain"]))
    def call_off(self, who: MemberKey | None, reason: str) -> None:
        actor, before = self.actor(who), self.run(self.row())
        along = self.run(self.organises_along())

        done = self.tries(organising.cancel, actor, self.id, reason=reason, now=self.now)

        carries = actor.member.user_id in {before.organiser_id, *along} or actor.is_steward
        assert (done is not None) == (before.state in (OPEN, RUNNING) and carries and bool(reason))

    @rule(who=CARRIERS, hours=st.sampled_from(["2.5", "", "-1"]))
    def tell_the_outcome(self, who: MemberKey | None, hours: str) -> None:
        actor = self.actor(who)
        words = {"sentence": "We filled eleven bags.", "hours": hours}
        self.tries(reporting.write, actor, self.id, words, language="en", now=self.now)
        self.tries(
            reporting.mark,
            actor,
            self.id,
            lambda known, marked: known.expected[:1],
            language="en",
            now=self.now,
        )
        self.acts += 1
        self.tries(telling.tell, actor, self.id, act_id=self.acts, now=self.now)

    @rule(who=CARRIERS)
    def confirm_the_outcome(self, who: MemberKey | None) -> None:
        actor = self.actor(who)

        async def confirm(session: AsyncSession) -> None:
            told = await outcomes.find_outcome(session, self.id)
            if told is not None:
                await outcomes.confirm(session, actor, self.id, told.id, now=self.now)

        self.tries(confirm)

    @rule(who=CARRIERS, to=PEOPLE)
    def hand_over(self, who: MemberKey | None, to: MemberKey) -> None:
        self.tries(carrying.hand_over, self.actor(who), self.id, to.user_id, now=self.now)

    @rule(who=CARRIERS, others=st.sets(PEOPLE, max_size=2))
    def ask_along(self, who: MemberKey | None, others: set[MemberKey]) -> None:
        chosen = [it.user_id for it in others]
        self.tries(carrying.choose_along, self.actor(who), self.id, chosen, now=self.now)

    @rule(who=PEOPLE, accepts=st.booleans())
    def respond(self, who: MemberKey, accepts: bool) -> None:
        self.tries(carrying.respond, who, self.id, accepts=accepts, now=self.now)

    @rule(who=CARRIERS)
    def take_over(self, who: MemberKey | None) -> None:
        if who not in self.gone:
            self.tries(carrying.take_over, self.actor(who), self.id, now=self.now)

    @rule(who=CARRIERS, rule_=st.sampled_from(["weekly", "every day"]))
    def repeat(self, who: MemberKey | None, rule_: str) -> None:
        actor = self.actor(who)

        async def repeat(session: AsyncSession) -> None:
            plan = await series.plan(
                session, actor, self.id, rule_, "", language="en", now=self.now
            )
            self.acts += 1
            packed = plan.rule.pack()
            await series.begin(
                session, actor, self.id, packed=packed, until=0, act_id=self.acts, now=self.now
            )

        self.tries(repeat)

    @rule(who=CARRIERS)
    def stop_repeating(self, who: MemberKey | None) -> None:
        self.tries(series.stop, self.actor(who), self.id, now=self.now)

    @rule(who=st.sampled_from(EVERYBODY[:-1]), forgets=st.booleans())
    def leave(self, who: MemberKey, forgets: bool) -> None:
        """Leave the server, and have everything erased or not."""

        async def leave(session: AsyncSession) -> None:
            await service.members_left(session, [who], now=self.now, source="departure")
            await carrying.organisers_left(session, [who], now=self.now)
            await polls.members_left(session, [who], now=self.now)
            await orphans.organisers_left(session, [who], now=self.now)

        self.gone.add(who)
        self.tries(leave)
        if forgets:
            self.tries(service.forget, who)
            self.tries(departing.fill_places, now=self.now, source="erasure")

    @rule(who=PEOPLE)
    def come_back(self, who: MemberKey) -> None:
        self.gone.discard(who)

    @rule(later=LATER)
    def time_passes(self, later: timedelta) -> None:
        """What ticks do, in the order in which they are registered nowhere in particular."""
        self.clock.advance(later)

        async def due(session: AsyncSession) -> None:
            now = self.now
            await departing.expire_offers(session, now=now)
            await deciding.mark_silent(session, await deciding.list_late(session, now=now), now=now)
            await running.start_due(session, await running.list_due(session, now=now), now=now)
            for initiative_id in await overdue.list_to_ask(session, now=now):
                await overdue.ask(session, initiative_id, now=now)
            for series_id in await occurring.list_due(session, now=now):
                while await occurring.make_next(session, series_id, now=now):
                    pass

        self.tries(due)

    def look(self) -> None:
        """What invariants would see between two acts."""
        self.it_moves_along_its_stages_only()
        self.its_people_fit_its_stage()

    @invariant()
    def it_moves_along_its_stages_only(self) -> None:
        if not self.id:
            return
        row = self.run(self.row())
        state = InitiativeState(row.state)
        if self.seen and self.seen[-1] != state:
            reachable = MOVES[self.seen[-1]]
            # One act may open and one tick start it, so two steps may lie between two looks.
            assert state in reachable | {it for step in reachable for it in MOVES[step]}
        assert row.sequence >= self.sequence
        self.seen.append(state)
        self.sequence = row.sequence
        # Who takes their own proposal back owes nobody a reason; who calls off what is open does.
        was_decided = not {OPEN, RUNNING}.isdisjoint(self.seen)
        has_reason = state == DECLINED or (state == CANCELLED and was_decided)
        assert bool(row.reason) == has_reason
        assert (row.closed_at is not None) == (state == DONE)
        assert state != RUNNING or row.code is not None
        assert state not in (RUNNING, DONE) or row.decided_by is None or row.decided_at is not None

    @invariant()
    def its_people_fit_its_stage(self) -> None:
        if not self.id:
            return

        async def people() -> tuple[Initiative, list[Signup], list[Outcome]]:
            async with self.db.read() as session:
                signups = await session.scalars(
                    select(Signup).where(Signup.initiative_id == self.id)
                )
                told = await session.scalars(
                    select(Outcome).where(Outcome.initiative_id == self.id)
                )
                row = await session.get_one(Initiative, self.id)
                return row, list(signups), list(told)

        row, signups, told = self.run(people())
        state = InitiativeState(row.state)
        states = Counter(SignupState(it.state) for it in signups)
        assert state not in (PROPOSED, DECLINED) or not signups
        assert bool(told) == (state == DONE)
        assert len({it.version for it in told}) == len(told)
        offers = [it for it in signups if it.offered_until is not None]
        assert all(it.state == SignupState.OFFERED for it in offers)
        assert len(offers) == states[SignupState.OFFERED]
        if state == OPEN:
            assert not states[SignupState.ATTENDED] + states[SignupState.ABSENT]
            free = row.capacity is None or sum(states[it] for it in SEATED) < row.capacity
            has_begun = row.starts_at is not None and row.starts_at <= self.now
            assert not (free and states[SignupState.WAITING]) or has_begun
        gone = {who.user_id for who in self.gone}
        in_it = {it.user_id for it in signups if it.state in SEATED and it.arrived_at is None}
        assert state not in (OPEN, RUNNING) or not in_it & gone

    @invariant()
    def everybody_can_see_it_and_stewards_know_when_nobody_carries_it(self) -> None:
        if not self.id:
            return

        async def look() -> tuple[Initiative, list[str]]:
            async with self.db.read() as session:
                shown = await showing.show(session, self.id, now=self.now)
                for who in EVERYBODY:
                    await standing.read_standing(
                        session, shown, self.actor(who), role_ids=(), now=self.now
                    )
                texts = await notices.list_texts(session, GUILD)
                row = await session.get_one(Initiative, self.id)
                return row, [text.text_key for text in texts]

        row, open_notices = self.run(look())
        over = (DONE, DECLINED, CANCELLED)
        if row.state in over:
            assert deciding.ASKED not in open_notices
            assert deciding.SILENT not in open_notices
            assert overdue.NOTICE not in open_notices or row.series_id is not None


@pytest.mark.usefixtures("database_path")
def test_no_order_of_acts_leads_an_initiative_astray(database_path: Path) -> None:
    machine = type("MachineOnThisDatabase", (Life,), {"empty": database_path})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),  # to shrink one takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
