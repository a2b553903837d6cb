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
    yield from watched(monkeypatch)


def watched(monkeypatch: pytest.MonkeyPatch, *, requests: bool = True) -> Iterator[None]:
    """What the fixture does; a module of wrong requests has one that leaves these alone."""
    start = Simulator.start
    with ExitStack() as watches:

        async def start_watched(sim: Simulator) -> None:
            await start(sim)
            watches.enter_context(watch(sim, requests=requests))

        monkeypatch.setattr(Simulator, "start", start_watched)
        yield
