"""Which question a post asks about its value: stewards' own and the usual ones, in turn."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.reminders.models import ReminderPost, ValueQuestion
from cogs.reminders.service.questions import (
    QuestionText,
    get_question,
    list_questions,
    text_of,
)

USUAL = 6
"""How many questions there are in every language: `reminders-question-1` and so on."""
USUAL_POLLS = 3
"""How many of these are put to the vote: `reminders-poll-1`, each with its answers."""


@dataclass(frozen=True)
class Asked:
    """Which question a post asks: a steward's own by its id, or one of the usual by its number."""

    own_id: int | None = None
    number: int | None = None
    """From 1."""

    def dump(self) -> str:
        """For the database."""
        return f"own-{self.own_id}" if self.own_id is not None else f"usual-{self.number}"

    @classmethod
    def load(cls, stored: str | None) -> Asked | None:
        """As `dump` wrote it."""
        if stored is None:
            return None
        source, _, number = stored.partition("-")
        return cls(own_id=int(number)) if source == "own" else cls(number=int(number))


async def choose_question(
    session: AsyncSession, guild_id: int, value_id: int, *, is_poll: bool
) -> Asked:
    """The question that was asked longest ago; those never asked first, stewards' own before all.

    Args:
        is_poll: Among those that are put to the vote.
    """
    own = await list_questions(session, guild_id, value_id)
    pool = [Asked(own_id=one.id) for one in own if bool(one.answers) is is_poll]
    usual = USUAL_POLLS if is_poll else USUAL
    pool += [Asked(number=number) for number in range(1, usual + 1)]
    rows = await session.execute(
        select(func.coalesce(ReminderPost.question, ""), func.max(ReminderPost.id))
        .where(
            ReminderPost.guild_id == guild_id,
            ReminderPost.value_id == value_id,
            ReminderPost.asks == ("poll" if is_poll else "question"),
            ReminderPost.question.is_not(None),
        )
        .group_by(ReminderPost.question)
    )
    last: dict[str, int] = dict(rows.all())
    return min(pool, key=lambda asked: last.get(asked.dump(), 0))


async def read_question(
    session: AsyncSession, guild_id: int, value_id: int, asked: Asked | None, *, is_poll: bool
) -> QuestionText | int | None:
    """A question in a steward's present words, or the number of a usual one.

    One that was removed or turned into the other sort since gives way to the next in turn.
    """
    if asked is None:
        return None
    if asked.own_id is not None:
        row = await session.get(ValueQuestion, asked.own_id)
        if row is not None and row.guild_id == guild_id and bool(row.answers) is is_poll:
            return text_of(row)
        asked = await choose_question(session, guild_id, value_id, is_poll=is_poll)
    if asked.own_id is not None:
        return await get_question(session, guild_id, asked.own_id)
    return asked.number
