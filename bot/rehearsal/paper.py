"""Lines for a terminal: styles, the width of characters, and wrapping."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_VARIATION_SELECTOR = "\ufe0f"
_JOINER = "\u200d"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Style(StrEnum):
    """How a line is set off, where there is colour; the value is the terminal's code."""

    PLAIN = ""
    STRONG = "1"
    DIM = "2"
    ACT = "36"
    BUTTON = "34"
    GOOD = "32"
    BAD = "31;1"
    HEADING = "1;35"


@dataclass(frozen=True)
class Line:
    """One line of text.

    Attributes:
        hanging: How far its continuation is indented when it is wrapped.
    """

    text: str
    style: Style = Style.PLAIN
    hanging: int = 0


def width_of(text: str) -> int:
    """How many columns a text takes; an emoji takes two."""
    columns = 0
    previous = 0
    joined = False
    for character in text:
        if character == _VARIATION_SELECTOR:
            columns += 2 - previous if previous == 1 else 0
            previous = 2
            continue
        if character == _JOINER:
            joined = True
            continue
        if joined or unicodedata.combining(character) or unicodedata.category(character) == "Cf":
            joined = False
            continue
        previous = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        columns += previous
    return columns


def wrap(text: str, width: int, *, hanging: int = 0) -> Iterator[str]:
    """The text in lines of at most `width` columns; only a longer word is longer."""
    for paragraph in text.split("\n"):
        lead = re.match(r" *(?:[•│✗▸] +)?", paragraph)
        start = lead[0] if lead else ""
        indent = " " * max(hanging, len(start))
        line, is_fresh = start, True
        for word in paragraph.removeprefix(start).split(" "):
            joined = line + word if is_fresh else f"{line} {word}"
            if is_fresh or width_of(joined) <= width:
                line, is_fresh = joined, False
            else:
                yield line.rstrip()
                line = indent + word
        yield line.rstrip()


def coloured(text: str, style: Style) -> str:
    """The text with the terminal's codes around it."""
    return f"\x1b[{style.value}m{text}\x1b[0m" if style and text else text


def safe(text: str) -> str:
    """The text without control characters, with which it could play tricks on a terminal."""
    return "".join(
        c if c == "\n" or c.isprintable() or c in (_VARIATION_SELECTOR, _JOINER) else " "
        for c in _ANSI.sub("", text)
    )
