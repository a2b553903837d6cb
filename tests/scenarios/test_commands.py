"""The slash commands as Discord has them: complete in every language, and each act counted once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.server import Simulator
from bot.texts import SOURCE_LANGUAGE
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.initiating import CLEAN_UP, TITLE, sketches

pytestmark = pytest.mark.asyncio


def parts(command: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """A command with everything in it that has a name of its own."""
    path = f"{path}/{command['name']}"
    yield path, command
    for inner in (*command.get("options", ()), *command.get("choices", ())):
        yield from parts(inner, path)


async def test_every_command_option_and_choice_is_named_and_described_in_every_language(
    village: Village, tenet: RunningBot
) -> None:
    bot = tenet.bot
    translator = bot.tree.translator
    assert translator is not None
    described = [
        await command.get_translated_payload(bot.tree, translator)
        for command in bot.tree.get_commands()
    ]
    others = [name for name in bot.texts.languages if name != SOURCE_LANGUAGE]

    silent = [
        f"{language} {path} {text}"
        for command in described
        for path, part in parts(command)
        for text in ("name", "description")
        for language in others
        if text in part and language not in (part.get(f"{text}_localizations") or {})
    ]

    assert len(described) >= 5
    assert silent == []


async def test_a_form_that_arrives_twice_starts_one_initiative(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada")
    preview = await sketches(ada)
    sim.faults.disturb("duplicate", event="INTERACTION_CREATE")

    await ada.clicks("Publish", on=preview)
    await tenet.caught_up()

    assert len(ada.sees("initiatives")) == 1
    assert (await tenet.ledger(village.guild.id))["initiative.created"] == 1


@pytest.mark.thorough
async def test_what_no_database_need_take_is_left_out_of_what_was_typed(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    preview = await sketches(ada, CLEAN_UP | {TITLE: "Park\0 clean-up"})
    await ada.clicks("Publish", on=preview)
    await tenet.settled()

    (card,) = ada.sees("initiatives")
    assert "Park clean-up" in card
    assert "\0" not in card.text


async def test_a_press_that_arrives_twice_opens_one_conversation(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada")
    sim.faults.disturb("duplicate", event="INTERACTION_CREATE")

    await ada.runs("/onboarding start")
    await tenet.caught_up()

    assert len(ada.dms(village.application)) == 1
    assert (await tenet.ledger(village.guild.id))["onboarding.started"] == 1


async def test_an_act_that_is_told_twice_is_answered_once(
    village: Village, tenet: RunningBot, sim: Simulator
) -> None:
    ada = village.join("Ada")
    answers, told = [], []

    def note(seen: Exchange | Delivery) -> None:
        if isinstance(seen, Exchange) and seen.template.endswith("/callback"):
            answers.append(seen.status)
        if isinstance(seen, Delivery) and seen.name == "INTERACTION_CREATE":
            told.append(seen.data["id"])

    sim.observers.append(note)
    sim.faults.disturb("duplicate", event="INTERACTION_CREATE", times=2)
    shown = await ada.runs("/onboarding start")
    await tenet.caught_up()
    (dm,) = ada.dms(village.application)
    await ada.clicks("Next", on=dm)
    await tenet.caught_up()

    assert "writing to you privately" in shown
    assert len(told) == 4
    assert len(set(told)) == len(answers) == 2
