"""Newcomers by the thousand: 2,000 join in one burst, and then all of them press Start."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

from benchmarks.machine import Client, Discord, calls, client, discord, first_answer
from benchmarks.sizes import Figures, Size

READ = {"command": "/values show", "options": {"value": "Honesty"}, "channel": "#reminders"}
BYSTANDERS = ["Ada", "Ben", "Chidi", "Dilek", "Emil"]
PER_SECOND = 20
"""Commands of others, before and meanwhile."""


async def arrivals(name: str, size: Size) -> Figures:
    """A burst of joins, and a press of Start by each of them, at Discord's rate limits."""
    async with (
        discord(rate_limits=True) as server,
        client(name, server, counted=True) as running,
    ):
        await first_answer(server)
        message = await _start_post(name, server)
        await asyncio.sleep(size.settle_seconds)
        joined = await _joins(server, running, size)
        idle = await _commands(server, size.idle_seconds)
        pressed, meanwhile = await _presses(server, running, size, message)
    return {
        **joined,
        **pressed,
        f"others {PER_SECOND}/s idle p50 ms": idle["p50"],
        f"others {PER_SECOND}/s idle p99 ms": idle["p99"],
        f"others {PER_SECOND}/s meanwhile p50 ms": meanwhile["p50"],
        f"others {PER_SECOND}/s meanwhile p99 ms": meanwhile["p99"],
        "p99 meanwhile ÷ idle": meanwhile["p99"] / idle["p99"],
        "others unanswered": idle["unanswered"] + meanwhile["unanswered"],
    }


async def _joins(server: Discord, running: Client, size: Size) -> Figures:
    cpu, statements, made = (
        running.cpu_seconds(),
        await running.statements(),
        await calls(server),
    )
    joined = await server.post(
        "/bench/joins",
        count=size.newcomers,
        channel="#welcome",
        behind="/values show value:Honesty",
    )
    await asyncio.sleep(size.settle_seconds * 2)
    return {
        "joins REST calls": await calls(server) - made,
        "joins drained after s": joined["drained_s"],
        "joins CPU ms each": (running.cpu_seconds() - cpu) * 1000 / size.newcomers,
        "joins statements in all": await running.statements() - statements,
    }


async def _presses(
    server: Discord, running: Client, size: Size, message: str
) -> tuple[Figures, dict[str, Any]]:
    cpu, statements = running.cpu_seconds(), await running.statements()
    pressing = asyncio.create_task(
        server.post(
            "/bench/presses",
            message=message,
            channel="#welcome",
            custom_id="onboarding:start",
            shows="onboarding:next",
            count=size.newcomers,
            seconds=size.press_seconds,
            within=size.first_step_seconds,
            afterwards=size.settle_seconds * 2,
        )
    )
    meanwhile = await _commands(server, size.press_seconds)
    got = await pressing
    others = PER_SECOND * size.press_seconds
    sent = await running.statements() - statements
    used = running.cpu_seconds() - cpu
    return {
        "first step p50 s": got["p50"],
        "first step p99 s": got["p99"],
        "first step last s": got["max"],
        "first step late": got["late"],
        "by an answer": got["places"].get("answer", 0),
        "by DM": got["places"].get("DM", 0),
        "in a thread": got["places"].get("thread", 0),
        "calls to there": got["calls_mean"],
        "calls to there, most": got["calls_max"],
        "DM channels opened": got["opened"],
        "429s": got["rate_limited"],
        "other refusals": got["refused"] - got["rate_limited"],
        "shown twice": got["twice"],
        "DMs still to come": _pending(running),
        "statements per press": sent / size.newcomers,
        # What the commands of others cost is in it, for both clients.
        "CPU ms per interaction": used * 1000 / (size.newcomers + others),
    }, meanwhile


async def _commands(server: Discord, seconds: float) -> dict[str, Any]:
    taken: dict[str, Any] = await server.post(
        "/bench/commands",
        **READ,
        people=BYSTANDERS,
        per_second=PER_SECOND,
        count=int(PER_SECOND * seconds),
    )
    return taken


async def _start_post(name: str, server: Discord) -> str:
    """The message with the button; the bare client is told to post one."""
    if name == "bare":
        await server.post("/people/Mara/run", command="/onboarding post", channel="#welcome")
    async with asyncio.timeout(30):
        while True:
            seen: list[dict[str, Any]] = await server.get("/people/Ada/sees?channel=%23welcome")
            for message in seen:
                if any(b["custom_id"] == "onboarding:start" for b in message["buttons"]):
                    return str(message["id"])
            await asyncio.sleep(0.1)


def _pending(running: Client) -> int:
    """DMs that wait: whoever was shown the first step elsewhere must not be in there."""
    if running.name == "bare":
        return 0
    with sqlite3.connect(f"file:{running.database}?mode=ro", uri=True) as connection:
        query = "SELECT count(*) FROM deliveries WHERE lane = 'dm' AND state = 'pending'"
        return int(connection.execute(query).fetchone()[0])
