"""What differs between two charters, as plain data, down to the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from cogs.charter.service.content import Content, Entry

_WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u9fff"
"""Kana and Han, which are written without spaces between words."""

_TOKEN = re.compile(rf"\s+|[{_WITHOUT_SPACES}]|[^\s{_WITHOUT_SPACES}]+")


class Kind(StrEnum):
    """What happens to a value."""

    ADDED = "added"
    REWORDED = "reworded"
    REMARKED = "remarked"
    """Another emoji and the same words: the revision and its pledges stay."""
    RETIRED = "retired"


@dataclass(frozen=True)
class ValueChange:
    """A value before and after; None where there is none."""

    kind: Kind
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two charters; nothing differs when it is false."""

    mission: tuple[str, str] | None
    values: tuple[ValueChange, ...]
    """In the order of the later charter; those that are retired come last."""
    order: tuple[tuple[str, ...], tuple[str, ...]] | None
    """The names of the values that stay, as they stood and as they stand, if that differs."""

    def __bool__(self) -> bool:
        return bool(self.mission or self.values or self.order)


def compare(before: Content, after: Content) -> Changes:
    """What is different in a later charter."""
    old = {value.id: value for value in before.values if value.id is not None}
    new = {value.id: value for value in after.values if value.id is not None}
    found: list[ValueChange] = []
    for value in after.values:
        earlier = None if value.id is None else old.get(value.id)
        if earlier is None:
            found.append(ValueChange(Kind.ADDED, None, value))
        elif earlier.words != value.words:
            found.append(ValueChange(Kind.REWORDED, earlier, value))
        elif earlier.emoji != value.emoji:
            found.append(ValueChange(Kind.REMARKED, earlier, value))
    found += [
        ValueChange(Kind.RETIRED, value, None) for value in before.values if value.id not in new
    ]
    stood = [value.id for value in before.values if value.id in new]
    stands = [value.id for value in after.values if value.id in old]
    order = None
    if stood != stands:
        names = {value_id: value.name for value_id, value in new.items()}
        order = (tuple(names[i] for i in stood if i), tuple(names[i] for i in stands if i))
    mission = None if before.mission == after.mission else (before.mission, after.mission)
    return Changes(mission, tuple(found), order)


class Mark(StrEnum):
    """Where a piece of text stands: in both, only in the earlier, only in the later."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Run:
    """A piece of text."""

    mark: Mark
    text: str


def words(before: str, after: str) -> tuple[Run, ...]:
    """Two texts as one: what is the same or gone spells the earlier, what is not gone the later."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    runs: list[Run] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run(Mark.SAME, "".join(old[i:j])))
            continue
        runs.append(Run(Mark.GONE, "".join(old[i:j])))
        runs.append(Run(Mark.NEW, "".join(new[k:m])))
    return tuple(_joined(runs))


def lines(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[tuple[Run, ...], ...]:
    """Two lists as one, line by line; a line that was changed is shown word by word."""
    found: list[tuple[Run, ...]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found += [(Run(Mark.SAME, line),) for line in before[i:j]]
            continue
        common = min(j - i, m - k)
        found += [words(before[i + n], after[k + n]) for n in range(common)]
        found += [(Run(Mark.GONE, line),) for line in before[i + common : j]]
        found += [(Run(Mark.NEW, line),) for line in after[k + common : m]]
    return tuple(found)


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Neighbours put together: a mere space between two changes is part of them."""
    gone = new = ""
    for index, run in enumerate(runs):
        between = 0 < index < len(runs) - 1 and bool(gone or new)
        if run.mark is Mark.SAME and not (between and run.text.isspace()):
            yield from _changed(gone, new)
            gone = new = ""
            yield run
            continue
        if run.mark is not Mark.NEW:
            gone += run.text
        if run.mark is not Mark.GONE:
            new += run.text
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Run]:
    if gone:
        yield Run(Mark.GONE, gone)
    if new:
        yield Run(Mark.NEW, new)
