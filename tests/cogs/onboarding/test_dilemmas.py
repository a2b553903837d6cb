"""Dilemmas: what stewards may ask, and what nobody may conclude."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given
from hypothesis import settings as relaxed
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.config import Community
from bot.db import Database, SqliteDatabase
from bot.models import Guild, MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.onboarding import service
from cogs.onboarding.models import Answer, Journey
from cogs.onboarding.service import choosing, dilemmas, records, starting, steps
from cogs.onboarding.service.dilemmas import (
    BadQuestion,
    Distribution,
    NoSuchDilemma,
    SameValue,
    TooManyDilemmas,
    ValueGone,
)
from tests import charters
from tests.conftest import GUILD, MONDAY
from tests.factories import VALUES

STEWARD = 99


class House:
    """A community with three values, and people who answer."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.clock = MovableClock(MONDAY)
        self.values: list[ValueText] = []

    async def build(self) -> House:
        community = Community.model_validate({"mission": "We care.", "values": VALUES})
        async with self.db.begin() as session:
            session.add(Guild(id=GUILD, seen_at=self.clock.now()))
            await session.flush()
            await charter.seed(session, GUILD, community, now=self.clock.now())
            await service.seed(session, GUILD, community, now=self.clock.now())
            self.values = await charter.list_values(session, GUILD)
        return self

    async def writes(
        self, question: str = "A friend is wrong in public.", first: int = 0, second: int = 1
    ) -> int:
        async with self.db.begin() as session:
            return await dilemmas.write(
                session,
                GUILD,
                question=question,
                first_value_id=self.values[first].id,
                second_value_id=self.values[second].id,
                actor_id=STEWARD,
                now=self.clock.now(),
            )

    async def retires(self, dilemma_id: int, *, guild_id: int = GUILD) -> None:
        async with self.db.begin() as session:
            await dilemmas.retire(
                session, guild_id, dilemma_id, actor_id=STEWARD, now=self.clock.now()
            )

    async def answers(self, user_id: int, dilemma_id: int, value: int) -> None:
        """By way of a journey, as everybody does."""
        async with self.db.begin() as session:
            plan = await steps.read_plan(session, GUILD)
            started = await starting.start(
                session,
                MemberKey(GUILD, user_id),
                is_on=True,
                plan=plan,
                is_pending=False,
                locale="en",
                source="button",
                gives=(),
                now=self.clock.now(),
            )
            journey = await session.get_one(Journey, started.scene.id)
            await choosing.hold_on_to(
                session,
                journey,
                dilemma_id,
                self.values[value].id,
                plan=plan,
                now=self.clock.now(),
            )

    async def distribution(self) -> Distribution | None:
        async with self.db.read() as session:
            (written,) = await dilemmas.list_written(session, GUILD)
            (asked,) = (await steps.read_plan(session, GUILD)).dilemmas
            assert await dilemmas.find_distribution(session, asked) == written.distribution
        return written.distribution

    async def steps(self) -> tuple[str, ...]:
        async with self.db.read() as session:
            return (await steps.read_plan(session, GUILD)).steps


@pytest_asyncio.fixture
async def house(db: Database) -> House:
    return await House(db).build()


@pytest.mark.asyncio
async def test_a_dilemma_becomes_a_step_and_its_writing_is_audited(house: House) -> None:
    dilemma_id = await house.writes("  Whom do you tell?\u202e ")

    assert f"dilemma:{dilemma_id}" in await house.steps()
    async with house.db.read() as session:
        (written,) = await dilemmas.list_written(session, GUILD)
        entry = await session.scalar(
            select(AuditEntry).where(AuditEntry.what == "onboarding.dilemma")
        )
    assert (written.question, written.is_asked) == ("Whom do you tell?", True)
    assert entry is not None
    assert (entry.actor_id, entry.before) == (STEWARD, None)
    assert entry.after["question"] == "Whom do you tell?"


@pytest.mark.asyncio
async def test_the_same_form_sent_twice_asks_once(house: House) -> None:
    assert await house.writes() == await house.writes()

    assert len([step for step in await house.steps() if step.startswith("dilemma")]) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("question", ["", "   ", "\u202e", "x" * 601])
