"""Emojis as Discord compares them, and as its addresses want them."""

from __future__ import annotations

from collections.abc import Iterable

from cogs.charter.service import ValueText, plain_emoji


def key_of(emoji: str) -> str:
    """What tells an emoji from others: the id of a custom one, the plain characters otherwise.

    Args:
        emoji: As the charter has it: the emoji itself, or `<:name:id>`.
    """
    if emoji.startswith("<"):
        return emoji.strip("<>").rpartition(":")[2]
    return plain_emoji(emoji)


def key_from(emoji_id: int | str | None, name: str | None) -> str:
    """The same, from the two parts in which Discord tells of an emoji."""
    return str(emoji_id) if emoji_id is not None else plain_emoji(name or "")


def reaction_form(emoji: str) -> str:
    """The emoji as a reaction is addressed: a custom one is `name:id`."""
    if emoji.startswith("<"):
        return emoji.strip("<>").removeprefix("a:").removeprefix(":")
    return emoji


def by_emoji(values: Iterable[ValueText]) -> dict[str, ValueText]:
    """The values by what tells their emojis apart."""
    return {key_of(value.emoji): value for value in values}
