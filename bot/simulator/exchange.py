"""What went over the wire, for whoever watches: conformance tests, transcripts, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Exchange:
    """One REST request and its answer; `template` is empty for a route that does not exist."""

    method: str
    template: str
    path: str
    body: Any
    file_names: tuple[str, ...]
    status: int
    answer: Any
    application_id: int | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One gateway event as one session got it."""

    name: str
    data: Any
    application_id: int
    shard_id: int
