"""Whatever people press, and whatever stewards change meanwhile, nobody and nothing is lost."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import settings as guild_settings
from bot.clock import MovableClock
from bot.config import Community, OnboardingStep
from bot.db import SqliteDatabase
from bot.models import Guild, MemberKey
from bot.texts import Texts
from cogs.charter import service as charter
from cogs.onboarding import service, views
from cogs.onboarding.models import Journey, State, Tally
from cogs.onboarding.service import answers, journeys, nudges, records, starting, steps, tallies
from cogs.onboarding.service.journeys import Press
from cogs.onboarding.service.nudges import When
from cogs.onboarding.service.scenes import Scene, index_of
from cogs.onboarding.service.steps import STEPS, Kind, Plan
from tests import charters
from tests.conftest import GUILD, MONDAY
from tests.factories import VALUES

pytestmark = pytest.mark.thorough

ADA = MemberKey(GUILD, 11)
SPEAKERS = [Texts().speak(language) for language in ("en", "de")]
AROUND = views.Around("Riverbank", MONDAY, languages=(("de", "Deutsch"), ("en", "English")))

PRESSED = st.tuples(st.just("press"), st.sampled_from(list(Press)), st.integers(0, 5))
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("press"), st.just(Press.NEXT), st.just(0)),
        PRESSED,
        st.tuples(st.just("answer"), st.sampled_from(["interests", "reflection", "dilemma:1"])),
        st.tuples(st.just("start")),
        st.tuples(st.just("again")),
        st.tuples(st.just("here")),
        st.tuples(st.just("remind"), st.sampled_from(list(When))),
        st.tuples(st.just("leave")),
        st.tuples(st.just("add")),
        st.tuples(st.just("reword"), st.integers(0, 11)),
        st.tuples(st.just("retire"), st.integers(0, 11)),
        st.tuples(st.just("switch"), st.lists(st.sampled_from(list(OnboardingStep)), unique=True)),
        st.tuples(st.just("wait"), st.integers(1, 100_000)),
    ),
    max_size=30,
)


@dataclass
class Walk:
    """One newcomer's way through a server that does not stand still."""

    db: SqliteDatabase
    clock: MovableClock = field(default_factory=lambda: MovableClock(MONDAY))
    seen: list[Scene] = field(default_factory=list)
    """What they were shown, the latest first."""
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    async def begin(self) -> None:
        community = Community.model_validate({"mission": "We care.", "values": VALUES})
        async with self.db.begin() as session:
            session.add(Guild(id=GUILD, seen_at=self.clock.now()))
            await session.flush()
            await charter.seed(session, GUILD, community, now=self.clock.now())
            await service.seed(session, GUILD, community, now=self.clock.now())
        await self.start()

    async def plan(self) -> Plan:
        async with self.db.read() as session:
            return await steps.read_plan(session, GUILD)

    async def journey(self) -> Journey:
        async with self.db.read() as session:
            (only,) = await session.scalars(select(Journey))
            return only

    async def start(self) -> None:
        plan = await self.plan()
        async with self.db.begin() as session:
            started = await starting.start(
                session,
                ADA,
                is_on=True,
                plan=plan,
                is_pending=False,
                locale="en-GB",
                source="button",
                gives=(),
                now=self.clock.now(),
            )
        for say in SPEAKERS:
            assert 0 < len(views.answer(started, say, AROUND).text) <= 2000
        await self.look()

    async def again(self) -> None:
        plan, journey = await self.plan(), await self.journey()
        async with self.db.begin() as session:
            await starting.start_again(
                session, journey.id, ADA.user_id, plan=plan, locale="de", now=self.clock.now()
            )

    async def here(self) -> None:
        plan, journey = await self.plan(), await self.journey()
        async with self.db.begin() as session:
            scene = await journeys.take_here(
                session, journey.id, ADA.user_id, plan=plan, locale="de", now=self.clock.now()
            )
        self.seen.insert(0, scene)

    async def remind(self, when: When) -> None:
        """Choose when to be reminded, after Later or on a message that says something else now."""
        plan, before = await self.plan(), await self.journey()
        on = self.seen[0]
        async with self.db.begin() as session:
            scene = await nudges.choose(
                session,
                on.id,
                ADA.user_id,
                when,
                turn=on.turn,
                plan=plan,
                locale="en-GB",
                spot=None,
                now=self.clock.now(),
            )
        self.seen.insert(0, scene)
        assert (await self.journey()).state == before.state

    async def leave(self) -> None:
        async with self.db.begin() as session:
            await journeys.leave(session, [ADA], now=self.clock.now())

    async def press(self, what: Press, back: int) -> None:
        """Press a button of what they were shown last, or of something before."""
        plan, before = await self.plan(), await self.journey()
        on = self.seen[min(back, len(self.seen) - 1)]
        async with self.db.begin() as session:
            scene = await journeys.press(
                session,
                on.id,
                ADA.user_id,
                what,
                turn=on.turn,
                plan=plan,
                locale="en-GB",
                spot=None,
                gives=(),
                now=self.clock.now(),
            )
        self.seen.insert(0, scene)
        after = await self.journey()
        if on.turn != before.turn:
            assert (after.state, after.turn) == (before.state, before.turn)
        was_at = plan.steps.index(before.step) if before.step in plan.steps else None
        if was_at is not None:
            assert abs(scene.number - 1 - was_at) <= (on.turn == before.turn)

    async def answer(self, step: str) -> None:
        plan, journey = await self.plan(), await self.journey()
        number = next(self.numbers)
        content: dict[str, Any] = {
            "interests": {"values": [number], "kinds": ["event"]},
            "reflection": {"text": f"*{number}*"},
            "dilemma:1": {"value_id": number},
        }[step]
        async with self.db.begin() as session:
            scene = await journeys.give_answer(
                session,
                journey.id,
                ADA.user_id,
                step=step,
                content=content,
                plan=plan,
                locale="de",
                spot=None,
                now=self.clock.now(),
            )
        assert scene.turn == journey.turn
        if scene.state is not State.LEFT:
            self.answered[step] = content

    async def add(self) -> None:
        number = next(self.numbers)
        if len((await self.plan()).text.values) < charter.MOST_VALUES:
            async with self.db.begin() as session:
                await charters.add_value(
                    session,
                    GUILD,
                    name=f"Value {number}",
                    emoji=EMOJIS[number % len(EMOJIS)],
                    now=self.clock.now(),
                )

    async def reword(self, which: int) -> None:
        values = (await self.plan()).text.values
        async with self.db.begin() as session:
            await charters.reword(
                session,
                GUILD,
                values[which % len(values)],
                f"We promise {next(self.numbers)} things.",
                now=self.clock.now(),
            )

    async def retire(self, which: int) -> None:
        values = (await self.plan()).text.values
        if len(values) > 1:
            async with self.db.begin() as session:
                value_id = values[which % len(values)].id
                await charters.retire(session, GUILD, value_id, now=self.clock.now())

    async def switch(self, kinds: list[OnboardingStep]) -> None:
        async with self.db.begin() as session:
            await guild_settings.change(
                session,
                GUILD,
                STEPS,
                [kind.value for kind in kinds],
                actor_id=None,
                now=self.clock.now(),
            )

    async def wait(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    async def look(self) -> None:
        """See the journey as the next message would show it, and that all of it is there."""
        plan, journey = await self.plan(), await self.journey()
        async with self.db.read() as session:
            scene = await records.find(session, journey.id, plan)
            kept = dict(await answers.of(session, journey.id))
            counted = {
                row.step: row.count
                for row in await session.scalars(
                    select(Tally).where(Tally.bucket == tallies.REACHED)
                )
            }
        assert scene is not None
        assert plan.steps[scene.number - 1] == scene.step
        assert plan.steps[-1] == Kind.FINISH
        assert 1 <= scene.number <= scene.steps
        assert kept == self.answered
        assert journey.remind_at is None or journey.state == State.LATER
        # Nobody comes to a step more often than they begin.
        assert max(counted.values()) <= (await self.begun())
        for say in SPEAKERS:
            shown = views.scene(scene, say, AROUND)
            assert 0 < len(shown.text) <= 2000
            assert shown.embed is None or len(shown.embed) <= 6000
            if shown.view is not None:
                ids = [item.custom_id for item in shown.view.children]  # type: ignore[attr-defined]
                assert len(shown.view.to_components()) <= 5
                assert len(ids) == len(set(ids))
                assert all(len(custom_id) <= 100 for custom_id in ids)
        if not self.seen or self.seen[0].turn != scene.turn:
            self.seen.insert(0, scene)

    async def begun(self) -> int:
        async with self.db.read() as session:
            rows = await session.scalars(
                select(Tally.count).where(Tally.step == tallies.STARTED, Tally.bucket == 0)
            )
            return sum(rows)

    async def to_the_end(self) -> None:
        """From wherever they are, Start and Next lead to the end by every step that follows."""
        await self.start()
        plan, journey = await self.plan(), await self.journey()
        unread = set(plan.steps[index_of(journey, plan) :]) - set(journey.reached)
        shown = set()
        for _ in range(len(plan.steps) + 1):  # one for a step that is gone
            if (await self.journey()).state == State.FINISHED:
                break
            await self.look()
            shown.add((await self.journey()).step)
            await self.press(Press.NEXT, 0)
        journey = await self.journey()
        assert journey.state == State.FINISHED
        assert journey.finished_at is not None
        assert unread <= shown


EMOJIS = "🐢🦊🐝🦉🐬🌻🍀🌈⭐🔔🎈🧭🪴🫖🧵🪁🛶🏡🔑🕯"


@given(acts=ACTS)
@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_way_through_loses_the_newcomer_or_what_they_said(
    acts: list[tuple[Any, ...]], empty_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = Path(shutil.copy(empty_database, tmp_path_factory.mktemp("walk") / "tenet.db"))

    async def walk() -> None:
        db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
        await db.start()
        try:
            one = Walk(db)
            await one.begin()
            for name, *arguments in acts:
                finished_at = (await one.journey()).finished_at
                await getattr(one, name)(*arguments)
                await one.look()
                assert (await one.journey()).finished_at == finished_at or finished_at is None
            await one.to_the_end()
        finally:
            await db.stop()

    asyncio.run(walk())
