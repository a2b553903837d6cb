"""Whether something is an emoji: a single Unicode emoji, or a custom one by id."""

from __future__ import annotations

import emoji as unicode_emoji

from bot.simulator.forms.fields import Form, snowflake_of

_TEXT_STYLE = "\N{VARIATION SELECTOR-16}"


def is_unicode_emoji(text: str) -> bool:
    """Whether the text is exactly one emoji, with or without its emoji variation selector."""
    if unicode_emoji.is_emoji(text):
        return True
    bare = text.replace(_TEXT_STYLE, "")
    return bool(bare) and (
        unicode_emoji.is_emoji(bare) or unicode_emoji.is_emoji(bare + _TEXT_STYLE)
    )


def check_emoji(holder: Form, key: str = "emoji") -> None:
    """A partial emoji of a component: `{id}` for a custom one, `{name}` for a Unicode one."""
    found = holder.form(key)
    if found is None:
        return
    if found.given("id"):
        found.snowflake("id")
        found.boolean("animated")
        return
    name = found.string("name", minimum=1, maximum=100, required=True)
    if name is not None and not is_unicode_emoji(name):
        found.refuse("name", "COMPONENT_INVALID_EMOJI", "Invalid emoji")


def parse_reaction_emoji(text: str) -> tuple[str, int | None] | None:
    """Name and id of an emoji as a reaction route carries it, already URL-decoded.

    Returns:
        `(name, None)` for a Unicode emoji, `(name, id)` for `name:id`, None for anything else
        (Discord answers 10014).
    """
    name, separator, tail = text.rpartition(":")
    if separator and name:
        number = snowflake_of(tail)
        return (name, number) if number is not None else None
    return (text, None) if is_unicode_emoji(text) else None
