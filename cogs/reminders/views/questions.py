"""A value's questions as stewards look after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord
from discord.utils import escape_markdown

from bot.components import Control, Field, Form, rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.reminders.service import asking, questions
from cogs.reminders.service.questions import QuestionText
from cogs.reminders.views.post import COLOUR, question_words

PANEL = Control("reminders:questions:{value_id}", for_stewards=True)
CHOOSE = Control("reminders:questions-choose:{value_id}", for_stewards=True)
ADD = Control("reminders:question-add:{value_id}", for_stewards=True)
ADD_FORM = Form("reminders:question-add-form:{value_id}", for_stewards=True)
EDIT = Control("reminders:question-edit:{question_id}", for_stewards=True)
EDIT_FORM = Form("reminders:question-edit-form:{question_id}", for_stewards=True)
REMOVE = Control("reminders:question-remove:{question_id}", for_stewards=True)

LONGEST_LINE = 140
"""Of each in the list: with all there may be, it stays below 6,000 characters (FACTS §1)."""


def panel(
    value: ValueText, own: Sequence[QuestionText], say: Speaker, *, done: str | None = None
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Stewards' questions about a value, and the usual ones that take turns with them.

    Args:
        done: What was changed a moment ago, in a sentence.
    """
    lines = [say("reminders-questions-own" if own else "reminders-questions-none"), ""]
    lines += [shorten(f"{number}. {_line(one, say)}", LONGEST_LINE) for number, one in _count(own)]
    embed = discord.Embed(
        title=_title(value, say), description="\n".join(lines).strip(), colour=COLOUR
    )
    for key, usual, is_poll in (
        ("reminders-questions-usual", asking.USUAL, False),
        ("reminders-questions-usual-polls", asking.USUAL_POLLS, True),
    ):
        words = (
            question_words(number, value, say, is_poll=is_poll)[0] for number in range(1, usual + 1)
        )
        listed = "\n".join(f"• {shorten(escape_markdown(one), 160)}" for one in words)
        embed.add_field(name=say(key), value=listed, inline=False)
    if done is not None:
        embed.add_field(name="✅", value=shorten(done, 400), inline=False)
    choose = None
    if own:
        options = [
            discord.SelectOption(label=shorten(f"{number}. {one.text}", 100), value=str(one.id))
            for number, one in _count(own)
        ]
        choose = CHOOSE.select(
            options, placeholder=say("reminders-questions-choose"), value_id=value.id
        )
    add = ADD.button(
        say("reminders-question-add"),
        style=discord.ButtonStyle.primary,
        disabled=len(own) >= questions.MOST_QUESTIONS,
        value_id=value.id,
    )
    return embed, rows(choose, add)


def question(
    shown: QuestionText, value: ValueText, say: Speaker
) -> tuple[discord.Embed, discord.ui.View | None]:
    """One of stewards' questions with what can be done about it."""
    embed = discord.Embed(
        title=_title(value, say), description=escape_markdown(shown.text), colour=COLOUR
    )
    if shown.answers:
        answers = "\n".join(f"• {escape_markdown(answer)}" for answer in shown.answers)
        embed.add_field(
            name=say("reminders-question-is-poll"), value=shorten(answers, 1024), inline=False
        )
    else:
        embed.set_footer(text=say("reminders-question-is-open"))
    return embed, rows(
        EDIT.button(say("reminders-question-edit"), question_id=shown.id),
        REMOVE.button(
            say("reminders-question-remove"),
            style=discord.ButtonStyle.danger,
            question_id=shown.id,
        ),
        PANEL.button(say("reminders-questions-back"), value_id=value.id),
    )


def fields(say: Speaker, shown: QuestionText | None = None) -> Iterator[Field]:
    """The form for a question.

    Args:
        shown: The one that is put in other words.
    """
    yield Field(
        "text",
        say("reminders-question-text"),
        value=None if shown is None else shown.text,
        long=True,
        longest=questions.LONGEST_QUESTION,
    )
    yield Field(
        "answers",
        say("reminders-question-answers-label"),
        description=say("reminders-question-answers-how"),
        value=None if shown is None else "\n".join(shown.answers) or None,
        required=False,
        long=True,
        longest=1000,
    )


def _title(value: ValueText, say: Speaker) -> str:
    heading = f"{value.emoji} {escape_markdown(value.name)}"
    return shorten(say("reminders-questions-title", value=heading), 256)


def _line(shown: QuestionText, say: Speaker) -> str:
    text = escape_markdown(shown.text)
    if not shown.answers:
        return text
    # The mark stands first, where a long question does not push it out of the line.
    return say("reminders-questions-poll-line", question=text, count=len(shown.answers))


def _count(own: Sequence[QuestionText]) -> Iterator[tuple[int, QuestionText]]:
    return enumerate(own, start=1)
