"""Rules between settings: what one says must fit what another says.

They read the values as they were given, so that they are checked, and reported, together with
everything else that is wrong, rather than after it has been mended.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ModelWrapValidatorHandler, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from bot.config.kinds import MISTAKE, mistake, same_emoji
from bot.config.patterns import reads_as_fluent
from bot.config.templates import REMINDER_FIELDS, problems

OF_THE_WEEK = "of the week"
ATTENTION = "attention"

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Disagreement:
    """A setting that is fine by itself and wrong beside another one."""

    path: tuple[str | int, ...]
    expected: str
    found: str


Rule = Callable[[Mapping[str, Any]], Iterator[Disagreement]]


def checked(given: Any, validate: ModelWrapValidatorHandler[Model], rule: Rule) -> Model:
    """Validate `given`, and report what disagrees together with what is wrong by itself.

    Raises:
        ValidationError: with all of it.
    """
    details: list[InitErrorDetails] = []
    validated: Model | None = None
    try:
        validated = validate(given)
    except ValidationError as invalid:
        details = [_again(error) for error in invalid.errors()]
    if isinstance(given, Mapping):
        details += [
            InitErrorDetails(type=mistake(wrong.expected, wrong.found), loc=wrong.path, input=None)
            for wrong in rule(given)
        ]
    if validated is None or details:
        raise ValidationError.from_exception_data("settings", details)
    return validated


def of_shards(given: Mapping[str, Any]) -> Iterator[Disagreement]:
    """A process that runs some shards has to be told how many there are."""
    ids, count = given.get("shard_ids"), given.get("shard_count")
    if not isinstance(ids, list | tuple):
        return
    if count is None:
        yield Disagreement(("shard_ids",), "shard_count beside it", "shard_ids alone")
    for index, shard in enumerate(ids):
        if isinstance(count, int) and isinstance(shard, int) and shard >= count > 0:
            yield Disagreement(("shard_ids", index), f"a shard below {count}", str(shard))
        if shard in ids[:index]:
            yield Disagreement(("shard_ids", index), "each shard once", f"{shard} again")


SAME: Mapping[str, Callable[[str], str]] = {
    "name": lambda name: name.strip().casefold(),
    "emoji": lambda emoji: same_emoji(emoji.strip()),
}
"""What is compared of the texts that entries are told apart by."""


def of_community(given: Mapping[str, Any]) -> Iterator[Disagreement]:
    """Names and emojis are told apart, reminders have a place and a value, texts can be read."""
    values = _entries(given, "values")
    yield from _repeated("values", values, "name")
    yield from _repeated("values", values, "emoji")
    reminders = _entries(given, "reminders")
    yield from _repeated("reminders", reminders, "name")
    yield from _reminder_rules(reminders)
    yield from _reminder_values(reminders, values)
    yield from _reminder_places(given, reminders)
    yield from _onboarding(given, values)
    yield from _pledges(given, values)
    yield from _texts(given)


def _entries(given: Mapping[str, Any], name: str) -> list[tuple[int, Mapping[str, Any]]]:
    entries = given.get(name)
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        return []
    found = [
        (index, dict(entry) if isinstance(entry, Mapping | BaseModel) else None)
        for index, entry in enumerate(entries)
    ]
    return [(index, entry) for index, entry in found if entry is not None]


def _repeated(
    group: str,
    entries: list[tuple[int, Mapping[str, Any]]],
    name: str,
) -> Iterator[Disagreement]:
    first: dict[str, int] = {}
    for index, entry in entries:
        value = entry.get(name)
        if not isinstance(value, str):
            continue
        before = first.setdefault(SAME[name](value), index)
        if before != index:
            article = "an" if name[0] in "aeiou" else "a"
            yield Disagreement(
                (group, index, name),
                f"{article} {name} that no other entry of {group} has",
                f'"{value}", which {group}[{before}] has already',
            )


def _reminder_values(
    reminders: list[tuple[int, Mapping[str, Any]]], values: list[tuple[int, Mapping[str, Any]]]
) -> Iterator[Disagreement]:
    names = [value["name"] for _, value in values if isinstance(value.get("name"), str)]
    known = {name.strip().casefold() for name in [*names, OF_THE_WEEK, ATTENTION]}
    for index, reminder in reminders:
        wanted = reminder.get("value")
        if isinstance(wanted, str) and wanted.strip().casefold() not in known:
            yield Disagreement(
                ("reminders", index, "value"),
                f'"{OF_THE_WEEK}", "{ATTENTION}" or one of: ' + ", ".join(names),
                f'"{wanted}"',
            )


def _reminder_rules(reminders: list[tuple[int, Mapping[str, Any]]]) -> Iterator[Disagreement]:
    """A reminder comes by a rule in words, or by a weekday and a time; its text can be filled."""
    for index, reminder in reminders:
        given = [name for name in ("rule", "weekday", "at") if reminder.get(name) is not None]
        if given not in (["rule"], ["weekday", "at"]):
            found = " and ".join(given) or "none of them"
            yield Disagreement(("reminders", index), "either rule, or weekday and at", found)
        text = reminder.get("text")
        for problem in problems(text, REMINDER_FIELDS) if isinstance(text, str) else ():
            yield Disagreement(
                ("reminders", index, "text"),
                "a text whose fields can be filled in",
                problem.sentence(REMINDER_FIELDS),
            )


def _reminder_places(
    given: Mapping[str, Any], reminders: list[tuple[int, Mapping[str, Any]]]
) -> Iterator[Disagreement]:
    channels = given.get("channels")
    places = dict(channels) if isinstance(channels, Mapping | BaseModel) else {}
    if places.get("reminders") is not None:
        return
    for index, reminder in reminders:
        if reminder.get("channel") is None:
            yield Disagreement(
                ("reminders", index), "a channel, here or as channels.reminders", "neither"
            )


def _onboarding(
    given: Mapping[str, Any], values: list[tuple[int, Mapping[str, Any]]]
) -> Iterator[Disagreement]:
    """Each step stands once, and a dilemma is between two different values of the community."""
    group = given.get("onboarding")
    onboarding = dict(group) if isinstance(group, Mapping | BaseModel) else {}
    steps = onboarding.get("steps")
    seen: set[str] = set()
    for index, step in enumerate(steps if isinstance(steps, Sequence) else ()):
        name = str(step).strip().lower()
        if name in seen:
            yield Disagreement(("onboarding", "steps", index), "each step once", f"{name} again")
        seen.add(name)
    names = [value["name"] for _, value in values if isinstance(value.get("name"), str)]
    known = {name.strip().casefold() for name in names}
    for index, dilemma in _entries(onboarding, "dilemmas"):
        wanted = dilemma.get("values")
        path = ("onboarding", "dilemmas", index, "values")
        if not isinstance(wanted, list | tuple):
            continue
        for place, name in enumerate(wanted):
            if isinstance(name, str) and name.strip().casefold() not in known:
                yield Disagreement((*path, place), "one of: " + ", ".join(names), f'"{name}"')
        if len(wanted) == 2 and str(wanted[0]).casefold() == str(wanted[1]).casefold():
            yield Disagreement((*path, 1), "another value than the first", f'"{wanted[1]}"')


def _pledges(
    given: Mapping[str, Any], values: list[tuple[int, Mapping[str, Any]]]
) -> Iterator[Disagreement]:
    """A role for pledges belongs to a value of the community, and a value has one at most."""
    group = given.get("pledges")
    roles = dict(group).get("roles") if isinstance(group, Mapping | BaseModel) else None
    names = [value["name"] for _, value in values if isinstance(value.get("name"), str)]
    known = {name.strip().casefold() for name in names}
    seen: set[str] = set()
    for wanted in roles if isinstance(roles, Mapping) else ():
        path, name = ("pledges", "roles", wanted), str(wanted).strip().casefold()
        if name not in known:
            yield Disagreement(path, "one of: " + ", ".join(names), f'"{wanted}"')
        elif name in seen:
            yield Disagreement(path, "each value once", f'"{wanted}" again')
        seen.add(name)


def _texts(given: Mapping[str, Any]) -> Iterator[Disagreement]:
    texts = given.get("texts")
    if not isinstance(texts, Mapping):
        return
    for key, pattern in texts.items():
        if not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_-]*", str(key)):
            yield Disagreement(("texts", key), "the key of a text, such as start-label", f'"{key}"')
        elif isinstance(pattern, str) and pattern.strip() and not reads_as_fluent(pattern):
            yield Disagreement(
                ("texts", key),
                "a text in which { and } surround what is filled in, such as { $member }",
                f'"{pattern.strip()[:60]}"',
            )


def _again(error: Any) -> InitErrorDetails:
    """An error of the handler in the form in which it can be raised once more."""
    kind: Any = error["type"]
    context = error.get("ctx", {})
    if kind == MISTAKE:
        kind = PydanticCustomError(MISTAKE, "expected {expected}; found {found}", context)
    return InitErrorDetails(type=kind, loc=error["loc"], input=error["input"], ctx=context)
