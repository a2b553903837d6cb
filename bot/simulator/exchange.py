"""What went over the wire, for whoever watches: conformance tests, transcripts, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Exchange:
    """One REST request and its answer; `template` is empty for a route that does not exist.

    Attributes:
        seconds: Real seconds from the request to its answer.
        headers: What the answer says of the rate limit; empty where nothing is limited.
    """

    method: str
    template: str
    path: str
    body: Any
    file_names: tuple[str, ...]
    status: int
    answer: Any
    application_id: int | None
    seconds: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One gateway event as one session got it."""

    name: str
    data: Any
    application_id: int
    shard_id: int
