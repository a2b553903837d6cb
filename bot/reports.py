"""What a comparison with Discord found, in counts, and why something could not be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, order=True)
class Reason:
    """Why something failed: a text and what fills it in."""

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

    @classmethod
    def failure(
        cls, key: str, *, count: int = 1, looked_at: int = 0, **arguments: str | int
    ) -> Self:
        """Something that could not be compared or mended.

        Args:
            key: A text for stewards, one sentence; `arguments` fill it in, and so does `count`.
        """
        reason = Reason(key, tuple(sorted(arguments.items())))
        return cls(looked_at=looked_at, failed=count, reasons=((reason, count),))

    def __add__(self, other: Report) -> Report:
        reasons = Counter(dict(self.reasons))
        reasons.update(dict(other.reasons))
        return Report(
            self.looked_at + other.looked_at,
            self.added + other.added,
            self.removed + other.removed,
            self.repaired + other.repaired,
            self.failed + other.failed,
            tuple(sorted(reasons.items())),
        )

    @property
    def changed(self) -> int:
        """How much was not as it should be."""
        return self.added + self.removed + self.repaired + self.failed

    def dump(self) -> dict[str, Any]:
        """As it is stored."""
        reasons = [[reason.key, dict(reason.arguments), count] for reason, count in self.reasons]
        return {name: getattr(self, name) for name in COUNTS} | {"reasons": reasons}

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> Self:
        """What `dump` gave."""
        reasons = tuple(
            (Reason(key, tuple(sorted(arguments.items()))), count)
            for key, arguments, count in stored.get("reasons", ())
        )
        return cls(**{name: stored.get(name, 0) for name in COUNTS}, reasons=reasons)


COUNTS = ("looked_at", "added", "removed", "repaired", "failed")
"""The counts of a report."""
