"""An act that Discord tells twice is done once.

A resumed session repeats events, and what a member did a moment ago need not be harmless a second
time: a pledge taken back twice, with a new one in between, takes the new one back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

KEPT = 5_000
"""Ids that are remembered; an interaction can be answered for 15 minutes (FACTS §5)."""


def once(take: Callable[[Any], None], kept: int = KEPT) -> Callable[[Any], None]:
    """Have `take` told of an event when its `id` comes for the first time.

    Args:
        kept: How many of the last ids are remembered.
    """
    seen: dict[str, None] = {}

    def take_once(data: Any) -> None:
        if data["id"] in seen:
            return
        seen[data["id"]] = None
        if len(seen) > kept:
            del seen[next(iter(seen))]
        take(data)

    return take_once
