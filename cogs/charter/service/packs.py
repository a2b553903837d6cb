"""A charter as a file that people read, keep, pass on and bring back: YAML, as in the config."""

from __future__ import annotations

import difflib
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Self

import yaml
from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import ErrorDetails

from bot.config import agreement, reading
from bot.config.explaining import is_consequence
from bot.config.kinds import MISTAKE, Language
from bot.config.models import MOST_VALUES, Mission, Settings, Values
from bot.config.problems import LONGEST_FOUND, Path, Spot, Trouble, dotted
from bot.config.problems import Problem as Unreadable
from bot.errors import MemberError
from bot.texts import unturned
from cogs.charter.service.content import FIELDS, Content, Entry

FORMAT = 1
"""What `tenet_charter` says. A file of a later format is refused rather than half understood."""

LARGEST = reading.LARGEST_FILE
"""Bytes; a full charter of twelve values has some thirty thousand."""

LINE = 98
"""Characters after which a line of the file is broken where it can be."""

LONGEST_SERVER_NAME = 40

VALUES_LOOKED_AT = 25
"""Of a file with hundreds of values it is enough to say how many they are."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file.

    Args:
        line: Counted from 1, like the column.
        path: Which setting it is about, as people write it; empty for the file as a whole.
        key: The text that says what is so and what to do.
    """

    line: int
    column: int
    path: str
    key: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)


class BadPack(MemberError):
    """The file is no charter; nothing has changed."""

    key = "charter-pack-bad"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Pack:
    """What a file says."""

    content: Content
    language: str | None


