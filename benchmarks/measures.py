"""What is measured; each function runs one round of one client on a simulator of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

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


async def start(name: str, size: Size) -> Figures:
    """From the start of the process to the first answer, and the peak of memory."""
    async with (
        discord(guilds=size.guilds, members=size.members) as server,
        client(name, server) as running,
    ):
        await first_answer(server)
        seconds = time.perf_counter() - running.started_at
        made = await calls(server)
        await asyncio.sleep(size.settle_seconds * 4)
        peak = running.peak_mib()
    return {"first answer s": seconds, "peak RSS MiB": peak, "REST calls to there": made}


MEASURES: dict[str, Callable[[str, Size], Awaitable[Figures]]] = {
    "commands": commands,
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
ALONE = frozenset({"funnel", "listing", "recovery", "schedules", "lateness", "page"})
"""Those in which there is nothing that a bare client could do."""
LONG = frozenset({"flood"})
"""Those that differ from another only by their size: when sizes are small they show nothing new."""


async def _ready(server: Discord, size: Size) -> None:
    await first_answer(server)
    await asyncio.sleep(size.settle_seconds)
