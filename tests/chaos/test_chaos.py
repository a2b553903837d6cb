"""The short form of the long run: ten kills, and everything else that goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.driver import run
from tests.chaos.hand import KILLED, Round, schedule


def _harm(rounds: list[Round]) -> list[str]:
    return [name for one in rounds for name in (*(blow.harm for blow in one.blows), KILLED)]


def test_two_hands_of_one_seed_choose_the_same_harms() -> None:
    long = schedule(1, kills=50)

    assert schedule(1, kills=50) == long
    assert schedule(1, kills=10) == long[:10]
    assert schedule(2, kills=50) != long


@pytest.mark.thorough
@pytest.mark.timeout(180)
@pytest.mark.asyncio
async def test_after_ten_kills_and_other_harm_everything_that_was_told_is_so(
    database_path: Path,
) -> None:
    outcome = await run(database_path.parent, kills=10, seed=1)
    assert outcome.findings == [], outcome.told()
    assert outcome.harm == _harm(schedule(1, kills=10)), "what is done depends on the moment"
    assert outcome.checked > 20
