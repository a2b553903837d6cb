"""Proposing an initiative and deciding about it, through the real client, as people see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.simulator.people import Answer, Form, Person, SeenMessage
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.initiating import CLEAN_UP, PLACES, TITLE, WHEN, proposes, sketches

pytestmark = pytest.mark.asyncio

NEEDS = "What is needed?"
REASON = "Why?"
DATES = "Which dates are possible?"


class Square:
    """The bot, and people who propose and decide."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet = tenet
        self.village = village
        self.clock = clock
        self.ada, self.bea, self.cleo = (village.join(name) for name in ("Ada", "Bea", "Cleo"))
        self.watcher = village.join("Wren")

    def card(self) -> SeenMessage:
        """The newest, as somebody sees it who has pressed nothing there."""
        return self.watcher.sees(self.village.channels["initiatives"])[-1]

    def notice(self) -> SeenMessage:
        return self.village.steward.sees(self.village.channels["stewards"])[-1]

    def told(self, person: Person) -> list[SeenMessage]:
        return person.dms(self.village.application)

    async def clicks(self, person: Person, label: str, on: SeenMessage | Answer) -> Answer:
        answer = await person.clicks(label, on=on)
        await self.tenet.settled()
        return answer

    async def fills(self, person: Person, label: str, on: Any, answers: dict[str, Any]) -> Answer:
        form = await person.clicks(label, on=on)
        assert isinstance(form, Form)
        answer = await person.fills_in(form, answers)
        await self.tenet.settled()
        return answer


@pytest_asyncio.fixture
async def square(
    request: pytest.FixtureRequest,
    sim: Simulator,
    village: Village,
    database_path: Path,
    clock: MovableClock,
) -> AsyncIterator[Square]:
    """A community whose members second; a test may be given other rules as parameter."""
    rules = getattr(request, "param", {"decide": "seconds", "seconds": 2})
    config = village.config(initiatives=rules)
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    yield Square(tenet, village, clock)
    await tenet.stop()


by_stewards = pytest.mark.parametrize(
    "square", [{"decide": "stewards", "silence_days": 3}], indirect=True
)


async def test_a_draft_outlives_a_restart_is_published_once_and_opened_by_the_last_second(
    square: Square,
) -> None:
    ada, bea, cleo = square.ada, square.bea, square.cleo
    preview = await sketches(ada, CLEAN_UP | {WHEN: "Saturday 14–17", TITLE: "River *day*"})
    assert "**Saturday 7 March 2026, 14:00–17:00** on your clock (Europe/Berlin)" in preview
    assert "2 other members have to second it" in preview
    assert r"River \*day\*" in preview

    await square.tenet.restart()
    wrong = await square.fills(ada, "Seats and needs…", preview, {PLACES: "-3", NEEDS: "3 drivers"})
    assert '"-3" is not a number of seats' in wrong
    assert wrong.button("Publish").disabled
    again = await ada.runs("/initiative propose", kind="Workshop")
    assert "You have begun this already." in again
    form = await ada.clicks("Seats and needs…", on=again)
    assert isinstance(form, Form)
    assert (form.field(PLACES).value, form.field(NEEDS).value) == ("-3", "3 drivers")
    good = await ada.fills_in(form, {PLACES: "12"})
    for part in ("Workshop", "drivers — **0 of 3**", "12 seats"):
        assert part in good
    stale = await ada.runs("/initiative propose")
    await square.fills(ada, "Seats and needs…", good, {PLACES: "11"})
    stale = await square.clicks(ada, "Publish", stale)
    assert "This has changed since you looked at it" in stale
    published = await square.clicks(ada, "Publish", stale)
    assert "2 other members have to second it there" in published
    assert "published already" in await ada.clicks("Edit", on=good)

    card = square.card()
    assert "Seconded by 0 of the 2 it takes" in card
    assert "You proposed" in await square.clicks(ada, "Second it", card)
    assert "One more person" in await square.clicks(bea, "Second it", card)
    assert "Seconded by 1 of the 2" in square.card()
    assert "it is open" in await square.clicks(cleo, "Second it", card)
    assert square.card().button("Join")
    for person in (ada, bea):
        (told,) = square.told(person)
        assert "is open" in told
    assert square.told(cleo) == []  # the answer has said so
    assert len(square.watcher.sees(square.village.channels["initiatives"])) == 1


