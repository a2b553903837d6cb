"""One run: a community lives, a second hand harms it, and in the end all of it must hold."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.clock import MovableClock
from bot.simulator.people import NoAnswer, SeenMessage
from bot.simulator.server import Simulator
from tests.chaos import checks
from tests.chaos.hand import KILLED, Hand, schedule
from tests.chaos.machine import Machine
from tests.chaos.members import Members
from tests.factories import Village, found_village
from tests.scenarios.initiating import CLEAN_UP, PLACES, proposes

CALM_SECONDS = 60.0
WAIT_SECONDS = 20.0


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    seed: int
    seconds: float
    harm: list[str]
    """In the order in which it was done."""
    acts: dict[str, int]
    reactions: int
    unanswered: dict[str, int]
    impossible: dict[str, int]
    checked: int
    findings: list[str]

    def told(self) -> str:
        """In sentences."""
        harm = ", ".join(f"{name} {count}" for name, count in sorted(Counter(self.harm).items()))
        acts = ", ".join(f"{name} {count}" for name, count in sorted(self.acts.items()))
        unanswered = ", ".join(f"{name} {n}" for name, n in sorted(self.unanswered.items()))
        return "\n".join(
            [
                f"seed {self.seed}, {self.seconds:.0f} s; the same harm again: "
                f"python -m tests.chaos --kills {self.harm.count(KILLED)} --seed {self.seed}",
                f"harm: {harm}",
                f"acknowledged acts: {sum(self.acts.values())} ({acts})",
                f"reactions made or taken back: {self.reactions}",
                f"acts without an answer: {sum(self.unanswered.values())} ({unanswered})",
                *(f"not possible, {count} times: {why}" for why, count in self.impossible.items()),
                f"claims looked up at the end: {self.checked}",
                f"findings: {len(self.findings)}",
                *self.findings,
            ]
        )


async def run(folder: Path, *, kills: int, seed: int) -> Outcome:
    """Live and break; the folder holds an empty database."""
    began = time.perf_counter()
    clock = MovableClock()
    async with Simulator(clock=clock, identify_seconds=0, rate_limits=False) as sim:
        village = found_village(sim.world)
        weekly = {"name": "Value of the week", "rule": "every Monday 09:00"}
        config = village.config(
            reminders=[weekly],
            onboarding={"steps": ["mission", "values", "finish"]},
            initiatives={"decide": "open", "events": False},
        ) | {"deliveries": {"dm_every_seconds": 0.0, "edit_every_seconds": 0.5}}
        machine = Machine(sim, village, folder, config)
        await machine.start()
        try:
            members = Members(village, machine, seed, await _card(village))
            await members.settle_in()
            hand = Hand(sim, village, machine)
            over = asyncio.Event()
            lives = [asyncio.create_task(members.live(life, over)) for life in members.lives()]
            await hand.strike(schedule(seed, kills))
            over.set()
            await hand.rest()
            await asyncio.wait(lives)
            for life in lives:
                life.result()
            found = await _at_rest(machine, village)
            found += checks.findings(machine, members, village)
        finally:
            await machine.stop()
        return Outcome(
            seed,
            time.perf_counter() - began,
            hand.done,
            dict(members.told.acts),
            members.told.reactions,
            dict(members.told.unanswered),
            dict(members.told.impossible),
            checks.checked(members),
            found,
        )


async def _card(village: Village) -> SeenMessage:
    """The card of an initiative with few seats, once everything stands."""
    steward = village.steward
    await steward.waits_for("Pledge", channel=village.channels["pledges"], within=WAIT_SECONDS)
    channel = village.channels["initiatives"]
    await proposes(steward, CLEAN_UP | {PLACES: f"{checks.SEATS}"}, channel=channel)
    async with asyncio.timeout(WAIT_SECONDS):
        while True:
            for seen in steward.sees(channel):
                if any(button.label == "Join" for button in seen.buttons) and not seen.is_ephemeral:
                    return seen
            await asyncio.sleep(0.1)


async def _at_rest(machine: Machine, village: Village) -> list[str]:
    """Wait until nothing is due, and look whether a second comparison changes anything."""
    deadline = time.perf_counter() + CALM_SECONDS
    while machine.reads(checks.DUE, machine.now) and time.perf_counter() < deadline:
        await asyncio.sleep(0.2)
    steward = village.steward
    said = ""
    for _ in range(3):
        answer = await steward.runs("/setup reconcile", within=WAIT_SECONDS)
        if isinstance(answer, NoAnswer):
            return ["/setup reconcile was not answered"]
        async with asyncio.timeout(CALM_SECONDS):
            while "comparing" in steward.looks_again(answer):
                await asyncio.sleep(0.1)
        said = steward.looks_again(answer).text
    if "Everything is as it should be." not in said:
        return [f"a second comparison still found something: {said}"]
    return []
