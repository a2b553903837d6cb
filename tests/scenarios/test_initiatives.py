"""Doing things together through the real client, as people see it."""

from __future__ import annotations

import pytest

from bot.simulator.people import Form, Person, SeenMessage
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

CLEAN_UP = {
    "What is it called?": "Park clean-up",
    "What will you do, and why?": "We pick up what the winter left behind.",
    "Which of our values does it serve?": ["Care"],
    "How many places are there?": "2",
    "When?": "Saturday at ten",
}


async def starts(person: Person, tenet: RunningBot, **differences: object) -> SeenMessage:
    """Somebody starts the clean-up; returns its card."""
    form = await person.runs("/initiative create")
    assert isinstance(form, Form)
    await person.fills_in(form, CLEAN_UP | differences)
    await tenet.settled()
    return person.sees("initiatives")[-1]


async def test_an_initiative_gets_a_card_that_says_what_who_and_when(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    card = await starts(ada, tenet)

    for part in ("Park clean-up", "❤️ Care", "Saturday at ten", "In: 0 of 2", "Be the first."):
        assert part in card
