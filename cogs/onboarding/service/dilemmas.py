"""Dilemmas: two values of the charter that pull in different directions, and no right answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.db import touch
from bot.errors import MemberError
from bot.models import MemberKey
from bot.texts import unturned
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.onboarding.models import Answer, Dilemma
from cogs.onboarding.service.steps import DILEMMAS_TOPIC, MOST_DILEMMAS, DilemmaText

LONGEST_QUESTION = 600

FEWEST_SHOWN = 5
"""Of fewer answers one could guess whose is whose."""


class BadQuestion(MemberError):
    """A dilemma asks something, in not too many words."""

    key = "onboarding-dilemma-bad-question"


class SameValue(MemberError):
    """A value does not pull against itself."""

    key = "onboarding-dilemma-same-value"


class ValueGone(MemberError):
    """A dilemma is between values in force."""

    key = "onboarding-dilemma-value-gone"


class TooManyDilemmas(MemberError):
    """Newcomers are asked only so many."""

    key = "onboarding-dilemma-too-many"


class NoSuchDilemma(MemberError):
    """It is not there, or was retired already."""

    key = "onboarding-dilemma-gone"


@dataclass(frozen=True)
class Distribution:
    """How many hold on to which of the two values; enough people to say so."""

    first: int
    second: int

    @property
    def people(self) -> int:
        """How many have answered."""
        return self.first + self.second


@dataclass(frozen=True)
class Written:
    """A dilemma as stewards see it."""

    id: int
    question: str
    first: ValueText | None
    """None when the value has left the charter: then nobody is asked."""
    second: ValueText | None
    distribution: Distribution | None
    """None as long as too few have answered, for stewards as for everybody."""

    @property
    def is_asked(self) -> bool:
        """Whether newcomers are asked."""
        return self.first is not None and self.second is not None


async def write(
    session: AsyncSession,
    guild_id: int,
    *,
    question: str,
    first_value_id: int,
    second_value_id: int,
    actor_id: int | None,
    now: datetime,
) -> int:
    """Ask newcomers this from now on; writing the same again changes nothing.

    Returns:
        The dilemma's id.

    Raises:
        BadQuestion: Nothing is asked, or it is longer than `LONGEST_QUESTION`.
        SameValue, ValueGone: It needs two values of the charter in force.
        TooManyDilemmas: There are `MOST_DILEMMAS` already.
    """
    asked = unturned(question).strip()
    if not 0 < len(asked) <= LONGEST_QUESTION:
        raise BadQuestion(longest=LONGEST_QUESTION)
    if first_value_id == second_value_id:
        raise SameValue
    in_force = {value.id for value in await charter.list_values(session, guild_id)}
    if not {first_value_id, second_value_id} <= in_force:
        raise ValueGone
    present = await _present(session, guild_id)
    for row in present:
        if (row.question, row.first_value_id, row.second_value_id) == (
            asked,
            first_value_id,
            second_value_id,
        ):
            return row.id
    if len(present) >= MOST_DILEMMAS:
        raise TooManyDilemmas(most=MOST_DILEMMAS)
    row = Dilemma(
        guild_id=guild_id,
        question=asked,
        first_value_id=first_value_id,
        second_value_id=second_value_id,
        written_by=actor_id,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    await audit.note(
        session,
        "onboarding.dilemma",
        guild_id=guild_id,
        actor_id=actor_id,
        before=None,
        after=_noted(row),
        at=now,
    )
    touch(session, DILEMMAS_TOPIC)
    return row.id


async def retire(
    session: AsyncSession, guild_id: int, dilemma_id: int, *, actor_id: int, now: datetime
) -> None:
    """Ask it no more; what was answered stays with those who answered.

    Raises:
        NoSuchDilemma: It is not asked.
    """
    row = await session.get(Dilemma, dilemma_id, with_for_update=True)
    if row is None or row.guild_id != guild_id or row.retired_at is not None:
        raise NoSuchDilemma
    row.retired_at = now
    await audit.note(
        session,
        "onboarding.dilemma",
        guild_id=guild_id,
        actor_id=actor_id,
        before=_noted(row),
        after=None,
        at=now,
    )
    touch(session, DILEMMAS_TOPIC)


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Unname a member as the one who wrote; what is asked is the community's."""
    await session.execute(
        update(Dilemma)
        .where(Dilemma.guild_id == member.guild_id, Dilemma.written_by == member.user_id)
        .values(written_by=None)
    )


async def describe(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    """The dilemmas that a member wrote, as plain data."""
    rows = await session.scalars(
        select(Dilemma)
        .where(Dilemma.guild_id == member.guild_id, Dilemma.written_by == member.user_id)
        .order_by(Dilemma.id)
    )
    return [{"question": row.question, "written_at": row.created_at.isoformat()} for row in rows]


async def list_written(session: AsyncSession, guild_id: int) -> list[Written]:
    """The dilemmas of a server that were not retired, the oldest first."""
    values = {value.id: value for value in await charter.list_values(session, guild_id)}
    return [
        Written(
            row.id,
            row.question,
            values.get(row.first_value_id),
            values.get(row.second_value_id),
            await _distribution(session, row.id, row.first_value_id, row.second_value_id),
        )
        for row in await _present(session, guild_id)
    ]


async def find_distribution(session: AsyncSession, dilemma: DilemmaText) -> Distribution | None:
    """How people answered; None until `FEWEST_SHOWN` of them have."""
    return await _distribution(session, dilemma.id, dilemma.first.id, dilemma.second.id)


async def _distribution(
    session: AsyncSession, dilemma_id: int, first: int, second: int
) -> Distribution | None:
    rows = await session.execute(
        select(Answer.choice, func.count())
        .where(Answer.step == f"dilemma:{dilemma_id}", Answer.choice.in_((first, second)))
        .group_by(Answer.choice)
    )
    counted = dict(rows.all())
    found = Distribution(counted.get(first, 0), counted.get(second, 0))
    return found if found.people >= FEWEST_SHOWN else None


async def _present(session: AsyncSession, guild_id: int) -> list[Dilemma]:
    rows = await session.scalars(
        select(Dilemma)
        .where(Dilemma.guild_id == guild_id, Dilemma.retired_at.is_(None))
        .order_by(Dilemma.id)
    )
    return list(rows)


def _noted(row: Dilemma) -> dict[str, object]:
    return {"question": row.question, "values": [row.first_value_id, row.second_value_id]}
