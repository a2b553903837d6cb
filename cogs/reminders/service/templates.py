"""What the text of a reminder may mention, and how a steward is told what it may not."""

from __future__ import annotations

from bot.config.templates import REMINDER_FIELDS, Problem, fill, mentioned, problems
from bot.errors import MemberError
from bot.texts import unmarked

__all__ = ["REMINDER_FIELDS", "UnknownField", "UnreadableText", "check_text", "fill", "mentioned"]

LONGEST_TEXT = 1000
LONGEST_SHOWN = 40


class UnreadableText(MemberError):
    """A text has a brace that is never closed."""

    key = "reminders-text-unclosed"


class UnknownField(MemberError):
    """A text mentions something that a reminder cannot know."""

    key = "reminders-text-unknown-field"


def check_text(text: str) -> None:
    """Make sure that a text can be filled in.

    Raises:
        UnknownField, UnreadableText: With line and column, from 1.
    """
    problem = next(problems(text, REMINDER_FIELDS), None)
    if problem is not None:
        raise refusal(problem)


def refusal(problem: Problem) -> MemberError:
    """What a steward is told."""
    where = {"line": problem.line, "column": problem.column}
    if problem.found is None:
        return UnreadableText(**where)
    return UnknownField(
        **where,
        field=unmarked(problem.found[:LONGEST_SHOWN]),
        meant=problem.nearest or "none",
        known=", ".join(f"{{{name}}}" for name in REMINDER_FIELDS),
    )
