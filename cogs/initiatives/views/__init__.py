"""Initiatives as people see them: the card, the list, the form, and what is said to one person."""

from cogs.initiatives.views.answers import cancelled
from cogs.initiatives.views.card import FINISHED, JOIN, LEAVE, card, card_buttons
from cogs.initiatives.views.frame import COLOUR, COLOUR_OVER, card_link, heading, places

__all__ = [
    "COLOUR",
    "COLOUR_OVER",
    "FINISHED",
    "JOIN",
    "LEAVE",
    "cancelled",
    "card",
    "card_buttons",
    "card_link",
    "heading",
    "places",
]
