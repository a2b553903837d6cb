"""Text that somebody typed, with the marks of markdown around it and none of its own inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discord.utils import escape_markdown

LONGEST_PASSAGE = 400
"""No passage is longer, so that a page can end behind any of them."""

_SPACE = re.compile(r"(\s+)")


def passages(text: str, mark: str) -> Iterator[str]:
    """The text in pieces, each with its marks close around its words, as markdown wants them."""
    for line_number, line in enumerate(text.split("\n")):
        if line_number:
            yield "\n"
        passage = ""
        for token in _SPACE.split(line):
            if len(passage) + len(token) > LONGEST_PASSAGE:
                yield from _marked(passage, mark)
                passage = ""
            while len(token) > LONGEST_PASSAGE:
                yield from _marked(token[:LONGEST_PASSAGE], mark)
                token = token[LONGEST_PASSAGE:]
            passage += token
        yield from _marked(passage, mark)


def _marked(passage: str, mark: str) -> Iterator[str]:
    inner = passage.strip()
    if not inner:
        yield passage
        return
    begin = passage.index(inner)
    end = begin + len(inner)
    shown = escape_markdown(inner, ignore_links=False)
    yield f"{passage[:begin]}{mark}{shown}{mark}{passage[end:]}"
