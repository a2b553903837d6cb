"""Stewards' own questions about values.

A question that offers answers is put to the vote and never asked otherwise; any other is asked and
never put to the vote, since nobody could answer "Where did you see it?" with one press.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.errors import MemberError
from cogs.charter.service.content import lines, one_line
from cogs.reminders.models import ValueQuestion

MOST_QUESTIONS = 20
"""For one value."""
LONGEST_QUESTION = 300
"""As a poll takes it (FACTS §1)."""
MOST_ANSWERS = 10
FEWEST_ANSWERS = 2
LONGEST_ANSWER = 55


class NoQuestion(MemberError):
    """Nothing was written, or too much."""

    key = "reminders-question-length"


class TooManyQuestions(MemberError):
    """A value has as many questions as it may."""

    key = "reminders-question-too-many"


class SameQuestion(MemberError):
    """The value has this question already."""

    key = "reminders-question-same"


class WrongAnswers(MemberError):
    """These answers make no vote."""

    key = "reminders-question-answers"


class LongAnswer(MemberError):
    """An answer is longer than a poll takes it."""

    key = "reminders-question-answer-length"


class NoSuchQuestion(MemberError):
    """The question was removed in the meantime."""

    key = "reminders-question-gone"


@dataclass(frozen=True)
class QuestionText:
    """A steward's question; with answers it is put to the vote."""

    id: int
    value_id: int
    text: str
    answers: tuple[str, ...] = ()


async def list_questions(session: AsyncSession, guild_id: int, value_id: int) -> list[QuestionText]:
    """Stewards' own questions about a value, in the order in which they were written."""
    rows = await session.scalars(
        select(ValueQuestion)
        .where(ValueQuestion.guild_id == guild_id, ValueQuestion.value_id == value_id)
        .order_by(ValueQuestion.id)
    )
    return [text_of(row) for row in rows]


async def get_question(session: AsyncSession, guild_id: int, question_id: int) -> QuestionText:
    """One of them.

    Raises:
        NoSuchQuestion: It is gone.
    """
    return text_of(await _get(session, guild_id, question_id))


async def add_question(
    session: AsyncSession,
    guild_id: int,
    value_id: int,
    *,
    text: str,
    answers: str,
    actor_id: int,
    now: datetime,
) -> QuestionText:
    """Have a value's posts ask something more.

    Args:
        answers: One to a line; empty for an open question.

    Raises:
        NoQuestion, TooManyQuestions, SameQuestion, WrongAnswers, LongAnswer: As they say.
    """
    read, offered = _read(text, answers)
    present = await list_questions(session, guild_id, value_id)
    if len(present) >= MOST_QUESTIONS:
        raise TooManyQuestions(most=MOST_QUESTIONS)
    _refuse_same(present, read)
    row = ValueQuestion(
        guild_id=guild_id,
        value_id=value_id,
        text=read,
        answers=list(offered) or None,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    question = text_of(row)
    await _note(session, guild_id, "added", None, question, actor_id, now)
    return question


async def edit_question(
    session: AsyncSession,
    guild_id: int,
    question_id: int,
    *,
    text: str,
    answers: str,
    actor_id: int,
    now: datetime,
) -> QuestionText:
    """Put a question in other words; posts that are still to be sent ask it in these.

    Raises:
        NoSuchQuestion, NoQuestion, SameQuestion, WrongAnswers, LongAnswer: As they say.
    """
    read, offered = _read(text, answers)
    row = await _get(session, guild_id, question_id)
    before = text_of(row)
    others = await list_questions(session, guild_id, row.value_id)
    _refuse_same([other for other in others if other.id != question_id], read)
    row.text, row.answers = read, list(offered) or None
    await session.flush()
    after = text_of(row)
    if after != before:
        await _note(session, guild_id, "edited", before, after, actor_id, now)
    return after


async def remove_question(
    session: AsyncSession, guild_id: int, question_id: int, *, actor_id: int, now: datetime
) -> QuestionText:
    """Have a question asked no more.

    Raises:
        NoSuchQuestion: It is gone already.
    """
    row = await _get(session, guild_id, question_id)
    before = text_of(row)
    await session.delete(row)
    await session.flush()
    await _note(session, guild_id, "removed", before, None, actor_id, now)
    return before


def _read(text: str, answers: str) -> tuple[str, tuple[str, ...]]:
    read, offered = one_line(text), lines(answers)
    if not 0 < len(read) <= LONGEST_QUESTION:
        raise NoQuestion(longest=LONGEST_QUESTION)
    if offered and not FEWEST_ANSWERS <= len(offered) <= MOST_ANSWERS:
        raise WrongAnswers(fewest=FEWEST_ANSWERS, most=MOST_ANSWERS)
    longest = max(offered, key=len, default="")
    if len(longest) > LONGEST_ANSWER:
        raise LongAnswer(longest=LONGEST_ANSWER, answer=f"{longest[: LONGEST_ANSWER - 1]}…")
    return read, offered


def _refuse_same(present: list[QuestionText], text: str) -> None:
    if any(one.text.casefold() == text.casefold() for one in present):
        raise SameQuestion


async def _get(session: AsyncSession, guild_id: int, question_id: int) -> ValueQuestion:
    row = await session.get(ValueQuestion, question_id)
    if row is None or row.guild_id != guild_id:
        raise NoSuchQuestion
    return row


async def _note(
    session: AsyncSession,
    guild_id: int,
    what: str,
    before: QuestionText | None,
    after: QuestionText | None,
    actor_id: int,
    now: datetime,
) -> None:
    await audit.note(
        session,
        f"reminders.question_{what}",
        guild_id=guild_id,
        actor_id=actor_id,
        before=_said(before),
        after=_said(after),
        at=now,
    )


def _said(question: QuestionText | None) -> dict[str, object] | None:
    if question is None:
        return None
    return {
        "value": question.value_id,
        "question": question.text,
        "answers": list(question.answers),
    }


def text_of(row: ValueQuestion) -> QuestionText:
    """A question as it is read."""
    return QuestionText(row.id, row.value_id, row.text, tuple(row.answers or ()))
