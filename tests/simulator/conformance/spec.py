"""Discord's own description of its HTTP API, and what a payload does not keep to.

The description is not part of this repository. `TENET_DISCORD_OPENAPI` names the file.
"""

from __future__ import annotations

import copy
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).parents[3]
VARIABLE = "TENET_DISCORD_OPENAPI"
DEFAULT = Path("../shared/discord/openapi.json")
ABSENT = (
    f"not held to Discord's own description: there is no openapi.json; set {VARIABLE} to its path"
)

URN = "urn:discord"
_METHODS = ("get", "put", "post", "patch", "delete")
_PARAMETER = re.compile(r"\{[^}]*\}")
_CHOICES = ("oneOf", "anyOf")
# These say which branch of a choice was meant at all.
_TELLING = ("const", "enum", "type")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in a payload that the description does not allow.

    Attributes:
        operation: Such as `POST /channels/{}/messages`, or the name of a gateway event.
        side: `request`, `response` or `gateway`.
        path: Where in the payload, such as `embeds/0/title`; empty for the whole.
        keyword: Of JSON Schema; `unknown key` and `undescribed` are ours.
        detail: The key for `required` and `unknown key`.
    """

    operation: str
    side: str
    path: str
    keyword: str
    detail: str
    message: str

    def __str__(self) -> str:
        place = self.path or "(the whole)"
        return f"{self.side} of {self.operation}: {place}: {self.keyword}: {self.message}"


def location() -> Path:
    """Where the description is expected."""
    named = Path(os.environ.get(VARIABLE, DEFAULT))
    return named if named.is_absolute() else (ROOT / named).resolve()


@cache
def find() -> Spec | None:
    """The description, read once; None where there is none."""
    path = location()
    return Spec(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def plain(template: str) -> str:
    """A route's template without the names of its parameters."""
    return _PARAMETER.sub("{}", template)


@dataclass(frozen=True, slots=True)
class Description:
    """One document, as both validators take it.

    The second one says yes or no in about a fiftieth of the time, and is asked first.
    """

    whole: Registry[Any]
    quick: jsonschema_rs.Registry


class Schema:
    """One of the description's schemas.

    Attributes:
        reference: Where it stands.
    """

    def __init__(self, reference: str, description: Description) -> None:
        self.reference = reference
        schema = {"$ref": reference}
        self._whole = Draft202012Validator(schema, registry=description.whole)
        self._quick = jsonschema_rs.Draft202012Validator(schema, registry=description.quick)

    def is_valid(self, value: Any) -> bool:
        """Whether a payload keeps to it."""
        try:
            return self._quick.is_valid(value)
        except ValueError:  # half a letter, say, which only Python takes for text
            return self._whole.is_valid(value)

    def iter_errors(self, value: Any) -> Iterator[ValidationError]:
        """What a payload does not keep to."""
        return self._whole.iter_errors(value)


class Spec:
    """Operations and schemas by name, with validators made once.

    Attributes:
        operations: The description's own template by method and plain template.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.schemas: dict[str, Any] = document["components"]["schemas"]
        self.operations: dict[tuple[str, str], str] = {
            (method.upper(), plain(path)): path
            for path, item in document["paths"].items()
            for method in item
            if method in _METHODS
        }
        self._open = _described(document)
        self._closed = _described(_close(document))
        self._schemas: dict[tuple[str, bool], Schema] = {}

    def operation(self, method: str, template: str) -> dict[str, Any] | None:
        path = self.operations.get((method, plain(template)))
        return None if path is None else self.document["paths"][path][method.lower()]

    def names(self) -> list[str]:
        """Every operation as `METHOD /path`, in the order of paths."""
        return [f"{method} {path}" for (method, _), path in self.operations.items()]

    def request(self, method: str, template: str, *, closed: bool) -> Schema | None:
        """What checks a request's JSON body; None for an operation without one."""
        operation = self.operation(method, template)
        if operation is None or "requestBody" not in operation:
            return None
        content = operation["requestBody"]["content"]
        kind = "application/json" if "application/json" in content else next(iter(content))
        return self._schema(
            self._pointer(method, template, f"requestBody/content/{_token(kind)}") + "/schema",
            closed=closed,
        )

    def response(self, method: str, template: str, status: int) -> Schema | None:
        """What checks a response's JSON body; None where the description shows no body.

        Raises:
            LookupError: The operation has no such status.
        """
        operation = self.operation(method, template)
        described = {} if operation is None else operation["responses"]
        key = next((key for key in (str(status), f"{status // 100}XX") if key in described), None)
        if key is None:
            raise LookupError(f"{method} {template} does not answer {status}")
        if "$ref" in described[key]:
            name = described[key]["$ref"].rsplit("/", 1)[1]
            content = self.document["components"]["responses"][name].get("content", {})
            pointer = f"components/responses/{name}/content/application~1json"
        else:
            content = described[key].get("content", {})
            pointer = self._pointer(
                method, template, f"responses/{key}/content/{_token('application/json')}"
            )
        if "application/json" not in content:
            return None
        return self._schema(f"{pointer}/schema", closed=True)

    def schema(self, name: str) -> Schema:
        """What checks a payload against one of the description's named schemas."""
        return self._schema(f"components/schemas/{name}", closed=True)

    def _pointer(self, method: str, template: str, rest: str) -> str:
        path = self.operations[method, plain(template)]
        return f"paths/{_token(path)}/{method.lower()}/{rest}"

    def _schema(self, pointer: str, *, closed: bool) -> Schema:
        key = (pointer, closed)
        if key not in self._schemas:
            description = self._closed if closed else self._open
            self._schemas[key] = Schema(f"{URN}#/{pointer}", description)
        return self._schemas[key]


