"""Reminders as people see them: `post` is what everybody reads, `listing` what stewards do."""

from cogs.reminders.views.listing import heading, listing, place, rule
from cogs.reminders.views.post import COLOUR, Worded, lived, post, question_words, usual_text
from cogs.reminders.views.skipping import day_of, skip_not

__all__ = [
    "COLOUR",
    "Worded",
    "day_of",
    "heading",
    "listing",
    "lived",
    "place",
    "post",
    "question_words",
    "rule",
    "skip_not",
    "usual_text",
]
