"""What keeps a draft from being published, each thing by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from bot.config.models import MOST_VALUES, Value
from cogs.charter.service.content import Content, Entry
from cogs.charter.service.reading import plain_emoji

LONGEST_MISSION = 1000
MISSION = "mission"
VALUES = "values"


@dataclass(frozen=True)
class Problem:
    """One thing that is missing or cannot stay.

    Args:
        key: The text that says what is so and what to do.
        value_key: The value it is about, as buttons call it; None for the charter as a whole.
        part: The part it is about, one of a value's `FIELDS`, or `mission`, or `values`.
    """

    key: str
    part: str
    value_key: int | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)


def find(
    content: Content,
    *,
    earlier_emojis: Mapping[str, tuple[int, str]],
    known_emojis: Collection[int] | None = None,
) -> list[Problem]:
    """Everything that keeps this content from being the charter.

    Args:
        earlier_emojis: Which value an emoji stood for last, by its plain form: id and name.
        known_emojis: The server's own emojis by id; None when nobody can tell.
    """
    found = list(_of_charter(content))
    for entry in content.values:
        found += _of_value(entry)
        found += _of_name(entry, content)
        found += _of_emoji(entry, content, earlier_emojis, known_emojis)
    return found


def _of_charter(content: Content) -> Iterator[Problem]:
    if not content.mission:
        yield Problem("charter-problem-no-mission", MISSION)
    elif len(content.mission) > LONGEST_MISSION:
        arguments = {"length": len(content.mission), "longest": LONGEST_MISSION}
        yield Problem("charter-problem-mission-long", MISSION, arguments=arguments)
    if not content.values:
        yield Problem("charter-problem-no-values", VALUES)
    elif len(content.values) > MOST_VALUES:
        arguments = {"count": len(content.values), "most": MOST_VALUES}
        yield Problem("charter-problem-too-many-values", VALUES, arguments=arguments)


_KEYS = {
    ("name", "string_too_short"): "charter-problem-no-name",
    ("name", "string_too_long"): "charter-problem-name-long",
    ("promise", "string_too_short"): "charter-problem-no-promise",
    ("promise", "string_too_long"): "charter-problem-promise-long",
    ("looks_like", "too_short"): "charter-problem-few-behaviours",
    ("looks_like", "too_long"): "charter-problem-many-behaviours",
    ("looks_like", "string_too_long"): "charter-problem-line-long",
    ("does_not_look_like", "too_short"): "charter-problem-no-counter-example",
    ("does_not_look_like", "too_long"): "charter-problem-many-counter-examples",
    ("does_not_look_like", "string_too_long"): "charter-problem-line-long",
}


def _of_value(entry: Entry) -> Iterator[Problem]:
    """What the configuration would not take either."""
    written = {name: getattr(entry, name) for name in ("name", "promise")}
    written |= {name: list(getattr(entry, name)) for name in ("looks_like", "does_not_look_like")}
    try:
        Value.model_validate(written | {"emoji": entry.emoji})
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            place = error["loc"]
            name = str(place[0])
            if name == "emoji":
                key = "charter-problem-bad-emoji" if entry.emoji else "charter-problem-no-emoji"
                yield Problem(key, name, entry.key, {"given": entry.emoji})
                continue
            limits: dict[str, Any] = error.get("ctx", {})
            if error["type"] == "too_short" and len(written[name]) >= limits["min_length"]:
                continue  # there are enough, and those that are too long are told themselves
            arguments: dict[str, object] = {
                "most": limits.get("max_length", 0),
                "fewest": limits.get("min_length", 0),
                "count": limits.get("actual_length", 0),
            }
            if len(place) > 1:
                line = getattr(entry, name)[int(place[1])]
                arguments |= {"number": int(place[1]) + 1, "count": len(line)}
            elif isinstance(written[name], str):
                arguments["count"] = len(str(written[name]))
            yield Problem(_KEYS[name, error["type"]], name, entry.key, arguments)


def _of_name(entry: Entry, content: Content) -> Iterator[Problem]:
    if entry.name and any(
        other.name.casefold() == entry.name.casefold() for other in _before(entry, content.values)
    ):
        yield Problem("charter-problem-name-taken", "name", entry.key, {"name": entry.name})


def _of_emoji(
    entry: Entry,
    content: Content,
    earlier: Mapping[str, tuple[int, str]],
    known: Collection[int] | None,
) -> Iterator[Problem]:
    plain = plain_emoji(entry.emoji)
    if not plain:
        return
    for other in _before(entry, content.values):
        if plain_emoji(other.emoji) == plain:
            arguments = {"emoji": entry.emoji, "name": other.name}
            yield Problem("charter-problem-emoji-taken", "emoji", entry.key, arguments)
            return
    stood_for = earlier.get(plain)
    if (
        stood_for is not None
        and stood_for[0] != entry.id
        and stood_for[1].casefold() != entry.name.casefold()
    ):
        arguments = {"emoji": entry.emoji, "name": stood_for[1]}
        yield Problem("charter-problem-emoji-used", "emoji", entry.key, arguments)
    if known is not None and entry.emoji_id is not None and entry.emoji_id not in known:
        arguments = {"emoji": entry.emoji.split(":")[1]}
        yield Problem("charter-problem-emoji-foreign", "emoji", entry.key, arguments)


def _before(entry: Entry, values: Iterable[Entry]) -> Iterator[Entry]:
    """The values in front of this one: of two that clash, the later is told."""
    for other in values:
        if other is entry:
            return
        yield other
