"""The rules of a journey and of the welcome post."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, settings
from bot.activity import Activity
from bot.clock import MovableClock
from bot.config import Community
from bot.db import Database
from bot.deliveries import Delivery
from bot.models import GRACE, Guild, MemberKey
from bot.notices import Notice
from bot.settings import Place
from cogs.charter import service as charter
from cogs.charter.models import Value
from cogs.onboarding import service
from cogs.onboarding.models import Journey, PostState, RoleState, State, Where
from cogs.onboarding.service import (
    journeys,
    outcomes,
    records,
    roles,
    starting,
    steps,
    turns,
    welcome,
)
from cogs.onboarding.service.journeys import NotYours, Press, Spot
from cogs.onboarding.service.roles import Named
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.starting import Answer, Started, SwitchedOff
from cogs.onboarding.service.steps import Kind
from cogs.onboarding.service.welcome import ENABLED
from tests import charters
from tests.conftest import GUILD
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio

ADA = MemberKey(GUILD, 11)
BEA = MemberKey(GUILD, 12)
ROLE_ID = 77
NEIGHBOUR = Named("Neighbour", ROLE_ID)


class House:
    """A seeded community, and the acts of its members in transactions of their own."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db = db
        self.clock = clock
        self.gives: list[Named] = []
        """The roles that finishing gives."""

    async def seed(self, **onboarding: Any) -> None:
        onboarding.setdefault("steps", ["mission", "values", "finish"])
        community = Community.model_validate(
            {"mission": "We look after the river.", "values": VALUES, "onboarding": onboarding}
        )
        async with self.db.begin() as session:
            session.add(Guild(id=GUILD, seen_at=self.clock.now()))
            await session.flush()
            await charter.seed(session, GUILD, community, now=self.clock.now())
            await service.seed(session, GUILD, community, now=self.clock.now())

    async def start(self, member: MemberKey = ADA, *, is_pending: bool = False) -> Started:
        async with self.db.begin() as session:
            return await starting.start(
                session,
                member,
                is_on=(await settings.read(session, GUILD)).get(ENABLED),
                plan=await steps.read_plan(session, GUILD),
                is_pending=is_pending,
                locale="en-GB",
                source="button",
                gives=self.gives,
                now=self.clock.now(),
            )

    async def press(
        self,
        what: Press,
        on: Scene,
        *,
        user_id: int = ADA.user_id,
        spot: Spot | None = None,
    ) -> Scene:
        async with self.db.begin() as session:
            return await journeys.press(
                session,
                on.id,
                user_id,
                what,
                turn=on.turn,
                plan=await steps.read_plan(session, GUILD),
                locale="en-GB",
                spot=spot,
                gives=self.gives,
                now=self.clock.now(),
            )

    async def to_the_end(self, scene: Scene, **options: Any) -> Scene:
        while scene.state is State.RUNNING:
            scene = await self.press(Press.NEXT, scene, **options)
        return scene

    async def leave(self, *members: MemberKey) -> int:
        async with self.db.begin() as session:
            return await journeys.leave(session, members, now=self.clock.now())

    async def deliveries(self, kind: str) -> Sequence[Delivery]:
        async with self.db.read() as session:
            return list(await session.scalars(select(Delivery).where(Delivery.kind == kind)))

    async def ledger(self) -> dict[str, int]:
        async with self.db.read() as session:
            counts = await activity.counts(session, GUILD)
        return {kind: n for kind, n in counts.items() if kind.startswith("onboarding.")}

    async def notices(self) -> list[str]:
        async with self.db.read() as session:
            return list(await session.scalars(select(Notice.text_key).order_by(Notice.id)))

    async def count(self, table: type[Any]) -> int:
        async with self.db.read() as session:
            return await session.scalar(select(func.count()).select_from(table)) or 0


def name_of(scene: Scene) -> str:
    """The value that a step is about."""
    return scene.plan.values[scene.step].name


@pytest_asyncio.fixture
async def house(db: Database, clock: MovableClock) -> AsyncIterator[House]:
    found = House(db, clock)
    await found.seed()
    yield found


async def test_two_presses_in_one_moment_make_one_journey_and_one_message(
    each_db: Database, clock: MovableClock
) -> None:
    house = House(each_db, clock)
    await house.seed()

    answers = await asyncio.gather(*(house.start() for _ in range(5)))

    assert await house.count(Journey) == 1
    assert len(await house.deliveries(turns.STEP)) == 1
    assert {started.answer for started in answers} == {Answer.WRITING}
    assert (await house.ledger())["onboarding.started"] == 1


