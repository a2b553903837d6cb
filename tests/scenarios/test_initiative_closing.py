"""Telling what came of an initiative through the real client, as people see it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import update

from bot import contact
from bot.clock import MovableClock
from bot.models import MemberKey
from bot.simulator.people import File, Form, Person, SeenMessage
from bot.simulator.sample import STEWARD
from bot.simulator.server import Simulator
from cogs.charter import service as charter
from cogs.initiatives import service
from cogs.initiatives.models import Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service.cards import refresh_card
from tests.factories import Village
from tests.initiatives import an_initiative
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

TELL = "Tell what came of it"
SENTENCE = "What came of it, in one sentence?"
EVIDENCE = "Is there something that shows it?"
PEOPLE = "How many people took part?"
HOURS = "How many hours, of all together?"
FUNDS = "What money came in?"
UNITS = "What else can be counted?"
DE_SENTENCE = "Was wurde daraus, in einem Satz?"


class Yard:
    """The bot, and a clean-up that began this morning and is over by noon."""

    def __init__(self, tenet: RunningBot, village: Village) -> None:
        self.tenet = tenet
        self.village = village
        self.ada = village.join("Ada")
        self.channel = village.channels["initiatives"]
        self.id = 0

    @property
    def now(self) -> datetime:
        return self.tenet.bot.clock.now()

    async def begins(
        self, people: Sequence[Person] = (), *, here: Sequence[Person] = (), **differences: Any
    ) -> SeenMessage:
        """The clean-up of Ada is under way; these have a seat, and those have checked in."""
        guild_id = self.village.guild.id
        async with self.tenet.bot.db.begin() as session:
            values = await charter.list_values(session, guild_id)
            fields: dict[str, Any] = {
                "values": (values[1].id,),
                "guild_id": guild_id,
                "organiser_id": self.ada.id,
                "state": InitiativeState.RUNNING,
                "starts_at": self.now - timedelta(hours=1),
                "ends_at": self.now + timedelta(hours=2),
                "channel_id": self.channel.id,
                "message_id": None,
            }
            row = await an_initiative(session, **fields | differences)
            self.id = row.id
            for position, person in enumerate(people):
                session.add(
                    Signup(
                        initiative_id=row.id,
                        guild_id=guild_id,
                        user_id=person.id,
                        state=SignupState.CONFIRMED,
                        position=position,
                        language="en",
                        changed_at=self.now,
                        arrived_at=self.now if person in here else None,
                    )
                )
            await refresh_card(session, guild_id, row.id, self.now)
        await self.tenet.settled()
        return self.card()

    def card(self) -> SeenMessage:
        return self.ada.sees(self.channel)[0]

    async def passes(self, **span: float) -> None:
        """Time passes, and what it brings has happened."""
        clock = self.tenet.bot.clock
        assert isinstance(clock, MovableClock)
        clock.advance(timedelta(**span))
        await self.tenet.bot.ticks.run_all()
        await self.tenet.settled()

    def told(self, person: Person) -> list[SeenMessage]:
        return person.dms(self.village.application)

    async def fills(
        self, person: Person, label: str, answers: dict[str, Any], panel: SeenMessage
    ) -> SeenMessage:
        form = await person.clicks(label, on=panel)
        assert isinstance(form, Form)
        return person.looks_again(await person.fills_in(form, answers))


@pytest_asyncio.fixture
async def yard(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[Yard]:
    names = ("initiatives", "stewards", "welcome")
    config = village.config(channels={name: name for name in names})
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    yield Yard(tenet, village)
    await tenet.stop()


async def test_an_initiative_is_closed_corrected_and_confirmed_for_all_to_see(yard: Yard) -> None:
    bea, cleo, dan = (yard.village.join(name) for name in ("Bea", "Cleo", "Dan"))
    steward = yard.village.steward
    await yard.begins([bea, cleo], here=[bea])
    assert "Only whoever organises" in await bea.runs(
        "/initiative close", initiative="Park clean-up"
    )

    panel = await yard.ada.runs("/initiative close", initiative="Park clean-up")
    assert "Nothing is told yet." in panel
    assert "1 of 2 who had a seat." in panel
    assert "1 person who had a seat is not marked." in panel
    assert panel.button("Close it with this").disabled
    words = {SENTENCE: "We planted thirty trees.", EVIDENCE: "http://example.org"}
    panel = await yard.fills(yard.ada, "In words", words, panel)
    assert "has to be a link that begins with https://" in panel
    panel = await yard.fills(yard.ada, "In words", {EVIDENCE: "https://example.org/a"}, panel)
    figures = {HOURS: "-2", FUNDS: "1,310.5 EUR\n1000.5 JPY", UNITS: "30 trees"}
    panel = await yard.fills(yard.ada, "In figures", figures, panel)
    assert '"-2" is below zero.' in panel
    assert '"1000.5 JPY" has decimal places, and JPY has none.' in panel
    await yard.tenet.restart()  # nothing that was typed is lost
    panel = await yard.ada.runs("/initiative close", initiative="Park clean-up")
    figures = {HOURS: "42.5", FUNDS: "1,310.5 EUR\n1000 JPY"}
    panel = await yard.fills(yard.ada, "In figures", figures, panel)
    panel = yard.ada.looks_again(await yard.ada.selects([bea, dan, "@Tenet"], on=panel))
    assert "1 of 2 who had a seat, and 1 more." in panel
    done = await yard.ada.clicks("Close it with this", on=panel)
    await yard.tenet.settled()

    assert "**Park clean-up** is closed" in done
    assert "One person who was not there will be asked tomorrow" in done
    card = yard.card()
    for part in (
        "We planted thirty trees.",
        "**2 people** · **42.5 h** · **1,310.50 EUR** · **1,000 JPY** · **30 trees**",
        "https://example.org/a",
        "Told by whoever organised it",
    ):
        assert part in card
    assert cleo.mention not in card
    (news,) = yard.told(bea)
    assert "because you were part of it" in news
    assert yard.told(cleo) == []
    assert yard.told(dan) == []  # whoever never asked for anything hears nothing

    shown = await yard.ada.clicks("More about it", on=card)
    assert [button.label for button in shown.buttons] == ["Correct it"]
    panel = await yard.ada.clicks("Correct it", on=shown)
    panel = await yard.fills(yard.ada, "In figures", {HOURS: "40", PEOPLE: "5"}, panel)
    assert "one person's word again" in await yard.ada.clicks("Save the correction", on=panel)
    await yard.tenet.settled()
    shown = await steward.clicks("More about it", on=yard.card())
    assert "**5 people** · **40 h**" in shown
    assert "1. " + yard.ada.mention in shown
    assert "42.5 h" in shown
    assert "Thank you." in await steward.clicks("I can confirm this", on=shown)
    await yard.tenet.settled()

    assert "Confirmed by a second person" in yard.card()
    assert len(bea.sees(yard.channel)) == 1
    ledger = await yard.tenet.ledger(yard.village.guild.id)
    assert ledger["initiative.attended"] == 2
    assert ledger["initiative.closed"] == 1


@pytest.mark.thorough
async def test_the_organiser_is_asked_privately_and_can_answer_in_the_same_message(
    yard: Yard,
) -> None:
    bea, cleo = yard.village.join("Bea"), yard.village.join("Cleo")
    await yard.begins([bea, cleo])
    await yard.passes(hours=1)
    assert yard.told(yard.ada) == []

    await yard.passes(hours=1, minutes=1)
    await yard.passes(minutes=10)
    (asked,) = yard.told(yard.ada)
    assert "What came of it?" in asked
    panel = await yard.ada.clicks(TELL, on=asked)
    panel = await yard.fills(yard.ada, "In words", {SENTENCE: "It rained, and we sang."}, panel)
    assert "Nobody has said yet." in panel
    await bea.clicks("Check in", on=yard.card())  # late, and still in time
    panel = yard.ada.looks_again(await yard.ada.clicks(TELL, on=asked))
    assert "1 of 2 who had a seat." in panel
    panel = yard.ada.looks_again(await yard.ada.clicks("Everybody with a seat", on=panel))
    assert "2 of 2 who had a seat." in panel
    await yard.ada.clicks("Close it with this", on=panel)
    await yard.tenet.settled()

    assert "It rained, and we sang." in yard.card()
    await yard.passes(days=10)
    assert yard.village.steward.sees(yard.village.channels["stewards"]) == []
    assert "What came of it?" not in str(yard.told(yard.ada)[1:])


@pytest.mark.thorough
async def test_when_nobody_answers_the_stewards_hear_of_it_and_can_tell_it_themselves(
    yard: Yard,
) -> None:
    await yard.begins()
    yard.ada.closes_dms()
    await yard.passes(hours=3)

    (notice,) = yard.village.steward.sees(yard.village.channels["stewards"])
    assert "**Park clean-up** is over, and nobody says what came of it" in notice
    dan = yard.village.join("Dan", locale="de", roles=[yard.village.roles[STEWARD]])
    panel = await dan.clicks(TELL, on=notice)
    assert "Noch ist nichts erzählt." in panel
    panel = await yard.fills(dan, "In Worten", {DE_SENTENCE: "Es war schön."}, panel)
    assert "abgeschlossen" in await dan.clicks("Damit abschließen", on=panel)


@pytest.mark.thorough
async def test_the_absent_get_one_kind_question_and_their_answer_is_only_counted(
    yard: Yard,
) -> None:
    people = [yard.village.join(name) for name in ("Bea", "Cleo", "Dan")]
    await yard.begins(people)
    panel = await yard.ada.runs("/initiative close", initiative="Park clean-up")
    panel = await yard.fills(yard.ada, "In words", {SENTENCE: "Small and fine."}, panel)
    panel = yard.ada.looks_again(await yard.ada.clicks("Nobody", on=panel))
    await yard.ada.clicks("Close it with this", on=panel)
    await yard.passes(hours=1)
    assert [yard.told(person) for person in people] == [[], [], []]

    await yard.passes(hours=24)
    for person, label in zip(
        people, ("Something came up", "It did not suit me", "Something came up"), strict=True
    ):
        (asked,) = yard.told(person)
        assert "Your answer is only counted, without your name." in asked
        await person.clicks(label, on=asked)
        (after,) = yard.told(person)
        assert after.text == "Thank you. That is all."
    await yard.passes(days=8)
    assert [len(yard.told(person)) for person in people] == [1, 1, 1]

    shown = await yard.ada.clicks("More about it", on=yard.card())
    assert "Something came up: 2" in shown
    assert "Something came up" not in await people[0].clicks("More about it", on=yard.card())


@pytest.mark.thorough
async def test_a_form_sent_after_it_was_called_off_gets_a_sentence_and_loses_nothing(
    yard: Yard,
) -> None:
    await yard.begins()
    panel = await yard.ada.runs("/initiative close", initiative="Park clean-up")
    panel = await yard.fills(yard.ada, "In words", {SENTENCE: "We planted."}, panel)
    form = await yard.ada.clicks("In figures", on=panel)
    guild_id = yard.village.guild.id
    async with yard.tenet.bot.db.begin() as session:
        await session.execute(update(Initiative).values(state=InitiativeState.CANCELLED))

    refusal = await yard.ada.fills_in(form, {HOURS: "3"})

    assert "Nothing can be told about **Park clean-up**" in refusal
    assert "Nothing can be told" in await yard.ada.clicks("Close it with this", on=panel)
    async with yard.tenet.bot.db.read() as session:
        exported = await service.export(session, MemberKey(guild_id, yard.ada.id))
    assert exported["reports"][0]["answers"]["sentence"] == "We planted."


@pytest.mark.thorough
async def test_a_photo_is_posted_for_all_to_see_and_the_outcome_links_to_it(yard: Yard) -> None:
    bea = yard.village.join("Bea")
    await yard.begins()
    text = File("notes.txt", b"not a photo", "text/plain")
    assert "not a photo that I can post" in await yard.ada.runs(
        "/initiative close", initiative="Park clean-up", photo=text
    )
    assert len(bea.sees(yard.channel)) == 1

    photo = File("IMG_0001.JPG", b"\xff\xd8 trees", "image/jpeg")
    panel = await yard.ada.runs(
        "/initiative close", channel=yard.channel, initiative="Park clean-up", photo=photo
    )
    posted = await bea.waits_for(
        f"{yard.ada.mention} shows what came of **Park clean-up**.", channel=yard.channel
    )
    assert bea.opens(posted) == b"\xff\xd8 trees"
    assert posted.mention_ids == ()
    await yard.ada.until(
        lambda: str(posted.id) in yard.ada.looks_again(panel), what="the link to the photo"
    )
    panel = await yard.fills(yard.ada, "In words", {SENTENCE: "We planted."}, panel)
    await yard.ada.clicks("Close it with this", on=panel)
    await yard.tenet.settled()

    assert f"/{yard.channel.id}/{posted.id}" in yard.card()


@pytest.mark.thorough
async def test_nobody_is_asked_at_night_or_against_their_wish_or_after_they_left(
    yard: Yard,
) -> None:
    bea, cleo = yard.village.join("Bea"), yard.village.join("Cleo")
    await yard.begins([bea, cleo], ends_at=yard.now + timedelta(hours=12, minutes=30))
    await yard.passes(hours=13)  # ten at night in Berlin
    assert yard.told(yard.ada) == []
    await yard.passes(hours=10)
    (asked,) = yard.told(yard.ada)

    guild_id = yard.village.guild.id
    async with yard.tenet.bot.db.begin() as session:
        await contact.stop(session, MemberKey(guild_id, bea.id), now=yard.now)
    panel = await yard.ada.clicks(TELL, on=asked)
    panel = await yard.fills(yard.ada, "In words", {SENTENCE: "Small and fine."}, panel)
    panel = yard.ada.looks_again(await yard.ada.clicks("Nobody", on=panel))
    await yard.ada.clicks("Close it with this", on=panel)
    cleo.leaves()
    await yard.passes(hours=25)

    assert yard.told(bea) == []
    assert yard.told(cleo) == []
    assert yard.village.steward.sees(yard.village.channels["stewards"]) == []
