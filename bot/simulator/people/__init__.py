"""The other side: a person who joins, runs, clicks, fills in, reacts, and sees."""

from bot.simulator.people.command_lines import File
from bot.simulator.people.drafting import Choice
from bot.simulator.people.forms import Field, Form
from bot.simulator.people.joining import join
from bot.simulator.people.person import Person
from bot.simulator.people.seen import (
    Acknowledged,
    Answer,
    Button,
    CannotDo,
    Embed,
    NoAnswer,
    NotFilledIn,
    NotSeen,
    SeenMessage,
    Select,
)

__all__ = [
    "Acknowledged",
    "Answer",
    "Button",
    "CannotDo",
    "Choice",
    "Embed",
    "Field",
    "File",
    "Form",
    "NoAnswer",
    "NotFilledIn",
    "NotSeen",
    "Person",
    "SeenMessage",
    "Select",
    "join",
]
