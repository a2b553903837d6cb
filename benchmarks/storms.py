"""Storms of reactions: how fast they are committed, what they cost, and what is left behind."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from benchmarks.machine import Client, Discord, calls, client, discord, first_answer
from benchmarks.sizes import Figures, Size

LONGEST = 120.0
LOOK_SECONDS = 0.01
LAST_EDIT_SECONDS = 20.0
"""How long the edit that shows the right figure is waited for."""
FIGURE = re.compile(r"(Nobody|One|[\d,.]+) (?:person |people )?ha(?:s|ve) pledged")


@dataclass(frozen=True)
class Taken:
    """What one storm took.

    Attributes:
        seconds: From the first event to the last that was committed, or received.
        cpu_seconds: Of the client, until it was at rest again.
        calls: REST requests besides answers to commands.
        behind_ms: How long a command waited that was sent behind it.
        edits: How often the post was edited.
        edit_gap_s: The shortest time between two edits; infinite if there were not two.
        right_after_s: From the last commit to the edit that shows the right figure.
    """

    seconds: float
    cpu_seconds: float
    calls: int
    behind_ms: float
    edits: int
    edit_gap_s: float
    right_after_s: float


async def reactions(name: str, size: Size) -> Figures:
    """Reactions by distinct members as fast as the socket takes them, and a command behind them."""
    count = size.reactions
    async with (
        discord(crowd=count) as server,
        client(name, server, reactions=count) as running,
    ):
        message = await _ready(name, server, size)
        taken = await _storm(server, running, size, message, count, behind=True)
    return {
        "reactions committed per s": count / taken.seconds,
        "CPU µs per reaction": taken.cpu_seconds * 1e6 / count,
        "REST calls per 1,000 reactions": taken.calls * 1000 / count,
        "command behind the storm ms": taken.behind_ms,
        **_edits("", taken),
    }


async def storms(name: str, size: Size) -> Figures:
    """Everybody reacts, everybody takes it back, everybody reacts again."""
    count = size.reactions
    figures: Figures = {}
    all_taken: list[Taken] = []
    async with (
        discord(crowd=count) as server,
        client(name, server, reactions=count) as running,
    ):
        message = await _ready(name, server, size)
        before = running.rss_mib()
        for number, withdraw in enumerate((False, True, False), 1):
            taken = await _storm(server, running, size, message, count, withdraw=withdraw)
            all_taken.append(taken)
            figures |= {
                f"storm {number} committed per s": count / taken.seconds,
                f"storm {number} CPU µs per reaction": taken.cpu_seconds * 1e6 / count,
                f"storm {number} RSS MiB above before": running.rss_mib() - before,
            }
    return figures | {"RSS MiB before": before} | _edits("storms ", *all_taken)


async def flood(name: str, size: Size) -> Figures:
    """Ten storms in one: many more events than can be committed while they come."""
    count = size.flood
    async with (
        discord(crowd=count) as server,
        client(name, server, reactions=count) as running,
    ):
        message = await _ready(name, server, size)
        before = running.rss_mib()
        taken = await _storm(server, running, size, message, count, behind=True)
        after, peak = running.rss_mib(), running.peak_mib()
    return {
        "flood committed per s": count / taken.seconds,
        "flood CPU µs per reaction": taken.cpu_seconds * 1e6 / count,
        "command behind the flood ms": taken.behind_ms,
        "flood REST calls per 1,000": taken.calls * 1000 / count,
        **_edits("flood ", taken),
        "flood peak RSS MiB above before": peak - before,
        "flood RSS MiB above before": after - before,
    }


async def _storm(
    server: Discord,
    running: Client,
    size: Size,
    message: str,
    count: int,
    *,
    withdraw: bool = False,
    behind: bool = False,
) -> Taken:
    cpu, made = running.cpu_seconds(), await calls(server)
    await server.post("/bench/edits", message=message)
    begun = time.perf_counter()
    going = asyncio.create_task(
        server.post(
            "/bench/reactions",
            message=message,
            channel="#pledges",
            emoji="🌱",
            count=count,
            withdraw=withdraw,
            behind="/values show value:Honesty" if behind else None,
        )
    )
    if running.name == "tenet":
        await _committed(running, "pledge.withdrawn" if withdraw else "pledge.made", count)
    else:
        await running.says("reactions")
    ended = time.perf_counter()
    waited = (await going).get("behind_ms")
    right_after = 0.0
    if running.name == "tenet":
        right_after = await _right(server, 0 if withdraw else count) - ended
    await asyncio.sleep(size.settle_seconds * 2)
    edits: list[dict[str, Any]] = await server.get("/bench/edits")
    return Taken(
        seconds=ended - begun,
        cpu_seconds=running.cpu_seconds() - cpu,
        calls=await calls(server) - made,
        behind_ms=float("nan") if waited is None else waited,
        edits=len(edits),
        edit_gap_s=min(
            (later["at"] - earlier["at"] for earlier, later in pairwise(edits)),
            default=float("inf"),
        ),
        right_after_s=max(0.0, right_after),
    )


def _edits(label: str, *storms: Taken) -> Figures:
    return {
        f"{label}edits of the post": sum(taken.edits for taken in storms),
        f"{label}shortest time between edits s": min(taken.edit_gap_s for taken in storms),
        f"{label}right figure after s": max(taken.right_after_s for taken in storms),
    }


async def _committed(running: Client, kind: str, count: int) -> None:
    """Return when the ledger has grown by so many acts of a kind.

    Looking for the last row costs the machine next to nothing; what the rows are is looked up when
    there are enough.
    """
    with running.ledger() as ledger:
        wanted, last = ledger.of_kind(kind) + count, ledger.last() + count
        give_up_at = time.monotonic() + LONGEST
        while ledger.last() < last or ledger.of_kind(kind) < wanted:
            if time.monotonic() > give_up_at:
                raise RuntimeError(f"{wanted - ledger.of_kind(kind)} of {count} never arrived")
            await asyncio.sleep(LOOK_SECONDS)


async def _right(server: Discord, figure: int) -> float:
    """The moment of the edit by which the post shows how many have pledged to the first value."""
    async with asyncio.timeout(LAST_EDIT_SECONDS):
        while True:
            edits: list[dict[str, Any]] = await server.get("/bench/edits")
            if edits and _shown(edits[-1]["body"]) == figure:
                return float(next(e["at"] for e in edits if _shown(e["body"]) == figure))
            await asyncio.sleep(0.1)


def _shown(body: str) -> int:
    found = FIGURE.search(body)
    if found is None:
        raise RuntimeError(f"an edit without figures: {body}")
    words = {"Nobody": 0, "One": 1}
    text = found[1]
    return words[text] if text in words else int(re.sub(r"\D", "", text))


async def _ready(name: str, server: Discord, size: Size) -> str:
    """The message to react to: Tenet's own post, or anybody's for the bare client."""
    await first_answer(server)
    await asyncio.sleep(size.settle_seconds)
    message = await _pledge_post(name, server)
    await asyncio.sleep(size.settle_seconds)
    return message


async def _pledge_post(name: str, server: Discord) -> str:
    if name == "tenet":
        async with asyncio.timeout(30):
            while True:
                seen: list[dict[str, Any]] = await server.get("/people/Ada/sees?channel=%23pledges")
                for message in seen:
                    if "🌱" in str(message.get("reactions")):
                        return str(message["id"])
                await asyncio.sleep(0.1)
    said = await server.post("/people/Ada/say", text="React here", channel="#pledges")
    return str(said["id"])
