"""When a member is asked about a next step, and about which: once for each day they named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
import pytest_asyncio
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import preferences
from bot.db import Database
from bot.models import MemberKey
from bot.sharding import Shards
from cogs.pledges.models import NextStep, StepState
from cogs.pledges.service import asking, stepping
from cogs.pledges.service.reactions import Moved
from tests import charters
from tests.cogs.pledges.scene import ADA, BEN, GUILD, Scene
from tests.conftest import MONDAY

ZONES = sorted(available_timezones() - {"Factory", "localtime"})
ME, HIM = MemberKey(GUILD, ADA), MemberKey(GUILD, BEN)
BERLIN = "Europe/Berlin"
NEXT = MONDAY.date() + timedelta(days=7)
EVENING = datetime(2026, 3, 9, 17, tzinfo=UTC)
"""Six o'clock in Berlin on that day."""


@pytest_asyncio.fixture
async def scene(db: Database) -> Scene:
    return await Scene(db, MONDAY).build()


async def write(
    scene: Scene,
    *emojis: str,
    due_on: date | None = NEXT,
    member: MemberKey = ME,
    now: datetime = MONDAY,
) -> list[int]:
    """Pledge and name a step for each."""
    await scene.happens(*(scene.reacts(member.user_id, emoji) for emoji in emojis or ("🌱",)))
    held = [row for row in await scene.rows() if row.user_id == member.user_id]
    async with scene.db.begin() as session:
        written = [
            await stepping.write(
                session,
                member,
                pledge.value_id,
                words=f"step {index}",
                due_on=due_on,
                zone=BERLIN,
                now=now,
            )
            for index, pledge in enumerate(held[-len(emojis or ("🌱",)) :])
        ]
    await scene.carried_out()
    return [step.id for step in written]


async def due(
    scene: Scene, now: datetime = EVENING, *, by: datetime | None = None, member: MemberKey = ME
) -> list[int]:
    async with scene.db.read() as session:
        found = await asking.list_due(session, member, zone=BERLIN, by=by or now, now=now)
    return [step.id for step in found]


async def waiting(scene: Scene, now: datetime = EVENING) -> set[int]:
    """Who may have to be asked."""
    async with scene.db.read() as session:
        found = await asking.list_waiting(session, now=now)
    return {one.member.user_id for one in found}


async def asked(scene: Scene, step_ids: Sequence[int], day: date = NEXT) -> None:
    async with scene.db.begin() as session:
        await asking.note_asked(session, dict.fromkeys(step_ids, day))


@given(st.dates(date(2024, 1, 1), date(2034, 12, 31)))
@example(date(2026, 1, 31))
@example(date(2028, 2, 29))
@example(date(2026, 11, 30))
def test_the_days_to_choose_from_lie_ahead_in_order_and_none_is_offered_twice(today: date) -> None:
    days = asking.days_after(today)

    on = [day.on for day in days]
    assert on == sorted(set(on))
    assert today < on[0] <= today + timedelta(days=7)
    assert on[-1] <= today + timedelta(days=92)
    assert {"week", "two-weeks", "three-months"} <= {day.key for day in days}
    ends = [day.on for day in days if day.key == "month-end"]
    assert all((end + timedelta(days=1)).day == 1 and end.month == today.month for end in ends)
    month = asking.months_after(today, 1)
    assert month in on
    assert (month.day, month.month) == (min(today.day, month.day), today.month % 12 + 1)


@settings(max_examples=80, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2024, 1, 1), date(2034, 12, 31)),
    minutes=st.integers(1, 14 * 24 * 60),
)
@example(zone="Europe/Berlin", day=date(2026, 3, 29), minutes=1)
@example(zone="Europe/Berlin", day=date(2026, 10, 25), minutes=1)
@example(zone="Pacific/Kiritimati", day=date(2026, 5, 1), minutes=1)
@example(zone="Etc/GMT+12", day=date(2026, 5, 1), minutes=14 * 24 * 60)
@example(zone="Antarctica/Troll", day=date(2026, 3, 29), minutes=1)
@example(zone="Australia/Lord_Howe", day=date(2026, 4, 5), minutes=1)
def test_it_is_asked_at_six_in_the_evening_of_the_day_in_any_zone_and_never_before(
    zone: str, day: date, minutes: int
) -> None:
    moment = asking.due_at(day, zone)

    local = moment.astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour, local.minute) == (day, 18, 0)
    assert not asking.is_due(day, zone, by=moment - timedelta(minutes=minutes))
    assert asking.is_due(day, zone, by=moment)
    assert asking.is_due(day, zone, by=moment + timedelta(minutes=minutes))
    assert not asking.is_due(day, zone, by=moment + timedelta(days=14, minutes=minutes))
    # Whoever is looked for by the day alone is found for as long as it is due.
    for when in (moment, moment + timedelta(days=14)):
        assert asking.first_day(when) <= day <= asking.last_day(when)


def test_a_time_that_the_clocks_skip_comes_when_they_go_on() -> None:
    skipped = asking.due_at(date(2011, 12, 30), "Pacific/Apia")  # the whole day was skipped

    assert skipped == asking.due_at(date(2011, 12, 31), "Pacific/Apia")


@pytest.mark.asyncio
@pytest.mark.thorough
async def test_the_day_is_that_of_the_zone_which_the_member_chose(db: Database) -> None:
    scene = await Scene(db, MONDAY).build()
    [step_id] = await write(scene)
    in_auckland = datetime(2026, 3, 9, 5, tzinfo=UTC)

    before = await due(scene, in_auckland)
    async with db.begin() as session:
        await preferences.choose_zone(session, ME, "Pacific/Auckland", now=MONDAY)

    assert before == []
    assert await due(scene, in_auckland - timedelta(minutes=1)) == []
    assert await due(scene, in_auckland) == [step_id]


