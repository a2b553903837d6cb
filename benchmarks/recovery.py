"""What members did while the bot was away: 50,000 reactions, found at Discord's rate limits."""

from __future__ import annotations

import asyncio
import math
import tempfile
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

from benchmarks.machine import VALUES, Client, Discord, client, discord, first_answer
from benchmarks.sizes import Figures, Size

LONGEST = 300.0
LOOK_SECONDS = 0.05
REST_SECONDS = 7.0
"""In which the edits of the post and the report of the first comparison have gone out."""
EMOJIS = ("🌱", "🔥", "🌊", "🐢", "🌻")
OURS = [
    deepcopy(VALUES[0]) | {"name": f"Value {number}", "emoji": emoji}
    for number, emoji in enumerate(EMOJIS, 1)
] + [VALUES[0] | {"emoji": "🪁"}]
"""The last is the one that `first_answer` asks for; nobody reacts with it."""

MESSAGE = "GET /channels/{channel_id}/messages/{message_id}"
USERS = f"{MESSAGE}/reactions/{{emoji_name}}"
MEMBERS = "GET /guilds/{guild_id}/members"


async def recovery(_name: str, size: Size) -> Figures:
    """Everybody reacts with five emojis while Tenet is down; it starts, and is asked again."""
    people = size.absent_members
    count = people * len(EMOJIS)
    with tempfile.TemporaryDirectory() as folder:
        async with discord(rate_limits=True, crowd=people) as server:
            async with client("tenet", server, values=OURS, folder=Path(folder)) as before:
                await first_answer(server)
                message = await _post(server)
                await asyncio.sleep(size.settle_seconds)
                at_rest = before.peak_mib()
            for emoji in EMOJIS:
                await server.post(
                    "/bench/reactions",
                    message=message,
                    channel="#pledges",
                    emoji=emoji,
                    count=people,
                )
            made = await _requests(server)
            async with client(
                "tenet", server, values=OURS, folder=Path(folder), counted=True
            ) as running:
                began = await _began(server, made)
                cpu = running.cpu_seconds()
                await _committed(running, count)
                seconds = time.perf_counter() - began
                cpu = running.cpu_seconds() - cpu
                statements = await running.statements()
                first = _since(made, await _requests(server))
                await asyncio.sleep(REST_SECONDS)
                peak = running.peak_mib()
                again = await _once_more(server, running)
    fewest = 1 + sum(math.ceil((people + 1) / 100) for _ in EMOJIS)
    compared = sum(first.get(route, 0) for route in (MESSAGE, USERS, MEMBERS))
    return {
        "offline reactions recovered": count,
        "recovery requests": compared,
        "recovery requests per 100 that are needed": compared * 100 / fewest,
        "recovery requests for members": first.get(MEMBERS, 0),
        "recovery s": seconds,
        "recovery reactions per s": count / seconds,
        "recovery CPU µs per reaction": cpu * 1e6 / count,
        "recovery statements per 100 reactions": statements * 100 / count,
        "recovery peak RSS MiB above an idle start": peak - at_rest,
        **again,
    }


async def _once_more(server: Discord, running: Client) -> Figures:
    """Ask for a comparison right after one."""
    made, writes = await _requests(server), await running.writes()
    began = time.perf_counter()
    await server.post("/people/Mara/run", command="/setup reconcile", channel="#stewards")
    last, quiet = 0, 0
    while quiet < 20:
        await asyncio.sleep(LOOK_SECONDS * 2)
        now = _since(made, await _requests(server)).get(USERS, 0)
        quiet = quiet + 1 if now == last and now else 0
        last = now
        if time.perf_counter() - began > LONGEST:
            raise RuntimeError("the second comparison did not come to an end")
    compared = _since(made, await _requests(server))
    return {
        "second run requests": sum(compared.get(route, 0) for route in (MESSAGE, USERS, MEMBERS)),
        "second run writes": await running.writes() - writes,
    }


async def _post(server: Discord) -> str:
    """The message with the values, once all of our reactions are under it."""
    async with asyncio.timeout(60):
        while True:
            seen: list[dict[str, Any]] = await server.get("/people/Ada/sees?channel=%23pledges")
            for message in seen:
                if len(message.get("reactions", ())) == len(OURS):
                    return str(message["id"])
            await asyncio.sleep(0.1)


async def _began(server: Discord, made: dict[str, int]) -> float:
    """The moment of the first request that only a comparison makes."""
    async with asyncio.timeout(LONGEST):
        while True:
            since = _since(made, await _requests(server))
            if since.get(MESSAGE) or since.get(MEMBERS):
                return time.perf_counter()
            await asyncio.sleep(LOOK_SECONDS)


async def _committed(running: Client, count: int) -> None:
    with running.ledger() as ledger:
        async with asyncio.timeout(LONGEST):
            while True:
                if ledger.of_kind("pledge.made") >= count:
                    return
                await asyncio.sleep(LOOK_SECONDS)


async def _requests(server: Discord) -> dict[str, int]:
    counted: dict[str, int] = await server.get("/requests")
    return counted


def _since(before: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    return {route: count - before.get(route, 0) for route, count in now.items()}
