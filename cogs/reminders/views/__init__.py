"""Reminders as people see them: `post` is what everybody reads, `listing` what stewards do."""

from cogs.reminders.views.listing import added, heading, listing, place, rule
from cogs.reminders.views.post import COLOUR, Worded, lived, post, question_words, usual_text

__all__ = [
    "COLOUR",
    "Worded",
    "added",
    "heading",
    "listing",
    "lived",
    "place",
    "post",
    "question_words",
    "rule",
    "usual_text",
]
