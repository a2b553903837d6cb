"""The short form of the long run."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import MovableClock
from tests.fuzz.driver import run


@pytest.fixture(autouse=True)
def held_to_the_description() -> None:
    """What Discord would never send is the point here."""


@pytest.mark.thorough
@pytest.mark.timeout(120)
@pytest.mark.parametrize("number", [1])
def test_nothing_that_can_be_sent_harms_the_bot_or_another_server(
    database_path: Path, clock: MovableClock, number: int
) -> None:
    outcome = run(database_path.parent, clock, number=number, acts=2500, seconds=12)
    assert outcome.findings == [], outcome.told()
    assert outcome.done.total() > 500
    assert outcome.requests > 50
