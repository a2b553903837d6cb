"""The initiatives' tables."""

from cogs.initiatives.models.dates import DateOption, DateVote, Series
from cogs.initiatives.models.initiative import (
    LIVE,
    STANDING,
    Draft,
    Initiative,
    InitiativeState,
    InitiativeValue,
    Invitation,
    Kind,
    Organiser,
    PlaceKind,
    Second,
)
from cogs.initiatives.models.outcome import Amount, AmountKind, Exact, Grade, Outcome, Report
from cogs.initiatives.models.signup import SEATED, Need, Signup, SignupState

__all__ = [
    "LIVE",
    "SEATED",
    "STANDING",
    "Amount",
    "AmountKind",
    "DateOption",
    "DateVote",
    "Draft",
    "Exact",
    "Grade",
    "Initiative",
    "InitiativeState",
    "InitiativeValue",
    "Invitation",
    "Kind",
    "Need",
    "Organiser",
    "Outcome",
    "PlaceKind",
    "Report",
    "Second",
    "Series",
    "Signup",
    "SignupState",
]
