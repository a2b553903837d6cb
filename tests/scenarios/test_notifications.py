"""What members choose about the messages they get, through the real client."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot import contact
from bot.clock import MovableClock
from bot.contact import choices
from bot.contact.models import Choice, DigestItem
from bot.models import MemberKey
from bot.simulator.people import Person, SeenMessage
from cogs.charter import service as charter
from cogs.pledges.service.kinds import REWORDED
from tests import charters
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)  # a Monday, noon in Berlin
EVENING = datetime(2026, 3, 9, 17, tzinfo=UTC)
"""Six o'clock in Berlin, a week later."""

WORDS = "I say it on the day when I am late."


@pytest.fixture(autouse=True)
def _begin_at_noon(clock: MovableClock) -> None:
    clock.set(NOON)


async def pledges_with_a_day(person: Person, value: str = "Honesty") -> None:
    await person.runs("/pledge make", value=value)
    form = await person.runs("/pledge next-step", value=value)
    await person.fills_in(form, {"words": WORDS, "day": "In a week"})


async def it_is(tenet: RunningBot, clock: MovableClock, moment: datetime) -> None:
    clock.set(moment)
    await tenet.bot.ticks.run("pledges.steps")
    await tenet.settled()


def written(person: Person, village: Village) -> list[SeenMessage]:
    return [m for m in person.dms(village.application) if m.buttons]


