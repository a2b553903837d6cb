"""The steps that ask something, through the real client, wherever the conversation is held."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot import preferences
from bot.clock import MovableClock
from bot.models import MemberKey
from bot.simulator import permissions as may
from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.people import Person, SeenMessage
from bot.simulator.people.seen import Answer
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world.entities import Overwrite
from cogs.charter import service as charter
from cogs.onboarding.models import Journey
from cogs.onboarding.service import answers, dilemmas
from cogs.pledges import service as pledges
from tests import charters
from tests.factories import PLACES, Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.initiating import TITLE, VALUE, WHAT, proposes
from tests.scenarios.test_onboarding import copy_database, starts, the_dm, threads_of
from tests.variants import variants

pytestmark = pytest.mark.asyncio

ASKED = ["dilemma", "reflection", "interests", "zone", "pledges"]
QUESTION = "A friend says something untrue in public."


def config_of(village: Village) -> dict[str, Any]:
    channels = {name: name for name in PLACES} | {"hello": "general"}
    return village.config(onboarding={"steps": ASKED}, channels=channels)


@pytest_asyncio.fixture
async def tenet(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    """The bot, with conversations that begin with what they ask."""
    running = RunningBot(sim, database_path, clock, config_of(village))
    await running.start()
    yield running
    await running.stop()


class Newcomer:
    """Somebody in the conversation, and the one message it is held in."""

    def __init__(self, person: Person, village: Village, tenet: RunningBot) -> None:
        self.person, self.village, self.tenet = person, village, tenet
        self.message: SeenMessage

    @property
    def key(self) -> MemberKey:
        return MemberKey(self.village.guild.id, self.person.user.id)

    async def begins(self, place: str = "dm") -> Newcomer:
        answer = await starts(self.person, self.tenet)
        if place == "dm":
            self.message = the_dm(self.person, self.village)
        elif place == "thread":
            (thread,) = threads_of(self.person, self.village)
            (self.message,) = self.person.sees(thread)
        else:
            self._shown(await self.person.clicks("Continue here instead", on=answer))
        return self

    async def clicks(self, label: str) -> SeenMessage:
        return self._shown(await self.person.clicks(label, on=self.message))

    async def skips_to(self, title: str) -> SeenMessage:
        while title not in self.message:
            labels = [button.label for button in self.message.buttons]
            await self.clicks("Skip" if "Skip" in labels else "Next")
        return self.message

    async def selects(self, menu: str, *choices: str) -> SeenMessage:
        answer = await self.person.selects(
            list(choices), on=self.message, custom_id=self.menu(menu)["custom_id"]
        )
        return self._shown(answer)

    async def opens(self, label: str) -> Answer:
        form = await self.person.clicks(label, on=self.message)
        assert form.is_form
        return form

    async def fills_in(self, form: Answer, **answers: str) -> SeenMessage:
        return self._shown(await self.person.fills_in(form, answers))

    async def writes(self, text: str, label: str = "Write something") -> SeenMessage:
        return await self.fills_in(await self.opens(label), text=text)

    async def searches(self, typed: str, label: str = "Choose my time zone") -> SeenMessage:
        return await self.fills_in(await self.opens(label), typed=typed)

    def menu(self, placeholder: str) -> dict[str, object]:
        for row in self.message.payload["components"]:
            for component in row["components"]:
                if placeholder in str(component.get("placeholder")):
                    return dict(component)
        raise AssertionError(f"no menu {placeholder!r} in {self.message.text!r}")

    def chosen(self, placeholder: str) -> list[str]:
        """The labels of what is chosen in a menu at the moment."""
        options: list[dict[str, object]] = self.menu(placeholder)["options"]  # type: ignore[assignment]
        return [str(option["label"]) for option in options if option.get("default")]

    async def answers(self) -> dict[str, dict[str, object]]:
        async with self.tenet.bot.db.read() as session:
            journey_id = await session.scalar(
                select(Journey.id).where(Journey.user_id == self.person.user.id)
            )
            assert journey_id is not None
            return dict(await answers.of(session, journey_id))

    async def pledged(self) -> list[str]:
        async with self.tenet.bot.db.read() as session:
            return [held.value.name for held in await pledges.list_held(session, self.key)]

    def _shown(self, answer: Answer) -> SeenMessage:
        assert isinstance(answer, SeenMessage), answer.text
        self.message = answer
        return answer


def newcomer(
    village: Village, tenet: RunningBot, name: str = "Ada", place: str = "dm", locale: str = "en-GB"
) -> Newcomer:
    person = village.join(name, accepts_dms=place != "thread", locale=locale)
    return Newcomer(person, village, tenet)


async def asks(village: Village, tenet: RunningBot, question: str = QUESTION) -> int:
    """A steward writes a dilemma between the first two values."""
    async with tenet.bot.db.begin() as session:
        first, second, *_ = await charter.list_values(session, village.guild.id)
        return await dilemmas.write(
            session,
            village.guild.id,
            question=question,
            first_value_id=first.id,
            second_value_id=second.id,
            actor_id=village.steward.user.id,
            now=tenet.clock.now(),
        )


@pytest.mark.parametrize("place", variants(["dm", "thread", "here"]))
async def test_everything_can_be_answered_wherever_the_conversation_is_held(
    village: Village, tenet: RunningBot, place: str
) -> None:
    await asks(village, tenet)
    ada = await newcomer(village, tenet, place=place).begins(place)

    assert QUESTION in ada.message
    assert "You hold on to **Care**" in await ada.clicks("Care")
    await ada.clicks("Next")
    assert "> I would like to learn" in await ada.writes("I would like to learn")
    await ada.clicks("Next")
    await ada.selects("values that speak", "Honesty", "Courage")
    await ada.selects("take part in", "Workshops")
    assert ada.chosen("values that speak") == ["Honesty", "Courage"]
    assert ada.chosen("take part in") == ["Workshops"]
    await ada.clicks("Next")
    await ada.searches("berlin")
    assert "It is **09:00** for you (Berlin, Germany)." in await ada.selects(
        "Choose your time zone", "Berlin, Germany"
    )
    await ada.clicks("Next")
    await ada.selects("I pledge to", "Care")
    assert ada.chosen("I pledge to") == ["Care"]
    await ada.clicks("Next")
    assert "You are through." in await ada.clicks("Finish")

    assert await ada.pledged() == ["Care"]
    async with tenet.bot.db.read() as session:
        chosen = await preferences.find(session, ada.key)
    assert chosen is not None
    assert chosen.zone == "Europe/Berlin"
    given = await ada.answers()
    assert given["reflection"] == {"text": "I would like to learn"}
    assert given["interests"]["kinds"] == ["workshop"]


async def test_everything_can_be_skipped_and_nothing_is_kept_of_it(
    village: Village, tenet: RunningBot
) -> None:
    await asks(village, tenet)
    ada = await newcomer(village, tenet).begins()

    for _ in ASKED:
        await ada.clicks("Skip")
    done = await ada.clicks("Finish")

    assert "You are through." in done
    assert await ada.answers() == {}
    assert await ada.pledged() == []
    assert f"say hello in <#{village.channels['general'].id}>" in done


async def test_a_german_newcomer_is_asked_in_german(village: Village, tenet: RunningBot) -> None:
    await asks(village, tenet)
    bea = await newcomer(village, tenet, "Bea", locale="de").begins()

    assert "Es gibt keine richtige Antwort" in bea.message
    await bea.clicks("Care")
    await bea.clicks("Weiter")
    assert "Nur die Stewards" in bea.message
    await bea.clicks("Überspringen")
    assert "Workshops" in [
        option["label"]
        for option in bea.menu("Woran du gern")["options"]  # type: ignore[attr-defined]
    ]
    await bea.clicks("Überspringen")
    form = await bea.opens("Meine Zeitzone wählen")
    await bea.fills_in(form, typed="Österreich")
    assert "Bei dir ist es **09:00** Uhr (Wien, Österreich)." in await bea.selects(
        "Wähle deine Zeitzone", "Wien, Österreich"
    )
    await bea.clicks("Weiter")
    assert "es nicht zu tun ändert nichts" in bea.message


async def test_how_others_answered_is_shown_once_five_have_and_not_before_one_has_answered(
    village: Village, tenet: RunningBot
) -> None:
    await asks(village, tenet)
    people = [await newcomer(village, tenet, f"P{n}").begins() for n in range(6)]

    for person in people[:4]:
        assert "once 5 people have" in await person.clicks("Honesty")
    fifth = await people[4].clicks("Care")
    unanswered = people[5].message
    changed = await people[0].clicks("Care")

    assert "🌱 Honesty**: 4 people (80 %)" in fifth
    assert "❤️ Care**: one person (20 %)" in fifth
    assert "%" not in unanswered
    assert "🌱 Honesty**: 3 people (60 %)" in changed


async def test_a_dilemma_that_is_retired_in_the_middle_makes_way(
    village: Village, tenet: RunningBot
) -> None:
    dilemma_id = await asks(village, tenet)
    ada = await newcomer(village, tenet).begins()
    async with tenet.bot.db.begin() as session:
        await dilemmas.retire(
            session, village.guild.id, dilemma_id, actor_id=1, now=tenet.clock.now()
        )

    shown = await ada.clicks("Honesty")

    assert "What brings you here?" in shown
    assert await ada.answers() == {}


async def test_a_value_that_is_retired_in_the_middle_takes_its_dilemma_along(
    village: Village, tenet: RunningBot
) -> None:
    await asks(village, tenet)
    ada = await newcomer(village, tenet).begins()
    async with tenet.bot.db.begin() as session:
        honesty, *_ = await charter.list_values(session, village.guild.id)
        await charters.retire(session, village.guild.id, honesty.id, now=tenet.clock.now())

    shown = await ada.clicks("Honesty")

    assert "What brings you here?" in shown
    await ada.skips_to("What draws you?")
    assert [option["label"] for option in ada.menu("speak")["options"]] == [  # type: ignore[attr-defined]
        "Care",
        "Courage",
    ]


async def test_a_choice_from_before_a_value_was_retired_is_passed_over(
    village: Village, tenet: RunningBot
) -> None:
    ada = await newcomer(village, tenet).begins()
    await ada.skips_to("What would you like to stand up for?")
    async with tenet.bot.db.begin() as session:
        honesty, *_ = await charter.list_values(session, village.guild.id)
        await charters.retire(session, village.guild.id, honesty.id, now=tenet.clock.now())

    await ada.selects("I pledge to", "Honesty", "Care")

    assert await ada.pledged() == ["Care"]
    assert ada.chosen("I pledge to") == ["Care"]


async def test_a_choice_is_not_changed_any_more_after_the_end(
    village: Village, tenet: RunningBot
) -> None:
    await asks(village, tenet)
    ada = await newcomer(village, tenet).begins()
    left_behind = ada.message
    again = await ada.person.runs("/onboarding start")
    ada.message = await ada.person.clicks("Continue here instead", on=again)  # type: ignore[assignment]
    await ada.clicks("Honesty")
    before = await ada.answers()
    await ada.skips_to("That is what we stand for")
    await ada.clicks("Finish")

    shown = await ada.person.clicks("Care", on=left_behind)

    assert "You are through." in shown
    assert await ada.answers() == before


async def test_a_reflection_is_changed_and_deleted_by_emptying_it(
    village: Village, tenet: RunningBot
) -> None:
    ada = await newcomer(village, tenet).begins()
    assert f"Only the stewards of **{village.guild.name}** can read it, nobody else" in ada.message

    await ada.writes("First *thought*")
    form = await ada.opens("Change what I wrote")
    assert form.field("text").value == "First *thought*"  # type: ignore[attr-defined]
    assert "> Second thought" in await ada.fills_in(form, text="Second thought")
    emptied = await ada.writes("   ", label="Change what I wrote")

    assert "Second thought" not in emptied
    assert "Write something" in [button.label for button in emptied.buttons]
    assert await ada.answers() == {}


@pytest.mark.parametrize("place", variants(["dm", "thread", "here"]))
@pytest.mark.parametrize("restarts", variants([True, False]))
async def test_a_form_that_was_open_for_long_is_kept(
    village: Village, tenet: RunningBot, clock: MovableClock, place: str, restarts: bool
) -> None:
    ada = await newcomer(village, tenet, place=place).begins(place)
    form = await ada.opens("Write something")
    clock.advance(timedelta(minutes=20))
    if restarts:
        await tenet.restart()

    shown = await ada.fills_in(form, text="It took me a while.")

    assert "> It took me a while." in shown
    assert await ada.answers() == {"reflection": {"text": "It took me a while."}}


async def test_a_form_sent_from_a_step_left_behind_is_kept(
    village: Village, tenet: RunningBot
) -> None:
    ada = await newcomer(village, tenet).begins()
    form = await ada.opens("Write something")
    await ada.clicks("Skip")

    shown = await ada.fills_in(form, text="I had more to say.")

    assert "What draws you?" in shown
    assert (await ada.answers())["reflection"] == {"text": "I had more to say."}


async def test_stewards_alone_read_reflections_without_marks_taking_effect(
    village: Village, tenet: RunningBot
) -> None:
    for number in range(4):
        ada = await newcomer(village, tenet, f"Ada{number}").begins()
        await ada.writes(f"# Number {number}\n@everyone **bold** [link](https://example.org)")
    gone = await newcomer(village, tenet, "Gone").begins()
    await gone.writes("I am leaving again.")
    gone.person.leaves()
    await tenet.caught_up()

    read = await village.steward.runs("/onboarding reflections")
    older = await village.steward.clicks("Older", on=read)
    refused = await ada.person.runs("/onboarding reflections")

    assert isinstance(read, SeenMessage)
    assert read.is_ephemeral
    assert "Number 3" in read
    assert r"\*\*bold\*\*" in read
    assert "4 reflections · page 1 of 2" in read
    assert "Number 0" in older
    assert "I am leaving again." not in read.text + older.text
    assert "Number" not in refused
    assert "stewards" in refused


async def test_interests_are_taken_back_one_by_one(village: Village, tenet: RunningBot) -> None:
    ada = await newcomer(village, tenet).begins()
    await ada.skips_to("What draws you?")
    await ada.selects("values that speak", "Honesty", "Care")
    await ada.selects("take part in", "Events", "Projects")

    await ada.selects("values that speak", "Care")
    await ada.selects("take part in")

    assert ada.chosen("values that speak") == ["Care"]
    assert ada.chosen("take part in") == []
    await ada.selects("values that speak")
    assert await ada.answers() == {}
    assert "Skip" in [button.label for button in ada.message.buttons]


async def test_a_zone_nobody_knows_can_be_searched_for_again(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = await newcomer(village, tenet).begins()
    await ada.skips_to("What time is it where you are?")

    nothing = await ada.searches("**Wxyzq**")
    found = await ada.searches("USA", label="Search again")
    chosen = await ada.selects("Choose your time zone", "New York, United States")
    again = await ada.searches("Kathmandu", label="Choose another time zone")
    clock.advance(timedelta(hours=1))
    await tenet.restart()
    moved = await ada.selects("Choose your time zone", "Kathmandu, Nepal")

    assert r'I found nothing for "\*\*Wxyzq\*\*"' in nothing
    assert "Which of these is yours?" in found
    assert len(found.selects[0].options) == 25
    assert "It is **03:00** for you" in chosen
    assert "Kathmandu" in [label.partition(",")[0] for label, _ in again.selects[0].options]
    assert "It is **14:45** for you" in moved


async def test_unchoosing_takes_back_what_was_pledged_here_and_leaves_reactions_alone(
    village: Village, tenet: RunningBot
) -> None:
    ada = newcomer(village, tenet)
    (post,) = ada.person.sees("pledges")
    await ada.person.reacts("🔥", to=post)
    await tenet.caught_up()
    await ada.begins()
    await ada.skips_to("What would you like to stand up for?")
    assert "declining changes nothing" in ada.message
    assert ada.chosen("I pledge to") == ["Courage"]

    await ada.selects("I pledge to", "Honesty", "Courage")
    await ada.selects("I pledge to")

    assert await ada.pledged() == ["Courage"]
    assert ada.chosen("I pledge to") == ["Courage"]
    assert "A pledge that you made with a reaction stays" in ada.message
    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["pledge.made"], ledger["pledge.withdrawn"]) == (2, 1)


async def test_reacting_and_choosing_the_same_value_at_once_is_one_pledge(
    village: Village, tenet: RunningBot
) -> None:
    ada = await newcomer(village, tenet).begins()
    await ada.skips_to("What would you like to stand up for?")
    (post,) = ada.person.sees("pledges")

    await ada.person.reacts("🌱", to=post)
    await ada.selects("I pledge to", "Honesty")
    await tenet.caught_up()

    assert await ada.pledged() == ["Honesty"]
    assert (await tenet.ledger(village.guild.id))["pledge.made"] == 1
    (post,) = ada.person.sees("pledges")
    assert "One person has pledged." in post


async def test_two_choices_in_one_moment_leave_one_of_them(
    village: Village, tenet: RunningBot
) -> None:
    ada = await newcomer(village, tenet).begins()
    await ada.skips_to("What would you like to stand up for?")

    await asyncio.gather(
        ada.person.selects(["Honesty"], on=ada.message),
        ada.person.selects(["Care"], on=ada.message),
    )

    assert len(await ada.pledged()) == 1


@pytest.mark.thorough
async def test_a_kill_between_an_answer_and_its_confirmation_loses_nothing(
    sim: Simulator,
    village: Village,
    tenet: RunningBot,
    database_path: Path,
    clock: MovableClock,
) -> None:
    ada = await newcomer(village, tenet).begins()
    form = await ada.opens("Write something")
    left_behind = database_path.with_name("left-behind.db")
    killed = asyncio.Event()
    sim.faults.answer(404, times=10, method="POST", route="/interactions/*/*/callback", code=10062)

    def copy_what_a_kill_leaves(seen: Exchange | Delivery) -> None:
        if isinstance(seen, Exchange) and fnmatchcase(seen.template, "/interactions/*/callback"):
            copy_database(database_path, left_behind)
            killed.set()

    sim.observers.append(copy_what_a_kill_leaves)
    sending = asyncio.create_task(ada.person.fills_in(form, {"text": "I am here."}, within=1))
    await asyncio.wait_for(killed.wait(), PATIENCE)
    await sending
    sim.observers.remove(copy_what_a_kill_leaves)
    sim.faults.clear()
    await tenet.stop()
    ada.tenet = RunningBot(sim, left_behind, clock, config_of(village))
    await ada.tenet.start()

    assert await ada.answers() == {"reflection": {"text": "I am here."}}
    await ada.clicks("Skip")
    assert "> I am here." in await ada.clicks("Back")
    await ada.tenet.stop()


async def test_nobody_answers_for_somebody_else(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    world_channels.set_overwrite(
        sim.world,
        village.channels["welcome"],
        Overwrite(village.steward.user.id, 1, allow=may.MANAGE_THREADS),
    )
    await asks(village, tenet)
    ada = await newcomer(village, tenet, place="thread").begins("thread")

    for label in ("Honesty", "Skip"):
        refused = await village.steward.clicks(label, on=ada.message)
        assert "This conversation belongs to somebody else." in refused
    await ada.clicks("Skip")
    refused = await village.steward.clicks("Write something", on=ada.message)

    assert "This conversation belongs to somebody else." in refused
    assert not refused.is_form
    assert await ada.answers() == {}


async def test_the_end_leads_to_an_initiative_for_a_chosen_value(
    village: Village, tenet: RunningBot
) -> None:
    river = {TITLE: "River *clean-up*", WHAT: "We clean the river.", VALUE: "Care"}
    await proposes(village.steward, river)
    await tenet.settled()
    ada = await newcomer(village, tenet).begins()
    await ada.skips_to("What draws you?")
    await ada.selects("values that speak", "Care")
    await ada.skips_to("That is what we stand for")

    done = await ada.clicks("Finish")

    (card,) = (seen for seen in village.steward.sees("initiatives") if "clean-up" in seen)
    assert r"**River \*clean-up\***" in done
    assert "❤️ Care" in done
    assert done.button("Have a look").url == (
        f"https://discord.com/channels/{village.guild.id}/{card.channel_id}/{card.id}"
    )


@pytest.mark.parametrize("place", variants(["dm", "thread", "here"]))
async def test_at_the_end_a_buddy_can_be_asked_for_if_anybody_volunteers(
    village: Village, tenet: RunningBot, place: str
) -> None:
    bea = village.join("Bea")
    await bea.runs("/buddy on")
    ada = await newcomer(village, tenet, place=place).begins(place)
    await ada.skips_to("That is what we stand for")
    done = await ada.clicks("Finish")

    wanted = await ada.clicks("I would like a buddy")
    await tenet.settled()

    assert "If you press **I would like a buddy**" in done
    assert "I have found somebody for you." in wanted
    assert wanted.buttons == ()
    assert (await tenet.ledger(village.guild.id))["buddy.wanted"] == 1


async def test_nobody_is_offered_a_buddy_where_nobody_volunteers(
    village: Village, tenet: RunningBot
) -> None:
    ada = await newcomer(village, tenet).begins()
    await ada.skips_to("That is what we stand for")

    assert (await ada.clicks("Finish")).buttons == ()
