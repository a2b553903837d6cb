"""Long charter texts as pages that fit a message and a phone: what changed, and what was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from discord.utils import escape_markdown

from bot.components import shorten
from bot.markdown import passages
from bot.texts import Speaker
from cogs.charter.service import Changes, Content, Entry, Kind, Mark, Run, ValueChange, lines, words

LONGEST_PAGE = 2400
"""Of the 4,096 characters that Discord takes; three screens of a phone are enough to scroll."""

LONGEST_SAME = 90
"""Longer passages that did not change are shortened to where the changes are."""

_EDGE = 36

Block = list[str]
"""Lines that belong together; a page ends inside only when it must."""


def paginate(blocks: Iterable[Block]) -> list[str]:
    """The blocks on as few pages as they need, at least one."""
    pages: list[str] = []
    page = ""
    for block in blocks:
        text = "\n".join(block)
        if page and len(page) + 2 + len(text) <= LONGEST_PAGE:
            page += "\n\n" + text
            continue
        if page:
            pages.append(page)
        *full, page = _cut(block)
        pages += full
    return [*pages, page] if page or not pages else pages


def of_changes(changes: Changes, say: Speaker) -> list[Block]:
    """What differs, a block for the mission and for each value."""
    blocks: list[Block] = []
    if changes.mission is not None:
        block = [f"__{say('charter-part-mission')}__", *_text(words(*changes.mission))]
        blocks.append(block)
    blocks += [_of_value(change, say) for change in changes.values]
    if changes.order is not None:
        blocks.append(
            [f"__{say('charter-diff-order')}__", *map(_numbered, enumerate(changes.order[1], 1))]
        )
    return blocks


def of_content(content: Content, say: Speaker) -> list[Block]:
    """A whole charter as it was read."""
    values = [
        [
            f"**{heading(entry)}**",
            escape_markdown(entry.promise),
            *_listed(say("charter-looks-like"), entry.looks_like),
            *_listed(say("charter-does-not-look-like"), entry.does_not_look_like),
        ]
        for entry in content.values
    ]
    return [[escape_markdown(content.mission)], *values]


def heading(entry: Entry, *, longest: int = 160) -> str:
    """Emoji and name, as they stand in a line of markdown, whatever was typed for them."""
    return f"{_emoji(entry)} {escape_markdown(shorten(entry.name, longest))}".strip()


def _emoji(entry: Entry) -> str:
    """The emoji, or what was typed in its place."""
    if entry.emoji_id is not None:
        return entry.emoji
    return escape_markdown(shorten(entry.emoji, 40))


def _of_value(change: ValueChange, say: Speaker) -> Block:
    before, after = change.before, change.after
    match change.kind:
        case Kind.ADDED if after is not None:
            return [
                f"__{say('charter-diff-added')}__ {heading(after)}",
                *_text(words("", after.promise)),
                *_changed_list(say("charter-looks-like"), (), after.looks_like, say),
                *_changed_list(
                    say("charter-does-not-look-like"), (), after.does_not_look_like, say
                ),
            ]
        case Kind.RETIRED if before is not None:
            return [
                f"__{say('charter-diff-retired')}__ {heading(before)}",
                *_text(words(before.promise, "")),
            ]
    assert before is not None
    assert after is not None
    key = "charter-diff-reworded" if change.kind is Kind.REWORDED else "charter-diff-remarked"
    block = [f"__{say(key)}__ {heading(after)}"]
    if before.emoji != after.emoji:
        block.append(f"{say('charter-part-emoji')}: ~~{_emoji(before)}~~ {_emoji(after)}")
    if before.name != after.name:
        block += _text(words(before.name, after.name), f"{say('charter-part-name')}: ")
    if before.promise != after.promise:
        block += _text(words(before.promise, after.promise), f"{say('charter-part-promise')}: ")
    for key, old, new in (
        ("charter-looks-like", before.looks_like, after.looks_like),
        ("charter-does-not-look-like", before.does_not_look_like, after.does_not_look_like),
    ):
        if old != new:
            block += _changed_list(say(key), old, new, say)
    return block


def _changed_list(
    title: str, before: Sequence[str], after: Sequence[str], say: Speaker
) -> Iterator[str]:
    """The lines that changed; those between them are counted."""
    yield f"{title}:"
    same = 0
    for runs in lines(tuple(before), tuple(after)):
        if all(run.mark is Mark.SAME for run in runs):
            same += 1
            continue
        yield from _text(runs, "• ")
    if same:
        yield f"• *{say('charter-diff-same-lines', count=same)}*"


def _text(runs: Sequence[Run], start: str = "") -> list[str]:
    """Gone words struck through, new ones bold; one line of the text is one line here."""
    pieces: list[str] = []
    for index, run in enumerate(runs):
        text = run.text
        if run.mark is Mark.SAME:
            text = _shortened(text, index == 0, index == len(runs) - 1)
        if index and run.mark is Mark.NEW and runs[index - 1].mark is Mark.GONE:
            pieces.append(" ")
        pieces += passages(text, {Mark.SAME: "", Mark.GONE: "~~", Mark.NEW: "**"}[run.mark])
    found = [start]
    for piece in pieces:
        if piece == "\n" or len(found[-1]) + len(piece) > LONGEST_PAGE // 2:
            found.append("")
        if piece != "\n":
            found[-1] += piece
    return [line for line in found if line.strip()]


def _shortened(text: str, is_first: bool, is_last: bool) -> str:
    """A passage that did not change, down to the words next to what did."""
    if len(text) <= LONGEST_SAME:
        return text
    head = "" if is_first else text[:_EDGE].rsplit(" ", 1)[0]
    tail = "" if is_last else text[-_EDGE:].split(" ", 1)[-1]
    if is_first and is_last:
        return shorten(text, LONGEST_SAME)
    return f"{head}{' ' if head else ''}…{' ' if tail else ''}{tail}"


def _listed(title: str, shown: Iterable[str]) -> list[str]:
    return [f"{title}:", *(f"• {escape_markdown(line)}" for line in shown)]


def _numbered(place: tuple[int, str]) -> str:
    number, name = place
    return f"{number}. {escape_markdown(shorten(name, 160))}"


def _cut(block: Block) -> list[str]:
    """A block on pages of its own, ended between lines."""
    pages: list[str] = []
    page = ""
    for line in block:
        if page and len(page) + 1 + len(line) > LONGEST_PAGE:
            pages.append(page)
            page = line
        else:
            page = f"{page}\n{line}" if page else line
    return [*pages, page]
