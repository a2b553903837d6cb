"""A steward puts a reminder together: the form, the preview, and Save."""

from __future__ import annotations

from bot.simulator.people import Answer, Form, Person

MONDAY = {"name": "Weekly", "rule": "every Monday 09:00"}


async def sketches(steward: Person, **answers: str) -> Answer:
    """Fill in the form, its fields by their names, and see what comes of it."""
    form = await steward.runs("/reminder add")
    assert isinstance(form, Form)
    return await steward.fills_in(form, MONDAY | answers)


async def adds(steward: Person, *, value: str | None = None, **answers: str) -> Answer:
    """Put it together and save it; what the preview has become."""
    preview = await sketches(steward, **answers)
    if value is not None:
        preview = await steward.selects(value, on=preview)
    return await steward.clicks("Save", on=preview)
