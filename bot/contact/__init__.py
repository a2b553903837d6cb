"""The gate that every unasked private message passes, and what members say about it."""

from bot.contact.deciding import (
    ENOUGH,
    EXPIRED,
    UNREACHABLE,
    UNWANTED,
    Denied,
    Merge,
    decide,
    out_of_quiet_hours,
    stopped_since,
)
from bot.contact.kinds import Kind, Kinds, Overflow, Reason
from bot.contact.limits import Limits, Quiet, on_the_clock, out_of_quiet
from bot.contact.models import KEEP, Contact, ContactOutcome, Stopped, Unreachable
from bot.contact.records import (
    allow,
    describe,
    forget,
    is_stopped,
    keep,
    prune,
    refused,
    stop,
)

__all__ = [
    "ENOUGH",
    "EXPIRED",
    "KEEP",
    "UNREACHABLE",
    "UNWANTED",
    "Contact",
    "ContactOutcome",
    "Denied",
    "Kind",
    "Kinds",
    "Limits",
    "Merge",
    "Overflow",
    "Quiet",
    "Reason",
    "Stopped",
    "Unreachable",
    "allow",
    "decide",
    "describe",
    "forget",
    "is_stopped",
    "keep",
    "on_the_clock",
    "out_of_quiet",
    "out_of_quiet_hours",
    "prune",
    "refused",
    "stop",
    "stopped_since",
]