async def test_why_and_less_stand_under_every_message_and_do_what_they_say(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges_with_a_day(ada)
    await it_is(tenet, clock, EVENING)
    [question] = written(ada, village)

    why = await ada.clicks("Why do I get this?", on=question)
    less = await ada.clicks("Less of this", on=question)
    chosen = await ada.clicks("Not at all", on=less)
    history = await ada.runs("/notifications why")

    assert "You named a day for a next step" in why
    assert "one message" in why
    assert "of 3 at most" in why
    assert "How your next steps went" in less
    assert [b.label for b in less.buttons][:3] == ["On its own", "In my digest", "Not at all"]
    assert "it does not come any more" in chosen
    assert history.is_ephemeral
    assert "Sent" in history and "You named a day" in history
    async with tenet.bot.db.read() as session:
        told = await contact.describe(session, MemberKey(village.guild.id, ada.id))
    assert [one["kind"] for one in told["sent"]] == ["pledges.step"]


@pytest.mark.thorough
async def test_what_is_switched_off_does_not_come_and_is_listed_as_not_sent(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges_with_a_day(ada)
    clock.set(NOON + timedelta(hours=1))
    panel = await ada.runs("/notifications choose")
    kind = await ada.selects(["How your next steps went"], on=panel, custom_id="notifications:kind")
    after = await ada.clicks("Not at all", on=kind)

    await it_is(tenet, clock, EVENING)
    history = await ada.runs("/notifications why")

    assert panel.is_ephemeral
    assert "✅ How your next steps went" in panel
    assert "From 21:00 to 08:00" in panel
    assert "⬜ How your next steps went" in after
    assert written(ada, village) == []
    assert "Not sent" in history and "you do not want these" in history


async def test_a_word_in_a_dm_ends_everything_at_once_and_a_button_undoes_it(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges_with_a_day(ada)
    await it_is(tenet, clock, EVENING)
    there = ada.dm(village.application)

    await ada.says("I cannot stop thinking about the river.", there)
    await tenet.caught_up()
    quiet = ada.dms(village.application)
    await ada.says("STOP!! 🛑", there)
    await tenet.caught_up()
    answer = ada.dms(village.application)[-1]
    member = MemberKey(village.guild.id, ada.id)
    async with tenet.bot.db.read() as session:
        stopped = await contact.is_stopped(session, member)
    undone = await ada.clicks("Allow it again", on=answer)
    async with tenet.bot.db.read() as session:
        still = await contact.is_stopped(session, member)

    assert quiet[-1].text == "I cannot stop thinking about the river."
    assert stopped
    assert not still
    assert f"Nothing more comes to you unasked from **{village.guild.name}**" in answer
    assert "may write to you again" in undone


@pytest.mark.thorough
async def test_quiet_hours_zone_and_language_are_ones_own(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges_with_a_day(ada)
    panel = await ada.runs("/notifications choose")
    form = await ada.clicks("Quiet hours…", on=panel)
    panel = await ada.fills_in(form, {"begin": "17:00", "end": "19:30"})
    form = await ada.clicks("Time zone…", on=panel)
    panel = await ada.fills_in(form, {"zone": "Europe/Berlin"})
    german = await ada.selects(["Deutsch"], on=panel, custom_id="notifications:language")

    await it_is(tenet, clock, EVENING)
    early = written(ada, village)
    await it_is(tenet, clock, EVENING + timedelta(minutes=90))

    assert "From 17:00 to 19:30, on the clocks of Europe/Berlin" in panel
    assert "Von 17:00 bis 19:30 Uhr" in german
    assert early == []
    assert len(written(ada, village)) == 1
    assert "Warum bekomme ich das?" in [b.label for b in written(ada, village)[0].buttons]


async def rewords(tenet: RunningBot, village: Village, name: str, promise: str) -> None:
    now = tenet.bot.clock.now()
    async with tenet.bot.db.begin() as session:
        value = await charter.get_value(session, village.guild.id, name)
        await charters.reword(session, village.guild.id, value, promise, now=now)


async def test_what_was_chosen_for_the_digest_comes_on_sunday_in_one_message(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    for person in (ada, ben):
        await person.runs("/pledge make", value="Honesty")
    member = MemberKey(village.guild.id, ada.id)
    async with tenet.bot.db.begin() as session:
        await choices.choose(session, member, REWORDED, Choice.DIGEST, now=clock.now())
    await rewords(tenet, village, "Honesty", "We say what is so before we are asked.")

    clock.advance(timedelta(hours=1))
    await tenet.bot.ticks.run("pledges.digest")
    await tenet.settled()
    on_monday = (len(ada.dms(village.application)), len(ben.dms(village.application)))
    clock.set(datetime(2026, 3, 8, 15, 59, tzinfo=UTC))  # Sunday, a minute to five in Berlin
    await tenet.settled()
    before = ada.dms(village.application)
    clock.set(datetime(2026, 3, 8, 16, 0, tzinfo=UTC))
    await tenet.settled()
    [digest] = ada.dms(village.application)
    history = await ada.runs("/notifications why")
    clock.advance(timedelta(days=8))
    await tenet.settled()

    assert on_monday == (0, 1)
    assert before == []
    assert f"Your digest from {village.guild.name}" in digest
    assert "A value that you pledged to has new words" in digest
    assert [b.label for b in digest.buttons] == ["Why do I get this?", "Less of this"]
    assert "A line of your digest" in history
    assert len(ada.dms(village.application)) == 1
    async with tenet.bot.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(DigestItem)) == 0


@pytest.mark.thorough
async def test_a_digest_says_what_is_so_when_it_comes_and_nothing_that_is_over(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await ada.runs("/pledge make", value="Honesty")
    member = MemberKey(village.guild.id, ada.id)
    async with tenet.bot.db.begin() as session:
        await choices.choose(session, member, REWORDED, Choice.DIGEST, now=clock.now())
    await rewords(tenet, village, "Honesty", "We say what is so before we are asked.")
    clock.advance(timedelta(hours=1))
    await tenet.bot.ticks.run("pledges.digest")
    await tenet.settled()
    await ada.runs("/pledge withdraw", value="Honesty")

    clock.set(datetime(2026, 3, 8, 16, 0, tzinfo=UTC))
    await tenet.settled()

    assert ada.dms(village.application) == []
    async with tenet.bot.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(DigestItem)) == 0
