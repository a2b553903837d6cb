"""What a comparison with Discord found: counts, sentences, and the time that was missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self


class Cause(StrEnum):
    """Why a server is compared."""

    START = "start"
    SESSION = "session"
    """A session could not be resumed: what happened since it broke was told to nobody."""
    RETURN = "return"
    """The server is there again after an outage of its own, or for the first time."""
    CLOCK = "clock"
    EVENT = "event"
    """Something that concerns us was seen to change."""
    STEWARD = "steward"


@dataclass(frozen=True)
class Window:
    """A time in which we were told nothing of a server."""

    since: datetime
    until: datetime
    is_exact: bool = True
    """Whether the beginning is known; otherwise it may have been up to a minute later."""

    def __or__(self, other: Window | None) -> Window:
        """From the beginning of the earlier to the end of the later."""
        if other is None:
            return self
        first = min(self, other, key=lambda window: window.since)
        return replace(first, until=max(self.until, other.until))


@dataclass(frozen=True)
class Reason:
    """What is to be said about something: a text, one sentence, and what fills it in."""

    key: str
    arguments: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True)
class Report:
    """What a comparison found; added up over capabilities."""

    looked_at: int = 0
    added: int = 0
    removed: int = 0
    repaired: int = 0
    failed: int = 0
    reasons: tuple[tuple[Reason, int], ...] = ()
    """How much failed for each reason; what failed without one is in `failed` alone."""
    remarks: tuple[tuple[Reason, int], ...] = ()
    """What stewards should hear of besides the counts, and how often it was found."""
    told: int = 0
    """How much of what changed or failed has a notice of its own, and needs no second message."""

    @classmethod
    def failure(
        cls,
        key: str,
        *,
        count: int = 1,
        looked_at: int = 0,
        is_told: bool = False,
        **arguments: str | int,
    ) -> Self:
        """Something that could not be compared or mended.

        Args:
            key: A text for stewards, one sentence; `arguments` fill it in, and so does `count`.
            is_told: Whether a notice says it already.
        """
        reasons = ((_reason(key, arguments), count),)
        return cls(looked_at, failed=count, reasons=reasons, told=count if is_told else 0)

    @classmethod
    def remark(cls, key: str, *, count: int = 1, repaired: int = 0, **arguments: str | int) -> Self:
        """Something that stewards should hear of, and that counts cannot say.

        Args:
            key: A text for stewards, one sentence; `arguments` fill it in, and so does `count`.
        """
        return cls(repaired=repaired, remarks=((_reason(key, arguments), count),))

    def __add__(self, other: Report) -> Report:
        return Report(
            self.looked_at + other.looked_at,
            self.added + other.added,
            self.removed + other.removed,
            self.repaired + other.repaired,
            self.failed + other.failed,
            _merge(self.reasons, other.reasons),
            _merge(self.remarks, other.remarks),
            self.told + other.told,
        )

    @property
    def changed(self) -> int:
        """How much was not as it should be."""
        return self.added + self.removed + self.repaired + self.failed

    @property
    def is_news(self) -> bool:
        """Whether something was found, besides what failed."""
        return bool(self.added or self.removed or self.repaired or self.remarks)

    @property
    def kept(self) -> Report:
        """What stays true when the same is looked at once more."""
        told = min(self.told, self.added + self.removed + self.repaired)
        return replace(self, looked_at=0, failed=0, reasons=(), told=told)

    def dump(self) -> dict[str, Any]:
        """As it is stored."""
        said = {"reasons": self.reasons, "remarks": self.remarks}
        counts = {name: getattr(self, name) for name in (*COUNTS, "told")}
        return counts | {
            name: [[reason.key, dict(reason.arguments), count] for reason, count in sentences]
            for name, sentences in said.items()
        }

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> Self:
        """What `dump` gave."""
        counts = {name: stored.get(name, 0) for name in (*COUNTS, "told")}
        return cls(
            **counts,
            reasons=_load(stored.get("reasons", ())),
            remarks=_load(stored.get("remarks", ())),
        )


COUNTS = ("looked_at", "added", "removed", "repaired", "failed")
"""The counts of a report."""


@dataclass(frozen=True)
class Outcome:
    """One comparison of a server, as far as it has come."""

    guild_id: int
    cause: Cause
    began_at: datetime
    ended_at: datetime
    window: Window | None = None
    parts: Mapping[str, Report] = field(default_factory=dict)
    """What was found, by capability."""

    @property
    def report(self) -> Report:
        """What was found in all."""
        return sum(self.parts.values(), Report())

    def figures(self) -> str:
        """The counts of each capability, for the operator's log."""
        lines = []
        for name, part in self.parts.items():
            counts = [f"{getattr(part, count)} {count.replace('_', ' ')}" for count in COUNTS]
            why = [f"{reason.key} × {count}" for reason, count in part.reasons]
            lines.append(f"{name}: " + ", ".join(counts + why))
        if self.window is not None:
            moments = (self.window.since, self.window.until)
            lines.append("missed " + " to ".join(at.isoformat(" ", "seconds") for at in moments))
        seconds = (self.ended_at - self.began_at).total_seconds()
        return "; ".join([*lines, f"in {seconds:.1f} s"])


class Unfinished(Exception):
    """Raised by a comparison that got only so far and may get further a little later.

    Args:
        report: What was done, and with reasons what was not. It counts whatever comes of trying
            again, except that what failed then takes the place of what failed now.
    """

    def __init__(self, report: Report, *, retry_after: timedelta = timedelta(0)) -> None:
        super().__init__(f"{report.failed} could not be compared")
        self.report = report
        self.retry_after = retry_after


def _reason(key: str, arguments: Mapping[str, str | int]) -> Reason:
    return Reason(key, tuple(sorted(arguments.items())))


def _merge(
    some: tuple[tuple[Reason, int], ...], others: tuple[tuple[Reason, int], ...]
) -> tuple[tuple[Reason, int], ...]:
    counts = Counter(dict(some))
    counts.update(dict(others))
    return tuple(sorted(counts.items(), key=lambda item: (item[0].key, str(item[0].arguments))))


def _load(stored: Iterable[Any]) -> tuple[tuple[Reason, int], ...]:
    return tuple((_reason(key, arguments), count) for key, arguments, count in stored)
