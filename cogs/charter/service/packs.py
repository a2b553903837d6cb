"""A charter as a file that people read, keep, pass on and bring back: YAML, as in the config."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Self

import yaml
from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator

from bot.config import agreement, reading
from bot.config.explaining import is_consequence
from bot.config.kinds import Language
from bot.config.models import MOST_VALUES, Mission, Settings, Values
from bot.config.problems import Trouble
from bot.errors import MemberError
from bot.texts import unturned
from cogs.charter.service.content import FIELDS, Content, Entry
from cogs.charter.service.pack_problems import (
    FORMAT,
    Explaining,
    Problem,
    printable,
    unreadable,
)

LARGEST = reading.LARGEST_FILE
"""Bytes; a full charter of twelve values has some thirty thousand."""

LINE = 98
"""Characters after which a line of the file is broken where it can be."""

LONGEST_SERVER_NAME = 40

VALUES_LOOKED_AT = 25
"""Of a file with hundreds of values it is enough to say how many they are."""


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
        for part in textwrap.wrap(printable(line), LINE)
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
    found = [unreadable(problem) for problem in document.problems]
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
        explained = Explaining(tree, document)
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
