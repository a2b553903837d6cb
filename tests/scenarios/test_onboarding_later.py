"""Later asks when to remind: once, then or never, and never at night."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import contact, preferences
from bot.clock import MovableClock
from bot.contact import Contact, ContactOutcome, Limits, Merge, Reason
from bot.deliveries import Drop, Wait
from bot.models import MemberKey
from bot.simulator import permissions as may
from bot.simulator.people import Person, SeenMessage
from bot.simulator.people.seen import Answer
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import threads as world_threads
from bot.simulator.world.entities import Overwrite
from cogs.onboarding.models import Journey
from cogs.onboarding.service.kinds import LATER
from tests.factories import Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.test_onboarding import (
    bot_role,
    copy_database,
    starts,
    the_dm,
    threads_of,
    told,
)
from tests.scenarios.test_onboarding_stewards import asks
from tests.variants import variants

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]

DAY = timedelta(days=1)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)  # a Monday, noon in Berlin


@pytest.fixture(autouse=True)
def _begin_at_noon(clock: MovableClock) -> None:
    clock.set(NOON)


async def pauses(person: Person, village: Village, tenet: RunningBot) -> Answer:
    """They begin in direct messages, read one step and press Later."""
    await starts(person, tenet)
    await person.clicks("Next")
    return await person.clicks("Later")


def reminders(person: Person, village: Village) -> list[SeenMessage]:
    """The direct messages that remind them."""
    return [m for m in person.dms(village.application) if "You asked me to remind you" in m]


async def moves_on(tenet: RunningBot, clock: MovableClock, step: timedelta) -> None:
    clock.advance(step)
    await tenet.settled()


async def remind_at(tenet: RunningBot) -> datetime | None:
    async with tenet.bot.db.read() as session:
        found: datetime | None = await session.scalar(select(Journey.remind_at))
        return found


async def contacts(tenet: RunningBot) -> list[str]:
    async with tenet.bot.db.read() as session:
        sent = Contact.outcome == ContactOutcome.SENT
        return list(await session.scalars(select(Contact.kind).where(sent)))


async def test_without_a_choice_nobody_is_reminded(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")

    paused = await pauses(ada, village, tenet)
    for _ in range(10):
        await moves_on(tenet, clock, DAY)

    assert "On my own I will not write to you about it. If you choose when" in paused
    assert "When may I remind you?" in [select.placeholder for select in paused.selects]
    assert reminders(ada, village) == []


async def test_tomorrow_means_once_at_the_same_hour_and_not_before(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")

    chosen = await ada.selects("Tomorrow", on=await pauses(ada, village, tenet))
    await moves_on(tenet, clock, DAY - timedelta(minutes=5))
    before = len(reminders(ada, village))
    await moves_on(tenet, clock, timedelta(minutes=10))
    (reminder,) = reminders(ada, village)
    for _ in range(10):
        await moves_on(tenet, clock, DAY)

    shown = re.search(r"around <t:(\d+):F>, and not before", chosen.text)
    assert shown is not None
    assert 0 <= int(shown[1]) - (NOON + DAY).timestamp() < 60
    assert before == 0
    assert len(reminders(ada, village)) == 1
    assert [button.label for button in reminder.buttons] == [
        "Continue",
        "Stop",
        "Why do I get this?",
        "Less of this",
    ]
    assert await remind_at(tenet) is None
    assert await contacts(tenet) == ["onboarding.later"]
    assert "Step 2 of 5" in await ada.clicks("Continue", on=reminder)


@pytest.mark.parametrize(("label", "days"), [("In three days", 3), ("In a week", 7)])
async def test_later_days_are_kept_as_well(
    label: str, days: int, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")

    await ada.selects(label, on=await pauses(ada, village, tenet))

    assert abs((await remind_at(tenet) or NOON) - (NOON + days * DAY)) < timedelta(minutes=1)


async def test_the_last_choice_counts_and_never_takes_it_back(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")

    first = await ada.selects("In a week", on=await pauses(ada, village, tenet))
    await ada.selects("Tomorrow", on=first)
    second = await bea.selects("Tomorrow", on=await pauses(bea, village, tenet))
    taken_back = await bea.selects("Do not remind me", on=second)
    for _ in range(9):
        await moves_on(tenet, clock, DAY)

    assert len(reminders(ada, village)) == 1
    assert reminders(bea, village) == []
    assert "I will not write to you about it" in taken_back


async def test_who_wants_no_reminder_is_not_listed_for_the_stewards_to_reach_out_to(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, bea, cem = (village.join(name) for name in ("Ada", "Bea", "Cem"))
    await ada.selects("Do not remind me", on=await pauses(ada, village, tenet))
    await bea.selects("In a week", on=await pauses(bea, village, tenet))
    await pauses(cem, village, tenet)
    await moves_on(tenet, clock, 4 * DAY)

    listed = await asks(village.steward, "/onboarding stuck")
    await ada.clicks("Continue")
    await moves_on(tenet, clock, 4 * DAY)
    again = await asks(village.steward, "/onboarding stuck")

    assert [one.mention in listed for one in (ada, bea, cem)] == [False, False, True]
    assert ada.mention in again  # she has acted since


async def test_somebody_who_pauses_at_night_is_reminded_in_the_morning_of_their_own_zone(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    async with tenet.bot.db.begin() as session:
        await preferences.choose_zone(
            session, MemberKey(village.guild.id, ada.id), "Asia/Tokyo", now=clock.now()
        )
    clock.set(datetime(2026, 3, 2, 15, tzinfo=UTC))  # midnight in Tokyo

    await ada.selects("Tomorrow", on=await pauses(ada, village, tenet))

    # A day later it is midnight there again; the night is over at eight.
    assert await remind_at(tenet) == datetime(2026, 3, 3, 23, tzinfo=UTC)


@pytest.mark.parametrize("instead", variants(["Continue", "Stop", "leave", "finish"]))
async def test_whoever_goes_on_stops_or_leaves_is_not_reminded(
    instead: str, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    chosen = await ada.selects("Tomorrow", on=await pauses(ada, village, tenet))

    if instead == "leave":
        ada.leaves()
        await tenet.caught_up()
    else:
        await ada.clicks("Stop" if instead == "Stop" else "Continue", on=chosen)
    if instead == "finish":
        for _ in range(3):
            await ada.clicks("Next")
        await ada.clicks("Finish")
    for _ in range(3):
        await moves_on(tenet, clock, DAY)

    assert reminders(ada, village) == []
    assert await remind_at(tenet) is None


async def test_a_reminder_due_while_the_bot_was_down_comes_a_day_late_but_not_a_week(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")
    await ada.selects("In three days", on=await pauses(ada, village, tenet))
    await bea.selects("Tomorrow", on=await pauses(bea, village, tenet))

    await tenet.stop()
    clock.advance(4 * DAY)
    await tenet.start()

    assert len(reminders(ada, village)) == 1
    assert reminders(bea, village) == []
    assert await remind_at(tenet) is None


async def test_in_a_thread_the_reminder_comes_there_and_pings_nobody(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    await starts(ada, tenet)
    (thread,) = threads_of(ada, village)
    paused = await ada.clicks("Later", on=ada.sees(thread)[0])

    chosen = await ada.selects("Tomorrow", on=paused)
    await moves_on(tenet, clock, DAY + timedelta(minutes=5))

    reminder = ada.sees(thread)[-1]
    assert "here in this thread" in chosen
    assert "You asked me to remind you" in reminder
    assert reminder.mention_ids == ()
    assert "Step 1 of 5" in await ada.clicks("Continue", on=reminder)


async def test_a_thread_that_is_gone_by_then_brings_nothing_and_start_finds_another(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    ada = village.join("Ada", accepts_dms=False)
    await starts(ada, tenet)
    (thread,) = threads_of(ada, village)
    paused = await ada.clicks("Later", on=ada.sees(thread)[0])
    await ada.selects("Tomorrow", on=paused)

    sim.faults.disturb("swallow", event="THREAD_DELETE")
    world_threads.delete(village.world, thread)
    await moves_on(tenet, clock, DAY + timedelta(minutes=5))
    nothing = threads_of(ada, village)
    await starts(ada, tenet)

    assert nothing == []
    assert told(village) == []
    assert len(threads_of(ada, village)) == 1


async def test_who_paused_here_is_told_beforehand_that_closed_dms_mean_no_reminder(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    world_channels.set_overwrite(
        sim.world,
        village.channels["welcome"],
        Overwrite(bot_role(village), 0, deny=may.CREATE_PRIVATE_THREADS),
    )
    ada, bea = (village.join(name, accepts_dms=False) for name in ("Ada", "Bea"))
    paused = {}
    for one in (ada, bea):
        await starts(one, tenet)
        paused[one] = await one.clicks("Later", on=await starts(one, tenet))
        await one.selects("Tomorrow", on=paused[one])
    ada.opens_dms()
    notices = len(told(village))

    await moves_on(tenet, clock, DAY + timedelta(minutes=5))

    assert "if your settings do not allow that, nothing comes" in paused[ada]
    assert len(reminders(ada, village)) == 1
    assert reminders(bea, village) == []
    assert len(told(village)) == notices
    assert await contacts(tenet) == ["onboarding.later"]


async def test_closed_dms_are_not_tried_again_until_the_member_acts(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    chosen = await ada.selects("Tomorrow", on=await pauses(ada, village, tenet))
    ada.closes_dms()
    await moves_on(tenet, clock, DAY + timedelta(minutes=5))
    ada.opens_dms()

    async with tenet.bot.db.read() as session:
        member = MemberKey(village.guild.id, ada.id)
        held = await contact.decide(
            session,
            member,
            Reason(LATER),
            Limits.of(await tenet.bot.settings.of(village.guild.id)),
            asked_at=clock.now(),
            now=clock.now(),
        )
    await ada.clicks("Continue", on=chosen)
    paused = await ada.clicks("Later", on=the_dm(ada, village))
    await ada.selects("Tomorrow", on=paused)
    await moves_on(tenet, clock, DAY + timedelta(minutes=5))

    assert isinstance(held, Drop)
    assert len(reminders(ada, village)) == 1


async def test_a_kill_while_the_reminder_is_put_off_for_the_night_sends_it_once_in_the_morning(
    village: Village,
    tenet: RunningBot,
    sim: Simulator,
    database_path: Path,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left_behind, put_off = database_path.with_name("left-behind.db"), asyncio.Event()
    ada = village.join("Ada")
    await ada.selects("Tomorrow", on=await pauses(ada, village, tenet))
    async with tenet.bot.db.begin() as session:
        member = MemberKey(village.guild.id, ada.id)
        await preferences.choose_zone(session, member, "Pacific/Auckland", now=clock.now())
    gate = tenet.bot.deliveries.gate
    ask = gate.ask

    async def ask_and_copy(*about: Any) -> Wait | Drop | Merge | None:
        answer = await ask(*about)
        copy_database(database_path, left_behind)  # what a kill at this instruction leaves
        assert isinstance(answer, Wait)
        put_off.set()
        return answer

    monkeypatch.setattr(gate, "ask", ask_and_copy)
    clock.advance(DAY + timedelta(minutes=5))  # one o'clock in Auckland
    await asyncio.wait_for(put_off.wait(), PATIENCE)
    await tenet.stop()

    after = RunningBot(sim, left_behind, clock, village.config())
    await after.start()
    at_night = reminders(ada, village)
    await moves_on(after, clock, timedelta(hours=8))
    await moves_on(after, clock, DAY)
    await after.stop()

    assert at_night == []
    assert len(reminders(ada, village)) == 1


@pytest.mark.thorough
async def test_a_kill_before_the_reminder_is_marked_leaves_one_reminder(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await ada.selects("Tomorrow", on=await pauses(ada, village, tenet))
    await tenet.stop()
    sim.faults.lose_answer(method="POST", route="/channels/*/messages")
    clock.advance(DAY + timedelta(minutes=5))

    await tenet.start()
    await tenet.restart()
    clock.advance(timedelta(minutes=5))
    await tenet.settled()

    assert len(reminders(ada, village)) == 1
    assert await contacts(tenet) == ["onboarding.later"]


@pytest.mark.thorough
async def test_a_reminder_goes_out_if_choosing_it_was_the_last_word(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    async def stops(person: Person) -> None:
        clock.advance(timedelta(minutes=1))
        async with tenet.bot.db.begin() as session:
            await contact.stop(session, MemberKey(village.guild.id, person.id), now=clock.now())
        clock.advance(timedelta(minutes=1))

    ada, ben = village.join("Ada"), village.join("Ben")
    paused = {person.id: await pauses(person, village, tenet) for person in (ada, ben)}
    await stops(ada)
    for person in (ada, ben):
        await person.selects("Tomorrow", on=paused[person.id])
    await stops(ben)

    await moves_on(tenet, clock, DAY + timedelta(minutes=5))

    assert len(reminders(ada, village)) == 1
    assert reminders(ben, village) == []


async def test_later_is_german_for_germans(village: Village, tenet: RunningBot) -> None:
    ada = village.join("Ada", locale="de")
    await starts(ada, tenet)

    paused = await ada.clicks("Später")
    chosen = await ada.selects("In drei Tagen", on=paused)

    assert "schreibe ich dir deswegen nicht. Wenn du aussuchst" in paused
    assert "Ich erinnere dich einmal, hier, etwa <t:" in chosen
