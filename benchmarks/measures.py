"""What is measured; each function runs one round of one client on a simulator of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from benchmarks.arrivals import arrivals
from benchmarks.funnel import funnel
from benchmarks.machine import Discord, calls, client, discord, first_answer
from benchmarks.sizes import Figures, Size


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


async def reactions(name: str, size: Size) -> Figures:
    """Reactions by distinct members as fast as the socket takes them, and a command behind them."""
    count = size.reactions
    async with (
        discord(crowd=count) as server,
        client(name, server, reactions=count) as running,
    ):
        await _ready(server, size)
        message = await _pledge_post(name, server)
        await asyncio.sleep(size.settle_seconds)
        cpu, before = running.cpu_seconds(), await calls(server)
        begun = time.perf_counter()
        storm = asyncio.create_task(
            server.post(
                "/bench/reactions",
                message=message,
                channel="#pledges",
                emoji="🌱",
                count=count,
                behind="/values show value:Honesty",
            )
        )
        if name == "tenet":
            while running.ledger("pledge.made") < count:
                if time.perf_counter() - begun > 120:
                    raise RuntimeError(f"{running.ledger('pledge.made')} of {count} arrived")
                await asyncio.sleep(0.05)
        else:
            await running.says("reactions")
        seconds = time.perf_counter() - begun
        behind = (await storm)["behind_ms"]
        await asyncio.sleep(size.settle_seconds * 2)
        used = running.cpu_seconds() - cpu
        made = await calls(server) - before
    return {
        "reactions committed per s": count / seconds,
        "CPU ms per reaction": used * 1000 / count,
        "REST calls per 1,000 reactions": made * 1000 / count,
        "command behind the storm ms": behind if behind is not None else float("nan"),
    }


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
    "start": start,
    "arrivals": arrivals,
    "funnel": funnel,
}
ALONE = frozenset({"funnel"})
"""Those in which there is nothing that a bare client could do."""


async def _ready(server: Discord, size: Size) -> None:
    await first_answer(server)
    await asyncio.sleep(size.settle_seconds)


async def _pledge_post(name: str, server: Discord) -> str:
    """The message to react to: Tenet's own post, or anybody's for the bare client."""
    if name == "tenet":
        async with asyncio.timeout(30):
            while True:
                seen: list[dict[str, Any]] = await server.get("/people/Ada/sees?channel=%23pledges")
                for message in seen:
                    if "🌱" in str(message.get("reactions")):
                        return str(message["id"])
                await asyncio.sleep(0.1)
    said = await server.post("/people/Ada/say", text="React here", channel="#pledges")
    message = str(said["id"])
    await server.post("/people/Ada/react", emoji="🌱", message=message)
    return message
