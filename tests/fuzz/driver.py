"""A run: acts drawn by hypothesis, done one after another to a bot that lives through them all."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from bot.clock import MovableClock
from tests.fuzz.acts import Act, Event
from tests.fuzz.playing import Fuzz, patiently

_AT_ONCE = 200


@dataclass(frozen=True)
class Outcome:
    """What a run was."""

    done: Counter[str]
    findings: list[str]
    seconds: float
    slowest: float
    requests: int

    def told(self) -> str:
        """In words, for people."""
        kinds = ", ".join(f"{name} {count}" for name, count in self.done.most_common())
        lines = [
            f"{self.done.total()} acts in {self.seconds:.0f} s ({kinds})",
            f"{self.requests} requests looked at; slowest first answer {self.slowest:.2f} s",
            f"{len(self.findings)} findings",
        ]
        return "\n".join([*lines, *self.findings[:80]])


def run(
    folder: Path, clock: MovableClock, *, number: int, acts: int, seconds: float = 1e9
) -> Outcome:
    """Play until so many acts were done or so many seconds have gone.

    Args:
        folder: Where tenet.db is, with its tables.
        number: The seed; the same one draws the same acts.
    """
    began = time.monotonic()
    with asyncio.Runner() as runner:
        fuzz = runner.run(Fuzz.begin(folder, clock))
        try:
            runner.run(fuzz.crosses())
            runner.run(fuzz.tries())
            draws = 0
            while fuzz.done.total() < acts and time.monotonic() - began < seconds:
                _batch(runner, fuzz, number + draws, min(_AT_ONCE, acts), began + seconds)
                runner.run(fuzz.switches_on())
                draws += 1
            runner.run(fuzz.looks())
        finally:
            runner.run(fuzz.end())
    took = time.monotonic() - began
    judge = fuzz.judge
    return Outcome(fuzz.done, judge.findings, took, fuzz.slowest, judge.requests)


def _batch(runner: asyncio.Runner, fuzz: Fuzz, number: int, count: int, until: float) -> None:
    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(act=fuzz.acts())
    def play(act: Act | Event) -> None:
        if time.monotonic() < until:
            runner.run(patiently(fuzz, act))

    play()
