"""Every local Discord that a test starts is watched, whichever way it was started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bot.simulator.server import Simulator
from tests.simulator.conformance.oracle import watch


@pytest.fixture(autouse=True)
def held_to_the_description(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test at its end when something on the wire departed from Discord's description."""
    start = Simulator.start
    with ExitStack() as watched:

        async def start_watched(sim: Simulator) -> None:
            await start(sim)
            watched.enter_context(watch(sim))

        monkeypatch.setattr(Simulator, "start", start_watched)
        yield
