"""The form in which somebody proposes an initiative, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.components import Control, Field, Form, rows, shorten
from bot.errors import MemberError
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives import service
from cogs.initiatives.service import Answers

CORRECT = Control("initiatives:correct:{draft_id}")
PROPOSE = Form("initiatives:propose")


def form_fields(answers: Answers, values: Sequence[ValueText], say: Speaker) -> list[Field]:
    """The questions, with what was typed before."""
    fields = [
        Field(
            "title",
            say("initiatives-form-name"),
            value=answers.title or None,
            longest=service.LONGEST_TITLE,
        ),
        Field(
            "what",
            say("initiatives-form-what"),
            say("initiatives-form-what-hint"),
            value=answers.what or None,
            long=True,
            longest=service.LONGEST_WHAT,
        ),
        Field(
            "capacity",
            say("initiatives-form-capacity"),
            say("initiatives-form-capacity-hint", most=service.MOST_PLACES),
            value=answers.capacity or None,
            required=False,
            longest=20,
        ),
        Field(
            "when",
            say("initiatives-form-when"),
            say("initiatives-form-when-hint"),
            value=answers.when or None,
            required=False,
            longest=service.LONGEST_WHEN,
        ),
    ]
    if values:
        fields.insert(
            2,
            Field(
                "value",
                say("initiatives-form-value"),
                say("initiatives-form-value-hint"),
                choices=[_option(value, answers) for value in values],
            ),
        )
    return fields


def problems(found: Sequence[MemberError], say: Speaker) -> str:
    """Everything that keeps a form from being published, and that nothing of it is lost."""
    sentences = [say(problem.key, **problem.arguments) for problem in found]
    return "\n".join([*sentences, say("initiatives-kept")])


def correct_button(draft_id: int, say: Speaker) -> discord.ui.View | None:
    """The way back into the form."""
    return rows(
        CORRECT.button(
            say("initiatives-correct"), style=discord.ButtonStyle.primary, draft_id=draft_id
        )
    )


def _option(value: ValueText, answers: Answers) -> discord.SelectOption:
    return discord.SelectOption(
        label=shorten(value.name, 100),
        value=str(value.id),
        description=shorten(value.promise, 100),
        emoji=value.emoji,
        default=str(value.id) == answers.value,
    )
