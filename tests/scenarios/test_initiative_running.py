"""What organisers do with an initiative, and what others meet of it, through the real client."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.simulator.people import Answer, Person, SeenMessage
from bot.simulator.server import Simulator
from cogs.initiatives import service
from tests.factories import Village
from tests.initiatives import an_initiative
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio


class Square:
    """The bot, and people around one initiative that Ada organises."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet = tenet
        self.village = village
        self.clock = clock
        self.ada, self.bea = village.join("Ada"), village.join("Bea")
        self.cleo = village.join("Cleo", locale="de")
        self.initiative_id = 0

    async def has(self, **differences: object) -> None:
        """The clean-up stands, and so does its card."""
        fields = {
            "guild_id": self.village.guild.id,
            "organiser_id": self.ada.id,
            "channel_id": self.village.channels["initiatives"].id,
            "message_id": None,
            "created_at": self.clock.now(),
        }
        async with self.tenet.bot.db.begin() as session:
            row = await an_initiative(session, **fields | differences)
            self.initiative_id = row.id
            await service.refresh_card(session, row.guild_id, row.id, self.clock.now())
        await self.tenet.settled()

    def card(self) -> SeenMessage:
        return self.ada.sees(self.village.channels["initiatives"])[-1]

    async def panel(self, person: Person | None = None) -> Answer:
        return await (person or self.ada).runs("/initiative manage", initiative="Park clean-up")

    async def clicks(self, person: Person, label: str, on: Answer | SeenMessage | None) -> Answer:
        answer = await person.clicks(label, on=on or self.card())
        await self.tenet.settled()
        return answer

    async def fills_in(self, person: Person, form: Answer, answers: dict[str, Any]) -> Answer:
        answer = await person.fills_in(form, answers)
        await self.tenet.settled()
        return answer

    async def ticks(self, name: str, **later: float) -> None:
        """Time passes, and one tick looks what is due."""
        self.clock.advance(timedelta(**later))
        await self.tenet.bot.ticks.run(name)
        await self.tenet.settled()


