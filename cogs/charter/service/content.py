"""A whole charter as plain data: the one in force, an earlier one, a draft, a pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.config.kinds import CUSTOM_EMOJI
from bot.texts import unturned
from cogs.charter.service.reading import CharterText, ValueText, plain_emoji

FIELDS = ("name", "emoji", "promise", "looks_like", "does_not_look_like")


@dataclass(frozen=True)
class Entry:
    """A value as it is written, complete or not.

    Args:
        key: What a button calls it: the id of a value, or a number of the draft for a new one.
        id: None for a value that was never in force.
    """

    key: int
    id: int | None = None
    name: str = ""
    emoji: str = ""
    promise: str = ""
    looks_like: tuple[str, ...] = ()
    does_not_look_like: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
        """What somebody pledges to; the emoji and the place in the order are not words."""
        return self.name, self.promise, self.looks_like, self.does_not_look_like

    @property
    def emoji_id(self) -> int | None:
        """The id of a server's own emoji; None for one that everybody has."""
        if CUSTOM_EMOJI.fullmatch(self.emoji) is None:
            return None
        return int(self.emoji.rstrip(">").rpartition(":")[2])

    def dump(self) -> dict[str, Any]:
        """Plain data for the database."""
        return {
            "key": self.key,
            "id": self.id,
            "name": self.name,
            "emoji": self.emoji,
            "promise": self.promise,
            "looks_like": list(self.looks_like),
            "does_not_look_like": list(self.does_not_look_like),
        }

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> Entry:
        """As `dump` wrote it."""
        return cls(
            key=stored["key"],
            id=stored["id"],
            name=stored["name"],
            emoji=stored["emoji"],
            promise=stored["promise"],
            looks_like=tuple(stored["looks_like"]),
            does_not_look_like=tuple(stored["does_not_look_like"]),
        )


@dataclass(frozen=True)
class Content:
    """A mission, and values in the community's order."""

    mission: str
    values: tuple[Entry, ...]

    def find(self, key: int) -> Entry | None:
        """The value that a button calls so."""
        return next((value for value in self.values if value.key == key), None)


NOTHING = Content("", ())
"""The charter of a community that has not written one."""


def content_of(charter: CharterText) -> Content:
    """The charter in force."""
    return Content(charter.mission, tuple(entry_of(value) for value in charter.values))


def entry_of(value: ValueText) -> Entry:
    """A value in force."""
    return Entry(
        key=value.id,
        id=value.id,
        name=value.name,
        emoji=value.emoji,
        promise=value.promise,
        looks_like=value.looks_like,
        does_not_look_like=value.does_not_look_like,
    )


def recognised(values: Sequence[Entry], present: Sequence[Entry]) -> tuple[Entry, ...]:
    """Values from elsewhere, as those of the present ones that they are other words for.

    A value is the one of the same name, or else the one of the same emoji: reactions with that
    emoji stand under posts, and whoever gave them is asked about the new words rather than taken
    to have pledged to a stranger.
    """
    left = [entry for entry in present if entry.id is not None]
    found: dict[int, Entry] = {}
    for same in (_name, _emoji):
        for index, value in enumerate(values):
            if index in found or not same(value):
                continue
            match = next((entry for entry in left if same(entry) == same(value)), None)
            if match is not None:
                left.remove(match)
                found[index] = replace(value, key=match.key, id=match.id)
    return tuple(found.get(index, value) for index, value in enumerate(values))


def one_line(typed: str) -> str:
    """What was typed, as it stands in one line."""
    return " ".join(unturned(typed).split())


def lines(typed: str) -> tuple[str, ...]:
    """What was typed one per line: without the marks of a list, empty lines and repetitions."""
    found = (one_line(line).lstrip("-–•*· ") for line in unturned(typed).splitlines())
    return tuple(dict.fromkeys(line for line in found if line))


def _name(entry: Entry) -> str:
    return entry.name.casefold()


def _emoji(entry: Entry) -> str:
    return plain_emoji(entry.emoji)
