"""What comes after a pledge: a next step, one private question about it, and what others see."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import contact, preferences
from bot.clock import MovableClock
from bot.deliveries import Delivery
from bot.models import MemberKey
from bot.simulator import permissions as may
from bot.simulator.people import Person, SeenMessage
from bot.simulator.people.seen import Answer
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world.entities import Overwrite
from cogs.pledges import service
from cogs.pledges.models import NextStep
from cogs.pledges.service import asking
from tests.contacts import was_written_to
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
    ada.presses(str(question.button("Done").custom_id), on=question)
    after = await ada.clicks("Done", on=question)  # once more before anything has changed
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
    assert f"On **{village.guild.name}** you wanted me to ask about this:" in question
    assert "🌱 Honesty" in question
    assert f"> {WORDS}" in question
    assert "Well done. That is what Honesty looks like." in after
    assert [button.label for button in after.buttons] == [
        "Name another step",
        "Why do I get this?",
        "Less of this",
    ]
    assert len(asked(ada, village)) == 1
    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["pledge.step_named"], ledger["pledge.step_done"]) == (1, 1)
    again = await ada.clicks("Name another step", on=question)
    assert again.field("words").value == ""


@pytest.mark.thorough
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
    assert len(labels) == 11
    assert "Which day suits you for number 2?" in choosing
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


@pytest.mark.thorough
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


@pytest.mark.thorough
async def test_it_is_six_where_the_member_lives(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges(ada, "Honesty")
    await names(ada)
    async with tenet.bot.db.begin() as session:
        member = MemberKey(village.guild.id, ada.id)
        await preferences.choose_zone(session, member, "Pacific/Auckland", now=clock.now())

    await it_is(tenet, clock, datetime(2026, 3, 9, 4, 58, tzinfo=UTC))
    async with tenet.bot.db.read() as session:
        before = list(await session.scalars(select(Delivery.key).filter_by(kind=asking.ASK)))
    await it_is(tenet, clock, datetime(2026, 3, 9, 5, tzinfo=UTC))

    assert before == []
    assert len(asked(ada, village)) == 1


@pytest.mark.thorough
async def test_whoever_left_is_not_asked_and_whoever_came_back_before_the_day_is_once(
    sim: Simulator,
    village: Village,
    tenet: RunningBot,
    clock: MovableClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    ada, ben, cleo = (village.join(name) for name in ("Ada", "Ben", "Cleo"))
    for person in (ada, ben, cleo):
        await pledges(person, "Honesty")
        await names(person)
    ada.leaves()
    ben.leaves()
    await tenet.caught_up()
    ben.joins(village.guild)
    await tenet.caught_up()
    sim.faults.disturb("swallow", event="GUILD_MEMBER_REMOVE")
    cleo.leaves()  # and we do not hear of it

    await it_is(tenet, clock, EVENING)
    await it_is(tenet, clock, EVENING + DAY)

    assert [len(asked(person, village)) for person in (ada, ben, cleo)] == [0, 1, 0]
    assert f"{asking.ASK}, is dropped: they are not in this server" in caplog.text
    assert str(cleo.id) not in caplog.text
    assert village.steward.sees(village.channels["stewards"]) == []


@pytest.mark.thorough
async def test_whoever_refuses_direct_messages_is_not_asked_again_and_finds_it_in_their_list(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges(ada, "Honesty")
    await names(ada)
    ada.closes_dms()
    await it_is(tenet, clock, EVENING)
    ada.opens_dms()
    await pledges(ada, "Care")  # whoever acts may be written to again
    await it_is(tenet, clock, EVENING + DAY)

    listed = await ada.runs("/pledge mine")
    panel = await ada.selects("Honesty", on=listed, custom_id="Look at a next step…")
    done = await ada.clicks("Done", on=panel)

    assert asked(ada, village) == []
    assert village.steward.sees(village.channels["stewards"]) == []
    assert WORDS in listed
    assert "You named Monday, 9 March." in panel
    assert "That is what Honesty looks like." in done
    assert (await tenet.ledger(village.guild.id))["pledge.step_done"] == 1


@pytest.mark.thorough
async def test_what_was_sent_before_a_kill_is_not_asked_again_although_more_is_due_by_then(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges(ada, "Honesty", "Care")
    await names(ada)
    await names(ada, "Care", "I ask how it went.", "In two weeks")
    sim.faults.lose_answer(method="POST", route="/channels/*/messages")
    await it_is(tenet, clock, EVENING)
    await tenet.stop()
    clock.set(EVENING + 7 * DAY)
    await tenet.start()
    await it_is(tenet, clock, EVENING + 7 * DAY + timedelta(hours=1))
    first = [message.text for message in asked(ada, village)]

    await it_is(tenet, clock, EVENING + 8 * DAY)
    await it_is(tenet, clock, EVENING + 9 * DAY)

    assert len(first) == 1
    later = [message.text for message in asked(ada, village)]
    assert ["> " + WORDS in text for text in later] == [True, False]
    assert ["> I ask how it went." in text for text in later] == [False, True]


@pytest.mark.thorough
async def test_an_answer_to_what_was_sent_before_a_kill_says_that_it_arrived(
    village: Village, tenet: RunningBot, sim: Simulator, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges(ada, "Honesty", "Care")
    await names(ada)
    await names(ada, "Care", "I ask how it went.")
    sim.faults.lose_answer(method="POST", route="/channels/*/messages")
    await it_is(tenet, clock, EVENING)

    await ada.clicks("1 · Done", on=asked(ada, village)[0])  # before we try again
    await it_is(tenet, clock, EVENING + timedelta(hours=1))
    await it_is(tenet, clock, EVENING + DAY)

    assert len(asked(ada, village)) == 1


@pytest.mark.thorough
async def test_a_form_is_good_after_a_while_and_a_restart_and_the_later_of_two_holds(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges(ada, "Honesty")
    first = await ada.runs("/pledge next-step", value="honesty")
    second = await ada.runs("/pledge next-step", value="Honesty")
    clock.advance(timedelta(minutes=20))
    await tenet.restart()

    await ada.fills_in(second, {"words": "The second.", "day": "In a week"})
    await ada.fills_in(first, {"words": "The first.", "day": "Without a day"})
    third = await ada.runs("/pledge next-step", value="Honesty")
    await it_is(tenet, clock, EVENING)

    assert [(row.words, row.due_on) for row in await rows(tenet)] == [("The first.", None)]
    assert third.field("words").value == "The first."
    assert asked(ada, village) == []


@pytest.mark.thorough
async def test_what_cannot_be_kept_is_explained(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges(ada, "Honesty", "Care")
    form = await ada.runs("/pledge next-step", value="Honesty")

    blank = await ada.fills_in(form, {"words": " \u3164 ", "day": "In a week"})
    await ada.runs("/pledge withdraw", value="Honesty")
    withdrawn = await ada.fills_in(form, {"words": WORDS, "day": "In a week"})
    not_held = await ada.runs("/pledge next-step", value="Honesty")
    unknown = await ada.runs("/pledge next-step", value="Bravado")
    suggested = await ada.completes("/pledge next-step", value="")

    assert "There was nothing to read in it, so nothing is kept." in blank
    assert "A next step belongs to a pledge, and you have none to this value." in withdrawn
    assert "A next step belongs to a pledge" in not_held
    assert "Bravado" in unknown
    assert [choice.value for choice in suggested] == ["Care"]
    assert await rows(tenet) == []


@pytest.mark.thorough
async def test_withdrawing_lets_the_step_go_and_an_old_question_says_so(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await pledges(ada, "Honesty", "Care")
    await names(ada)
    await names(ada, "Care", "I ask how it went.", "In two weeks")
    await it_is(tenet, clock, EVENING)
    await ada.runs("/pledge withdraw", value="Honesty")
    await ada.runs("/pledge withdraw", value="Care")

    after = await ada.clicks("Done", on=asked(ada, village)[0])
    await it_is(tenet, clock, EVENING + 7 * DAY)

    assert "This step is settled already." in after
    assert asked(ada, village)[0].id == after.id  # and there is nothing left to press
    assert [button.label for button in after.buttons] == ["Why do I get this?", "Less of this"]
    assert [row.state for row in await rows(tenet)] == ["let_go", "let_go"]
    assert len(asked(ada, village)) == 1
    assert "pledge.step_done" not in await tenet.ledger(village.guild.id)


@pytest.mark.thorough
async def test_the_step_of_somebody_else_is_nobodys_to_press(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    for person in (ada, ben):
        await pledges(person, "Honesty")
    hers = await names(ada)
    his = await names(ben, words="Mine.")
    own, other = (row.id for row in reversed(await rows(tenet)))
    assert isinstance(his, SeenMessage)
    message = village.world.channels[his.channel_id].ephemerals[his.id]
    for row in message.components:
        for button in row["components"]:
            button["custom_id"] = button["custom_id"].replace(f":{own}", f":{other}")

    for label in ("Done", "Not yet", "Let go", "Share it here"):
        refused = await ben.clicks(label, on=message)
        assert "There is no such step of yours." in refused, label
        assert WORDS not in refused

    assert [(row.state, row.shared_channel_id) for row in await rows(tenet)] == [
        ("open", None),
        ("open", None),
    ]
    assert hers.is_ephemeral


@pytest.mark.thorough
async def test_a_question_waits_for_its_turn_and_a_day_that_moved_meanwhile_is_not_asked_about(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    for person in (ada, ben):
        await pledges(person, "Honesty")
        await names(person)
        async with tenet.bot.db.begin() as session:
            member = MemberKey(village.guild.id, person.id)
            for days in (5, 3, 1):
                await was_written_to(session, member, EVENING - days * DAY)
    await it_is(tenet, clock, EVENING)
    await names(ben, day="In two weeks")  # from today: 23 March
    waiting = [len(asked(person, village)) for person in (ada, ben)]
    await it_is(tenet, clock, EVENING + 2 * DAY)
    turn = [len(asked(person, village)) for person in (ada, ben)]
    await it_is(tenet, clock, EVENING + 14 * DAY)

    assert waiting == [0, 0]
    assert turn == [1, 0]
    assert [len(asked(person, village)) for person in (ada, ben)] == [1, 1]


@pytest.mark.thorough
async def test_whoever_wants_no_messages_is_asked_only_about_days_they_named_since(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    for person in (ada, ben):
        await pledges(person, "Honesty", "Courage")
        await names(person)
        async with tenet.bot.db.begin() as session:
            member = MemberKey(village.guild.id, person.id)
            await contact.stop(session, member, now=clock.now())
    clock.advance(timedelta(minutes=1))
    await names(ada, "Courage", "I speak first.")

    await it_is(tenet, clock, EVENING)
    await it_is(tenet, clock, EVENING + DAY)

    [question] = asked(ada, village)
    assert "> I speak first." in question
    assert WORDS not in question
    assert asked(ben, village) == []


@pytest.mark.thorough
async def test_a_step_is_shared_only_where_both_may_write(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    general, pledging = village.channels["general"], village.channels["pledges"]
    await pledges(ada, "Honesty")
    ada.goes_to(general)
    kept = await names(ada)
    world_channels.set_overwrite(
        village.world, general, Overwrite(ada.id, 1, deny=may.SEND_MESSAGES)
    )
    hers = await ada.clicks("Share it here", on=kept)
    world_channels.set_overwrite(village.world, general, Overwrite(ada.id, 1))
    bot_id = village.application.id
    world_channels.set_overwrite(village.world, general, Overwrite(bot_id, 1, deny=may.EMBED_LINKS))
    ours = await ada.clicks("Share it here", on=kept)
    ada.goes_to(pledging)
    listed = await ada.runs("/pledge mine")
    panel = await ada.selects("Honesty", on=listed, custom_id="Look at a next step…")
    shared = await ada.clicks("Share it here", on=panel)
    seen = await ada.waits_for("has a next step for", channel=pledging)
    world_channels.set_overwrite(village.world, general, Overwrite(bot_id, 1))
    again = await ada.clicks("Share it here", on=kept)

    assert "You may not write in this channel" in hers
    assert "I lack these permissions here: embed_links." in ours
    assert f"Shared in <#{pledging.id}>" in shared
    assert "It is shown in" in again
    assert not seen.is_ephemeral


@pytest.mark.thorough
async def test_nobody_takes_back_what_somebody_else_shared_when_discord_failed_in_between(
    sim: Simulator, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    panels = []
    for person in (ada, ben):
        person.goes_to(village.channels["general"])
        await pledges(person, "Honesty")
        panels.append(await names(person))
    sim.faults.cut(method="POST", route="/channels/*/messages", times=1)
    shared = await ada.clicks("Share it here", on=panels[0])
    await ben.clicks("Share it here", on=panels[1])
    await tenet.settled()
    clock.advance(timedelta(minutes=1))
    await tenet.settled()
    await ada.clicks("Take it back", on=shared)
    await tenet.settled()

    [left] = ben.sees(village.channels["general"])[-1:]
    assert ben.mention in left
    assert [row.shared_message_id for row in await rows(tenet)] == [None, left.id]


@pytest.mark.thorough
async def test_a_message_that_somebody_deleted_is_no_harm(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    ada.goes_to(village.channels["general"])
    await pledges(ada, "Honesty", "Care")
    for value in ("Honesty", "Care"):
        await ada.clicks("Share it here", on=await names(ada, value, f"For {value}."))
        text = f"> For {value}."
        seen = await ada.waits_for(
            lambda message, text=text: text in message and not message.is_ephemeral
        )
        await tenet.settled()
        village.steward.deletes(seen)

    await names(ada, "Honesty", "Otherwise.")
    await tenet.settled()
    unshared = [row.shared_channel_id for row in await rows(tenet)]
    listed = await ada.runs("/pledge mine")
    panel = await ada.selects("Care", on=listed, custom_id="Look at a next step…")
    await ada.clicks("Take it back", on=panel)
    await tenet.settled()

    assert unshared == [None, village.channels["general"].id]
    assert [row.shared_channel_id for row in await rows(tenet)] == [None, None]
    assert village.steward.sees(village.channels["stewards"]) == []


@pytest.mark.thorough
async def test_erasing_takes_the_message_down_and_nobody_reads_the_words_anywhere(
    village: Village, tenet: RunningBot, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ada = village.join("Ada")
    ada.goes_to(village.channels["general"])
    await pledges(ada, "Honesty")
    await ada.clicks("Share it here", on=await names(ada))
    seen = await ada.waits_for("has a next step for", channel=village.channels["general"])
    await it_is(tenet, clock, EVENING)
    async with tenet.bot.db.begin() as session:
        await service.forget(session, MemberKey(village.guild.id, ada.id))
    await tenet.settled()
    pressed = await ada.clicks("Done", on=asked(ada, village)[0])

    assert seen.id not in [message.id for message in ada.sees(village.channels["general"])]
    assert "There is no such step of yours." in pressed
    assert village.steward.sees(village.channels["stewards"]) == []
    ours = [record for record in caplog.records if record.name.startswith(("bot.", "cogs."))]
    ours = [record for record in ours if not record.name.startswith("bot.simulator")]
    assert [record for record in ours if WORDS in record.getMessage()] == []


@pytest.mark.thorough
async def test_germans_are_asked_in_german_and_others_read_the_servers_language(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada", locale="de")
    ada.goes_to(village.channels["general"])
    await ada.runs("/bekenntnis ablegen", wert="Honesty")
    form = await ada.runs("/bekenntnis nächster-schritt", wert="Honesty")
    words = "Ich sage es am selben Tag."
    kept = await ada.fills_in(form, {"words": words, "day": "In einer Woche"})
    async with tenet.bot.db.begin() as session:
        member = MemberKey(village.guild.id, ada.id)
        await preferences.choose_language(session, member, "de", now=clock.now())
    shared = await ada.clicks("Hier teilen", on=kept)
    await ada.waits_for("has a next step for", channel=village.channels["general"])
    await it_is(tenet, clock, EVENING)
    [question] = asked(ada, village)
    later = await ada.clicks("Noch nicht", on=question)
    moved = await ada.selects("Ohne Tag", on=later)

    assert form.fields[0].label == "Wie sähe das diesen Monat bei dir aus?"
    assert "Bis Montag, 9. März. An dem Abend frage ich dich einmal." in kept
    assert "deine Worte und der Wert, nicht der Tag. Niemand wird angepingt." in shared
    assert "Wie ist es gegangen?" in question
    assert "wolltest du, dass ich danach frage:" in question
    assert "Welcher Tag passt dir?" in later
    assert "Ich frage nicht mehr nach. Deinen Schritt findest du unter /bekenntnis meine." in moved
