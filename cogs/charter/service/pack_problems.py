"""What is wrong with a pack, as something that can be said in any language."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import ErrorDetails

from bot.config import agreement, reading
from bot.config.kinds import MISTAKE
from bot.config.problems import LONGEST_FOUND, Path, Spot, Trouble, dotted
from bot.config.problems import Problem as Unreadable
from cogs.charter.service.content import FIELDS

FORMAT = 1
"""What `tenet_charter` says. A file of a later format is refused rather than half understood."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file.

    Args:
        line: Counted from 1, like the column.
        path: Which setting it is about, as people write it; empty for the file as a whole.
        key: The text that says what is so and what to do.
    """

    line: int
    column: int
    path: str
    key: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)


def unreadable(problem: Unreadable) -> Problem:
    """What our reader objects to before the file means anything."""
    trouble = problem.trouble or Trouble.NOT_YAML
    spot = problem.spot
    return Problem(
        spot.line,
        spot.column,
        dotted(problem.path),
        f"charter-pack-{trouble}",
        dict(problem.details),
    )


_LIMITS = {
    "string_too_long": ("charter-pack-long", "max_length"),
    "string_too_short": ("charter-pack-short", "min_length"),
    "too_long": ("charter-pack-many", "max_length"),
    "too_short": ("charter-pack-few", "min_length"),
}
_KINDS = {
    "string_type": "charter-pack-not-text",
    "tuple_type": "charter-pack-not-list",
    "model_type": "charter-pack-not-group",
    "model_attributes_type": "charter-pack-not-group",
}


class Explaining:
    """Words what a validator objects to, with its place in the file."""

    def __init__(self, tree: Mapping[str, Any], document: reading.Document) -> None:
        self._tree = tree
        self._keys = document.keys
        self._spots = document.spots

    def problem(self, error: ErrorDetails) -> Problem:
        """One error of pydantic's."""
        path: Path = tuple(self._known(error["loc"]))
        kind, given = error["type"], error["input"]
        if path == ("tenet_charter",):
            missing = kind == "missing"
            key = "charter-pack-no-format" if missing else "charter-pack-format"
            return self._at(path, key, found=_shown(given), format=FORMAT)
        if kind == "missing":
            return self._at(path, "charter-pack-missing", name=str(path[-1]))
        if kind == "extra_forbidden":
            return self._unknown(path)
        if path == ("language",):
            return self._at(path, "charter-pack-language", found=_shown(given))
        if kind in _LIMITS:
            key, limit = _LIMITS[kind]
            counted = given.strip() if isinstance(given, str) else given
            return self._at(path, key, limit=error["ctx"][limit], count=len(counted))
        if kind in _KINDS:
            return self._at(path, _KINDS[kind], kind=_kind(given), found=_shown(given))
        if kind == MISTAKE and isinstance(path[-1], str):
            return self._mistake(path, path[-1], given)
        return self._at(path, "charter-pack-other", found=_shown(given))

    def _mistake(self, path: Path, name: str, given: object) -> Problem:
        """A name or emoji that stands twice, or an emoji that is none."""
        same = agreement.SAME[name]
        value = self._value(path)
        for index, entry in enumerate(self._tree.get("values") or ()):
            if index == path[1]:
                break
            other = entry.get(name) if isinstance(entry, dict) else None
            if given is None and isinstance(other, str) and same(other) == same(value):
                first = self._nearest(("values", index, name)).line
                return self._at(
                    path, f"charter-pack-{name}-again", found=_shown(value), first=first
                )
        return self._at(path, "charter-pack-emoji", found=_shown(value))

    def _unknown(self, path: Path) -> Problem:
        known = FIELDS if path[0] == "values" and len(path) > 1 else _TOP
        alike = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.6)
        return self._at(
            path,
            "charter-pack-unknown",
            name=_shown(str(path[-1])),
            meant=alike[0] if alike else "none",
            known=", ".join(known),
        )

    def _at(self, path: Path, key: str, **arguments: str | int) -> Problem:
        spot = self._nearest(path, keys_first=key == "charter-pack-unknown")
        return Problem(spot.line, spot.column, dotted(path), key, arguments)

    def _known(self, location: Sequence[int | str]) -> Iterator[int | str]:
        """The part of a location that exists in the file, and one name that is missing there."""
        value: Any = self._tree
        for part in location:
            if isinstance(value, list) and isinstance(part, int) and part < len(value):
                yield part
                value = value[part]
            elif isinstance(value, dict):
                yield part
                if part not in value:
                    return
                value = value[part]
            else:
                return

    def _value(self, path: Path) -> str:
        value: Any = self._tree
        for part in path:
            value = value[part]
        return str(value)

    def _nearest(self, path: Path, *, keys_first: bool = False) -> Spot:
        places = (self._keys, self._spots) if keys_first else (self._spots, self._keys)
        for length in range(len(path), -1, -1):
            for marks in places:
                if path[:length] in marks:
                    return marks[path[:length]]
        return Spot("", 1, 1)


_TOP = ("tenet_charter", "language", "mission", "values")


def _kind(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "switch"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list() | tuple():
            return "list"
        case _:
            return "group"


def _shown(value: object) -> str:
    """A value as it may be quoted in a sentence."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str() | int() | float():
            text = str(value)
        case _:
            text = ""
    text = printable(text)
    return text if len(text) <= LONGEST_FOUND else text[:LONGEST_FOUND] + "…"


def printable(line: str) -> str:
    """A text without what would disturb the line it stands in."""
    return "".join(sign if sign.isprintable() else " " for sign in line)
