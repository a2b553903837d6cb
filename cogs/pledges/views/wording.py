"""Earlier and new words of a value, side by side, with marks down to the word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.components import shorten
from bot.markdown import passages
from bot.texts import Speaker
from cogs.charter.service import Mark, Run, ValueText, lines, words

LONGEST_SIDE = 1000
"""Of the 1,024 characters that a field of an embed takes."""

NOTHING = "—"


@dataclass(frozen=True)
class Pair:
    """What stands side by side."""

    before: str
    now: str


def side_by_side(before: ValueText, now: ValueText, say: Speaker) -> list[Pair]:
    """What differs between two wordings of a value, in as few pairs as the fields take."""
    pairs: list[Pair] = []
    for row in _rows(before, now, say):
        last = pairs[-1] if pairs else None
        if last is not None:
            joined = Pair(f"{last.before}\n{row.before}", f"{last.now}\n{row.now}")
            if max(len(joined.before), len(joined.now)) <= LONGEST_SIDE:
                pairs[-1] = joined
                continue
        pairs.append(row)
    return pairs


def _rows(before: ValueText, now: ValueText, say: Speaker) -> Iterator[Pair]:
    """A row for the name, one for the promise, and one for each line that changed."""
    for key, old, new in (
        ("charter-part-name", before.name, now.name),
        ("charter-part-promise", before.promise, now.promise),
    ):
        if old != new:
            yield _titled(say(key), _marked(words(old, new)))
    for key, olds, news in (
        ("charter-looks-like", before.looks_like, now.looks_like),
        ("charter-does-not-look-like", before.does_not_look_like, now.does_not_look_like),
    ):
        changed = [
            _marked(runs, "• ")
            for runs in lines(olds, news)
            if any(run.mark is not Mark.SAME for run in runs)
        ]
        for number, pair in enumerate(changed):
            yield _titled(say(key), pair) if number == 0 else pair


def _titled(title: str, pair: Pair) -> Pair:
    return Pair(f"__{title}__\n{pair.before}", f"__{title}__\n{pair.now}")


def _marked(runs: Sequence[Run], start: str = "") -> Pair:
    """What is gone struck through on the one side, what is new bold on the other.

    Where no word is the same, the two sides say enough: a text struck through as a whole is hard
    to read, and what changed in it is everything.
    """
    is_other = not any(run.mark is Mark.SAME and run.text.strip() for run in runs)
    gone, new = ("", "") if is_other else ("~~", "**")
    return Pair(
        _side(runs, {Mark.SAME: "", Mark.GONE: gone}, start),
        _side(runs, {Mark.SAME: "", Mark.NEW: new}, start),
    )


def _side(runs: Sequence[Run], marks: dict[Mark, str], start: str) -> str:
    text = "".join(
        piece for run in runs if run.mark in marks for piece in passages(run.text, marks[run.mark])
    )
    return shorten(start + text, LONGEST_SIDE - 100) if text.strip() else start + NOTHING
