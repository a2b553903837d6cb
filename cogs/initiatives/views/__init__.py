"""Initiatives as people see them: the card, the list, the form, and what is said to one person."""

from cogs.initiatives.views.answers import cancelled, leave_button, promoted, where_you_stand
from cogs.initiatives.views.card import FINISHED, JOIN, LEAVE, card, card_buttons
from cogs.initiatives.views.frame import COLOUR, COLOUR_OVER, card_link, heading, places
from cogs.initiatives.views.proposing import (
    CORRECT,
    PROPOSE,
    correct_button,
    form_fields,
    problems,
)

__all__ = [
    "COLOUR",
    "COLOUR_OVER",
    "CORRECT",
    "FINISHED",
    "JOIN",
    "LEAVE",
    "PROPOSE",
    "cancelled",
    "card",
    "card_buttons",
    "card_link",
    "correct_button",
    "form_fields",
    "heading",
    "leave_button",
    "places",
    "problems",
    "promoted",
    "where_you_stand",
]
