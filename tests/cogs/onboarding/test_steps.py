"""Steps as servers order them, and what is kept and counted of those who take them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot import preferences, settings
from bot.clock import MovableClock
from bot.db import Database
from bot.models import GRACE
from bot.preferences import Preference
from cogs.charter.service import CharterText, ValueText
from cogs.onboarding import service
from cogs.onboarding.models import Answer, Dilemma, Journey, State, Tally
from cogs.onboarding.service import journeys, records, scenes, starting, steps, tallies
from cogs.onboarding.service.journeys import NotYours, OnlyAPreview, Press
from cogs.onboarding.service.scenes import PREVIEW, Scene
from cogs.onboarding.service.steps import MOST_DILEMMAS, STEPS, Kind, steps_of
from tests import charters
from tests.cogs.onboarding.test_service import ADA, BEA, House
from tests.conftest import GUILD

pytestmark = pytest.mark.asyncio

TEXT = CharterText(
    "Why.",
    1,
    tuple(
        ValueText(number, f"Value {number}", "🌱", "We do.", ("so", "thus"), ("not so",), 1)
        for number in (7, 3)
    ),
)


@pytest_asyncio.fixture
async def house(db: Database, clock: MovableClock) -> AsyncIterator[House]:
    found = House(db, clock)
    await found.seed()
    yield found


async def answers_as(
    house: House, on: Scene, step: str, content: dict[str, object] | None, *, user_id: int = 11
) -> Scene:
    async with house.db.begin() as session:
        return await journeys.give_answer(
            session,
            on.id,
            user_id,
            step=step,
            content=content,
            plan=await steps.read_plan(session, GUILD),
            locale="en-GB",
            spot=None,
            now=house.clock.now(),
        )


async def counted(house: House) -> dict[tuple[str, int], int]:
    async with house.db.read() as session:
        return {(row.step, row.bucket): row.count for row in await session.scalars(select(Tally))}


async def tell_apart(house: House, *ids: tuple[int, int]) -> None:
    """Write dilemmas between pairs of values."""
    async with house.db.begin() as session:
        for first, second in ids:
            session.add(
                Dilemma(
                    guild_id=GUILD,
                    question=f"{first} or {second}?",
                    first_value_id=first,
                    second_value_id=second,
                    created_at=house.clock.now(),
                )
            )


async def test_the_finish_is_last_and_there_whatever_was_switched_on() -> None:
    assert steps_of(TEXT, [Kind.FINISH, Kind.VALUES, Kind.MISSION]) == (
        "value:7",
        "value:3",
        "mission",
        "finish",
    )
    assert steps_of(TEXT, []) == ("finish",)


async def test_a_kind_named_twice_is_one_step() -> None:
    assert steps_of(TEXT, [Kind.MISSION, Kind.VALUES, Kind.MISSION])[-2:] == ("value:3", "finish")


async def test_a_kind_of_step_of_a_later_version_is_left_out(house: House) -> None:
    async with house.db.begin() as session:
        stored = ["mission", "dance", "finish"]
        now = house.clock.now()
        await settings.change(session, GUILD, STEPS, stored, actor_id=None, now=now)
        plan = await steps.read_plan(session, GUILD)

    assert plan.steps == ("mission", "finish")


async def test_a_dilemma_of_which_a_value_is_retired_is_not_asked_and_few_are(
    house: House,
) -> None:
    async with house.db.read() as session:
        first, second, third = [
            value.id for value in (await steps.read_plan(session, GUILD)).text.values
        ]
    await tell_apart(house, (first, second), (first, third), (second, third), (third, first))
    async with house.db.begin() as session:
        before = await steps.read_plan(session, GUILD)
        await charters.retire(session, GUILD, second, now=house.clock.now())
        after = await steps.read_plan(session, GUILD)

    assert len(before.dilemmas) == MOST_DILEMMAS
    assert [dilemma.question for dilemma in after.dilemmas] == [
        f"{first} or {third}?",
        f"{third} or {first}?",
    ]


async def test_an_answer_is_kept_in_place_of_the_former_and_no_button_stops_working(
    house: House,
) -> None:
    scene = (await house.start()).scene

    await answers_as(house, scene, "interests", {"values": [1]})
    answered = await answers_as(house, scene, "interests", {"values": [1, 2]})
    onward = await house.press(Press.NEXT, scene)

    assert answered.turn == scene.turn
    assert onward.number == scene.number + 1
    async with house.db.read() as session:
        (kept,) = await session.scalars(select(Answer))
    assert kept.content == {"values": [1, 2]}


async def test_answers_and_counts_are_kept_in_either_database(
    each_db: Database, clock: MovableClock
) -> None:
    house = House(each_db, clock)
    await house.seed()

    scenes = await asyncio.gather(*(house.start(member) for member in (ADA, BEA)))
    first = scenes[0].scene
    await asyncio.gather(
        *(answers_as(house, first, "interests", {"values": [number]}) for number in range(3)),
        *(house.press(Press.NEXT, first) for _ in range(3)),
    )

    assert await house.count(Answer) == 1
    counts = await counted(house)
    assert (counts["started", 0], counts["mission", 0]) == (2, 2)
    assert sum(n for (step, _), n in counts.items() if step.startswith("value:")) == 1


async def test_an_answer_can_be_taken_back(house: House) -> None:
    scene = (await house.start()).scene

    await answers_as(house, scene, "interests", {"values": [1]})
    await answers_as(house, scene, "interests", None)

    assert await house.count(Answer) == 0


async def test_an_answer_that_comes_after_the_end_is_kept_all_the_same(house: House) -> None:
    finished = await house.to_the_end((await house.start()).scene)

    shown = await answers_as(house, finished, "reflection", {"text": "The river."})

    assert shown.state is State.FINISHED
    assert await house.count(Answer) == 1


async def test_nobody_answers_for_another_or_in_a_preview(house: House) -> None:
    scene = (await house.start()).scene

    with pytest.raises(NotYours):
        await answers_as(house, scene, "interests", {"values": [1]}, user_id=BEA.user_id)
    async with house.db.begin() as session:
        plan = await steps.read_plan(session, GUILD)
        preview = await scenes.preview_of(session, BEA, plan, 0, locale="en")
    with pytest.raises(OnlyAPreview):
        await answers_as(house, preview, "interests", {"values": [1]})

    assert await house.count(Answer) == 0


async def test_a_preview_shows_every_step_and_stores_nothing(house: House) -> None:
    async with house.db.read() as session:
        plan = await steps.read_plan(session, GUILD)
        seen = [
            await scenes.preview_of(session, BEA, plan, index, locale="en")
            for index in (-3, *range(len(plan.steps)), 99)
        ]

    assert [scene.step for scene in seen[1:-1]] == list(plan.steps)
    assert (seen[0].number, seen[-1].is_last) == (1, True)
    assert {(scene.id, scene.is_preview) for scene in seen} == {(PREVIEW, True)}
    assert await house.count(Journey) == 0
    assert await counted(house) == {}


async def test_steps_and_their_times_are_counted_once_and_a_pause_is_not_time_spent(
    house: House,
) -> None:
    scene = (await house.start()).scene
    house.clock.advance(timedelta(seconds=10))
    scene = await house.press(Press.LATER, scene)
    house.clock.advance(timedelta(days=3))
    scene = await house.press(Press.CONTINUE, scene)
    house.clock.advance(timedelta(seconds=10))
    scene = await house.press(Press.NEXT, scene)
    scene = await house.press(Press.BACK, scene)
    house.clock.advance(timedelta(hours=1))
    scene = await house.press(Press.NEXT, scene)

    counts = await counted(house)
    spent = tallies.bucket_of(timedelta(seconds=20))
    assert {key: n for key, n in counts.items() if key[0] == "mission"} == {
        ("mission", 0): 1,
        ("mission", spent): 1,
    }
    assert (counts[scene.step, 0], counts["started", 0], counts["later", 0]) == (1, 1, 1)


async def test_time_away_from_the_server_is_no_time_spent(house: House) -> None:
    scene = (await house.start()).scene
    house.clock.advance(timedelta(seconds=20))
    await house.press(Press.LATER, scene)
    house.clock.advance(timedelta(days=2))
    await house.leave(ADA)
    house.clock.advance(timedelta(days=3))
    scene = (await house.start()).scene
    await house.press(Press.NEXT, scene)

    spent = tallies.bucket_of(timedelta(seconds=20))
    assert (await counted(house))["mission", spent] == 1


async def test_finishing_counts_once_however_often_it_is_read_again(house: House) -> None:
    finished = await house.to_the_end((await house.start()).scene)
    before = await counted(house)
    for _ in range(2):
        async with house.db.begin() as session:
            again = await starting.start_again(
                session,
                finished.id,
                ADA.user_id,
                plan=await steps.read_plan(session, GUILD),
                locale="en-GB",
                now=house.clock.now(),
            )
        assert (again.scene.number, again.scene.state) == (1, State.RUNNING)
        await house.to_the_end(again.scene)

    assert await counted(house) == before
    assert before["finished", 0] == 1
    ledger = await house.ledger()
    assert (ledger["onboarding.started"], ledger["onboarding.finished"]) == (1, 1)


async def test_whoever_stopped_begins_anew_and_is_counted_anew(house: House) -> None:
    scene = (await house.start()).scene
    await house.press(Press.STOP, await house.press(Press.NEXT, scene))

    await house.start()

    counts = await counted(house)
    assert (counts["started", 0], counts["mission", 0], counts["stopped", 0]) == (2, 2, 1)


async def test_everything_they_said_and_chose_can_be_seen_and_is_erased_with_the_journey(
    house: House,
) -> None:
    scene = (await house.start()).scene
    await answers_as(house, scene, "reflection", {"text": "The river."})
    now = house.clock.now()
    async with house.db.begin() as session:
        await preferences.choose_language(session, ADA, "de", now=now)
        await preferences.choose_zone(session, ADA, "Asia/Tokyo", now=now)

    async with house.db.begin() as session:
        seen = await service.export(session, ADA)
        await service.forget(session, ADA)
        after = await service.export(session, ADA)

    (answer,) = seen["answers"]
    assert (answer["step"], answer["answer"]) == ("reflection", {"text": "The river."})
    assert seen["chosen"] == {"language": "de", "heard": None, "zone": "Asia/Tokyo"}
    assert seen["steps_seen"] == ["mission"]
    assert after == {}
    assert [await house.count(table) for table in (Journey, Answer, Preference)] == [0, 0, 0]


async def test_what_they_chose_goes_when_their_grace_period_is_over(house: House) -> None:
    await house.start(ADA)
    async with house.db.begin() as session:
        for member in (ADA, BEA):
            await preferences.choose_language(session, member, "de", now=house.clock.now())
    await house.leave(ADA)
    house.clock.advance(GRACE + timedelta(hours=1))

    async with house.db.begin() as session:
        await records.purge(session, now=house.clock.now())
        left = await preferences.languages(session, GUILD)

    assert left == {BEA.user_id: "de"}


async def test_two_choices_in_one_moment_make_one_row(
    each_db: Database, clock: MovableClock
) -> None:
    house = House(each_db, clock)
    await house.seed()

    async def choose(language: str) -> None:
        async with house.db.begin() as session:
            await preferences.choose_language(session, ADA, language, now=clock.now())

    await asyncio.gather(*(choose(language) for language in ("de", "en", "de", "en")))

    assert await house.count(Preference) == 1
