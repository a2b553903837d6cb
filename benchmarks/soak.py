"""Half an hour of an ordinary day, faster: does anything grow that should not?

Twenty events a second, the same mix every second: reactions given and taken back, commands that
read, newcomers who join, begin onboarding and leave a minute later. Looked at every so often: the
memory that is resident, open file handles, and the size of the database with its log.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import LONGEST_WAIT, Client, Discord, client, discord, first_answer

WARM_UP = 1 / 6
"""The share of the time after which what is in memory should stay what it is."""
STAY_SECONDS = 60
"""How long a newcomer stays."""
REACTIONS = 6
READS = (
    ("/values show", {"value": "Honesty"}, 8),
    ("/pledge mine", None, 3),
    ("/initiative list", None, 3),
)
PER_SECOND = REACTIONS + sum(count for *_, count in READS)
"""Events, newcomers aside."""
NEWCOMER_EVERY = 5
"""Seconds from one newcomer to the next, who joins, begins and leaves; more were a rush."""


@dataclass(frozen=True)
class Look:
    """What was seen at one moment."""

    minute: float
    rss_mib: float
    handles: int
    database_mib: float
    acts: int
    unanswered: int


async def soak(minutes: float, looks: int = 30) -> list[str]:
    """Run it; the lines of a table with what was seen, and what grew after the warm-up."""
    seen: list[Look] = []
    async with discord(crowd=500) as server, client("tenet", server) as running:
        await first_answer(server)
        day = Day(server)
        await day.prepare()
        began = time.perf_counter()
        every = minutes * 60 / looks
        driving = asyncio.create_task(day.go_on(minutes * 60))
        for number in range(looks + 1):
            await asyncio.sleep(max(0.0, began + number * every - time.perf_counter()))
            if driving.done():
                break
            seen.append(look(running, (time.perf_counter() - began) / 60, day.unanswered))
        await driving
        seen.append(look(running, (time.perf_counter() - began) / 60, day.unanswered))
    return told(seen, day)


class Day:
    """What members do, second after second."""

    def __init__(self, server: Discord) -> None:
        self._server = server
        self._post = ""
        self._here: deque[str] = deque()
        self.events = 0
        self.unanswered = 0
        self.late = 0
        """Seconds that took longer than one."""

    async def prepare(self) -> None:
        """Find the post under which people react."""
        async with asyncio.timeout(LONGEST_WAIT):
            while not self._post:
                posts = await self._server.get("/people/Ada/sees?channel=%23pledges")
                self._post = posts[-1]["id"] if posts else ""
                await asyncio.sleep(0.1)

    async def go_on(self, seconds: float) -> None:
        """Live so long."""
        began = time.perf_counter()
        for number in range(int(seconds)):
            await asyncio.gather(*self._second(number))
            self.events += PER_SECOND + (0 if number % NEWCOMER_EVERY else 3)
            ahead = began + number + 1 - time.perf_counter()
            self.late += ahead < 0
            await asyncio.sleep(max(0.0, ahead))

    def _second(self, number: int) -> list[Awaitable[None]]:
        acts: list[Callable[[], Awaitable[None]]] = [lambda: self._react(number)]
        acts += [lambda read=read: self._read(*read) for read in READS]
        if number % NEWCOMER_EVERY == 0:
            acts.append(lambda: self._come_and_go(number))
        return [act() for act in acts]

    async def _react(self, number: int) -> None:
        await self._server.post(
            "/bench/reactions",
            channel="#pledges",
            message=self._post,
            emoji="🌱",
            count=REACTIONS,
            withdraw=number % 2 == 1,
        )

    async def _read(self, command: str, options: dict[str, str] | None, count: int) -> None:
        taken = await self._server.post(
            "/bench/commands",
            command=command,
            options=options,
            channel="#welcome",
            per_second=count * 2,
            count=count,
        )
        self.unanswered += taken["unanswered"]

    async def _come_and_go(self, number: int) -> None:
        name = f"Guest {number}"
        await self._server.post("/people", name=name)
        self._here.append(name)
        try:
            await self._server.post(f"/people/{name}/run", command="/onboarding start")
        except RuntimeError:
            self.unanswered += 1
        if len(self._here) > STAY_SECONDS // NEWCOMER_EVERY:
            await self._server.post(f"/people/{self._here.popleft()}/leave")


def look(running: Client, minute: float, unanswered: int) -> Look:
    """What it costs now."""
    assert running.database is not None
    files = [running.database, Path(f"{running.database}-wal")]
    size = sum(file.stat().st_size for file in files if file.exists())
    with running.ledger() as ledger:
        acts = ledger.last()
    handles = len(os.listdir(f"/proc/{running.process.pid}/fd"))
    return Look(minute, running.rss_mib(), handles, size / 2**20, acts, unanswered)


def told(seen: Sequence[Look], day: Day) -> list[str]:
    """A table of every third look, and the slopes after the warm-up."""
    lines = [
        "| minute | RSS MiB | file handles | database MiB | acts in the ledger | unanswered |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {one.minute:.0f} | {one.rss_mib:.1f} | {one.handles} | {one.database_mib:.2f} | "
        f"{one.acts:,} | {one.unanswered} |"
        for number, one in enumerate(seen)
        if number % 3 == 0 or one is seen[-1]
    ]
    warm = [one for one in seen if one.minute >= seen[-1].minute * WARM_UP]
    minutes = [one.minute for one in warm]
    rss = statistics.linear_regression(minutes, [one.rss_mib for one in warm]).slope
    handles = statistics.linear_regression(minutes, [one.handles for one in warm]).slope
    size = statistics.linear_regression(minutes, [one.database_mib for one in warm]).slope
    acts = warm[-1].acts - warm[0].acts
    grown = (warm[-1].database_mib - warm[0].database_mib) * 2**20
    lines += [
        "",
        f"{day.events:,} events; {day.late} seconds of {int(seen[-1].minute * 60)} took longer "
        "than one.",
        f"After the warm-up, an hour adds {rss * 60:+.2f} MiB of memory, {handles * 60:+.2f} file "
        f"handles and {size * 60:+.2f} MiB of database: "
        f"{grown / max(acts, 1):.0f} bytes for each act that was noted.",
    ]
    return lines
