"""A proposal on its way: what somebody typed and chose so far, kept at every step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import moments
from bot.errors import MemberError
from bot.models import MemberKey
from bot.moments import Span, Unreadable, errors
from bot.texts import unturned
from cogs.charter import service as charter
from cogs.initiatives.models import Draft
from cogs.initiatives.service.needs import read_needs
from cogs.initiatives.service.places import PlaceText, read_link
from cogs.initiatives.service.proposals import (
    LONGEST_FIRST_STEP,
    LONGEST_TITLE,
    LONGEST_WHAT,
    LONGEST_WHEN,
    MOST_VALUES,
    BadDescription,
    BadFirstStep,
    BadTitle,
    BadWhen,
    NoDraft,
    Proposal,
    ValueGone,
    read_capacity,
)
from cogs.initiatives.service.sketches import Sketch, Wrong

WORDS = (
    errors.NotAMoment,
    errors.NoTime,
    errors.NoDay,
    errors.WhichDay,
    errors.NoEndTime,
)
"""What may stand as words, where there is no date; anything else that cannot be read is a slip."""


class DateOver(MemberError):
    """The time that was meant when the draft was written has come meanwhile."""

    key = "initiatives-draft-date-over"


class BadCutoff(MemberError):
    """People could sign up for what has begun."""

    key = "initiatives-bad-cutoff"


@dataclass(frozen=True)
class Clock:
    """How a member means the times they type.

    Args:
        language: Best as Discord's locale, which tells 3/4 from 4/3.
    """

    language: str
    zone: str


async def find(session: AsyncSession, member: MemberKey) -> Sketch | None:
    """What a member wrote and did not publish yet."""
    draft = await session.scalar(select(Draft).where(_of(member)))
    return None if draft is None else Sketch.load(draft.answers)


async def get(session: AsyncSession, member: MemberKey, act_id: int) -> Sketch:
    """The member's own draft that this act began.

    Raises:
        NoDraft: It was published or discarded, or it is somebody else's.
    """
    sketch = await find(session, member)
    if sketch is None or sketch.act_id != act_id:
        raise NoDraft
    return sketch


async def save(
    session: AsyncSession, member: MemberKey, sketch: Sketch, *, now: datetime
) -> Sketch:
    """Keep it, one draft for each member, as its next turn if anything in it is new."""
    draft = await session.scalar(select(Draft).where(_of(member)).with_for_update())
    if draft is None:
        draft = Draft(guild_id=member.guild_id, user_id=member.user_id)
        session.add(draft)
    elif Sketch.load(draft.answers) == sketch:
        return sketch  # a form that arrives twice
    sketch = replace(sketch, turn=sketch.turn + 1)
    draft.answers = sketch.dump()
    draft.saved_at = now
    await session.flush()
    return sketch


async def change(
    session: AsyncSession, member: MemberKey, act_id: int, *, now: datetime, **differences: Any
) -> Sketch:
    """Keep a draft with something in it changed.

    Raises:
        NoDraft: As it says.
    """
    sketch = await get(session, member, act_id)
    return await save(session, member, replace(sketch, **differences), now=now)


async def discard(session: AsyncSession, member: MemberKey, act_id: int) -> Sketch:
    """Throw a draft away.

    Raises:
        NoDraft: As it says.
    """
    sketch = await get(session, member, act_id)
    await session.execute(delete(Draft).where(_of(member)))
    return sketch


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


async def check(
    session: AsyncSession, sketch: Sketch, *, guild_id: int, now: datetime
) -> tuple[Proposal, tuple[MemberError, ...]]:
    """The proposal that it makes, and everything that keeps it from being published."""
    problems: list[MemberError] = []
    if not 0 < len(sketch.title) <= LONGEST_TITLE:
        problems.append(BadTitle(longest=LONGEST_TITLE))
    if not 0 < len(sketch.what) <= LONGEST_WHAT:
        problems.append(BadDescription(longest=LONGEST_WHAT))
    if len(sketch.when) > LONGEST_WHEN:
        problems.append(BadWhen(longest=LONGEST_WHEN))
    elif any(span.starts_at <= now for span in _spans(sketch)):
        problems.append(DateOver())
    problems += [wrong.error for wrong in sketch.wrong.values()]
    if len(sketch.first_step) > LONGEST_FIRST_STEP:
        problems.append(BadFirstStep(longest=LONGEST_FIRST_STEP))
    begins = min((span.starts_at for span in _spans(sketch)), default=None)
    if sketch.cutoff_at is not None and begins is not None and sketch.cutoff_at > begins:
        problems.append(BadCutoff())
    there = {value.id for value in await charter.list_values(session, guild_id)}
    values = tuple(id_ for id_ in dict.fromkeys(sketch.values) if id_ in there)[:MOST_VALUES]
    if there and (len(values) < len(sketch.values) or not values):
        problems.append(ValueGone())
    return _proposal(sketch, values), tuple(problems)


def _proposal(sketch: Sketch, values: tuple[int, ...]) -> Proposal:
    span = sketch.span if not sketch.dates else None
    has_date = span is not None or bool(sketch.dates)
    return Proposal(
        title=sketch.title,
        what=sketch.what,
        kind=sketch.likely_kind,
        value_ids=values,
        first_step=sketch.first_step or None,
        when_text=None if has_date else sketch.when or None,
        starts_at=None if span is None else span.starts_at,
        ends_at=None if span is None else span.ends_at,
        zone=sketch.zone,
        dates=sketch.dates,
        poll_until=sketch.poll_until,
        capacity=sketch.capacity,
        needs=sketch.needs,
        role_id=sketch.role_id,
        cutoff_at=sketch.cutoff_at,
        place_kind=sketch.place_kind,
        place_text=sketch.place_text,
        place_channel_id=sketch.place_channel_id,
        link=sketch.link,
    )


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
    left = {name: one for name, one in wrong.items() if name != question}
    return left if now is None else left | {question: now}


def _spans(sketch: Sketch) -> tuple[Span, ...]:
    if sketch.dates:
        return sketch.dates
    return () if sketch.span is None else (sketch.span,)


def _of(member: MemberKey) -> ColumnElement[bool]:
    return and_(Draft.guild_id == member.guild_id, Draft.user_id == member.user_id)
