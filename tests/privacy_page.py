"""The tables of PRIVACY.md, made from the models: python3 run.py python -m tests.privacy_page"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bot import capabilities, people
from bot.db import Base
from bot.sealing import sealed_columns

PAGE = Path(__file__).parent.parent / "PRIVACY.md"
BEGIN, END = "<!-- tables -->", "<!-- end of tables -->"
ENDS = re.compile(r"^(Kept|Deleted|Overwritten|Only written)\b")


def tables() -> list[str]:
    """The lines of both tables: those about members, and the others."""
    capabilities.import_models()
    sealed: dict[str, list[str]] = {}
    for column in sealed_columns(Base.metadata):
        sealed.setdefault(column.table.name, []).append(column.name)
    about, others = [], []
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.local_table.name):
        table = Base.metadata.tables[mapper.local_table.name]
        what, until = _said(mapper.class_.__doc__ or "")
        words = ", ".join(f"`{name}`" for name in sealed.get(table.name, ())) or "—"
        who = ", ".join(f"`{column.name}`" for column in people.columns_of(table))
        if who:
            about.append(f"| `{table.name}` | {what} | {who} | {until} | {words} |")
        else:
            others.append(f"| `{table.name}` | {what} | {until} | {words} |")
    return [
        "| table | what a row is | who stands in it | until when | encrypted, if a key is set |",
        "| --- | --- | --- | --- | --- |",
        *about,
        "",
        "And these, in which no member's id stands in a column of its own:",
        "",
        "| table | what a row is | until when | encrypted, if a key is set |",
        "| --- | --- | --- | --- |",
        *others,
    ]


def written() -> str:
    """The page with its tables as they should be."""
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return "\n".join([f"{head}{BEGIN}", "", *tables(), "", f"{END}{tail}"])


def _said(doc: str) -> tuple[str, str]:
    """The sentences of a model's docstring: what it is, and until when it is kept."""
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(doc.split()))
    until = [one for one in sentences if ENDS.match(one)]
    what = [one for one in sentences if not ENDS.match(one) and "`" not in one]
    return " ".join(what[:1]).replace("|", "/"), " ".join(until[:1]).replace("|", "/")


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
    sys.exit(0)