async def test_the_steps_are_the_mission_each_value_in_order_and_the_end(house: House) -> None:
    scene = (await house.start()).scene

    read = [scene]
    while not scene.is_last:
        scene = await house.press(Press.NEXT, scene)
        read.append(scene)

    assert [seen.kind for seen in read] == [Kind.MISSION, *[Kind.VALUES] * 3, Kind.FINISH]
    assert [name_of(seen) for seen in read[1:4]] == ["Honesty", "Care", "Courage"]
    assert [(seen.number, seen.steps) for seen in read] == [(n, 5) for n in range(1, 6)]


async def test_each_value_read_is_counted_for_that_value(house: House) -> None:
    await house.to_the_end((await house.start()).scene)

    async with house.db.read() as session:
        rows = await session.execute(
            select(Activity.value_id).where(Activity.kind == "onboarding.step").order_by("id")
        )
        values = [value.id for value in await charter.list_values(session, GUILD)]
    assert [value_id for (value_id,) in rows] == [None, *values]


async def test_a_second_click_on_next_does_not_skip_a_step(house: House) -> None:
    first = (await house.start()).scene

    once = await house.press(Press.NEXT, first)
    twice = await house.press(Press.NEXT, first)

    assert once.number == 2
    assert twice == once


async def test_a_button_of_last_week_only_shows_what_is_so_now(house: House) -> None:
    old = (await house.start()).scene
    now = await house.press(Press.NEXT, await house.press(Press.NEXT, old))

    for what in Press:
        assert await house.press(what, old) == now


async def test_back_returns_one_step_and_stays_at_the_first(house: House) -> None:
    first = (await house.start()).scene
    second = await house.press(Press.NEXT, first)

    back = await house.press(Press.BACK, second)
    still = await house.press(Press.BACK, back)

    assert (back.number, still.number) == (1, 1)


async def test_later_keeps_the_step_and_continue_goes_on_there(house: House) -> None:
    scene = await house.press(Press.NEXT, (await house.start()).scene)

    paused = await house.press(Press.LATER, scene)
    resumed = await house.press(Press.CONTINUE, paused)

    assert (paused.state, resumed.state) == (State.LATER, State.RUNNING)
    assert resumed.number == scene.number
    assert (await house.ledger())["onboarding.later"] == 1


async def test_start_after_later_sends_the_kept_step_in_a_new_message(house: House) -> None:
    spot = Spot(Where.DM, 5, 6)
    scene = await house.press(Press.NEXT, (await house.start()).scene, spot=spot)
    await house.press(Press.LATER, scene, spot=spot)

    started = await house.start()

    assert started.answer is Answer.WRITING
    assert started.scene.number == 2
    assert started.scene.message_id is None


async def test_start_while_it_runs_tells_where_and_sends_nothing(house: House) -> None:
    scene = (await house.start()).scene
    async with house.db.begin() as session:
        await outcomes.sent(session, scene.id, channel_id=5, message_id=6, in_new_thread=False)

    started = await house.start()

    assert started.answer is Answer.ELSEWHERE
    assert (started.scene.channel_id, started.scene.message_id) == (5, 6)
    (delivery,) = await house.deliveries(turns.STEP)
    assert delivery.requests == 1


async def test_stopping_ends_it_and_start_begins_anew(house: House) -> None:
    scene = await house.press(Press.NEXT, (await house.start()).scene)

    stopped = await house.press(Press.STOP, scene)
    again = await house.start()

    assert stopped.state is State.STOPPED
    assert again.scene.number == 1
    ledger = await house.ledger()
    assert (ledger["onboarding.stopped"], ledger["onboarding.started"]) == (1, 2)


async def test_a_journey_survives_the_loss_of_the_value_it_is_at(house: House) -> None:
    scene = await house.press(Press.NEXT, (await house.start()).scene)
    async with house.db.begin() as session:
        await session.execute(
            update(Value)
            .where(Value.id == scene.plan.values[scene.step].id)
            .values(retired_at=house.clock.now())
        )

    shown = await house.press(Press.CONTINUE, scene)
    onward = await house.press(Press.NEXT, shown)

    assert name_of(shown) == "Care"
    assert (shown.number, shown.steps) == (2, 4)
    assert name_of(onward) == "Courage"


async def test_a_journey_at_the_end_stays_there_when_values_are_added(house: House) -> None:
    scene = (await house.start()).scene
    while not scene.is_last:
        scene = await house.press(Press.NEXT, scene)
    async with house.db.begin() as session:
        await charters.add_value(session, GUILD, now=house.clock.now())

    finished = await house.press(Press.NEXT, scene)

    assert finished.state is State.FINISHED


