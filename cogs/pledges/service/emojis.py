"""Emojis as Discord tells them apart, as values are known by them, and as addresses want them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cogs.charter.service import ValueText, plain_emoji


def key_of(emoji: str) -> str:
    """What Discord tells a reaction from others by: a custom emoji's id, or the very characters.

    Args:
        emoji: As the charter has it: the emoji itself, or `<:name:id>`.
    """
    if emoji.startswith("<"):
        return emoji.strip("<>").rpartition(":")[2]
    return emoji


def key_from(emoji_id: int | str | None, name: str | None) -> str:
    """The same, from the two parts in which Discord tells of an emoji."""
    return str(emoji_id) if emoji_id is not None else name or ""


def spelled(emoji: str) -> str:
    """What a reaction of ours is known by: another skin tone is another one, a spelling is not.

    Args:
        emoji: As the charter has it.
    """
    return key_of(emoji).replace("\ufe0f", "")


@lru_cache(1024)
def base_of(key: str) -> str:
    """What a value is known by: all skin tones and both spellings of an emoji are one."""
    return plain_emoji(key)


def reaction_form(emoji: str) -> str:
    """The emoji as a reaction is addressed: a custom one is `name:id`."""
    if emoji.startswith("<"):
        return emoji.strip("<>").removeprefix("a:").removeprefix(":")
    return emoji


def by_emoji(values: Iterable[ValueText]) -> dict[str, ValueText]:
    """The values by what they are known by, see `base_of`."""
    return {base_of(key_of(value.emoji)): value for value in values}
