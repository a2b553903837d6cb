"""A proposal on its way: what somebody typed and chose so far, kept at every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.models import MemberKey
from bot.moments import Span
from cogs.charter import service as charter
from cogs.initiatives.models import Draft
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
)
from cogs.initiatives.service.sketches import Sketch


class DateOver(MemberError):
    """The time that was meant when the draft was written has come meanwhile."""

    key = "initiatives-draft-date-over"


class BadCutoff(MemberError):
    """People could sign up for what has begun."""

    key = "initiatives-bad-cutoff"


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


async def hold(session: AsyncSession, member: MemberKey) -> Draft | None:
    """A member's draft, held until this transaction ends: what is pressed twice comes in turn."""
    return await session.scalar(
        select(Draft).where(_of(member)).with_for_update().execution_options(populate_existing=True)
    )


async def save(
    session: AsyncSession, member: MemberKey, sketch: Sketch, *, now: datetime
) -> Sketch:
    """Keep it, one draft for each member, as its next turn if anything in it is new."""
    draft = await hold(session, member)
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
    elif any(moment <= now for moment in _moments(sketch)):
        problems.append(DateOver())
    problems += [wrong.error for wrong in sketch.wrong.values() if wrong.key]
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


def _moments(sketch: Sketch) -> Iterator[datetime]:
    """What has to be still to come."""
    yield from (span.starts_at for span in _spans(sketch))
    if sketch.poll_until is not None:
        yield sketch.poll_until


def _spans(sketch: Sketch) -> tuple[Span, ...]:
    if sketch.dates:
        return sketch.dates
    return () if sketch.span is None else (sketch.span,)


def _of(member: MemberKey) -> ColumnElement[bool]:
    return and_(Draft.guild_id == member.guild_id, Draft.user_id == member.user_id)
