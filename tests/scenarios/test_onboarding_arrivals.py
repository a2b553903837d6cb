"""Who joins: counted, offered the conversation where a server wants that, and never in a rush."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot import settings
from bot.clock import MovableClock
from bot.contact import Contact
from bot.simulator.exchange import Exchange
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import members as world_members
from cogs.onboarding.models import Journey, NativeOnboarding, Offer, Tally
from cogs.onboarding.service.offers import OFFER_DM
from cogs.onboarding.service.rushes import RAID_JOINS
from cogs.onboarding.service.tallies import JOINED
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.test_onboarding import starts, the_dm, told

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)  # a Monday, noon in Berlin


@pytest.fixture(autouse=True)
def _begin_at_noon(clock: MovableClock) -> None:
    clock.set(NOON)


async def switch(tenet: RunningBot, village: Village, setting: Any, value: Any) -> None:
    """A steward changes a setting."""
    async with tenet.bot.db.begin() as session:
        await settings.change(
            session,
            village.guild.id,
            setting,
            value,
            actor_id=village.steward.id,
            now=tenet.clock.now(),
        )


@pytest_asyncio.fixture
async def offering(tenet: RunningBot, village: Village) -> AsyncIterator[RunningBot]:
    """The bot on a server that has those who join written to."""
    await switch(tenet, village, OFFER_DM, True)
    yield tenet


def offers_to(person: Person, village: Village) -> list[SeenMessage]:
    return [m for m in person.dms(village.application) if "because you joined" in m]


async def later(tenet: RunningBot, clock: MovableClock, step: timedelta = 2 * MINUTE) -> None:
    """Time passes, and everything that is due then is done."""
    await tenet.caught_up()
    clock.advance(step)
    await tenet.bot.ticks.run_all()
    await tenet.settled()


async def count(tenet: RunningBot, table: type[Any]) -> int:
    async with tenet.bot.db.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def joined(tenet: RunningBot) -> int:
    async with tenet.bot.db.read() as session:
        query = select(func.sum(Tally.count)).where(Tally.step == JOINED)
        return await session.scalar(query) or 0


async def test_five_hundred_joins_in_ten_seconds_cost_no_request_and_are_counted(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    asked: list[str] = []
    sim.observers.append(
        lambda seen: (
            asked.append(f"{seen.method} {seen.template}") if isinstance(seen, Exchange) else None
        )
    )
    for number in range(500):
        village.join(f"Person {number}")
        if number % 50 == 0:
            await asyncio.sleep(0)
    await tenet.caught_up()

    assert asked == ["POST /channels/{channel_id}/messages"]  # the sentence to the stewards
    assert len(told(village)) == 1
    assert await joined(tenet) == 500
    assert await count(tenet, Journey) == await count(tenet, Offer) == 0


async def test_the_gateways_handler_of_a_join_waits_for_nothing(
    village: Village, tenet: RunningBot
) -> None:
    cog: Any = tenet.bot.cogs["OnboardingCog"]
    ada = village.join("Ada")
    await tenet.caught_up()
    member = await tenet.bot.guilds[0].fetch_member(ada.id)

    steps = cog.on_member_join(member)
    with pytest.raises(StopIteration):
        steps.send(None)
    changes = cog.on_raw_member_update(
        {"guild_id": str(village.guild.id), "user": {"id": "1"}, "pending": False}
    )
    with pytest.raises(StopIteration):
        changes.send(None)


async def test_a_join_that_discord_tells_twice_is_counted_once(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    sim.faults.disturb("duplicate", event="GUILD_MEMBER_ADD")

    village.join("Ada")
    await tenet.caught_up()

    assert await joined(tenet) == 1


async def test_switched_on_somebody_who_joins_is_written_to_once_and_starts_right_there(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")

    await later(offering, clock)
    (offer,) = offers_to(ada, village)
    step = await ada.clicks("Start", on=offer)
    await later(offering, clock, DAY)

    assert f"Welcome to **{village.guild.name}**" in offer
    assert offer.button("Less of this")
    assert "Step 1 of 5" in step
    assert "Step 1 of 5" in the_dm(ada, village)
    assert "Step 2 of 5" in await ada.clicks("Next")
    assert await count(offering, Contact) == 1


async def test_nobody_is_written_to_who_joined_before_it_was_switched_on(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await later(tenet, clock)

    await switch(tenet, village, OFFER_DM, True)
    await tenet.restart()
    await later(tenet, clock, DAY)

    assert ada.dms(village.application) == []


async def test_nobody_is_written_to_twice_however_often_they_come_and_go(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await later(offering, clock)
    for _ in range(2):
        ada.leaves()
        await later(offering, clock, 2 * DAY)
        ada.joins(village.guild)
        await later(offering, clock)

    assert len(offers_to(ada, village)) == 1


async def test_who_leaves_at_once_or_presses_start_first_is_not_written_to(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")
    await starts(bea, offering)
    ada.leaves()

    await later(offering, clock)

    assert offers_to(ada, village) == offers_to(bea, village) == []


async def test_at_night_the_offer_waits_for_the_morning(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    clock.set(datetime(2026, 3, 2, 22, tzinfo=UTC))
    ada = village.join("Ada")

    await later(offering, clock)
    at_night = offers_to(ada, village)
    clock.set(datetime(2026, 3, 3, 7, 1, tzinfo=UTC))
    await offering.settled()

    assert at_night == []
    assert len(offers_to(ada, village)) == 1


async def test_switched_off_again_before_it_went_out_nothing_goes_out(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await offering.caught_up()

    await switch(offering, village, OFFER_DM, False)
    await later(offering, clock)
    await switch(offering, village, OFFER_DM, True)
    await later(offering, clock, DAY)

    assert ada.dms(village.application) == []


async def test_closed_dms_bring_no_message_no_thread_and_no_notice(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada", accepts_dms=False)

    await later(offering, clock)
    ada.opens_dms()
    await later(offering, clock, DAY)

    assert ada.dms(village.application) == []
    assert told(village) == []
    assert [one for one in ada.channels() if one.thread is not None] == []


@pytest.mark.parametrize("is_running", [True, False], ids=["running", "down"])
async def test_a_pending_member_is_offered_nothing_before_the_screening_is_passed(
    is_running: bool, village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada", pending=True)
    await later(offering, clock)
    before = ada.dms(village.application)

    if is_running:
        ada.passes_screening()
    else:
        await offering.stop()
        ada.passes_screening()
        await offering.start()
    await later(offering, clock)

    assert before == []
    assert len(offers_to(ada, village)) == 1


async def test_a_screening_passed_in_the_moment_of_joining_is_not_missed(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    somebody = village.join("Somebody")
    world_members.update(village.world, village.guild, somebody.member, nick="S.")
    await offering.caught_up()  # so that who waits is known, and Ada is not among them
    ada = village.join("Ada", pending=True)
    ada.passes_screening()

    await later(offering, clock)

    assert len(offers_to(ada, village)) == 1


async def test_who_left_and_presses_start_in_an_old_offer_is_told_that_they_left(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await later(offering, clock)
    (offer,) = offers_to(ada, village)
    ada.leaves()
    await offering.caught_up()

    answer = await ada.clicks("Start", on=offer)

    assert "You are no longer a member of that server" in answer
    assert await count(offering, Journey) == 0


async def test_a_rush_is_told_once_and_nobody_who_came_in_it_is_written_to(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    await switch(offering, village, RAID_JOINS, 5)
    early = village.join("Early")
    await later(offering, clock)
    crowd = [village.join(f"Person {number}") for number in range(12)]
    await later(offering, clock)
    assert len(told(village)) == 1
    await later(offering, clock)
    calm = village.join("Calm")
    await later(offering, clock)
    await later(offering, clock, DAY)

    (notice,) = told(village)
    assert "More than 5 people joined within a minute" in notice
    assert len(offers_to(early, village)) == len(offers_to(calm, village)) == 1
    assert [one.name for one in crowd if one.dms(village.application)] == []
    assert "Step 1 of 5" in the_dm_after_start(crowd[0], await starts(crowd[0], offering), village)


def the_dm_after_start(person: Person, answer: SeenMessage, village: Village) -> SeenMessage:
    assert "I am writing to you privately now" in answer
    return the_dm(person, village)


async def test_a_rush_holds_back_those_who_came_before_it_and_ends_by_itself(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    await switch(offering, village, RAID_JOINS, 5)
    clock.set(datetime(2026, 3, 2, 22, tzinfo=UTC))
    early = village.join("Early")  # at night: the offer waits for eight o'clock
    await offering.caught_up()
    clock.set(datetime(2026, 3, 3, 7, tzinfo=UTC) - timedelta(seconds=30))
    for number in range(6):
        village.join(f"Person {number}")
    await offering.caught_up()
    clock.set(datetime(2026, 3, 3, 7, tzinfo=UTC) + timedelta(seconds=1))
    await offering.settled()
    during = offers_to(early, village)
    await later(offering, clock)
    await later(offering, clock)

    assert during == []
    assert len(offers_to(early, village)) == 1


async def test_a_rush_that_a_restart_found_going_on_ends_too_and_the_next_is_told_again(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    await switch(offering, village, RAID_JOINS, 5)
    for number in range(6):
        village.join(f"Person {number}")
    await offering.caught_up()
    await offering.restart()
    first = len(told(village))

    await later(offering, clock, timedelta(seconds=20))
    await later(offering, clock)
    for number in range(6, 12):
        village.join(f"Person {number}")
    await offering.caught_up()

    assert (first, len(told(village))) == (1, 2)


async def test_a_rush_that_goes_on_after_a_restart_is_not_told_again(
    village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    await switch(offering, village, RAID_JOINS, 5)
    for number in range(12):
        village.join(f"Person {number}")
        if number == 6:
            await offering.caught_up()
            await offering.restart()
    await offering.caught_up()

    assert len(told(village)) == 1


async def test_many_joins_over_hours_are_no_rush_and_zero_switches_it_off(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    await switch(tenet, village, RAID_JOINS, 5)
    for number in range(12):
        village.join(f"Person {number}")
        await later(tenet, clock, timedelta(seconds=15))
    slowly = told(village)
    await switch(tenet, village, RAID_JOINS, 0)
    for number in range(12, 40):
        village.join(f"Person {number}")
    await tenet.caught_up()

    assert slowly == []
    assert told(village) == []


async def test_discords_own_onboarding_is_written_down_when_its_flags_appear(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")
    await tenet.caught_up()
    flags = world_members.STARTED_ONBOARDING
    world_members.update(village.world, village.guild, ada.member, flags=flags)
    await later(tenet, clock, timedelta(hours=1))
    ada.completes_onboarding()
    await later(tenet, clock, timedelta(hours=1))
    world_members.update(village.world, village.guild, ada.member, nick="Ada L.")
    world_members.update(village.world, village.guild, bea.member, nick="Bea B.")
    await tenet.caught_up()

    async with tenet.bot.db.read() as session:
        (row,) = await session.scalars(select(NativeOnboarding))
    assert row.user_id == ada.id
    assert row.started_at is not None and row.completed_at is not None
    assert timedelta(minutes=59) < row.completed_at - row.started_at < timedelta(minutes=61)


async def test_flags_are_known_again_after_a_restart_and_change_nothing(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    ada.completes_onboarding()
    await tenet.caught_up()
    async with tenet.bot.db.read() as session:
        (before,) = await session.scalars(select(NativeOnboarding))
    await tenet.restart()
    clock.advance(DAY)

    world_members.update(village.world, village.guild, ada.member, nick="Ada L.")
    await tenet.caught_up()

    async with tenet.bot.db.read() as session:
        (after,) = await session.scalars(select(NativeOnboarding))
    assert (after.started_at, after.completed_at) == (before.started_at, before.completed_at)


async def test_who_went_through_it_before_we_counted_is_not_written_down(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await tenet.caught_up()
    clock.advance(40 * DAY)

    ada.completes_onboarding()
    await tenet.caught_up()

    assert await count(tenet, NativeOnboarding) == 0


@pytest.mark.parametrize("is_running", [True, False], ids=["running", "down"])
async def test_nothing_is_kept_of_those_who_left_after_the_grace_period(
    is_running: bool, village: Village, offering: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    ada.completes_onboarding()
    await later(offering, clock)
    step = await ada.clicks("Start", on=offers_to(ada, village)[0])
    await ada.clicks("Stop", on=step)

    if not is_running:
        await offering.stop()
    ada.leaves()
    if not is_running:
        await offering.start()
    await later(offering, clock, 31 * DAY)

    tables = (NativeOnboarding, Offer, Journey, Contact)
    assert [await count(offering, table) for table in tables] == [0, 0, 0, 0]
    assert await joined(offering) == 1


async def test_where_onboarding_is_switched_off_a_join_leaves_no_trace(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    tenet = RunningBot(sim, database_path, clock, village.config(onboarding={"enabled": False}))
    await tenet.start()
    ada = village.join("Ada")
    ada.completes_onboarding()
    await tenet.caught_up()
    left = [await count(tenet, table) for table in (Tally, NativeOnboarding, Offer)]
    await tenet.stop()

    assert left == [0, 0, 0]
