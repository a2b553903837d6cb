"""A problem with the configuration: where it stands, what was expected, what was found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

Path = tuple[str | int, ...]

LONGEST_FOUND = 60


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a file, or a variable of the environment (line 0), lines and columns from 1."""

    name: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.line}:{self.column}" if self.line else self.name


class Trouble(StrEnum):
    """What can be wrong with a file before anybody looks at what it means."""

    TOO_LARGE = "too-large"
    NOT_UTF8 = "not-utf8"
    CONTROL_CHARACTER = "control-character"
    SECOND_DOCUMENT = "second-document"
    REFERENCE = "reference"
    TAG = "tag"
    TOO_DEEP = "too-deep"
    NO_SETTINGS = "no-settings"
    NO_NAME = "no-name"
    NAMED_TWICE = "named-twice"
    TAB = "tab"
    COLON = "colon"
    NO_COLON = "no-colon"
    INDENTATION = "indentation"
    NO_END = "no-end"
    NO_VALUE = "no-value"
    NO_QUOTE = "no-quote"
    NO_BRACKET = "no-bracket"
    RESERVED = "reserved"
    BACKSLASH = "backslash"
    NOT_YAML = "not-yaml"


@dataclass(frozen=True)
class Problem:
    """One line of the report.

    Args:
        words: In the operator's English.
        trouble: The same for a program that has words of its own; None where it is about meaning.
        details: What these words mention, by name.
    """

    spot: Spot
    path: Path
    words: str
    trouble: Trouble | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)

    @classmethod
    def differing(
        cls,
        spot: Spot,
        path: Path,
        expected: str,
        found: str,
        trouble: Trouble | None = None,
        **details: str | int,
    ) -> Self:
        """A problem of the usual kind."""
        return cls(spot, path, f"expected {expected}; found {found}", trouble, details)

    def __str__(self) -> str:
        where = dotted(self.path)
        return f"{self.spot}: {where}: {self.words}" if where else f"{self.spot}: {self.words}"


def report(problems: Iterable[Problem]) -> str:
    """All of them, the environment's first, then in the order of the file."""
    ordered = sorted(problems, key=lambda problem: (problem.spot.line > 0, problem.spot))
    return "\n".join(dict.fromkeys(str(problem) for problem in ordered))


def dotted(path: Path) -> str:
    """The path as people write it: `communities.42.values[2].emoji`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def written(value: object) -> str:
    """The value as it may be shown in "found …", shortened."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case str() if len(value) > LONGEST_FOUND:
            return f'"{_one_line(value[:LONGEST_FOUND])}…" ({len(value)} characters)'
        case str():
            return f'"{_one_line(value)}"'
        case list() | tuple():
            return f"a list of {len(value)}" if value else "an empty list"
        case dict():
            return "a group of settings" if value else "an empty group"
        case _:
            return str(value)


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