@by_stewards
@pytest.mark.thorough
async def test_stewards_decline_with_a_reason_that_the_proposer_and_the_card_give(
    square: Square,
) -> None:
    ada, steward = square.ada, square.village.steward
    assert "The stewards are asked" in await proposes(ada)
    await square.tenet.settled()
    notice = square.notice()
    assert f"{ada.mention} proposes **Park clean-up**" in notice

    form = await steward.clicks("Decline…", on=notice)
    decided = await steward.fills_in(form, {REASON: "The park is *closed* until May."})
    await square.tenet.settled()

    assert f"{steward.mention} declined **Park clean-up**" in decided
    assert decided.buttons == ()
    (told,) = square.told(ada)
    assert "was declined" in told
    assert r"The park is \*closed\* until May." in told
    card = square.card()
    assert "Declined: Park clean-up" in card
    assert r"The park is \*closed\* until May." in card
    assert card.buttons == ()


@by_stewards
@pytest.mark.thorough
async def test_a_proposal_without_an_answer_says_so_and_can_be_withdrawn_or_approved_then(
    square: Square,
) -> None:
    ada, steward = square.ada, square.village.steward
    for title in ("One", "Two"):
        await proposes(ada, CLEAN_UP | {TITLE: title})
        await square.tenet.settled()

    square.clock.advance(timedelta(days=3))
    await square.tenet.bot.ticks.run("initiatives.silence")
    await square.tenet.settled()

    two = square.card()
    assert "nobody has answered yet" in two
    notices = square.village.steward.sees("stewards")
    notice_about_two = [seen for seen in notices if "**Two** was proposed" in seen][-1]
    assert "**Two** was proposed 3 days ago, and nobody has answered." in notice_about_two
    square.clock.advance(timedelta(days=1))  # one message a day
    await square.tenet.settled()
    told = square.told(ada)
    assert ["Nobody in" in seen for seen in told] == [True, True]
    about_two = next(seen for seen in told if "Two" in seen)
    late_form = await steward.clicks("Decline…", on=notice_about_two)
    await square.clicks(ada, "Withdraw it…", about_two)
    sure = square.told(ada)[-1]
    assert "is withdrawn" in await square.clicks(ada, "Withdraw it", sure)
    assert "Called off: Two" in square.card()
    late = await square.clicks(steward, "Approve", notice_about_two)
    assert "was taken back" in await steward.fills_in(late_form, {REASON: "Too late."})
    assert "was taken back" in late

    one = next(seen for seen in steward.sees("stewards") if "**One** was proposed" in seen)
    assert "approved **One**" in await square.clicks(steward, "Approve", one)
    opened = next(seen for seen in square.watcher.sees("initiatives") if "One" in seen)
    assert opened.button("Join")
    square.clock.advance(timedelta(days=1))
    await square.tenet.settled()
    assert "is open" in square.told(ada)[-1]


@pytest.mark.thorough
async def test_words_survive_what_happens_to_a_draft_while_its_form_is_open(
    square: Square,
) -> None:
    ada = square.ada
    preview = await sketches(ada)
    open_form = await ada.clicks("Edit", on=preview)
    await square.clicks(ada, "Publish", preview)

    other = await ada.fills_in(open_form, {TITLE: "Another park"})

    assert "Another park" in other
    assert "nothing is published yet" in other
    third = await ada.clicks("Edit", on=other)
    assert "throw away" in await ada.clicks("Discard…", on=other)
    assert "thrown away" in await ada.clicks("Discard it", on=other)
    assert "A third park" in await ada.fills_in(third, {TITLE: "A third park"})
    assert "is saved" in await square.clicks(ada, "Publish", await ada.runs("/initiative propose"))
    assert [("third" in seen) for seen in square.watcher.sees("initiatives")] == [False, True]


