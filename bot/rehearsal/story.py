"""A story: who is there, and what happens, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.config.problems import Spot
from bot.rehearsal.vocabulary import Verb


@dataclass(frozen=True)
class Step:
    """One thing that happens, or is expected.

    Attributes:
        who: Who does it; empty where nobody does.
        what: What stands behind the colon, as the verb reads it.
        options: What stands below, as the verb reads it.
        written: The step's own words, for telling which one it was.
    """

    spot: Spot
    verb: Verb
    who: str
    what: Any
    options: Mapping[str, Any]
    written: str


@dataclass(frozen=True)
class Story:
    """A story that can be played.

    Attributes:
        name: Its file.
        begins: A local time without a zone; the community has the zone.
        community: Its config file.
        people: Who is a member when it begins, and what is said of them.
    """

    name: str
    title: str
    begins: datetime
    community: Path
    people: Mapping[str, Mapping[str, Any]]
    steps: tuple[Step, ...]
