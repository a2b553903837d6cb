"""What Discord would never send: odd ids in a custom_id, and choices nobody offered."""

from __future__ import annotations

from typing import Any

import pytest

from bot.simulator.interactions import payloads
from bot.simulator.interactions.state import Interactions, Kind
from bot.simulator.people import NoAnswer, Person, SeenMessage, acting
from bot.simulator.world import messages
from bot.simulator.world.entities import Message
from bot.simulator.world.messages import Draft
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.initiating import proposes

pytestmark = pytest.mark.asyncio


async def forges(person: Person, village: Village, custom_id: str, **data: object) -> str:
    """What somebody is told who presses what their message does not hold."""
    shown = await person.runs("/charter show")
    assert isinstance(shown, SeenMessage)
    return await presses(person, village, custom_id, on=person._message(shown), **data)


async def presses(
    person: Person, village: Village, custom_id: str, *, on: Message, **data: object
) -> str:
    """What somebody is told who presses this."""
    interaction = acting.start(
        village.world,
        application_id=village.application.id,
        kind=Kind.COMPONENT,
        user_id=person.user.id,
        channel=village.world.channels[on.channel_id],
        data={"custom_id": custom_id, "component_type": 2, **data},
        metadata={"interacted_message_id": str(on.id)},
        message=on,
    )
    answer = await acting.outcome(village.world, interaction, afterwards=0.05)
    assert not isinstance(answer, NoAnswer)
    return answer.text


async def submits(person: Person, village: Village, custom_id: str, **answers: str) -> str:
    """What somebody is told who submits a form with these answers, whatever it asked."""
    shown = await person.runs("/charter show")
    assert isinstance(shown, SeenMessage)
    on = person._message(shown)
    fields = [
        {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
        for name, value in answers.items()
    ]
    options: dict[str, Any] = {
        "application_id": village.application.id,
        "user_id": person.user.id,
        "channel": village.world.channels[on.channel_id],
        "message": on,
    }
    opener = village.world.part(Interactions).open(
        village.world,
        kind=Kind.COMPONENT,
        data={},
        metadata={"interacted_message_id": str(on.id)},
        **options,
    )
    interaction = acting.start(
        village.world,
        kind=Kind.MODAL_SUBMIT,
        data={"custom_id": custom_id, "components": fields},
        metadata={
            "triggering_interaction_metadata": payloads.metadata(village.world, opener),
        },
        opener=opener,
        **options,
    )
    answer = await acting.outcome(village.world, interaction, afterwards=0.05)
    assert not isinstance(answer, NoAnswer)
    return answer.text


@pytest.mark.parametrize("number", ["9" * 19, "9" * 20, "٣", "-1", "1_0", ""])
async def test_a_number_that_is_no_id_is_a_button_we_do_not_know(
    village: Village, tenet: RunningBot, number: str
) -> None:
    told = await forges(village.join("Ada"), village, f"onboarding:continue:{number}:1")
    assert told == tenet.bot.texts.speak("en")("error-unknown-control")


@pytest.mark.parametrize("values", [[], ["null"], ["1", "2"]])
async def test_a_choice_that_nobody_offered_is_a_menu_we_do_not_know(
    village: Village, tenet: RunningBot, values: list[str]
) -> None:
    told = await forges(
        village.steward, village, "notifications:zone", component_type=3, values=values
    )
    assert told == tenet.bot.texts.speak("en")("error-unknown-control")


@pytest.mark.parametrize("value", [f"{2**63}", "9" * 30, "-" + "9" * 30, f" {2**63} "])
@pytest.mark.parametrize("custom_id", ["charter:version", "pledges:step-look:{guild}"])
async def test_a_number_that_no_database_holds_is_a_choice_we_do_not_know(
    village: Village, tenet: RunningBot, custom_id: str, value: str
) -> None:
    custom_id = custom_id.format(guild=village.guild.id)
    told = await forges(
        village.join("Ada"), village, custom_id, component_type=3, values=[value, "x"]
    )
    assert told == tenet.bot.texts.speak("en")("error-unknown-control")


async def test_newcomers_cannot_be_stuck_since_before_time_began(
    village: Village, tenet: RunningBot
) -> None:
    told = await forges(village.steward, village, f"onboarding:stuck:0:{2**62}")
    assert "reference" not in told.lower()


async def test_what_is_quoted_may_be_longer_than_a_message(
    village: Village, tenet: RunningBot
) -> None:
    told = await village.steward.runs("/initiative close", initiative="x" * 4000)
    assert "There is no initiative" in told


@pytest.mark.parametrize("way", ["join", "maybe", "leave"])
async def test_who_is_not_in_the_server_of_an_initiative_has_no_say_in_it(
    village: Village, tenet: RunningBot, way: str
) -> None:
    await proposes(village.steward)
    ada = village.join("Ada")
    ada.leaves()
    await tenet.caught_up()
    before = await tenet.ledger(village.guild.id)
    direct, bot_id = ada.dm(village.application), village.application.id
    kept = messages.create(village.world, direct, Draft(author_id=bot_id))

    told = await presses(ada, village, f"initiatives:{way}:1", on=kept)

    assert "you or I are no longer in" in told
    assert await tenet.ledger(village.guild.id) == before


async def test_a_form_may_answer_what_it_did_not_ask(village: Village, tenet: RunningBot) -> None:
    await proposes(village.steward)

    told = await submits(village.steward, village, "initiatives:where-form:1", x="anything")

    assert "reference" not in told.lower()
    assert await village.steward.runs("/initiative list")


async def test_a_button_about_another_server_is_none_here(
    village: Village, tenet: RunningBot
) -> None:
    elsewhere = village.guild.id + 1
    told = await forges(village.join("Ada"), village, f"pledges:open:{elsewhere}")
    assert told == tenet.bot.texts.speak("en")("error-unknown-control")


async def test_who_has_left_wishes_for_no_buddy_there(village: Village, tenet: RunningBot) -> None:
    ada = village.join("Ada")
    ada.leaves()
    await tenet.caught_up()
    direct, bot_id = ada.dm(village.application), village.application.id
    kept = messages.create(village.world, direct, Draft(author_id=bot_id))

    told = await presses(ada, village, f"buddies:want:{village.guild.id}", on=kept)

    assert "you or I are no longer in" in told


async def test_a_button_is_no_form_and_a_form_no_button(
    village: Village, tenet: RunningBot
) -> None:
    unknown = tenet.bot.texts.speak("en")("error-unknown-control")
    assert await submits(village.steward, village, "initiatives:open", x="1") == unknown
    told = await forges(village.steward, village, "initiatives:edit-words-form:1")
    assert told == unknown


async def test_a_value_that_is_no_number_is_none(village: Village, tenet: RunningBot) -> None:
    await proposes(village.steward)
    told = await submits(
        village.steward,
        village,
        "initiatives:edit-words-form:1",
        title="Park clean-up",
        what="We clean.",
        values="²",
    )
    assert "reference" not in told.lower()