def leaves(
    errors: Iterable[ValidationError], operation: str, side: str
) -> Iterator[list[list[Finding]]]:
    """Each error as its alternatives: a list of findings for each way the payload was meant.

    An error outside a choice has one alternative; one in a choice has one for each branch, the
    likeliest first.
    """
    for error in errors:
        yield _alternatives(error, operation, side)


def _alternatives(error: ValidationError, operation: str, side: str) -> list[list[Finding]]:
    if error.validator not in _CHOICES or not error.context:
        return [_findings(error, operation, side)]
    branches: dict[Any, list[ValidationError]] = defaultdict(list)
    for inner in error.context:
        branches[inner.schema_path[0]].append(inner)
    ways: list[list[Finding]] = []
    for inner_errors in branches.values():
        combined: list[list[Finding]] = [[]]
        for inner in inner_errors:
            # More than a few combinations only arise where the payload is altogether different.
            combined = [
                [*before, *after]
                for before in combined
                for after in _alternatives(inner, operation, side)
            ][:64]
        ways += combined
    depth = len(error.absolute_path)
    return sorted(ways, key=lambda way: (sum(_tells(item, depth) for item in way), len(way)))


def _tells(finding: Finding, depth: int) -> bool:
    steps = finding.path.split("/") if finding.path else []
    return finding.keyword in _TELLING and len(steps) <= depth + 1


def _findings(error: ValidationError, operation: str, side: str) -> list[Finding]:
    path = "/".join(str(step) for step in error.absolute_path)
    keyword, message = str(error.validator), error.message[:200]
    if keyword == "additionalProperties":
        unknown = sorted(set(error.instance) - set(error.schema["properties"]))
        return [
            Finding(operation, side, path, "unknown key", key, f"`{key}` is not described")
            for key in unknown
        ]
    if keyword == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        key = next((key for key in missing if repr(key) in message), "")
        return [Finding(operation, side, path, keyword, key, message)]
    return [Finding(operation, side, path, keyword, "", message)]


def _described(document: dict[str, Any]) -> Description:
    resource = Resource(contents=document, specification=DRAFT202012)
    return Description(
        whole=Registry().with_resource(URN, resource),
        quick=jsonschema_rs.Registry([(URN, document)]),
    )


def _token(name: str) -> str:
    """One step of a JSON pointer within a URI fragment."""
    escaped = name.replace("~", "~0").replace("/", "~1")
    return escaped.replace("{", "%7B").replace("}", "%7D")


def _close(document: dict[str, Any]) -> dict[str, Any]:
    """A copy in which an object may hold the described keys only."""
    closed = copy.deepcopy(document)

    def close(node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                close(item)
        elif isinstance(node, dict):
            if isinstance(node.get("allOf"), list) and len(node["allOf"]) > 1:
                _join(closed, node)
            for value in node.values():
                close(value)
            if isinstance(node.get("properties"), dict) and node.get("type") == "object":
                node.setdefault("additionalProperties", False)

    close(closed)
    return closed


def _join(document: dict[str, Any], node: dict[str, Any]) -> None:
    """Make one object schema of several that hold together, so that it can be closed."""
    properties: dict[str, Any] = {}
    required: list[str] = []
    for part in node.pop("allOf"):
        name = part.get("$ref", "").rsplit("/", 1)[-1]
        whole = document["components"]["schemas"][name] if name else part
        properties |= copy.deepcopy(whole.get("properties", {}))
        required += whole.get("required", [])
    node |= {"type": "object", "properties": properties, "required": required}