@pytest.mark.asyncio
async def test_each_day_is_asked_about_once_and_another_day_again(each_db: Database) -> None:
    scene = await Scene(each_db, MONDAY).build()
    [step_id] = await write(scene)
    assert (await due(scene), await waiting(scene)) == ([step_id], {ADA})

    await asked(scene, [step_id])
    once = (await due(scene), await waiting(scene))
    async with each_db.begin() as session:  # other words for the same day
        await stepping.write(
            session,
            ME,
            (await scene.rows())[0].value_id,
            words="otherwise",
            due_on=NEXT,
            zone=BERLIN,
            now=EVENING,
        )
    reworded = (await due(scene), await waiting(scene))
    another = NEXT + timedelta(days=7)
    async with each_db.begin() as session:
        await stepping.move(session, ME, step_id, another, zone=BERLIN, now=EVENING)
    too_early = await due(scene, EVENING + timedelta(days=6))
    later = EVENING + timedelta(days=7)
    again = (await due(scene, later), await waiting(scene, later))
    await asked(scene, [step_id], NEXT)  # what was noted late about the earlier day
    late = await due(scene, later)
    await asked(scene, [step_id], another)
    await asked(scene, [step_id], NEXT)

    assert once == reworded == ([], set())
    assert too_early == []
    assert again == ([step_id], {ADA})
    assert late == [step_id]
    assert await due(scene, later) == []


@pytest.mark.asyncio
@pytest.mark.thorough
async def test_nobody_is_asked_who_named_no_day_or_does_not_hold_to_it_any_more(
    scene: Scene,
) -> None:
    for change in ("no day", "done", "let go", "withdrawn", "away", "retired"):
        [step_id] = await write(scene, due_on=None if change == "no day" else NEXT)
        value_id = (await scene.rows())[0].value_id
        async with scene.db.begin() as session:
            if change in {"done", "let go"}:
                state = StepState.DONE if change == "done" else StepState.LET_GO
                await stepping.settle(session, ME, step_id, state, now=MONDAY)
            elif change == "retired":
                await charters.retire(session, GUILD, value_id, now=MONDAY)
        if change == "withdrawn":
            await scene.happens(scene.unreacts(ADA))
        elif change == "away":
            await scene.happens(Moved(GUILD, ADA, False))

        assert (await due(scene), await waiting(scene)) == ([], set()), change

        if change == "away":
            await scene.happens(Moved(GUILD, ADA, True))
            assert await due(scene) == [step_id]


@pytest.mark.asyncio
@pytest.mark.thorough
async def test_a_message_holds_five_and_whatever_was_due_when_it_was_to_go(db: Database) -> None:
    scene = await Scene(db, MONDAY).build()
    async with db.begin() as session:
        for number, emoji in enumerate("🐢🐦🐝"):
            await charters.add_value(session, GUILD, now=MONDAY, name=f"V{number}", emoji=emoji)
    first = await write(scene, "🌱", "❤", "🔥", "🐢")
    [later, last] = await write(scene, "🐦", "🐝", due_on=NEXT + timedelta(days=1))
    tomorrow = EVENING + timedelta(days=1)

    assert await due(scene) == first
    assert await due(scene, tomorrow, by=EVENING) == first  # as it was worded before a kill
    assert await due(scene, tomorrow) == [*first, later]
    await asked(scene, [*first, later], NEXT + timedelta(days=1))
    assert await due(scene, tomorrow) == [last]


@pytest.mark.asyncio
@pytest.mark.thorough
async def test_whoever_is_about_to_be_asked_is_not_asked_besides(each_db: Database) -> None:
    scene = await Scene(each_db, MONDAY).build()
    await write(scene)
    await write(scene, member=HIM)
    async with each_db.begin() as session:
        await asking.ask(session, [ME], now=EVENING)

    assert await waiting(scene) == {BEN}
    scene.now = EVENING
    assert [job.key for job in await scene.carried_out()] == [f"{asking.ASK}:{ADA}"]
    assert await waiting(scene) == {ADA, BEN}


@pytest.mark.asyncio
@pytest.mark.thorough
async def test_after_two_weeks_nobody_asks_any_more(scene: Scene) -> None:
    [step_id] = await write(scene)

    assert await due(scene, EVENING + timedelta(days=14)) == [step_id]
    assert await due(scene, EVENING + timedelta(days=14, seconds=1)) == []
    assert await waiting(scene, EVENING + timedelta(days=17)) == set()


@pytest.mark.asyncio
@pytest.mark.thorough
async def test_an_answer_shows_that_the_question_has_arrived(scene: Scene) -> None:
    first, second = await write(scene, "🌱", "🔥")
    async with scene.db.begin() as session:
        await asking.note_seen(session, ME, [first], zone=BERLIN, now=EVENING)
        await asking.note_seen(session, ME, [second], zone=BERLIN, now=EVENING - timedelta(hours=1))

    assert await due(scene) == [second]
    async with scene.db.read() as session:
        rows = await session.scalars(select(NextStep.asked_on).order_by(NextStep.id))
        assert list(rows) == [NEXT, None]


@pytest.mark.asyncio
@pytest.mark.thorough
async def test_a_process_asks_only_those_on_its_shards(scene: Scene) -> None:
    await write(scene)
    ours = (GUILD >> 22) % 2
    async with scene.db.read() as session:
        found = [
            await asking.list_waiting(session, now=EVENING, shards=Shards(2, (number,)))
            for number in (ours, 1 - ours)
        ]

    assert [len(some) for some in found] == [1, 0]
