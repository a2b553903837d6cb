"""Kinds of private messages, and the reason that each of them carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zlib import crc32


class Overflow(StrEnum):
    """What becomes of a message that does not fit into a member's week now."""

    WAIT = "wait"
    """It goes out by itself when there is room."""
    MERGE = "merge"
    """It becomes a line of the digest, which goes out when there is room."""
    EXPIRE = "expire"
    """It is not sent; it was worth something at that moment only."""


@dataclass(frozen=True)
class Kind:
    """One kind of private message that a member can switch off.

    Its texts are `contact-kind-<name>`, what it is called in the list of kinds, and
    `contact-why-<name>`, why somebody gets one; in both a point of the name is a dash.

    Args:
        name: At most 40 characters, such as `pledges.step`.
        urgent: It loses its worth within a day, and is about something they themselves are part of:
            a seat that is offered, an initiative called off. It has a bound of its own.
        overflow: What becomes of it when it does not fit.
        patience: How long it may wait, from when it was asked for; then it expires. What is urgent
            never does: whoever words it says when there is nothing left to say.
    """

    name: str
    urgent: bool = False
    overflow: Overflow = Overflow.WAIT
    patience: timedelta = timedelta(days=7)

    @property
    def number(self) -> int:
        """The name as a number that buttons can carry."""
        return crc32(self.name.encode())

    @property
    def text(self) -> str:
        """The name as it stands in the keys of texts."""
        return self.name.replace(".", "-").replace("_", "-")


@dataclass(frozen=True)
class Reason:
    """Why somebody is written to.

    Args:
        about: What fills in the sentence `contact-why-<kind>`.
        chosen_at: When they themselves chose to get this one, a reminder for instance. It goes
            before a wish for no messages that is older than that; the later word counts.
        line: The message in one line with what to do about it, for the digest; None: it cannot be a
            line, and waits when it would have become one.
        since: From when its patience counts, when that is later than the asking: the moment that
            they chose, for instance.
        locale: What their Discord was last seen set to, as far as whoever words it knows.
    """

    kind: Kind
    about: Mapping[str, str | int] = field(default_factory=dict)
    chosen_at: datetime | None = None
    line: str | None = None
    since: datetime | None = None
    locale: str | None = None


class Kinds:
    """The kinds there are, in the order in which capabilities named them."""

    def __init__(self) -> None:
        self._by_name: dict[str, Kind] = {}

    def register(self, *kinds: Kind) -> None:
        """Make kinds known that members are to be able to switch off.

        Raises:
            ValueError: Another kind has that name.
        """
        for kind in kinds:
            if self._by_name.setdefault(kind.name, kind) != kind:
                raise ValueError(f"there are two kinds of messages called {kind.name}")

    def get(self, name: str) -> Kind | None:
        """The kind of this name, if there is one still."""
        return self._by_name.get(name)

    def numbered(self, number: int) -> Kind | None:
        """The kind that a button carries, if there is one still."""
        return next((kind for kind in self if kind.number == number), None)

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._by_name.values())