@pytest_asyncio.fixture
async def square(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[Square]:
    names = ("initiatives", "stewards", "welcome")
    tenet = RunningBot(
        sim, database_path, clock, village.config(channels={name: name for name in names})
    )
    await tenet.start()
    yield Square(tenet, village, clock)
    await tenet.stop()


async def test_it_starts_on_time_people_check_in_by_button_and_code_and_the_organiser_sees_them(
    square: Square, clock: MovableClock
) -> None:
    ada, bea, cleo = square.ada, square.bea, square.cleo
    dan = square.village.join("Dan")
    await square.has(starts_at=clock.now() + timedelta(hours=2))
    await square.clicks(bea, "Join", square.card())
    early = await bea.runs("/initiative check-in", code="BCDF")
    assert '"BCDF" is not the code' in early

    await square.ticks("initiatives.start", hours=2)
    card = square.card()
    assert "under way" in card
    assert [button.label for button in card.buttons] == ["Check in"]

    panel = await square.panel()
    code = re.search(r"code: \*\*([A-Z]{4})\*\*", panel.text)
    assert code is not None
    assert "Good that you are here" in await square.clicks(bea, "Check in", card)
    assert "checked in already" in await square.clicks(bea, "Check in", card)
    wrong = [await dan.runs("/initiative check-in", code="AAAA") for _ in range(6)]
    assert ["too many wrong codes" in answer for answer in wrong] == [False] * 5 + [True]
    assert "Du bist eingecheckt" in await cleo.runs("/initiative check-in", code=code[1].lower())
    assert "too many" in await dan.runs("/initiative check-in", code=code[1])
    clock.advance(timedelta(minutes=11))
    assert "welcome all the same" in await dan.runs("/initiative check-in", code=code[1])
    await square.tenet.settled()
    assert "3 people are there" in square.card()

    people = await square.clicks(ada, "People", panel)
    assert "Checked in: 3" in people
    for person in (bea, cleo, dan):
        assert person.mention in people
    panel = await square.clicks(ada, "Back to the panel", people)
    renewed = await square.clicks(ada, "New code", panel)
    assert code[1] not in renewed
    assert "ist kein Code" in await cleo.runs("/initiative check-in", code=code[1])


@pytest.mark.thorough
async def test_organising_along_is_asked_handed_over_left_behind_and_taken_over(
    square: Square,
) -> None:
    ada, bea, cleo, steward = square.ada, square.bea, square.cleo, square.village.steward
    await square.has()
    carriers = await square.clicks(ada, "Who organises…", await square.panel())
    asked = await ada.selects([bea], on=carriers, custom_id="Choose who organises along")
    await square.tenet.settled()
    assert f"{bea.mention} is asked" in asked
    (question,) = bea.dms(square.village.application)
    assert "organise this along" in question
    assert "Only whoever organises" in await square.panel(bea)
    shown = await bea.runs("/initiative show", initiative="Park clean-up")
    assert "I will" in [button.label for button in shown.buttons]

    assert "organise **Park clean-up** along now" in await square.clicks(bea, "I will", question)
    assert "organises this along with you" in ada.dms(square.village.application)[-1]
    assert bea.mention in square.card()
    panel = await square.panel(bea)
    assert "Start it now" in [button.label for button in panel.buttons]

    old_panel = await square.panel()
    carriers = await square.clicks(ada, "Who organises…", await square.panel())
    asked = await ada.selects([cleo], on=carriers, custom_id="Hand it over to")
    await square.tenet.settled()
    assert "until they accept" in asked.text.lower()
    (question,) = cleo.dms(square.village.application)
    assert "Du organisierst **Park clean-up** jetzt" in await square.clicks(
        cleo, "Take it over", question
    )
    square.clock.advance(timedelta(days=1))  # one message a day
    await square.tenet.settled()
    assert "has taken this over" in ada.dms(square.village.application)[-1]
    assert cleo.mention in square.card()
    assert "Only whoever organises" in await square.clicks(ada, "People", old_panel)

    cleo.leaves()
    await square.tenet.caught_up()
    question = bea.dms(square.village.application)[-1]
    assert "has left" in question
    await square.clicks(bea, "No, thank you", question)
    notice = steward.sees(square.village.channels["stewards"])[-1]
    assert "Nobody organises **Park clean-up** any more" in notice
    decided = await square.clicks(steward, "Take it over", notice)
    assert steward.mention in decided
    assert "Take it over" not in [button.label for button in decided.buttons]
    assert steward.mention in square.card()


async def test_another_date_is_echoed_and_everybody_is_asked_again_once(
    square: Square, clock: MovableClock
) -> None:
    ada, bea, cleo = square.ada, square.bea, square.cleo
    await square.has(starts_at=clock.now() + timedelta(days=3), capacity=1)
    await square.clicks(bea, "Join", square.card())
    await square.clicks(cleo, "Join", square.card())
    day = clock.now() + timedelta(days=10)

    form = await square.clicks(ada, "Date…", await square.panel())
    unread = await square.fills_in(ada, form, {"When does it take place?": "whenever"})
    assert "whenever" in unread
    assert unread.buttons == ()
    form = await square.clicks(ada, "Date…", await square.panel())
    answer = await square.fills_in(ada, form, {"When does it take place?": f"{day:%Y-%m-%d} 18:00"})
    assert "18:00" in answer
    assert "Europe/Berlin" in answer
    assert "1 person has a seat" in answer
    assert bea.dms(square.village.application) == []  # nobody hears of it before it holds
    panel = await square.clicks(ada, "Move it", answer)
    assert "1 person is asked again" in panel

    (question,) = bea.dms(square.village.application)
    assert "do you come then, too?" in question
    (news,) = cleo.dms(square.village.application)
    assert "zu einer anderen Zeit" in news
    assert "do you come" not in news
    await square.clicks(bea, "Can't make it", question)
    offer = cleo.dms(square.village.application)[-1]
    assert "Dein Platz" not in offer
    assert len(cleo.dms(square.village.application)) == 2


@pytest.mark.thorough
async def test_words_are_changed_and_a_form_that_comes_too_late_loses_nothing(
    square: Square,
) -> None:
    ada = square.ada
    await square.has()
    late = await square.clicks(ada, "Words…", await square.panel())
    form = await square.clicks(ada, "Words…", await square.panel())
    changes = {"What is it called?": "Park clean-up and picnic"}
    values = {"Which of our values does it serve?": ["Care"]}
    assert "card follows" in await square.fills_in(ada, form, changes | values)
    assert "Park clean-up and picnic" in square.card()
    assert "Care" in square.card()

    panel = await ada.runs("/initiative manage", initiative="Park clean-up and picnic")
    form = await square.clicks(ada, "Call it off…", panel)
    await square.fills_in(ada, form, {"Why does it not take place?": "Storm."})
    refused = await square.fills_in(ada, late, {"What is it called?": "Late"} | values)
    assert "called off" in refused
    assert "What you wrote:\n>>> Late" in refused
    assert "Late" not in square.card()


@pytest.mark.thorough
async def test_places_and_needs_change_without_throwing_anybody_out(square: Square) -> None:
    ada, bea, cleo = square.ada, square.bea, square.cleo
    start = square.clock.now() + timedelta(days=3)
    await square.has(starts_at=start, cutoff_at=start - timedelta(hours=1))
    for person in (bea, cleo):
        await square.clicks(person, "Join", square.card())
    square.clock.advance(timedelta(days=2, hours=23, minutes=30))  # nobody can sign up any more

    places, needs = "How many seats are there?", "What is needed?"
    form = await square.clicks(ada, "Seats and needs…", await square.panel())
    refused = await square.fills_in(ada, form, {places: "1", needs: "3 drivers\n3 drivers"})
    assert "What you wrote:" in refused
    assert "3 drivers" in refused
    form = await square.clicks(ada, "Seats and needs…", await square.panel())
    panel = await square.fills_in(ada, form, {places: "1", needs: "3 drivers"})

    assert "1 person more than there are seats" in panel
    for shown in (panel, square.card()):
        assert "drivers — **0 of 3**" in shown
        assert "In: 2 of 1" in shown
    form = await square.clicks(ada, "Seats and needs…", panel)
    assert "nothing has changed" in await square.fills_in(ada, form, {})


@pytest.mark.thorough
async def test_a_panel_of_before_changes_nothing_for_a_steward_who_is_one_no_more(
    square: Square,
) -> None:
    steward = square.village.steward
    await square.has(capacity=3)
    panel = await square.panel(steward)
    form = await square.clicks(steward, "Seats and needs…", panel)
    steward.member.role_ids.clear()

    refused = await square.fills_in(steward, form, {"How many seats are there?": "1"})

    assert "Only whoever organises" in refused
    assert "Only whoever organises" in await square.clicks(steward, "Start it now", panel)
    assert "In: 0 of 3" in square.card()
