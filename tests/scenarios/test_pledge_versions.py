"""Words that change after people pledged to them: one message, side by side, and every answer."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import preferences
from bot.clock import MovableClock
from bot.contact import Contact
from bot.models import MemberKey
from bot.simulator.people import Person, SeenMessage
from bot.simulator.people.seen import Answer
from bot.simulator.server import Simulator
from bot.simulator.world import members
from cogs.charter import service as charter
from cogs.pledges.models import Objection, Pledge
from tests import charters
from tests.contacts import was_written_to
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

HALF_AN_HOUR = timedelta(minutes=31)
DAY = timedelta(days=1)
REASON = "What speaks against the new words?"


@pytest.fixture(autouse=True)
def _by_day(clock: MovableClock) -> None:
    clock.advance(timedelta(hours=4))  # noon in Berlin


class Story:
    """A village in which people have pledged, and whose charter changes."""

    def __init__(self, village: Village, tenet: RunningBot, clock: MovableClock) -> None:
        self.village = village
        self.tenet = tenet
        self.clock = clock

    @property
    def board(self) -> SeenMessage:
        return self.village.steward.sees(self.village.channels["pledges"])[-1]

    async def joins(self, name: str, *emojis: str, **options: str) -> Person:
        """Somebody new joins and pledges by reacting."""
        person = self.village.join(name, **options)
        for emoji in emojis:
            await person.reacts(emoji, to=self.board)
        await self.tenet.caught_up()
        return person

    async def rewords(self, name: str, promise: str) -> None:
        guild_id = self.village.guild.id
        async with self.tenet.bot.db.begin() as session:
            value = await charter.get_value(session, guild_id, name)
            await charters.reword(session, guild_id, value, promise, now=self.clock.now())

    async def retires(self, name: str) -> None:
        guild_id = self.village.guild.id
        async with self.tenet.bot.db.begin() as session:
            value = await charter.get_value(session, guild_id, name)
            await charters.retire(session, guild_id, value.id, now=self.clock.now())

    async def passes(self, step: timedelta = HALF_AN_HOUR) -> None:
        """Time goes by, and what is due is done."""
        self.clock.advance(step)
        await self.tenet.bot.ticks.run("pledges.digest")
        await self.tenet.settled()

    def dms(self, person: Person) -> list[SeenMessage]:
        return [seen for seen in person.dms(self.village.application) if not seen.is_ephemeral]

    def dm(self, person: Person) -> SeenMessage:
        """The only direct message, as it stands now."""
        (message,) = self.dms(person)
        return message

    async def stand(self, person: Person) -> dict[str, list[tuple[int, str]]]:
        """Every revision that somebody ever pledged to and how that stands, by value."""
        async with self.tenet.bot.db.read() as session:
            values = await charter.list_values(session, self.village.guild.id)
            names = {value.id: value.name for value in values}
            rows = await session.scalars(
                select(Pledge).where(Pledge.user_id == person.id).order_by(Pledge.value_revision)
            )
            found: dict[str, list[tuple[int, str]]] = {}
            for row in rows:
                pledge = (row.value_revision, str(row.state))
                found.setdefault(names.get(row.value_id, "—"), []).append(pledge)
            return found

    async def contacts(self) -> list[str]:
        async with self.tenet.bot.db.read() as session:
            return list(await session.scalars(select(Contact.kind)))

    async def objections(self) -> list[str]:
        async with self.tenet.bot.db.read() as session:
            return list(await session.scalars(select(Objection.reason)))

    async def ledger(self) -> dict[str, int]:
        return await self.tenet.ledger(self.village.guild.id)


@pytest.fixture
def story(village: Village, tenet: RunningBot, clock: MovableClock) -> Story:
    return Story(village, tenet, clock)


def labels(answer: Answer) -> list[str]:
    return [button.label for button in answer.buttons]


async def test_one_message_shows_both_wordings_of_all_that_changed_and_takes_every_answer(
    story: Story,
) -> None:
    ada = await story.joins("Ada", "🌱", "❤️", "🔥")
    await story.rewords("Honesty", "We say what is so, kindly and before we are asked.")
    await story.rewords("Care", "Nobody here carries a load without help.")
    await story.rewords("Courage", "We try what is right before it is safe.")
    await story.passes(timedelta(minutes=20))
    before = story.dms(ada)

    await story.passes(timedelta(minutes=15))
    await story.passes()
    digest = story.dm(ada)
    second = await ada.clicks("Re-affirm", on=digest)
    third = await ada.clicks("Let go", on=second)
    form = await ada.clicks("Object…", on=third)
    done = await ada.fills_in(form, {REASON: "It may be safe *and* right."})
    read = await story.village.steward.runs("/pledge objections")
    mine = await ada.runs("/pledge mine")

    assert before == []
    assert "has put 3 values that you pledged to into new words" in digest
    assert digest.embeds[0].title == "🌱 Honesty"
    assert digest.embeds[0].fields == (
        ("Earlier words", "__Promise__\nWe say what is so, kindly and ~~early.~~"),
        ("New words", "__Promise__\nWe say what is so, kindly and **before we are asked.**"),
    )
    assert labels(digest)[-2:] == ["Why do I get this?", "Less of this"]
    assert second.content == "You are pledged to the new words of **Honesty**."
    assert second.embeds[0].title == "❤️ Care"
    assert "Your pledge to Care is withdrawn. A reaction of yours" in third
    assert third.embeds[0].title == "🔥 Courage"
    assert "Stewards read it without your name. I keep whose it is" in form.text
    assert "Thank you, that was all." in done
    assert done.buttons == ()
    assert len(story.dms(ada)) == 1
    assert await story.stand(ada) == {
        "Honesty": [(1, "renewed"), (2, "active")],
        "Care": [(1, "withdrawn")],
        "Courage": [(1, "active")],
    }
    assert "> It may be safe \\*and\\* right." in read
    assert read.is_ephemeral
    assert "Ada" not in read.text
    assert str(ada.id) not in str(read.payload)
    assert "before it is easy." in mine
    assert "to earlier words" in mine
    ledger = await story.ledger()
    assert (ledger["pledge.reaffirmed"], ledger["pledge.objected"]) == (1, 1)
    assert await story.contacts() == ["pledges.reworded"]


@pytest.mark.thorough
async def test_nothing_happens_to_those_who_do_not_answer_and_their_list_takes_it_whenever(
    story: Story,
) -> None:
    ada = await story.joins("Ada", "🌱")
    bea = await story.joins("Bea", "❤️", locale="de")
    await story.rewords("Honesty", "We say it early.")
    for _ in range(20):
        await story.passes(DAY)

    mine = await ada.runs("/pledge mine")
    figures = [await ada.runs("/pledge summary")]
    opened = await ada.clicks("See the new words", on=mine)
    done = await ada.clicks("Re-affirm", on=opened)
    figures.append(await ada.runs("/pledge summary"))
    await story.tenet.settled()
    unchanged = await bea.runs("/bekenntnis meine")

    assert "We say what is so, kindly and early." in mine
    assert "to earlier words" in mine
    honesty = [dict(answer.embeds[0].fields)["🌱 Honesty"] for answer in figures]
    assert "Nobody has pledged to its present words yet." in honesty[0]
    assert "one person's pledge was made to earlier words" in honesty[0]
    assert "One person has pledged to its present words." in honesty[1]
    assert "held to earlier words before and re-affirmed it" in honesty[1]
    assert "earlier words." not in honesty[1]
    assert "One person has pledged." in dict(story.board.embeds[0].fields)["🌱 Honesty"]
    assert opened.is_ephemeral
    assert "Less of this" not in labels(opened)
    assert "Thank you" in done
    assert await story.stand(ada) == {"Honesty": [(1, "renewed"), (2, "active")]}
    assert len(story.dms(ada)) == 1
    assert story.dms(bea) == []
    assert "Neue Worte ansehen" not in labels(unchanged)


@pytest.mark.thorough
async def test_words_that_changed_again_are_shown_and_never_pledged_to_unseen(
    story: Story,
) -> None:
    ada = await story.joins("Ada", "🌱")
    await story.rewords("Honesty", "We say it early.")
    await story.passes()
    digest = story.dm(ada)
    form = await ada.clicks("Object…", on=digest)
    told = []
    for number, label in enumerate(("Re-affirm", "Let go", "Object…")):
        await story.rewords("Honesty", f"We say it {number} times.")
        told.append(await ada.clicks(label, on=digest))

    told.append(await ada.fills_in(form, {REASON: "Early is not always kind."}))

    for answer, number in zip(told, (0, 1, 2, 2), strict=True):
        assert "The words of **Honesty** have changed once more" in answer
        assert f"We say **it {number} times.**" in answer
    assert "> Early is not always kind." in told[-1]
    assert await story.stand(ada) == {"Honesty": [(1, "active")]}
    assert await story.objections() == []
    await ada.clicks("Re-affirm", on=digest)
    assert await story.stand(ada) == {"Honesty": [(1, "renewed"), (5, "active")]}


@pytest.mark.thorough
async def test_later_words_are_asked_about_again_and_the_same_words_are_not(story: Story) -> None:
    ada = await story.joins("Ada", "🌱")
    await story.rewords("Honesty", "We say it early.")
    await story.passes()
    form = await ada.clicks("Object…", on=story.dm(ada))
    await ada.fills_in(form, {REASON: "Early is not always kind."})
    await story.passes(2 * DAY)
    once = len(story.dms(ada))

    await story.rewords("Honesty", "We say it kindly.")
    await story.passes(2 * DAY)

    assert once == 1
    assert len(story.dms(ada)) == 2
    assert "We say **it kindly.**" in story.dms(ada)[-1]


@pytest.mark.thorough
async def test_a_slip_that_is_mended_at_once_and_what_is_published_in_a_row_is_one_message(
    story: Story,
) -> None:
    ada = await story.joins("Ada", "🌱", "❤️")
    await story.rewords("Honesty", "We say it erly.")
    await story.passes(timedelta(minutes=20))
    await story.rewords("Honesty", "We say it early.")
    await story.rewords("Care", "Nobody carries a load alone here.")
    await story.passes(timedelta(minutes=20))
    early = story.dms(ada)
    bea = await story.joins("Bea", "🔥")
    await story.rewords("Courage", "We try what is right before it is esay.")
    await story.rewords("Courage", "We try what is right before it is easy.")

    await story.passes(timedelta(minutes=15))
    await story.passes()

    assert early == story.dms(bea) == []
    assert "2 values" in story.dm(ada)
    assert "erly" not in story.dm(ada)


@pytest.mark.thorough
async def test_a_value_that_is_retired_and_a_pledge_that_is_withdrawn_leave_nothing_to_answer(
    story: Story,
) -> None:
    ada = await story.joins("Ada", "🌱", "❤️")
    await story.rewords("Honesty", "We say it early.")
    await story.rewords("Care", "Nobody carries a load alone here.")
    await story.passes()
    digest = story.dm(ada)

    await story.retires("Honesty")
    retired = await ada.clicks("Re-affirm", on=digest)
    await ada.runs("/pledge withdraw", value="Care")
    gone = await ada.clicks("Re-affirm", on=digest)

    assert "**Honesty** is not in the charter any more" in retired
    assert retired.embeds[0].title == "❤️ Care"
    assert "no pledge to **Care** any more" in gone
    assert "Thank you" in gone
    assert (await story.stand(ada))["Care"] == [(1, "withdrawn")]


@pytest.mark.thorough
async def test_two_clicks_are_one_answer_and_the_rest_of_the_pages_stay(story: Story) -> None:
    ada = await story.joins("Ada", "🌱", "❤️")
    await story.rewords("Honesty", "We say it early.")
    await story.rewords("Care", "Nobody carries a load alone here.")
    await story.passes()
    digest = story.dm(ada)

    await asyncio.gather(*(ada.clicks("Re-affirm", on=digest) for _ in range(2)))

    assert story.dm(ada).embeds[0].title == "❤️ Care"
    assert await story.stand(ada) == {
        "Honesty": [(1, "renewed"), (2, "active")],
        "Care": [(1, "active")],
    }
    ledger = await story.ledger()
    assert (ledger["pledge.made"], ledger["pledge.reaffirmed"]) == (2, 1)


@pytest.mark.thorough
async def test_an_objection_is_changed_taken_back_and_ends_with_holding_to_the_words(
    story: Story,
) -> None:
    ada = await story.joins("Ada", "🌱")
    await story.rewords("Honesty", "We say it early.")
    mine = await ada.runs("/pledge mine")

    async def objects(reason: str, *, by: str = "Change your objection…") -> tuple[Answer, Answer]:
        opened = await ada.clicks("See the new words", on=mine)
        return opened, await ada.fills_in(await ada.clicks(by, on=opened), {REASON: reason})

    await objects("Too soon.", by="Object…")
    seen, _ = await objects("Too soon for me.")
    changed = await story.objections()
    _, taken_back = await objects("")
    none = await story.objections()
    await objects("After all.", by="Object…")
    await ada.clicks("Re-affirm", on=await ada.clicks("See the new words", on=mine))

    assert "> Too soon." in seen
    assert changed == ["Too soon for me."]
    assert "is taken back and deleted" in taken_back
    assert none == await story.objections() == []
    ledger = await story.ledger()
    assert (ledger["pledge.objected"], ledger["pledge.objection_taken_back"]) == (2, 2)


@pytest.mark.thorough
async def test_what_one_wrote_is_ones_own_to_change_and_to_take_back_after_letting_go(
    story: Story,
) -> None:
    ada, bea = await story.joins("Ada", "🌱"), await story.joins("Bea", "🌱")
    await story.rewords("Honesty", "We say it early.")
    for person, reason in ((ada, "Ada's reason."), (bea, "Bea's reason.")):
        opened = await person.clicks("See the new words", on=await person.runs("/pledge mine"))
        await person.fills_in(await person.clicks("Object…", on=opened), {REASON: reason})
    await ada.runs("/pledge withdraw", value="Honesty")
    await story.rewords("Honesty", "We say it kindly.")

    own = await ada.clicks("Your objections", on=await ada.runs("/pledge mine"))
    changed = await ada.fills_in(await ada.selects("Honesty", on=own), {REASON: "Another reason."})
    read = await story.village.steward.runs("/pledge objections")
    none = await ada.fills_in(await ada.selects("Honesty", on=own), {REASON: ""})

    assert "> Ada's reason." in own
    assert "Bea's reason." not in own
    assert "> Another reason." in changed
    assert "> Another reason." in read
    assert "You have written nothing" in none
    assert await story.objections() == ["Bea's reason."]
    assert "Your objections" not in labels(await ada.runs("/pledge mine"))


@pytest.mark.thorough
async def test_who_left_is_told_that_it_is_no_longer_theirs_to_answer(
    story: Story, sim: Simulator
) -> None:
    ada = await story.joins("Ada", "🌱")
    await story.rewords("Honesty", "We say it early.")
    await story.passes()
    digest = story.dm(ada)
    members.leave(sim.world, story.village.guild, ada.id)
    await story.tenet.caught_up()

    told = [await ada.clicks(label, on=digest) for label in ("Re-affirm", "Object…")]

    assert all("a server that you or I are no longer in" in answer for answer in told)
    assert (await story.ledger()).get("pledge.reaffirmed", 0) == 0


@pytest.mark.thorough
async def test_closed_messages_leave_the_question_to_ones_own_list(story: Story) -> None:
    ada = await story.joins("Ada", "🌱")
    told = len(story.village.steward.sees("stewards"))
    ada.closes_dms()
    await story.rewords("Honesty", "We say it early.")
    await story.passes()
    ada.opens_dms()
    for _ in range(3):
        await story.passes(DAY)

    assert story.dms(ada) == []
    assert "See the new words" in labels(await ada.runs("/pledge mine"))
    assert len(story.village.steward.sees("stewards")) == told


@pytest.mark.thorough
async def test_at_night_it_waits_for_the_morning_and_never_longer_than_it_is_worth(
    story: Story, clock: MovableClock
) -> None:
    ada = await story.joins("Ada", "🌱")
    bea = await story.joins("Bea", "🌱")
    async with story.tenet.bot.db.begin() as session:
        for days in range(16):  # others of our messages, as often as anybody gets them
            member = MemberKey(story.village.guild.id, bea.id)
            await was_written_to(session, member, clock.now() + days * DAY)
    await story.passes(timedelta(hours=9))
    await story.rewords("Honesty", "We say it early.")
    await story.passes()
    at_night = story.dms(ada)

    await story.passes(timedelta(hours=11))
    in_the_morning = len(story.dms(ada))
    for _ in range(30):
        await story.passes(DAY)

    assert at_night == []
    assert in_the_morning == 1
    assert story.dms(bea) == []


@pytest.mark.thorough
async def test_who_wants_no_messages_gets_none_and_allows_them_again_where_they_said_so(
    story: Story,
) -> None:
    ada = await story.joins("Ada", "🌱", "❤️", locale="de")
    async with story.tenet.bot.db.begin() as session:
        member = MemberKey(story.village.guild.id, ada.id)
        await preferences.choose_language(session, member, "de", now=story.clock.now())
    await story.rewords("Honesty", "We say it early.")
    await story.passes()
    less = await ada.clicks("Weniger davon", on=story.dm(ada))
    stopped = await ada.clicks("Schreib mir nicht ungefragt", on=less)
    await story.rewords("Care", "Nobody carries a load alone here.")
    await story.passes(2 * DAY)
    meanwhile = len(story.dms(ada))

    allowed = await ada.clicks("Wieder erlauben", on=stopped)
    await story.passes(2 * DAY)
    await story.rewords("Care", "Nobody carries a load without help here.")
    await story.passes(2 * DAY)

    assert "Von **Riverbank Commons (sample)** schreibe ich dir nicht mehr" in stopped
    assert meanwhile == 1
    assert "Ich darf dir wieder für" in allowed
    assert len(story.dms(ada)) == 2
    assert "hat einen Wert neu formuliert" in story.dms(ada)[-1]
    assert story.dms(ada)[-1].embeds[0].title == "❤️ Care"


@pytest.mark.thorough
async def test_a_kill_before_the_message_is_marked_leaves_one_and_its_buttons_outlive_it(
    story: Story, sim: Simulator, clock: MovableClock
) -> None:
    ada = await story.joins("Ada", "🌱")
    await story.rewords("Honesty", "We say it early.")
    sim.faults.lose_answer(method="POST", route="/channels/*/messages")
    clock.advance(HALF_AN_HOUR)
    await story.tenet.bot.ticks.run("pledges.digest")

    await story.tenet.restart()
    clock.advance(timedelta(minutes=5))
    await story.tenet.settled()
    await story.passes(2 * DAY)
    done = await ada.clicks("Re-affirm", on=story.dm(ada))

    assert "Thank you" in done
    assert await story.contacts() == ["pledges.reworded"]
    assert await story.stand(ada) == {"Honesty": [(1, "renewed"), (2, "active")]}


@pytest.mark.thorough
async def test_objections_are_for_stewards_by_value_the_newest_first_and_page_by_page(
    story: Story, clock: MovableClock
) -> None:
    people = [await story.joins(f"Nr{number}", "🌱", "🔥") for number in range(5)]
    await story.rewords("Courage", "We try.")
    await story.rewords("Honesty", "We say it early.")
    for number, person in enumerate(people):
        opened = await person.clicks("See the new words", on=await person.runs("/pledge mine"))
        form = await person.clicks("Object…", on=opened)
        following = await person.fills_in(form, {REASON: f"Honest reason {number}"})
        if number == 0:
            form = await person.clicks("Object…", on=following)
            await person.fills_in(form, {REASON: "Brave reason"})
        clock.advance(timedelta(minutes=1))

    refused = await people[0].runs("/pledge objections")
    first = await story.village.steward.runs("/pledge objections")
    second = await story.village.steward.clicks("Next", on=first)

    assert "Honest reason" not in refused
    reasons = [line for line in first.text.splitlines() if "reason" in line]
    assert reasons == [f"> Honest reason {number}" for number in (4, 3, 2, 1)]
    reasons = [line for line in second.text.splitlines() if "reason" in line]
    assert reasons == ["> Honest reason 0", "> Brave reason"]
