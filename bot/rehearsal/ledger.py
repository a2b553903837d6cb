"""The ledger in words: "3 pledges made"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.texts import LOCALES, SOURCE_LANGUAGE, Speaker, Texts

PREFIX = "ledger-"

_LINE = re.compile(r"(?P<count>no|[0-9]{1,6}) (?P<words>\S.*)")


def words(kind: str, count: int) -> str:
    """How often an act happened, in words; an act nobody has worded yet shows its own name."""
    try:
        return _say()(PREFIX + _dashed(kind), count=count)
    except KeyError:
        return f"{count} × {kind.replace('.', ': ').replace('_', ' ')}"


def sentences(counts: Mapping[str, int]) -> list[str]:
    """The whole ledger, one line for each kind of act."""
    return [words(kind, count) for kind, count in counts.items()]


def read(line: str) -> tuple[str, int]:
    """The dashed name of the act that a line such as "3 pledges made" speaks of, and its number.

    Raises:
        ValueError: No act is worded like this.
    """
    found = _LINE.fullmatch(" ".join(line.split()))
    if found is None:
        raise ValueError(line)
    count = 0 if found["count"] == "no" else int(found["count"])
    for act in acts():
        if found["words"] in _phrases(act):
            return act, count
    raise ValueError(line)


def count_of(act: str, counts: Mapping[str, int]) -> int:
    """How often an act, by its dashed name, happened."""
    return sum(count for kind, count in counts.items() if _dashed(kind) == act)


@cache
def acts() -> tuple[str, ...]:
    """The dashed names of all acts that have words."""
    text = (LOCALES / SOURCE_LANGUAGE / "ledger.ftl").read_text("utf-8")
    return tuple(re.findall(rf"^{PREFIX}([a-z0-9-]+) =", text, re.MULTILINE))


def examples() -> list[str]:
    """A line about each act."""
    return [f"2 {max(_phrases(act), key=len)}" for act in acts()]


@cache
def _say() -> Speaker:
    return Texts().speak(SOURCE_LANGUAGE)


@cache
def _phrases(act: str) -> frozenset[str]:
    """What follows the number, for one and for several."""
    return frozenset(
        _say()(PREFIX + act, count=count).removeprefix(str(count)).strip() for count in (1, 2)
    )


def _dashed(kind: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", kind.lower())
