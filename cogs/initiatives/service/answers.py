"""What a member is told after their click: where they stand, what to choose, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import MemberError
from cogs.initiatives.models import SignupState
from cogs.initiatives.service.needs import NeedNow


class NotOpen(MemberError):
    """Nobody can sign up for it, or change it, as it stands."""

    key = "initiatives-not-open"


class HasBegun(MemberError):
    """It has begun, so there is nothing left to sign up for."""

    key = "initiatives-has-begun"


class SignupClosed(MemberError):
    """The time until which people could sign up is over."""

    key = "initiatives-signup-closed"


class NotForYou(MemberError):
    """Only members with a role can sign up."""

    key = "initiatives-not-for-you"


class NeedGone(MemberError):
    """What they wanted to come as is not needed any more, or all of it is there."""

    key = "initiatives-need-gone"


class IsThere(MemberError):
    """They have checked in, or it was said that they came."""

    key = "initiatives-you-are-there"


class TooLate(MemberError):
    """The seat that was offered went to somebody else."""

    key = "initiatives-offer-over"


@dataclass(frozen=True)
class Place:
    """Where a member stands after their click.

    Args:
        number: Their place in the queue, from 1; None when they do not wait.
        is_new: Whether the click changed anything.
        need: What they come as; None when they just come along.
        has_needs: Whether there is something else to come as.
    """

    initiative_id: int
    title: str
    state: SignupState
    number: int | None
    is_new: bool
    need: str | None = None
    has_needs: bool = False
    offered_until: datetime | None = None
    starts_at: datetime | None = None


@dataclass(frozen=True)
class Choice:
    """What a member can come as, before they have a place."""

    initiative_id: int
    title: str
    needs: tuple[NeedNow, ...]
    free: int | None


@dataclass(frozen=True)
class Sure:
    """A question before somebody gives up a seat that others wait for."""

    initiative_id: int
    title: str
    to: SignupState
