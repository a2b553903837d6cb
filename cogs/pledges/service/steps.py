"""What comes after the click: a member's next step for a value, in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import preferences
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import NextStep, Pledge, PledgeState, StepState
from cogs.pledges.service import sharing


class NotPledgedToIt(MemberError):
    """A next step belongs to a pledge, and there is none."""

    key = "pledges-step-no-pledge"


class NoSuchStep(MemberError):
    """The member has no such step."""

    key = "pledges-step-none"


@dataclass(frozen=True)
class Step:
    """A next step as its member reads it."""

    id: int
    guild_id: int
    user_id: int
    value_id: int
    value: ValueText | None
    """None when it has left the charter."""
    words: str
    due_on: date | None
    state: StepState
    written_at: datetime
    """When it was named, with the day that stands now."""
    shared_channel_id: int | None
    shared_message_id: int | None

    @property
    def is_open(self) -> bool:
        """Whether it can still be done, changed or let go."""
        return self.state is StepState.OPEN


async def today_of(session: AsyncSession, member: MemberKey, *, zone: str, now: datetime) -> date:
    """Which day it is where a member lives.

    Args:
        zone: The server's.
    """
    own = await preferences.zone_of(session, member, otherwise=zone)
    return now.astimezone(ZoneInfo(own)).date()


async def list_open(session: AsyncSession, member: MemberKey) -> list[Step]:
    """The steps that a member has before them, in the community's order of values."""
    rows = await session.scalars(
        select(NextStep).where(*_of(member), NextStep.state == StepState.OPEN, pledged())
    )
    found = {row.value_id: row for row in rows}
    return [
        as_step(found[value.id], value)
        for value in await charter.list_values(session, member.guild_id)
        if value.id in found
    ]


async def find(session: AsyncSession, member: MemberKey, step_id: int) -> Step:
    """A step of a member, whatever has become of it.

    Raises:
        NoSuchStep: There is none, or it is somebody else's.
    """
    row = await get_row(session, member, step_id)
    return as_step(row, await value_of(session, member.guild_id, row.value_id))


async def find_any(session: AsyncSession, step_id: int) -> Step | None:
    """A step, whoever's it is: what is shown of it stands where everybody reads it."""
    row = await session.get(NextStep, step_id)
    return (
        None if row is None else as_step(row, await value_of(session, row.guild_id, row.value_id))
    )


async def prepare(
    session: AsyncSession, member: MemberKey, value_id: int
) -> tuple[ValueText, Step | None]:
    """What a form for a value begins with: the value, and the step that is open for it.

    Raises:
        NotPledgedToIt: The member is not pledged to it, or it has left the charter.
    """
    value = await value_of(session, member.guild_id, value_id)
    if value is None or not await _is_pledged(session, member, value_id):
        raise NotPledgedToIt
    row = await find_open(session, member, value_id)
    return value, None if row is None else as_step(row, value)


async def forget(session: AsyncSession, member: MemberKey, *, but_held: bool = False) -> None:
    """Erase a member's steps, and take down what they showed of them.

    Args:
        but_held: Leave those for values that they are pledged to at present.
    """
    theirs = select(NextStep).where(*_of(member))
    for row in await session.scalars(theirs.where(~pledged()) if but_held else theirs):
        # Nobody says which moment it is; any that has passed means at once.
        await sharing.ask_removal(session, [row], now=row.written_at)
        await session.delete(row)
    await session.flush()


async def export(
    session: AsyncSession, member: MemberKey, names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Every step of a member, in their words.

    Args:
        names: What the values are called.
    """
    rows = await session.scalars(select(NextStep).where(*_of(member)).order_by(NextStep.id))
    return [
        {
            "value": names.get(row.value_id, str(row.value_id)),
            "words": row.words,
            "due_on": None if row.due_on is None else row.due_on.isoformat(),
            "state": str(row.state),
            "written_at": row.written_at.isoformat(),
            "asked_on": None if row.asked_on is None else row.asked_on.isoformat(),
            "settled_at": None if row.settled_at is None else row.settled_at.isoformat(),
            "shared_channel_id": row.shared_channel_id,
        }
        for row in rows
    ]


def pledged() -> ColumnElement[bool]:
    """Whether a step's member is pledged to its value, in whatever words, as SQL."""
    return exists().where(
        Pledge.guild_id == NextStep.guild_id,
        Pledge.user_id == NextStep.user_id,
        Pledge.value_id == NextStep.value_id,
        Pledge.state == PledgeState.ACTIVE,
    )


def as_step(row: NextStep, value: ValueText | None) -> Step:
    """A row with the value that it is about."""
    return Step(
        id=row.id,
        guild_id=row.guild_id,
        user_id=row.user_id,
        value_id=row.value_id,
        value=value,
        words=row.words,
        due_on=row.due_on,
        state=StepState(row.state),
        written_at=row.written_at,
        shared_channel_id=row.shared_channel_id,
        shared_message_id=row.shared_message_id,
    )


def _of(member: MemberKey) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return NextStep.guild_id == member.guild_id, NextStep.user_id == member.user_id


async def get_row(session: AsyncSession, member: MemberKey, step_id: int) -> NextStep:
    """A member's row as it is in the database now: what was loaded before may be older."""
    row = await session.scalar(
        select(NextStep)
        .where(NextStep.id == step_id, *_of(member))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NoSuchStep
    return row


async def find_open(session: AsyncSession, member: MemberKey, value_id: int) -> NextStep | None:
    row: NextStep | None = await session.scalar(
        select(NextStep).where(
            *_of(member), NextStep.value_id == value_id, NextStep.state == StepState.OPEN
        )
    )
    return row


async def _is_pledged(session: AsyncSession, member: MemberKey, value_id: int) -> bool:
    held = exists().where(
        Pledge.guild_id == member.guild_id,
        Pledge.user_id == member.user_id,
        Pledge.value_id == value_id,
        Pledge.state == PledgeState.ACTIVE,
    )
    return bool(await session.scalar(select(held)))


async def value_of(session: AsyncSession, guild_id: int, value_id: int) -> ValueText | None:
    values = await charter.list_values(session, guild_id)
    return next((value for value in values if value.id == value_id), None)
