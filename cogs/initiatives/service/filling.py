"""From what was typed into a form to what a draft says; what cannot be read is kept as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import moments
from bot.errors import MemberError
from bot.moments import Span, Unreadable, errors
from bot.texts import unturned
from cogs.initiatives.service import dates
from cogs.initiatives.service.needs import read_needs
from cogs.initiatives.service.places import PlaceText, read_link
from cogs.initiatives.service.proposals import LONGEST_WHEN, read_capacity
from cogs.initiatives.service.sketches import Sketch, Wrong

WORDS = (
    errors.NotAMoment,
    errors.NoTime,
    errors.NoDay,
    errors.WhichDay,
    errors.NoEndTime,
)
"""What may stand as words, where there is no date; anything else that cannot be read is a slip."""


@dataclass(frozen=True)
class Clock:
    """How a member means the times they type.

    Args:
        language: Best as Discord's locale, which tells 3/4 from 4/3.
    """

    language: str
    zone: str


def fill_in(sketch: Sketch, given: Mapping[str, str], clock: Clock, *, now: datetime) -> Sketch:
    """What the form says now; a time that reads as before means what it meant then."""
    when = " ".join(unturned(given.get("when", "")).split())
    filled = replace(
        sketch,
        title=" ".join(unturned(given.get("title", "")).split()),
        what=unturned(given.get("what", "")).strip(),
        values=tuple(int(one) for one in given.get("values", "").split() if one.isdigit()),
        first_step=" ".join(unturned(given.get("first_step", "")).split()),
    )
    if when == sketch.when and (sketch.span is not None or not when):
        return filled
    span, words, slip = _read(when, clock, now)
    # A date that is certain leaves nothing to vote about.
    dates = () if when else sketch.dates
    return replace(
        filled,
        when=when,
        span=span,
        words=words,
        wrong=_with(sketch.wrong, "when", slip),
        zone=clock.zone,
        dates=dates,
        poll_until=sketch.poll_until if dates else None,
    )


def seat(sketch: Sketch, given: Mapping[str, str], clock: Clock, *, now: datetime) -> Sketch:
    """How many can come, as what, who may, and until when they sign up."""
    role = given.get("role", "")
    sketch = replace(sketch, role_id=int(role) if role.isdigit() else None)
    readers: dict[str, tuple[str, Callable[[str], Any]]] = {
        "capacity": ("capacity", read_capacity),
        "needs": ("needs", read_needs),
        "cutoff": ("cutoff_at", lambda typed: _cutoff(typed, clock, now)),
    }
    for question, (name, read) in readers.items():
        sketch = answer(sketch, question, given.get(question, ""), name, read)
    return sketch


def locate(sketch: Sketch, place: PlaceText, link: str) -> Sketch:
    """Where it is to happen.

    Args:
        place: Without the link, which is read here.
    """
    sketch = answer(sketch, "link", link, "link", read_link)
    where = replace(place, link=sketch.link)
    return replace(
        sketch,
        place_kind=where.kind,
        place_text=where.text,
        place_channel_id=where.channel_id,
    )


def vote(sketch: Sketch, given: Mapping[str, str], clock: Clock, *, now: datetime) -> Sketch:
    """Between which dates people are to vote, and until when; nothing typed is no vote."""
    typed = {question: given.get(question, "").strip() for question in ("dates", "until")}
    sketch = replace(sketch, wrong=_without(sketch.wrong, "dates", "line", "until"))
    if not typed["dates"]:
        return replace(sketch, dates=(), poll_until=None)
    question = "dates"
    try:
        options = dates.read_options(
            typed["dates"], language=clock.language, zone=clock.zone, now=now
        )
        question = "until"
        until = dates.read_until(
            typed["until"], options, language=clock.language, zone=clock.zone, now=now
        )
    except MemberError as problem:
        wrong = {name: Wrong(one, "", {}) for name, one in typed.items() if one}
        wrong[question] = Wrong.of(typed[question], problem)
        if isinstance(problem, dates.BadOption):
            wrong["line"] = Wrong.of("", problem.problem)
        return replace(sketch, wrong={**sketch.wrong, **wrong})
    return replace(
        sketch,
        dates=options,
        poll_until=until,
        zone=clock.zone,
        when="",  # it is what they vote about
        span=None,
        words=None,
        wrong=_without(sketch.wrong, "when"),
    )


def answer(
    sketch: Sketch, question: str, typed: str, name: str, read: Callable[[str], Any]
) -> Sketch:
    """Keep what was read in an answer, or the answer itself when nothing could be.

    Args:
        name: What of the draft it is.
        read: Raises `MemberError` when it cannot read it.
    """
    try:
        value = read(typed)
    except MemberError as problem:
        wrong = _with(sketch.wrong, question, Wrong.of(typed, problem))
        return replace(sketch, wrong=wrong)
    return replace(sketch, **{name: value}, wrong=_with(sketch.wrong, question, None))


def _read(when: str, clock: Clock, now: datetime) -> tuple[Span | None, Wrong | None, Wrong | None]:
    """What a time means; or why it stands as words; or why it cannot stand."""
    if not when or len(when) > LONGEST_WHEN:
        return None, None, None
    try:
        return _moment_of(when, clock, now), None, None
    except Unreadable as problem:
        why = Wrong.of(when, problem)
        return (None, why, None) if isinstance(problem, WORDS) else (None, None, why)


def _moment_of(typed: str, clock: Clock, now: datetime) -> Span:
    return moments.read(typed, language=clock.language, zone=clock.zone, now=now)


def _cutoff(typed: str, clock: Clock, now: datetime) -> datetime | None:
    return _moment_of(typed, clock, now).starts_at if typed.strip() else None


def _with(wrong: Mapping[str, Wrong], question: str, now: Wrong | None) -> dict[str, Wrong]:
    left = _without(wrong, question)
    return left if now is None else left | {question: now}


def _without(wrong: Mapping[str, Wrong], *questions: str) -> dict[str, Wrong]:
    return {name: one for name, one in wrong.items() if name not in questions}
