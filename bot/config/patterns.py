"""Texts of a community's own, as Fluent reads them."""

from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

FIRST_ON_A_LINE = ".*[}"
"""What Fluent takes for its own syntax at the beginning of a line, and members for ordinary text."""


def fluent_entry(key: str, pattern: str) -> str:
    """The pattern as an entry of a Fluent file; a line may begin with a list mark or a link."""
    lines, depth = [], 0
    for line in pattern.strip().splitlines():
        text = line.strip() if depth == 0 else line
        if depth == 0 and text[:1] and text[0] in FIRST_ON_A_LINE:
            text = f'{{ "{text[0]}" }}{text[1:]}'
        lines.append("    " + text)
        depth += line.count("{") - line.count("}")
    return f"{key} =\n" + "\n".join(lines) + "\n"


def reads_as_fluent(pattern: str) -> bool:
    """Whether the text could stand in a Fluent file."""
    body = FluentParser(with_spans=False).parse(fluent_entry("text", pattern)).body
    return len(body) == 1 and isinstance(body[0], Message) and not body[0].attributes
