"""Every route is driven once: what it answers, what it sets off, and which permissions it needs.

Answers, requests and events are held to Discord's description besides, as in every test.
"""

from __future__ import annotations

import pytest
import pytest_asyncio

from bot.simulator import permissions as may
from bot.simulator.rest import table
from tests.simulator.conformance.case import Case
from tests.simulator.conformance.cases import CASES, REFUSING
from tests.simulator.conformance.furnished import Furnished, furnish
from tests.simulator.conftest import Garden

EVERYTHING = may.ALL & ~may.ADMINISTRATOR


@pytest_asyncio.fixture
async def stage(garden: Garden) -> Furnished:
    return await furnish(garden)


def test_every_route_has_a_case() -> None:
    routes = {route.bucket for route in table.load()}

    driven = {case.route for case in CASES} | REFUSING

    assert driven == routes


@pytest.mark.asyncio
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_route_answers_and_tells_the_gateway(stage: Furnished, case: Case) -> None:
    if case.arrange is not None:
        await case.arrange(stage)

    status, answer = await _ask(stage, case)

    assert status == case.status, answer
    assert (answer is None) == (status == 204)
    assert set(stage.heard) - {"GUILD_AUDIT_LOG_ENTRY_CREATE"} == set(case.emits)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("case", "bit"),
    [
        pytest.param(case, 1 << index, id=f"{case}-bit{index}")
        for case in CASES
        for index in range(53)
        if (case.needs | (may.VIEW_CHANNEL if case.sees else 0)) >> index & 1
    ],
)
async def test_a_route_is_refused_without_any_of_its_permissions(
    stage: Furnished, case: Case, bit: int
) -> None:
    if case.arrange is not None:
        await case.arrange(stage)
    stage.garden.may(EVERYTHING & ~bit)

    status, answer = await _ask(stage, case)

    assert (status, answer["code"]) in ((403, 50013), (403, 50001))
    assert stage.heard == []


async def _ask(stage: Furnished, case: Case) -> tuple[int, object]:
    path = stage.path(case.template, case.params) + (f"?{case.query}" if case.query else "")
    return await stage.garden.ask(case.method, path, case.payload(stage))
