"""Holds whatever crosses the wire to Discord's own description of its API."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.server import Simulator
from tests.simulator.conformance import events
from tests.simulator.conformance.differences import DIFFERENCES, Difference
from tests.simulator.conformance.spec import Finding, Schema, Spec, find, leaves, plain

_SNOWFLAKE = re.compile(r"[0-9]{15,20}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
_ID_LISTS = ("users", "roles", "messages", "applied_tags", "values")


class Oracle:
    """Judges payloads; what departs from the description is looked into once for each shape.

    Attributes:
        used: The differences that something needed.
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.used: set[Difference] = set()
        self._verdicts: dict[tuple[Any, ...], tuple[Finding, ...]] = {}
        self._lengths, self._numbers, self._enumerated = _boundaries(spec)

    def exchange(self, seen: Exchange) -> list[Finding]:
        """What is wrong with a request that was accepted, and with its answer."""
        if not seen.template or seen.status >= 500:
            return []
        operation = f"{seen.method} {plain(seen.template)}"
        found = self._request(seen, operation) if seen.status < 300 else []
        return found + self._response(seen, operation)

    def delivery(self, seen: Delivery) -> list[Finding]:
        """What is wrong with a gateway event."""
        found: list[Finding] = []
        for problem in events.key_problems(seen.name, seen.data):
            found += self._without_differences([problem])
        for schema, part in events.parts(seen.name, seen.data):
            found += self._unexplained(self.spec.schema(schema), part, seen.name, "gateway")
        return found

    def _request(self, seen: Exchange, operation: str) -> list[Finding]:
        if self.spec.operation(seen.method, seen.template) is None:
            return [Finding(operation, "request", "", "undescribed", "", "no such operation")]
        schema = self.spec.request(seen.method, seen.template, closed=True)
        if schema is None:
            if not seen.body:
                return []
            return [Finding(operation, "request", "", "undescribed", "", "a body is not described")]
        if seen.body is None:
            return []
        return self._unexplained(schema, as_sent(seen.body), operation, "request")

    def _response(self, seen: Exchange, operation: str) -> list[Finding]:
        try:
            schema = self.spec.response(seen.method, seen.template, seen.status)
        except LookupError as unknown:
            finding = Finding(
                operation, "response", "", "undescribed", str(seen.status), str(unknown)
            )
            return self._without_differences([finding])
        if schema is None:
            if seen.answer is None:
                return []
            return [Finding(operation, "response", "", "undescribed", "", "a body is not shown")]
        return self._unexplained(schema, seen.answer, operation, "response")

    def _unexplained(self, schema: Schema, value: Any, operation: str, side: str) -> list[Finding]:
        """The errors that no difference explains, each in its likeliest reading."""
        if schema.is_valid(value):
            return []
        shape = (operation, side, schema.reference, self._shape(value, ""))
        verdict = self._verdicts.get(shape)
        if verdict is None:
            verdict = self._verdicts[shape] = self._judged(schema, value, operation, side)
        return list(verdict)

    def _judged(self, schema: Schema, value: Any, operation: str, side: str) -> tuple[Finding, ...]:
        found: list[Finding] = []
        for ways in leaves(schema.iter_errors(value), operation, side):
            readings = [[(item, _explanation(item)) for item in way] for way in ways]
            explained = next(
                (reading for reading in readings if all(cause for _, cause in reading)), None
            )
            chosen = readings[0] if explained is None else explained
            self.used |= {cause for _, cause in chosen if cause is not None}
            found += [item for item, cause in chosen if cause is None]
        return tuple(found)

    def _without_differences(self, findings: list[Finding]) -> list[Finding]:
        causes = [(item, _explanation(item)) for item in findings]
        self.used |= {cause for _, cause in causes if cause is not None}
        return [item for item, cause in causes if cause is None]

    def _shape(self, value: Any, key: str) -> Any:
        """Equal for values that the description cannot tell apart."""
        if isinstance(value, dict):
            return tuple([(name, self._shape(value[name], name)) for name in sorted(value)])
        if isinstance(value, list):
            shapes = {self._shape(item, key) for item in value}
            unique = len({repr(item) for item in value}) == len(value) if len(value) > 1 else True
            return (bisect_right(self._lengths, len(value)), unique, frozenset(shapes))
        if isinstance(value, str):
            if _SNOWFLAKE.fullmatch(value):
                return "id"
            if _MOMENT.fullmatch(value):
                return "moment"
            if key in self._enumerated:
                return value
            return ("text", bisect_right(self._lengths, len(value)), value.isdigit())
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int) and -64 <= value <= 1024:
            return (type(value), value)
        return (type(value), bisect_right(self._numbers, value))


@cache
def oracle() -> Oracle | None:
    """The one oracle of this process; None where the description is missing."""
    spec = find()
    return None if spec is None else Oracle(spec)


@contextmanager
def watch(sim: Simulator, *, requests: bool = True) -> Iterator[None]:
    """Fail afterwards if anything on the wire departed from Discord's description.

    Args:
        requests: Whether what clients send is judged as well.
    """
    judge = oracle()
    if judge is None:
        yield
        return
    found: dict[Finding, None] = {}

    def observe(seen: Exchange | Delivery) -> None:
        findings = judge.exchange(seen) if isinstance(seen, Exchange) else judge.delivery(seen)
        found.update((item, None) for item in findings if requests or item.side != "request")

    sim.observers.append(observe)
    yield
    sim.observers.remove(observe)
    assert not found, "departed from Discord's description:\n" + "\n".join(map(str, found))


def as_sent(value: Any, key: str = "") -> Any:
    """A request body with ids as text: Discord takes them as numbers too, its description not."""
    if isinstance(value, dict):
        return {name: as_sent(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [as_sent(item, key) for item in value]
    if type(value) is int and (
        key in ("id", *_ID_LISTS) or key.endswith(("_id", "_ids")) or key.isdigit()
    ):
        return str(value)
    return value


def _explanation(finding: Finding) -> Difference | None:
    return next((item for item in DIFFERENCES if item.covers(finding)), None)


def _boundaries(spec: Spec) -> tuple[list[int], list[float], frozenset[str]]:
    """Lengths and numbers at which some schema changes its mind, and keys of enumerated text."""
    lengths: set[int] = {0, 1, 2}
    numbers: set[float] = set()
    enumerated: set[str] = set()
    texts = {
        f"#/components/schemas/{name}"
        for name, schema in spec.schemas.items()
        if schema.get("type") == "string" and ("enum" in schema or "oneOf" in schema)
    }

    def walk(node: Any, key: str) -> None:
        if isinstance(node, list):
            for item in node:
                walk(item, key)
            return
        if not isinstance(node, dict):
            return
        for bound in ("minLength", "maxLength", "minItems", "maxItems"):
            if isinstance(node.get(bound), int):
                lengths.update((node[bound], node[bound] + 1))
        for bound in ("minimum", "maximum"):
            if isinstance(node.get(bound), (int, float)):
                numbers.update((node[bound], node[bound] + 1))
        choices = node.get("enum", [node.get("const")])
        if node.get("$ref") in texts or (
            isinstance(choices, list) and any(isinstance(item, str) for item in choices)
        ):
            enumerated.add(key)
        for name, item in node.items():
            if name == "properties" and isinstance(item, dict):
                for inner, schema in item.items():
                    walk(schema, inner)
            else:
                walk(item, key)

    walk(spec.schemas, "")
    walk(spec.document["paths"], "")
    return sorted(lengths), sorted(numbers), frozenset(enumerated)