@pytest.mark.thorough
async def test_the_preview_asks_for_a_place_and_for_dates_to_vote_on(square: Square) -> None:
    ada = square.ada
    preview = await sketches(ada)
    wrong = await square.fills(
        ada, "Where…", preview, {"text": "At the old bridge", "link": "http://a.example"}
    )
    assert wrong.button("Publish").disabled
    form = await ada.clicks("Where…", on=wrong)
    assert isinstance(form, Form)
    assert form.field("link").value == "http://a.example"
    preview = await ada.fills_in(form, {"link": ""})
    assert "📍 At the old bridge" in preview

    wrong = await square.fills(
        ada, "Dates to vote on…", preview, {DATES: "Saturday 14:00\n30 February 10:00"}
    )
    assert "Line 2 says no date that I can take." in wrong
    assert "does not exist" in wrong
    form = await ada.clicks("Dates to vote on…", on=wrong)
    assert isinstance(form, Form)
    assert form.field(DATES).value == "Saturday 14:00\n30 February 10:00"
    preview = await ada.fills_in(form, {DATES: "Saturday 14:00\nSunday 10:00"})
    assert not preview.button("Publish").disabled
    assert "• **Sunday 8 March 2026, 10:00**" in preview
    form = await ada.clicks("Dates to vote on…", on=preview)
    assert isinstance(form, Form)
    assert form.field(DATES).value == ("Saturday 7 March 2026, 14:00\nSunday 8 March 2026, 10:00")
    preview = await ada.fills_in(form, {})

    await square.clicks(ada, "Publish", preview)
    for person in (square.bea, square.cleo):
        await square.clicks(person, "Second it", square.card())

    assert "looking for a date" in square.card()


@pytest.mark.thorough
async def test_a_german_proposal_reads_german_times_in_the_proposers_zone(square: Square) -> None:
    dora = square.village.join("Dora", locale="de")
    form = await dora.runs("/initiative vorschlagen")
    assert isinstance(form, Form)

    preview = await dora.fills_in(
        form,
        {
            "title": "Flussputz",
            "what": "Wir räumen auf.",
            "values": ["Care"],
            "when": "Samstag 14–17 Uhr",
        },
    )

    assert "Samstag, 7. März 2026, 14:00–17:00" in preview
    assert "noch ist nichts veröffentlicht" in preview
    assert "Dort müssen 2 andere Mitglieder sie unterstützen" in await square.clicks(
        dora, "Veröffentlichen", preview
    )


@pytest.mark.thorough
async def test_seconds_can_be_taken_back_and_whoever_wants_no_news_gets_none(
    square: Square,
) -> None:
    await proposes(square.ada)
    await square.tenet.settled()
    bea, cleo = square.bea, square.cleo
    answer = await square.clicks(bea, "Second it", square.card())
    assert "do not second" in await square.clicks(bea, "Take it back", answer)
    assert "by 0 of the 2" in square.card()
    answer = await square.clicks(bea, "Second it", square.card())
    assert "not write to you" in await square.clicks(bea, "Don't write to me about it", answer)

    await square.clicks(cleo, "Second it", square.card())

    assert [len(square.told(person)) for person in (square.ada, bea, cleo)] == [1, 0, 0]
    assert "open already" in await square.clicks(bea, "Take it back", answer)


@pytest.mark.thorough
async def test_stewards_change_the_rules_and_what_waits_follows(square: Square) -> None:
    await proposes(square.ada)
    await square.tenet.settled()
    await square.clicks(square.bea, "Second it", square.card())
    steward = square.village.steward
    refused = await square.ada.runs("/initiative settings")
    assert "steward" in refused
    assert refused.buttons == ()

    panel = await steward.runs("/initiative settings")
    assert "2 other members second it" in panel
    numbers = "How many have to second a proposal?"
    refused = await square.fills(steward, "Numbers…", panel, {numbers: "26"})
    assert '"26" does not fit there.' in refused
    panel = await square.fills(steward, "Numbers…", panel, {numbers: "1"})

    assert "One proposal that waited is open by this." in panel
    assert square.card().button("Join")
    panel = await steward.selects("Approved by stewards", on=panel)
    assert "they are asked in their channel" in panel
    panel = await square.clicks(steward, "Give them threads", panel)
    assert "Every initiative gets a thread" in panel
    async with square.tenet.bot.db.read() as session:
        audited = await session.scalars(
            select(AuditEntry.what).where(AuditEntry.actor_id == steward.id)
        )
        assert {"settings.initiatives.decide", "settings.initiatives.threads"} <= set(audited)
