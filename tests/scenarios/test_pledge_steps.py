"""What comes after a pledge: a next step, one private question about it, and what others see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.simulator.people import Person, SeenMessage
from bot.simulator.people.seen import Answer
from cogs.pledges.models import NextStep
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

DAY = timedelta(days=1)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)  # a Monday, noon in Berlin
EVENING = datetime(2026, 3, 9, 17, tzinfo=UTC)
"""Six o'clock in Berlin, a week later."""

WORDS = "I say it on the day when I am late."


@pytest.fixture(autouse=True)
def _begin_at_noon(clock: MovableClock) -> None:
    clock.set(NOON)


async def pledges(person: Person, *values: str) -> None:
    for value in values:
        await person.runs("/pledge make", value=value)


async def names(
    person: Person, value: str = "Honesty", words: str = WORDS, day: str = "In a week"
) -> Answer:
    """They write down a next step."""
    form = await person.runs("/pledge next-step", value=value)
    return await person.fills_in(form, {"words": words, "day": day})


def asked(person: Person, village: Village) -> list[SeenMessage]:
    """The direct messages that ask them how it went, or did before they answered."""
    return [m for m in person.dms(village.application) if m.buttons]


async def it_is(tenet: RunningBot, clock: MovableClock, moment: datetime) -> None:
    """Time passes until then, and whatever is due is done."""
    clock.set(moment)
    await tenet.bot.ticks.run("pledges.steps")
    await tenet.settled()


async def rows(tenet: RunningBot) -> list[NextStep]:
    async with tenet.bot.db.read() as session:
        return list(await session.scalars(select(NextStep).order_by(NextStep.id)))


async def test_a_step_is_asked_about_once_on_the_evening_of_its_day_and_can_be_done(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges(ada, "Honesty")
    form = await ada.runs("/pledge next-step", value="Honesty")
    kept = await ada.fills_in(form, {"words": WORDS, "day": "In a week"})

    await it_is(tenet, clock, EVENING - timedelta(minutes=2))
    before = asked(ada, village)
    await it_is(tenet, clock, EVENING)
    [question] = asked(ada, village)
    after = await ada.clicks("Done", on=question)
    await it_is(tenet, clock, EVENING + DAY)
    await it_is(tenet, clock, EVENING + 9 * DAY)

    assert [field.label for field in form.fields] == [
        "What would this look like for you this month?",
        "By when?",
    ]
    assert kept.is_ephemeral
    assert f"> {WORDS}" in kept
    assert "By Monday, 9 March. I ask you once, that evening." in kept
    assert before == []
    assert "You wanted me to ask about this, on **" in question
    assert "🌱 Honesty" in question
    assert f"> {WORDS}" in question
    assert "Done, well done! That is what Honesty looks like." in after
    assert [button.label for button in after.buttons] == [
        "Name another step",
        "Don't write to me unasked",
    ]
    assert len(asked(ada, village)) == 1
    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["pledge.step_named"], ledger["pledge.step_done"]) == (1, 1)
    again = await ada.clicks("Name another step", on=question)
    assert again.field("words").value == ""


async def test_several_steps_are_asked_about_in_one_message_each_with_its_own_answer(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    values = ("Honesty", "Care", "Courage")
    await pledges(ada, *values)
    for value in values:
        await names(ada, value, f"A step for {value}.")
    await it_is(tenet, clock, EVENING)
    [question] = asked(ada, village)

    choosing = await ada.clicks("2 · Not yet", on=question)
    moved = await ada.selects("In two weeks", on=choosing)
    last = await ada.clicks("2 · Let go", on=moved)
    done = await ada.clicks("Done", on=last)
    await it_is(tenet, clock, EVENING + 13 * DAY)
    before = len(asked(ada, village))
    await it_is(tenet, clock, EVENING + 14 * DAY)

    labels = [button.label for button in question.buttons]
    assert labels[:3] == ["1 · Done", "1 · Not yet", "1 · Let go"]
    assert len(labels) == 10
    assert "Which day suits you for 2?" in choosing
    assert "I ask you again on Monday, 23 March, in the evening." in moved
    assert "A step for Care." not in moved
    assert "Let go, and that is fine. Your pledge stays as it is." in last
    assert "That is what Honesty looks like." in done
    assert before == 1
    assert "> A step for Care." in asked(ada, village)[1]
    states = [(row.words, row.state) for row in await rows(tenet)]
    assert states == [
        ("A step for Honesty.", "done"),
        ("A step for Care.", "open"),
        ("A step for Courage.", "let_go"),
    ]


async def test_a_step_is_shared_where_its_member_may_write_and_taken_back(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    general = village.channels["general"]
    ada.goes_to(general)
    await pledges(ada, "Honesty")
    words = f"@everyone {ben.mention} **loud** [here](https://a.example) \u202egnol"
    kept = await names(ada, words=words)

    shared = await ada.clicks("Share it here", on=kept)
    seen = await ben.waits_for("has a next step for 🌱 Honesty", channel=general)
    await names(ada, words="Something else.")
    await ben.until(lambda: "> Something else." in ben.looks_again(seen))
    await ada.clicks("Done", on=shared)
    await ben.until(lambda: "has taken a step for" in ben.looks_again(seen))
    done = ben.looks_again(seen)
    panel = ada.looks_again(shared)
    back = await ada.clicks("Take it back", on=panel)
    await ben.until(lambda: seen.id not in [message.id for message in ben.sees(general)])

    assert "your words and the value, not the day. Nobody is pinged." in shared
    assert ada.mention in seen
    assert "> @everyone" in seen
    assert r"\*\*loud\*\*" in seen
    assert r"\[here](https://a.example) gnol" in seen
    assert (seen.mention_ids, seen.mention_everyone) == ((), False)
    assert "March" not in seen
    assert "✅" in done
    assert "only you see your step now" in back
    assert [(row.shared_channel_id, row.shared_message_id) for row in await rows(tenet)] == [
        (None, None)
    ]