async def test_finishing_asks_for_the_role_once(house: House) -> None:
    house.gives = [NEIGHBOUR]
    scene = (await house.start()).scene

    finished = await house.to_the_end(scene)
    await house.press(Press.NEXT, finished)

    assert finished.role is RoleState.OWED
    (delivery,) = await house.deliveries(roles.DELIVERY)
    assert (delivery.requests, delivery.payload["role_id"]) == (1, ROLE_ID)
    assert (await house.ledger())["onboarding.finished"] == 1


async def test_finishing_without_a_role_asks_for_nothing(house: House) -> None:
    finished = await house.to_the_end((await house.start()).scene)

    assert finished.role is RoleState.NONE
    assert await house.deliveries(roles.DELIVERY) == []


async def test_a_role_that_is_not_there_is_named_to_the_stewards_once(house: House) -> None:
    house.gives = [Named("Neighbour", None)]

    for member in (ADA, BEA):
        scene = (await house.start(member)).scene
        finished = await house.to_the_end(scene, user_id=member.user_id)
        assert finished.role is RoleState.REFUSED

    assert await house.notices() == ["onboarding-notice-no-role"]


async def test_roles_still_owed_are_asked_for_again_and_given_ones_are_not(house: House) -> None:
    house.gives = [NEIGHBOUR]
    ada = await house.to_the_end((await house.start(ADA)).scene)
    bea = (await house.start(BEA)).scene
    bea = await house.to_the_end(bea, user_id=BEA.user_id)
    now = house.clock.now()
    async with house.db.begin() as session:
        await roles.given(session, ada.id, role_id=ROLE_ID, now=now)
        await roles.refused(session, bea.id, role_id=ROLE_ID, now=now)

    async with house.db.begin() as session:
        asked = await roles.ask_again(session, GUILD, [NEIGHBOUR], possible=[ROLE_ID], now=now)

    assert asked == 1
    by_key = {row.key: row.requests for row in await house.deliveries(roles.DELIVERY)}
    assert by_key == {f"{roles.DELIVERY}:{user}:{ROLE_ID}": n for user, n in ((11, 1), (12, 2))}


async def test_start_before_the_screening_sends_nothing_until_it_is_passed(house: House) -> None:
    waiting = await house.start(is_pending=True)
    assert waiting.answer is Answer.SCREENING
    assert await house.deliveries(turns.STEP) == []
    assert await house.ledger() == {}

    async with house.db.begin() as session:
        begun = await starting.pass_screening(
            session, ADA, plan=await steps.read_plan(session, GUILD), now=house.clock.now()
        )
        again = await starting.pass_screening(
            session, ADA, plan=await steps.read_plan(session, GUILD), now=house.clock.now()
        )

    assert (begun, again) == (True, False)
    assert len(await house.deliveries(turns.STEP)) == 1
    assert await house.ledger() == {"onboarding.started": 1}


async def test_passing_the_screening_without_having_pressed_start_begins_nothing(
    house: House,
) -> None:
    async with house.db.begin() as session:
        begun = await starting.pass_screening(
            session, ADA, plan=await steps.read_plan(session, GUILD), now=house.clock.now()
        )

    assert not begun
    assert await house.deliveries(turns.STEP) == []


async def test_who_leaves_and_comes_back_goes_on_where_they_were(house: House) -> None:
    scene = await house.press(Press.NEXT, (await house.start()).scene)
    assert await house.leave(ADA, BEA) == 1
    assert await house.leave(ADA) == 0
    left = await house.press(Press.NEXT, scene)

    back = await house.start()

    assert left.state is State.LEFT
    assert back.is_back
    assert back.scene.number == 2
    assert (await house.ledger())["onboarding.left"] == 1


async def test_who_had_finished_and_comes_back_receives_the_role_again(house: House) -> None:
    house.gives = [NEIGHBOUR]
    finished = await house.to_the_end((await house.start()).scene)
    async with house.db.begin() as session:
        await roles.given(session, finished.id, role_id=ROLE_ID, now=house.clock.now())
    await house.leave(ADA)

    back = await house.start()

    assert back.answer is Answer.FINISHED
    (delivery,) = await house.deliveries(roles.DELIVERY)
    assert delivery.requests == 2


async def test_nobody_presses_the_buttons_of_another(house: House) -> None:
    scene = (await house.start()).scene

    with pytest.raises(NotYours):
        await house.press(Press.NEXT, scene, user_id=BEA.user_id)


async def test_closed_dms_move_the_journey_to_a_thread_and_then_into_the_answer(
    house: House,
) -> None:
    scene = (await house.start()).scene
    now = house.clock.now()
    async with house.db.begin() as session:
        await outcomes.move_to_thread(session, scene.id, channel_id=9, now=now)
        await outcomes.move_to_thread(session, scene.id, channel_id=9, now=now)
    (delivery,) = await house.deliveries(turns.THREAD)
    assert delivery.requests == 1

    async with house.db.begin() as session:
        await outcomes.nowhere_else(session, scene.id)

    assert (await house.start()).answer is Answer.HERE