class _Pack(Settings):
    tenet_charter: Annotated[int, Field(strict=True, ge=FORMAT, le=FORMAT)]
    language: Language | None = None
    mission: Mission
    values: Values

    @model_validator(mode="wrap")
    @classmethod
    def _parts_agree(cls, given: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        return agreement.checked(given, validate, agreement.of_community)


class _Dumper(yaml.SafeDumper):
    """Quotes whatever our own reader or anybody else's would take for something but text."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Dumper.yaml_implicit_resolvers = {
    first: [
        *yaml.SafeDumper.yaml_implicit_resolvers.get(first, ()),
        *reading.PlainLoader.yaml_implicit_resolvers.get(first, ()),
    ]
    for first in (
        yaml.SafeDumper.yaml_implicit_resolvers.keys()
        | reading.PlainLoader.yaml_implicit_resolvers.keys()
    )
}


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if any(sign in text for sign in "\r\x85\u2028\u2029"):
        style = '"'  # line breaks to YAML, which would come back as another kind
    elif "\n" in text:
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def write(content: Content, *, language: str, comment: str) -> bytes:
    """A charter as a file; the same charter always gives the same bytes.

    Args:
        comment: What stands above it, for whoever opens the file.
    """
    said = [
        f"# {part}"
        for line in comment.strip().splitlines()
        for part in textwrap.wrap(_printable(line), LINE)
    ]
    parts = [
        "\n".join(said),
        _dump({"tenet_charter": FORMAT, "language": language}),
        _dump({"mission": content.mission}),
        "values:" if content.values else "values: []",
        *(textwrap.indent(_dump([_plain(entry)]), "  ") for entry in content.values),
    ]
    return ("\n".join(part.rstrip("\n") + "\n" for part in parts if part)).encode()


def file_name(server: str, version: int | None) -> str:
    """What the file is called; None as version is the draft."""
    spelled = unicodedata.normalize("NFKD", server.casefold())
    plain = "".join(sign for sign in spelled if not unicodedata.combining(sign))
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SERVER_NAME].strip("-")
    state = "draft" if version is None else f"v{version}"
    return f"charter-{slug or 'server'}-{state}.yaml"


def read(raw: bytes) -> Pack:
    """What a file says; values get keys of their own and stand for none in force.

    Raises:
        BadPack: With everything that is wrong with it.
    """
    document = reading.read(raw, "")
    found = [_unreadable(problem) for problem in document.problems]
    if not document.is_readable or not document.values:
        raise BadPack(found or [Problem(1, 1, "", "charter-pack-nothing")])
    tree = _unturned(document.values)
    values = tree.get("values")
    if isinstance(values, list) and len(values) > VALUES_LOOKED_AT:
        spot = document.spots["values",]
        counted = {"limit": MOST_VALUES, "count": len(values)}
        found.append(Problem(spot.line, spot.column, "values", "charter-pack-many", counted))
        tree["values"] = values[:MOST_VALUES]
    try:
        pack = _Pack.model_validate(tree)
    except ValidationError as invalid:
        explained = _Explaining(tree, document)
        found += [
            explained.problem(error) for error in invalid.errors() if not is_consequence(error)
        ]
        raise BadPack(_in_order(found)) from None
    if found:
        raise BadPack(_in_order(found))
    entries = tuple(
        Entry(key=number, **{name: getattr(value, name) for name in FIELDS})
        for number, value in enumerate(pack.values, 1)
    )
    return Pack(Content(pack.mission, entries), pack.language)


def too_large() -> BadPack:
    """The refusal of a file that is not even worth fetching."""
    arguments = {"most": LARGEST // 1024}
    return BadPack([Problem(1, 1, "", f"charter-pack-{Trouble.TOO_LARGE}", arguments)])


def _dump(data: object) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=LINE)


def _plain(entry: Entry) -> dict[str, str | list[str]]:
    shown: dict[str, str | list[str]] = {}
    for name in FIELDS:
        value = getattr(entry, name)
        shown[name] = value if isinstance(value, str) else list(value)
    return shown


def _printable(line: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in line)


def _unturned(value: Any) -> Any:
    if isinstance(value, str):
        return unturned(value)
    if isinstance(value, list):
        return [_unturned(item) for item in value]
    if isinstance(value, dict):
        return {name: _unturned(item) for name, item in value.items()}
    return value


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _unreadable(problem: Unreadable) -> Problem:
    """What our reader objects to before the file means anything."""
    trouble = problem.trouble or Trouble.NOT_YAML
    spot = problem.spot
    return Problem(
        spot.line,
        spot.column,
        dotted(problem.path),
        f"charter-pack-{trouble}",
        dict(problem.details),
    )


_LIMITS = {
    "string_too_long": ("charter-pack-long", "max_length"),
    "string_too_short": ("charter-pack-short", "min_length"),
    "too_long": ("charter-pack-many", "max_length"),
    "too_short": ("charter-pack-few", "min_length"),
}
_KINDS = {
    "string_type": "charter-pack-not-text",
    "tuple_type": "charter-pack-not-list",
    "model_type": "charter-pack-not-group",
    "model_attributes_type": "charter-pack-not-group",
}


class _Explaining:
    """Words what a validator objects to, with its place in the file."""

    def __init__(self, tree: Mapping[str, Any], document: reading.Document) -> None:
        self._tree = tree
        self._keys = document.keys
        self._spots = document.spots

    def problem(self, error: ErrorDetails) -> Problem:
        """One error of pydantic's."""
        path: Path = tuple(self._known(error["loc"]))
        kind, given = error["type"], error["input"]
        if path == ("tenet_charter",):
            missing = kind == "missing"
            key = "charter-pack-no-format" if missing else "charter-pack-format"
            return self._at(path, key, found=_shown(given), format=FORMAT)
        if kind == "missing":
            return self._at(path, "charter-pack-missing", name=str(path[-1]))
        if kind == "extra_forbidden":
            return self._unknown(path)
        if path == ("language",):
            return self._at(path, "charter-pack-language", found=_shown(given))
        if kind in _LIMITS:
            key, limit = _LIMITS[kind]
            counted = given.strip() if isinstance(given, str) else given
            return self._at(path, key, limit=error["ctx"][limit], count=len(counted))
        if kind in _KINDS:
            return self._at(path, _KINDS[kind], kind=_kind(given), found=_shown(given))
        if kind == MISTAKE and isinstance(path[-1], str):
            return self._mistake(path, path[-1], given)
        return self._at(path, "charter-pack-other", found=_shown(given))

    def _mistake(self, path: Path, name: str, given: object) -> Problem:
        """A name or emoji that stands twice, or an emoji that is none."""
        same = agreement.SAME[name]
        value = self._value(path)
        for index, entry in enumerate(self._tree.get("values") or ()):
            if index == path[1]:
                break
            other = entry.get(name) if isinstance(entry, dict) else None
            if given is None and isinstance(other, str) and same(other) == same(value):
                first = self._nearest(("values", index, name)).line
                return self._at(
                    path, f"charter-pack-{name}-again", found=_shown(value), first=first
                )
        return self._at(path, "charter-pack-emoji", found=_shown(value))

    def _unknown(self, path: Path) -> Problem:
        known = ("name", *FIELDS[1:]) if path[0] == "values" and len(path) > 1 else _TOP
        alike = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.6)
        return self._at(
            path,
            "charter-pack-unknown",
            name=_shown(str(path[-1])),
            meant=alike[0] if alike else "none",
            known=", ".join(known),
        )

    def _at(self, path: Path, key: str, **arguments: str | int) -> Problem:
        spot = self._nearest(path, keys_first=key == "charter-pack-unknown")
        return Problem(spot.line, spot.column, dotted(path), key, arguments)

    def _known(self, location: Sequence[int | str]) -> Iterator[int | str]:
        """The part of a location that exists in the file, and one name that is missing there."""
        value: Any = self._tree
        for part in location:
            if isinstance(value, list) and isinstance(part, int) and part < len(value):
                yield part
                value = value[part]
            elif isinstance(value, dict):
                yield part
                if part not in value:
                    return
                value = value[part]
            else:
                return

    def _value(self, path: Path) -> str:
        value: Any = self._tree
        for part in path:
            value = value[part]
        return str(value)

    def _nearest(self, path: Path, *, keys_first: bool = False) -> Spot:
        places = (self._keys, self._spots) if keys_first else (self._spots, self._keys)
        for length in range(len(path), -1, -1):
            for marks in places:
                if path[:length] in marks:
                    return marks[path[:length]]
        return Spot("", 1, 1)


_TOP = ("tenet_charter", "language", "mission", "values")


def _kind(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "switch"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list() | tuple():
            return "list"
        case _:
            return "group"


def _shown(value: object) -> str:
    """A value as it may be quoted in a sentence."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str() | int() | float():
            text = str(value)
        case _:
            text = ""
    text = _printable(text)
    return text if len(text) <= LONGEST_FOUND else text[:LONGEST_FOUND] + "…"