async def test_a_question_is_needed_and_has_to_fit(house: House, question: str) -> None:
    with pytest.raises(BadQuestion):
        await house.writes(question)


@pytest.mark.asyncio
async def test_only_two_different_values_in_force_make_a_dilemma(house: House) -> None:
    with pytest.raises(SameValue):
        await house.writes(first=1, second=1)
    async with house.db.begin() as session:
        await charters.retire(session, GUILD, house.values[1].id, now=house.clock.now())
    with pytest.raises(ValueGone):
        await house.writes()


@pytest.mark.asyncio
async def test_newcomers_are_asked_only_so_many(house: House) -> None:
    first = await house.writes("One?")
    await house.writes("Two?")

    with pytest.raises(TooManyDilemmas):
        await house.writes("Three?")
    await house.retires(first)
    await house.writes("Three?")

    async with house.db.read() as session:
        written = await dilemmas.list_written(session, GUILD)
    assert [one.question for one in written] == ["Two?", "Three?"]


@pytest.mark.asyncio
async def test_what_was_retired_or_is_another_servers_cannot_be_retired(house: House) -> None:
    dilemma_id = await house.writes()
    with pytest.raises(NoSuchDilemma):
        await house.retires(dilemma_id, guild_id=1)
    await house.retires(dilemma_id)
    with pytest.raises(NoSuchDilemma):
        await house.retires(dilemma_id)

    assert not any(step.startswith("dilemma") for step in await house.steps())


@pytest.mark.asyncio
async def test_a_dilemma_rests_when_one_of_its_values_has_left_the_charter(house: House) -> None:
    await house.writes()
    async with house.db.begin() as session:
        await charters.retire(session, GUILD, house.values[0].id, now=house.clock.now())

    assert not any(step.startswith("dilemma") for step in await house.steps())
    async with house.db.read() as session:
        (written,) = await dilemmas.list_written(session, GUILD)
    assert (written.first, written.is_asked) == (None, False)


@pytest.mark.asyncio
async def test_only_the_two_values_can_be_held_on_to_and_only_while_it_is_asked(
    house: House,
) -> None:
    dilemma_id = await house.writes()
    await house.answers(1, dilemma_id, 2)
    await house.answers(2, dilemma_id + 7, 0)
    await house.retires(dilemma_id)
    await house.answers(3, dilemma_id, 0)

    async with house.db.read() as session:
        assert (await session.scalars(select(Answer))).all() == []


@pytest.mark.asyncio
async def test_an_answer_is_changed_and_not_added_to(house: House) -> None:
    dilemma_id = await house.writes()
    for user_id in range(5):
        await house.answers(user_id, dilemma_id, 0)
    await house.answers(0, dilemma_id, 1)

    assert await house.distribution() == Distribution(first=4, second=1)


@pytest.mark.asyncio
async def test_whoever_is_forgotten_is_not_counted_any_more(house: House) -> None:
    dilemma_id = await house.writes()
    for user_id in range(5):
        await house.answers(user_id, dilemma_id, 0)
    async with house.db.begin() as session:
        await records.erase(session, MemberKey(GUILD, 3))

    assert await house.distribution() is None


@relaxed(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.tuples(st.integers(1, 8), st.sampled_from([0, 1, None])), max_size=30))
def test_no_history_of_answers_shows_how_fewer_than_five_people_answered(
    empty_database: Path, acts: list[tuple[int, int | None]]
) -> None:
    async def play(folder: Path) -> None:
        database = shutil.copy(empty_database, folder / "tenet.db")
        db = SqliteDatabase(f"sqlite+aiosqlite:///{database}")
        await db.start()
        house = await House(db).build()
        dilemma_id = await house.writes()
        held: dict[int, int] = {}
        for user_id, value in acts:
            if value is None:
                held.pop(user_id, None)
                async with db.begin() as session:
                    await session.execute(delete(Journey).where(Journey.user_id == user_id))
            else:
                held[user_id] = value
                await house.answers(user_id, dilemma_id, value)
            counted = Counter(held.values())
            expected = Distribution(counted[0], counted[1]) if len(held) >= 5 else None
            assert await house.distribution() == expected
        await db.stop()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder)))
