"""What is measured; each function runs one round of one client on a simulator of its own."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.arrivals import arrivals
from benchmarks.funnel import funnel
from benchmarks.joins import joins
from benchmarks.lateness import lateness
from benchmarks.listing import list_initiatives
from benchmarks.machine import Discord, calls, client, discord, first_answer
from benchmarks.page import page
from benchmarks.recovery import recovery
from benchmarks.schedules import schedules
from benchmarks.sizes import Figures, Size
from benchmarks.storms import flood, reactions, storms


async def commands(name: str, size: Size) -> Figures:
    """A slash command that reads and one that writes, at 50 and at 200 a second."""
    figures: Figures = {}
    async with discord(crowd=4000) as server, client(name, server) as running:
        await _ready(server, size)
        for label, command, options in (
            ("read", "/values show", {"value": "Honesty"}),
            ("durable", "/onboarding start", {}),
        ):
            for rate in (50, 200):
                count = int(rate * size.command_seconds)
                cpu = running.cpu_seconds()
                taken = await server.post(
                    "/bench/commands",
                    command=command,
                    options=options,
                    channel="#welcome",
                    per_second=rate,
                    count=count,
                )
                figures[f"{label} {rate}/s p50 ms"] = taken["p50"]
                figures[f"{label} {rate}/s p99 ms"] = taken["p99"]
                figures[f"{label} {rate}/s unanswered"] = taken["unanswered"]
                used = running.cpu_seconds() - cpu
                figures[f"{label} {rate}/s CPU ms per answer"] = used * 1000 / count
    return figures


async def burst(name: str, size: Size) -> Figures:
    """Many durable commands in one moment; each has three seconds to be answered."""
    async with discord(crowd=size.burst_commands) as server, client(name, server) as running:
        await _ready(server, size)
        cpu = running.cpu_seconds()
        taken = await server.post(
            "/bench/commands",
            command="/onboarding start",
            options={},
            channel="#welcome",
            per_second=1e6,
            count=size.burst_commands,
        )
        used = running.cpu_seconds() - cpu
    return {
        "burst unanswered": taken["unanswered"],
        "burst p50 ms": taken["p50"],
        "burst p99 ms": taken["p99"],
        "burst CPU ms per answer": used * 1000 / size.burst_commands,
    }


async def noise(name: str, size: Size) -> Figures:
    """What people say to each other where we are, and nobody has asked us."""
    async with discord(crowd=100) as server, client(name, server) as running:
        await _ready(server, size)
        cpu = running.cpu_seconds()
        await server.post("/bench/chatter", channel="#reminders", count=size.chatter)
        await asyncio.sleep(size.settle_seconds)
        used = running.cpu_seconds() - cpu
    return {"CPU s per 100,000 foreign messages": used * 100_000 / size.chatter}


async def start(name: str, size: Size) -> Figures:
    """From the start of the process to the first answer, and the peak of memory.

    Then the same with a tenth of the servers, for what each costs, and once more on the same
    database: what was uploaded before is not uploaded again.
    """
    with tempfile.TemporaryDirectory() as kept:
        async with discord(guilds=size.guilds, members=size.members) as server:
            many = await _first(name, server, size, Path(kept))
            again = await _first(name, server, size, Path(kept))
    few_guilds = size.guilds // 10
    async with discord(guilds=few_guilds, members=size.members) as server:
        few = await _first(name, server, size, None)
    further = (many.peak_mib - few.peak_mib) * 1024 / (size.guilds - few_guilds)
    return {
        "first answer s": many.seconds,
        "peak RSS MiB": many.peak_mib,
        "KiB per further server": further,
        "REST calls to there": many.calls,
        "REST calls at the second start": again.calls,
    }


@dataclass(frozen=True)
class _First:
    """A start up to its first answer."""

    seconds: float
    peak_mib: float
    calls: int


async def _first(name: str, server: Discord, size: Size, folder: Path | None) -> _First:
    before = await calls(server)
    async with client(name, server, folder=folder) as running:
        await first_answer(server)
        seconds = time.perf_counter() - running.started_at
        made = await calls(server) - before
        await asyncio.sleep(size.settle_seconds * 4)
        return _First(seconds, running.peak_mib(), made)


MEASURES: dict[str, Callable[[str, Size], Awaitable[Figures]]] = {
    "commands": commands,
    "burst": burst,
    "noise": noise,
    "reactions": reactions,
    "storms": storms,
    "flood": flood,
    "start": start,
    "arrivals": arrivals,
    "joins": joins,
    "funnel": funnel,
    "listing": list_initiatives,
    "recovery": recovery,
    "schedules": schedules,
    "lateness": lateness,
    "page": page,
}
WITH_GOALS = frozenset({"commands", "burst", "noise", "reactions", "start", "arrivals"})
"""Those that DESIGN sets goals for, in comparison with the bare client."""
ALONE = frozenset({"funnel", "listing", "recovery", "schedules", "lateness", "page"})
"""Those in which there is nothing that a bare client could do."""
IN_PROCESS = frozenset({"funnel", "listing", "schedules", "lateness", "page"})
"""Those that run in this process; some listen to every statement in it, so one at a time."""
SLOW = ("recovery", "start", "arrivals")
"""Those that take longest when sizes are small."""
LONG = frozenset({"flood"})
"""Those that differ from another only by their size: when sizes are small they show nothing new."""


async def _ready(server: Discord, size: Size) -> None:
    await first_answer(server)
    await asyncio.sleep(size.settle_seconds)
