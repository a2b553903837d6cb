"""Discord's own description of its API, as judge of what the local one answers."""

from __future__ import annotations

import functools
import json
import os
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DESCRIPTION = Path(os.environ.get("TENET_DISCORD_OPENAPI", "../shared/discord/openapi.json"))


# Where the description lags behind the documentation, by the message that the judge would write.
EXCEPTIONS = (
    # Forwards have message references of type 1 in the documentation.
    "message_reference/type: 0 was expected",
    # A forum post is answered with its first message.
    "threads 201: : Additional properties are not allowed ('message' was unexpected)",
)


def is_there() -> bool:
    return DESCRIPTION.is_file()


def complaints(method: str, template: str, status: int, body: Any) -> list[str]:
    """What is wrong with an answer; keys that Discord does not document count as wrong."""
    if body is None:
        return []
    body = json.loads(json.dumps(body))
    if status >= 400:
        # Nested errors are described with integer codes, and Discord sends words.
        body.pop("errors", None)
    found = [
        f"{method} {template} {status}: {'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in _leaves(_validator(method.lower(), template, status).iter_errors(body))
    ]
    return [entry for entry in found if not any(known in entry for known in EXCEPTIONS)]


def _leaves(errors: Any) -> Any:
    for error in errors:
        if error.context:
            yield from _leaves(sorted(error.context, key=lambda item: len(item.path))[-3:])
        else:
            yield error


@functools.cache
def _validator(method: str, template: str, status: int) -> Draft202012Validator:
    answers = _spec()["paths"][template][method]["responses"]
    answer = answers.get(str(status)) or answers["4XX"]
    if "$ref" in answer:
        answer = _spec()["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
    # A reference inside the answer is meant from the root of the whole description.
    schema = json.loads(
        json.dumps(answer["content"]["application/json"]["schema"]).replace('"#/', '"urn:d#/')
    )
    return Draft202012Validator(schema, registry=_registry())


@functools.cache
def _spec() -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(DESCRIPTION.read_text())
    for name, schema in spec["components"]["schemas"].items():
        if name != "Error":
            _close(schema)
    return spec


def _close(schema: dict[str, Any]) -> None:
    if schema.get("type") == "object" and "properties" in schema:
        schema.setdefault("additionalProperties", False)


@functools.cache
def _registry() -> Any:
    resource: Any = Resource(contents=_spec(), specification=DRAFT202012)
    return Registry().with_resource("urn:d", resource)
