"""Texts of a community's own, as Fluent reads them."""

from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

FIRST_ON_A_LINE = ".*[}"
"""What begins a line in Fluent's own syntax, and in a member's eyes is ordinary text."""


def fluent_entry(key: str, pattern: str) -> str:
    """The pattern as an entry of a Fluent file; a line may begin with a list mark or a link."""
    lines, depth = [], 0
    for line in pattern.strip().splitlines():
        first, rest = "", line.strip() if depth == 0 else line
        if depth == 0 and rest and rest[0] in FIRST_ON_A_LINE:
            first, rest = f'{{ "{rest[0]}" }}', rest[1:]
        lines.append("    " + first + rest)
        depth = max(0, depth + rest.count("{") - rest.count("}"))
    return f"{key} =\n" + "\n".join(lines) + "\n"


def reads_as_fluent(pattern: str) -> bool:
    """Whether the text could stand in a Fluent file."""
    body = FluentParser(with_spans=False).parse(fluent_entry("text", pattern)).body
    return len(body) == 1 and isinstance(body[0], Message) and not body[0].attributes
