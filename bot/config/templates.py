"""Texts with fields in braces, as stewards write them, such as "It is about {value} today".

A field is a name in braces. A brace that is meant as such is written twice.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

REMINDER_FIELDS = (
    "value",
    "promise",
    "looks_like",
    "proof",
    "question",
    "next_initiative",
    "mission",
)
"""What the text of a reminder may mention."""

_PIECE = re.compile(r"\{\{|\}\}|\{(?P<field>[^{}\n]*)\}|(?P<open>\{)")


@dataclass(frozen=True)
class Problem:
    """What cannot be read in a template, and where; line and column from 1.

    Args:
        found: What stands in the braces; None when they are opened and never closed.
        nearest: The known field that comes closest to it.
    """

    line: int
    column: int
    found: str | None
    nearest: str | None = None

    def sentence(self, fields: Collection[str]) -> str:
        """In English, for the operator's file."""
        where = f"line {self.line}, column {self.column}"
        if self.found is None:
            return f"{where}: a brace that is never closed; write {{{{ for a brace itself"
        meant = f"; did you mean {{{self.nearest}}}?" if self.nearest else "."
        known = ", ".join(f"{{{name}}}" for name in fields)
        return f"{where}: there is no field {{{self.found}}}{meant} The fields are {known}"


def problems(text: str, fields: Collection[str]) -> Iterator[Problem]:
    """Everything in a text that cannot be filled in, from the beginning."""
    for match in _PIECE.finditer(text):
        found = match["field"]
        if match["open"] is None and (found is None or _name(found) in fields):
            continue
        before = text[: match.start()]
        line = before.count("\n") + 1
        column = match.start() - (before.rfind("\n") + 1) + 1
        if found is None:
            yield Problem(line, column, None)
            continue
        nearest = difflib.get_close_matches(_name(found), list(fields), n=1)
        yield Problem(line, column, found.strip(), nearest[0] if nearest else None)


def mentioned(text: str) -> frozenset[str]:
    """The fields that a text mentions, known or not."""
    found = (match["field"] for match in _PIECE.finditer(text))
    return frozenset(_name(field) for field in found if field is not None)


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with its fields filled in; what cannot be read stays as it is written."""

    def said(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        field = match["field"]
        return match[0] if field is None else words.get(_name(field), match[0])

    return _PIECE.sub(said, text)


def _name(field: str) -> str:
    return field.strip().casefold()
