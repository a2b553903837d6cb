"""What a validator objects to, in the words of the setting: its description ends "expected …"."""

import difflib
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.config.kinds import MISTAKE
from bot.config.models import Config
from bot.config.problems import Path, Problem, Spot, written

SECRET = {("discord", "token"), ("database", "url"), ("database", "encryption_key")}


def explain(
    error: ErrorDetails, *, values: Any, keys: Mapping[Path, Spot], spots: Mapping[Path, Spot]
) -> Problem:
    """Word one error of pydantic's.

    Args:
        error: As pydantic lists it.
        values: The tree that was validated.
        keys: Where the name of each setting stands.
        spots: Where the value of each setting stands.
    """
    path = tuple(part if isinstance(part, int) else str(part) for part in error["loc"])
    if path and path[-1] == "[key]":
        path, expected = path[:-1], "a server's id of 15 to 19 digits"
        return Problem.differing(_nearest(path, keys, spots), path, expected, written(path[-1]))
    path = _known_part(path, values)
    if error["type"] == "extra_forbidden":
        return Problem(_nearest(path, keys, spots), path, _unknown(path))
    if error["type"] == "missing":
        return Problem.differing(_nearest(path, keys, spots), path, description(path), "nothing")
    spot = _nearest(path, spots, keys)
    if error["type"] == MISTAKE:
        context = error.get("ctx", {})
        return Problem.differing(spot, path, context["expected"], context["found"])
    expected = description(path)
    if path in SECRET:
        return Problem.differing(spot, path, expected, "something else (not shown)")
    return Problem.differing(spot, path, expected, _found(error["input"], expected))


def is_consequence(error: ErrorDetails) -> bool:
    """Whether a list is only called too short because some of its entries are wrong."""
    if error["type"] != "too_short":
        return False
    enough: int = error["ctx"]["min_length"]
    return len(error["input"]) >= enough


def description(path: Path) -> str:
    """What is expected at the path."""
    annotation: Any = Config
    words = ""
    for part in path:
        annotation, words = _step(annotation, part)
    if _is_group(annotation):
        return words or "a group of settings, each on its own line"
    return words or "another value"


def setting_paths() -> Iterator[str]:
    """The dotted path of every setting, lists and communities as `[]`."""
    yield from _paths_below(Config, "")


def _paths_below(annotation: Any, path: str) -> Iterator[str]:
    annotation = _plain(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            inner = f"{path}.{name}" if path else name
            yield inner
            yield from _paths_below(field.annotation, inner)
    elif typing.get_origin(annotation) in (dict, tuple, list):
        item = typing.get_args(annotation)[typing.get_origin(annotation) is dict]
        yield from _paths_below(item, path + "[]")


def _known_part(path: Path, values: Any) -> Path:
    """The part of a location that exists in the file, plus one name that is missing there.

    Pydantic adds names of its own at the end, for the members of a union for example.
    """
    known: list[str | int] = []
    for part in path:
        known.append(part)
        if isinstance(values, list):
            values = dict(enumerate(values))
        if not isinstance(values, dict):
            known.pop()
            break
        if part not in values:
            break
        values = values[part]
    return tuple(known)


def _nearest(path: Path, *places: Mapping[Path, Spot]) -> Spot:
    """Where the setting stands, or the nearest group around it."""
    for length in range(len(path), -1, -1):
        for marks in places:
            if path[:length] in marks:
                return marks[path[:length]]
    return Spot("configuration")


def _unknown(path: Path) -> str:
    name = str(path[-1])
    siblings = _names_at(path[:-1])
    alike = difflib.get_close_matches(name, siblings, n=1, cutoff=0.6)
    if alike:
        return f"unknown setting; did you mean {alike[0]}?"
    elsewhere = [setting for setting in setting_paths() if setting.rpartition(".")[2] == name]
    if elsewhere:
        return f"unknown setting here; did you mean {elsewhere[0].replace('[]', '')}?"
    return "unknown setting; known here: " + ", ".join(siblings)


def _names_at(path: Path) -> list[str]:
    annotation: Any = Config
    for part in path:
        annotation, _ = _step(annotation, part)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return list(annotation.model_fields)
    return []


def _is_group(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _step(annotation: Any, part: str | int) -> tuple[Any, str]:
    """The annotation and description one level further down."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(part))
        if field is None:
            return None, ""
        inner, words = _plain(field.annotation)
        return inner, field.description or words
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (list, tuple):
        return _plain(args[0])
    if origin is dict:
        return _plain(args[1])
    return None, ""


def _plain(annotation: Any) -> tuple[Any, str]:
    """The annotation without Annotated and None, and the description found on the way."""
    words = ""
    while True:
        origin = typing.get_origin(annotation)
        if origin is Annotated:
            annotation, *metadata = typing.get_args(annotation)
            for item in metadata:
                if isinstance(item, FieldInfo) and item.description:
                    words = words or item.description
        elif origin in (types.UnionType, typing.Union):
            members = [a for a in typing.get_args(annotation) if a is not type(None)]
            if len(members) != 1:
                return annotation, words
            annotation = members[0]
        else:
            return annotation, words


def _found(value: object, expected: str) -> str:
    shown = written(value)
    if expected.startswith("true or false") and str(value).lower() in {"yes", "no", "on", "off"}:
        meant = "true" if str(value).lower() in {"yes", "on"} else "false"
        return f"{shown} (write {meant})"
    if isinstance(value, bool | int | float) and "characters" in expected:
        return f"{shown} (put it in quotation marks)"
    if isinstance(value, str) and value.strip().lstrip("+-").isdigit() and "whole" in expected:
        return f"{shown} (write it without quotation marks and leading zeros)"
    return shown
