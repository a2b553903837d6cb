"""The short form of the long run: ten kills, and everything else that goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.driver import run


@pytest.mark.thorough
@pytest.mark.timeout(180)
@pytest.mark.asyncio
async def test_after_ten_kills_and_other_harm_everything_that_was_told_is_so(
    database_path: Path,
) -> None:
    outcome = await run(database_path.parent, kills=10, seed=1)
    assert outcome.findings == [], outcome.told()
    assert outcome.harm["killed"] == 10
    assert outcome.checked > 20