async def test_the_end_closes_the_thread_after_time_to_read(house: House) -> None:
    scene = (await house.start()).scene
    async with house.db.begin() as session:
        await outcomes.move_to_thread(session, scene.id, channel_id=9, now=house.clock.now())
        await outcomes.sent(session, scene.id, channel_id=50, message_id=6, in_new_thread=True)

    await house.to_the_end(scene, spot=Spot(Where.THREAD, 50, 6))

    (delivery,) = await house.deliveries(turns.ARCHIVE)
    assert delivery.payload == {"thread_id": 50, "locked": False}
    assert delivery.not_before >= house.clock.now() + timedelta(seconds=50)


async def test_going_on_in_the_answer_drops_the_message_that_never_came(house: House) -> None:
    scene = (await house.start()).scene

    async with house.db.begin() as session:
        here = await journeys.take_here(
            session,
            scene.id,
            ADA.user_id,
            plan=await steps.read_plan(session, GUILD),
            locale="de",
            now=house.clock.now(),
        )

    assert (here.place, here.turn) == (Where.HERE, scene.turn)
    assert (await house.start()).answer is Answer.HERE


async def test_switched_off_it_offers_nothing_and_posts_nothing(
    db: Database, clock: MovableClock
) -> None:
    house = House(db, clock)
    await house.seed(enabled=False)

    with pytest.raises(SwitchedOff):
        await house.start()

    assert await house.deliveries(welcome.DELIVERY) == []
    assert await house.count(Journey) == 0


async def test_a_file_that_switches_differently_is_told(house: House) -> None:
    described = {
        "mission": "m",
        "values": VALUES,
        "onboarding": {"enabled": False, "steps": ["Values", "mission"]},
    }

    async with house.db.read() as session:
        found = await service.differences(session, GUILD, Community.model_validate(described))

    assert [(d.path, d.in_file, d.in_database) for d in found] == [
        ("onboarding.enabled", "false", "true"),
        ("onboarding.steps", "values, mission, finish", "mission, values, finish"),
    ]


async def test_everything_about_a_member_can_be_seen_and_erased(house: House) -> None:
    await house.start()

    async with house.db.begin() as session:
        before = await service.export(session, ADA)
        await service.forget(session, ADA)
        after = await service.export(session, ADA)

    assert before["state"] == "running"
    assert after == {}
    assert await house.count(Journey) == 0


async def test_who_left_is_forgotten_after_the_grace_period(house: House) -> None:
    await house.start(ADA)
    await house.start(BEA)
    await house.leave(ADA)

    house.clock.advance(GRACE - timedelta(hours=1))
    async with house.db.begin() as session:
        await records.purge(session, now=house.clock.now())
    assert await house.count(Journey) == 2
    house.clock.advance(timedelta(hours=2))
    async with house.db.begin() as session:
        await records.purge(session, now=house.clock.now())

    async with house.db.read() as session:
        assert await records.list_open(session) == [BEA]


async def post(session: AsyncSession) -> welcome.PostText:
    found = await welcome.find(session, GUILD)
    assert found is not None
    return found


async def test_a_deleted_welcome_post_is_put_back_once_and_told_each_time(house: House) -> None:
    now = house.clock.now()
    async with house.db.begin() as session:
        await welcome.posted(session, GUILD, channel_id=1, message_id=100, now=now)

    async with house.db.begin() as session:
        assert await welcome.lost(session, GUILD, message_id=100, now=now)
        assert not await welcome.lost(session, GUILD, message_id=100, now=now)
        assert (await post(session)).state is PostState.WANTED
        await welcome.posted(session, GUILD, channel_id=1, message_id=101, now=now)
        assert not await welcome.lost(session, GUILD, message_id=101, now=now)
        assert (await post(session)).state is PostState.GONE

    assert await house.notices() == [
        "onboarding-notice-removed",
        "onboarding-notice-removed-again",
    ]


async def test_a_steward_who_posts_again_chooses_the_channel_and_starts_afresh(
    house: House,
) -> None:
    now = house.clock.now()
    async with house.db.begin() as session:
        await welcome.posted(session, GUILD, channel_id=1, message_id=100, now=now)
        await welcome.lost(session, GUILD, message_id=100, now=now)
        await welcome.post_in(session, GUILD, channel=Place(2, "hello"), actor_id=3, now=now)
        await welcome.posted(session, GUILD, channel_id=2, message_id=101, now=now)

        assert await welcome.lost(session, GUILD, message_id=101, now=now)
        stored = await settings.read(session, GUILD)

    assert stored.place(settings.WELCOME_CHANNEL) == Place(2, "hello")
