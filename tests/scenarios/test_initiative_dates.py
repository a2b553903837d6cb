"""Voting about the date through the real client, as people see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

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

DATES, UNTIL = "Which dates are possible?", "Until when can people vote?"
TWO = {DATES: "Saturday 14:00–17:00\nSunday 2pm"}
SATURDAY = "Saturday 7 March 2026, 14:00–17:00"
SUNDAY = "Sunday 8 March 2026, 14:00"


class Square:
    """The bot, and people around one initiative of Ada's that has no date yet."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet = tenet
        self.village = village
        self.clock = clock
        self.ada, self.bea = village.join("Ada"), village.join("Bea")
        self.cleo = village.join("Cleo", locale="de")

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
            await service.refresh_card(session, row.guild_id, row.id, self.clock.now())
        await self.tenet.settled()

    def card(self) -> SeenMessage:
        return self.ada.sees(self.village.channels["initiatives"])[-1]

    def messages(self, person: Person) -> list[SeenMessage]:
        return person.dms(self.village.application)

    async def asks(self, answers: dict[str, str]) -> Answer:
        """Ada sends the form with the dates."""
        panel = await self.ada.runs("/initiative manage", initiative="Park clean-up")
        form = await self.ada.clicks("Vote on the date…", on=panel)
        answer = await self.ada.fills_in(form, answers)
        await self.tenet.settled()
        return answer

    async def votes(
        self, person: Person, *dates: str, on: SeenMessage | Answer | None = None
    ) -> Answer:
        answer = await person.selects(dates, on=on or self.card())
        await self.tenet.settled()
        return answer

    async def clicks(self, person: Person, label: str, on: SeenMessage | Answer) -> Answer:
        answer = await person.clicks(label, on=on)
        await self.tenet.settled()
        return answer

    async def ends(self) -> None:
        """The vote's time is over, and the tick sees it."""
        self.clock.advance(timedelta(days=3))
        await self.tenet.bot.ticks.run("initiatives.polls")
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


async def test_members_vote_and_those_who_can_come_then_are_asked_to_join(square: Square) -> None:
    bea, cleo = square.bea, square.cleo
    await square.has()

    refused = await square.asks({DATES: "Saturday 14:00\n30 February 18:00"})
    assert "Line 2 says no date that I can take." in refused
    assert '"30 February 18:00" does not exist' in refused
    assert "Saturday 14:00\n30 February 18:00" in refused, "what was typed can be copied"
    started = await square.asks(TWO)
    assert "can now vote" in started
    assert f"in Europe/Berlin:\n- {SATURDAY}\n- {SUNDAY}\n" in started, "as it was read"
    card = square.card()
    assert "looking for a date" in card
    assert [label for label, _ in card.selects[0].options] == [SATURDAY, SUNDAY]
    assert "Times in Europe/Berlin" in card.selects[0].placeholder

    own = await square.votes(bea, SATURDAY, SUNDAY)
    assert own.text.count("<t:") == 4, "two beginnings, an end, and until when"
    assert "Keiner davon" in [
        button.label for button in (await square.votes(cleo, SATURDAY)).buttons
    ]
    assert "you could come" in await square.votes(bea, SATURDAY, on=own)
    lines = square.card().text.splitlines()
    assert [line.rpartition("— ")[2] for line in lines if " — " in line] == [
        "**2** could come",
        "nobody yet",
    ]

    await square.ends()
    card = square.card()
    assert "looking for a date" not in card
    assert card.selects == ()
    assert "<t:1772888400:F>" in card
    assert "In: 0" in card, "nobody is signed up by a vote"
    (told,) = square.messages(bea)
    assert "You are not signed up yet" in told
    (told_cleo,) = square.messages(cleo)
    assert "Angemeldet bist du noch nicht" in told_cleo
    assert "You are in" in await square.clicks(bea, "Join", told)
    assert "In: 1" in square.card()
    (told_ada,) = square.messages(square.ada)
    assert "the vote has ended, and there is a date" in told_ada
    assert [button.label for button in told_ada.buttons] == ["Why do I get this?", "Less of this"]


@pytest.mark.thorough
async def test_where_no_date_leads_the_organiser_is_asked_in_private_and_chooses_there(
    square: Square,
) -> None:
    await square.has()
    await square.asks(TWO)
    await square.votes(square.bea, SATURDAY)
    await square.votes(square.cleo, SUNDAY)

    square.clock.advance(timedelta(days=3))
    assert "has ended" in await square.votes(square.bea, SUNDAY), "even before the tick has looked"
    for _ in range(2):
        await square.tenet.bot.ticks.run("initiatives.polls")
        await square.tenet.settled()

    assert "the organiser chooses the date" in square.card()
    (asked,) = square.messages(square.ada)
    assert "several dates have as many votes" in asked
    answer = await square.votes(square.ada, SUNDAY, on=asked)
    assert "takes place <t:1772974800:F>" in answer
    (told,) = square.messages(square.cleo)
    assert "Angemeldet bist du noch nicht" in told
    assert square.messages(square.bea) == []


@pytest.mark.thorough
async def test_stewards_are_asked_when_the_organiser_takes_no_messages_and_may_choose(
    square: Square,
) -> None:
    await square.has()
    await square.asks(TWO)
    square.ada.closes_dms()
    await square.ends()

    steward = square.village.steward
    (notice,) = steward.sees(square.village.channels["stewards"])
    assert "I cannot reach whoever organises it" in notice
    panel = await steward.runs("/initiative manage", initiative="Park clean-up")
    votes = await steward.clicks("Choose the date…", on=panel)
    assert "nobody yet" in votes
    assert "takes place" in await square.votes(steward, SATURDAY, on=votes)
    assert "<t:1772888400:F>" in square.card()


@pytest.mark.thorough
async def test_a_restart_right_after_the_date_was_taken_leaves_everybody_told_once(
    square: Square,
) -> None:
    await square.has()
    await square.asks(TWO)
    for person in (square.bea, square.cleo):
        await square.votes(person, SATURDAY)
    square.clock.advance(timedelta(days=3))
    await square.tenet.bot.ticks.run("initiatives.polls")

    await square.tenet.restart()
    await square.tenet.bot.ticks.run("initiatives.polls")
    await square.tenet.settled()

    assert len(square.messages(square.bea)) == len(square.messages(square.cleo)) == 1
    assert "<t:1772888400:F>" in square.card()


@pytest.mark.thorough
async def test_a_vote_can_end_without_a_date_and_whoever_left_does_not_count(
    square: Square,
) -> None:
    await square.has()
    await square.asks(TWO)
    await square.votes(square.bea, SATURDAY)
    assert "**1** could come" in square.card()
    square.bea.leaves()
    await square.tenet.settled()
    await square.ada.until(lambda: "**1** could come" not in square.card())

    own = await square.votes(square.cleo, SATURDAY)
    assert "keinen der Termine" in await square.clicks(square.cleo, "Keiner davon", own)
    panel = await square.ada.runs("/initiative manage", initiative="Park clean-up")
    votes = await square.ada.clicks("Choose the date…", on=panel)
    stopped = await square.clicks(square.ada, "End the vote without a date", votes)
    assert "has ended without a date" in stopped
    assert "looking for a date" not in square.card()
    assert "can now vote" in await square.asks(TWO)
