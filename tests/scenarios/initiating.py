"""Somebody proposes an initiative: the form, the preview, and Publish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.simulator.people import Answer, Form, Person

TITLE = "What is it called?"
WHAT = "What will you do, and why?"
VALUE = "Which of our values does it serve?"
WHEN = "When?"
PLACES = "How many seats are there?"
CLEAN_UP: dict[str, Any] = {
    TITLE: "Park clean-up",
    WHAT: "We pick up what the winter left behind.",
    VALUE: ["Care"],
    WHEN: "some Saturday or other",
}


async def sketches(
    person: Person, answers: Mapping[str, Any] = CLEAN_UP, *, channel: Any = None
) -> Answer:
    """Fill in the form, and see the preview; `PLACES` among the answers goes to its own form."""
    form = await person.runs("/initiative propose", channel=channel)
    assert isinstance(form, Form)
    asked = {question: one for question, one in answers.items() if question != PLACES}
    preview = await person.fills_in(form, asked)
    if answers.get(PLACES):
        form = await person.clicks("Seats and needs…", on=preview)
        preview = await person.fills_in(form, {PLACES: answers[PLACES]})
    return preview


async def proposes(
    person: Person, answers: Mapping[str, Any] = CLEAN_UP, *, channel: Any = None
) -> Answer:
    """Propose it and publish it; what the preview has become."""
    preview = await sketches(person, answers, channel=channel)
    published = await person.clicks("Publish", on=preview)
    assert "is saved" in published
    return published
