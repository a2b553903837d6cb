"""Valid bodies with one thing changed: what Discord's description rejects must be refused.

And nothing that a client can send may ever be answered with a 500.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
import pytest_asyncio
import yarl

from tests.simulator.conformance import spec as description
from tests.simulator.conformance import watching
from tests.simulator.conformance.bodies import BASES, Base
from tests.simulator.conformance.case import answered
from tests.simulator.conformance.furnished import Furnished, furnish
from tests.simulator.conformance.oracle import as_sent
from tests.simulator.conformance.spec import Spec
from tests.simulator.conftest import Garden

pytestmark = pytest.mark.thorough

_LENGTHS = (1, 5, 6, 11, 21, 26, 33, 46, 56, 81, 101, 151, 257, 301, 513, 1025, 2049, 4097)
_ODD = (None, True, -1, 0, 1.5, 10**12, "", "x", [], {}, [None], ["x"], [{}], {"x": 1})


@pytest.fixture(autouse=True)
def held_to_the_description(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As everywhere, but for the requests, which are meant to be wrong."""
    yield from watching.watched(monkeypatch, requests=False)


@pytest.fixture
def spec() -> Spec:
    found = description.find()
    if found is None:
        pytest.skip(description.ABSENT)
    return found


@pytest_asyncio.fixture
async def stage(garden: Garden) -> Furnished:
    return await furnish(garden)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "thorough", [False, pytest.param(True, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]
)
@pytest.mark.parametrize("base", BASES, ids=str)
async def test_what_the_description_rejects_is_refused(
    stage: Furnished, spec: Spec, base: Base, thorough: bool
) -> None:
    judge = spec.request(base.method, base.template, closed=False)
    assert judge is not None
    if "{webhook_token}" in base.template:
        await answered(stage)
    body = base.body(stage) if callable(base.body) else base.body
    assert judge.is_valid(as_sent(body))
    wrong: list[str] = []
    refused = 0

    for place, changed in mutations(body, thorough=thorough):
        if base.again is not None:
            await base.again(stage)
        path = stage.path(base.template, base.params)
        status, code = await _ask(stage, base.method, path, changed)
        if status == 400 and code in (50035, 50109, *base.codes):
            refused += 1
        elif place in base.loose:
            continue
        elif status >= 500 or not (judge.is_valid(as_sent(changed)) or _numeric(place)):
            wrong.append(f"{place}: {status} {code}")

    assert refused > 3
    assert not wrong, "\n".join(wrong)


async def _ask(stage: Furnished, method: str, path: str, body: Any) -> tuple[int, int | None]:
    """Status and code; a 500 carries no JSON."""
    url = yarl.URL(stage.garden.sim.api_url + path, encoded=True)
    async with stage.garden.http.request(method, url, json=body) as response:
        if response.content_type != "application/json":
            return response.status, None
        answer = await response.json()
        return response.status, answer.get("code") if isinstance(answer, dict) else None


def _numeric(place: str) -> bool:
    """Whether the change wrote a number as text, which Discord takes."""
    return place.rsplit(" = ", 1)[-1].strip("'").lstrip("-").isdigit()


def mutations(body: Any, *, thorough: bool) -> Iterator[tuple[str, Any]]:
    """The body with one place changed, and which place that is and what to."""
    for path in _places(body):
        place = "/".join(map(str, path))
        value = _at(body, path)
        if path and isinstance(path[-1], str):
            yield f"{place} left out", _changed(body, path, None, leave_out=True)
        for odd in _others(value, thorough=thorough):
            if odd is None and not path:
                continue
            shown = repr(odd) if len(repr(odd)) < 30 else f"{repr(odd)[:20]} of {len(odd)}"
            yield f"{place} = {shown}", _changed(body, path, odd)


def _others(value: Any, *, thorough: bool) -> Iterator[Any]:
    """What might stand in the place of a value: other types, and more than there is room for."""
    if thorough:
        yield from (odd for odd in _ODD if type(odd) is not type(value) or odd != value)
    elif isinstance(value, (list, dict)):
        yield from ("x", [None])
    else:
        yield from ({"x": 1}, True if isinstance(value, str) else "x")
    if isinstance(value, str):
        yield from ("y" * length for length in (_LENGTHS if thorough else (0, 101, 4097)))
    elif isinstance(value, list) and value:
        yield from (value[:1] * count for count in ((2, 6, 11, 26, 41, 101) if thorough else (41,)))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
        yield from (2, 6, 20, 101, 25201, 1 << 31, 1 << 53) if thorough else (-1, 1 << 31)


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield from _places(item, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _changed(body: Any, path: tuple[Any, ...], value: Any, *, leave_out: bool = False) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(body)
    holder = _at(changed, path[:-1])
    if leave_out:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return changed
