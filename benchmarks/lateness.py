"""A thousand reminders due in the same second: when they stand, by Discord's limits at best."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.machine import VALUES, Client, Discord, client, discord, first_answer
from benchmarks.sizes import Figures, Size
from bot import capabilities, migrating, seeding
from bot.config import Config
from bot.db import SqliteDatabase
from bot.models import Guild
from bot.simulator.crowds import percentile

LONGEST = 300.0
LOOK_SECONDS = 0.1
DISCORD = 50
"""Requests a second that Discord lets one bot make."""
OURS = 40
"""How many of them Tenet makes at most by default; the rest is for answers."""
COMMANDS_PER_SECOND = 10
SOON = timedelta(seconds=1.5)
MESSAGES = "POST /channels/{channel_id}/messages"
BATCH = 50


async def lateness(_: str, size: Size) -> Figures:
    """One reminder on each of so many servers, and commands of others meanwhile."""
    capabilities.import_models()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with discord(guilds=size.posts, members=2, crowd=500, rate_limits=True) as server:
            await _prepare(server, folder)
            async with client("tenet", server, folder=folder, hasty=True) as running:
                await first_answer(server)
                await asyncio.sleep(size.settle_seconds)
                await _at_rest(folder)
                idle = await _commands(server, size.posts / OURS)
                made, cpu = await _posted(server), running.cpu_seconds()
                due_at = _make_due(folder)
                await asyncio.sleep((due_at - datetime.now(UTC)).total_seconds())
                others = asyncio.create_task(_commands(server, size.posts / OURS))
                late = await _late(folder, running, size.posts, due_at)
                busy = await others
                cpu = running.cpu_seconds() - cpu
                requests = await _posted(server) - made
    at_best = [(number + 1) / DISCORD for number in range(size.posts)]
    at_ours = [(number + 1) / OURS for number in range(size.posts)]
    figures: Figures = {"posts due in one second": size.posts, "lateness first s": min(late)}
    for label, part in (("p50", 0.50), ("p99", 0.99)):
        taken = percentile(late, part)
        figures[f"lateness {label} s"] = taken
        figures[f"lateness {label}, least at {DISCORD}/s s"] = percentile(at_best, part)
        figures[f"lateness {label}, least at {OURS}/s s"] = percentile(at_ours, part)
        figures[f"lateness {label} ÷ least at {DISCORD}/s"] = taken / percentile(at_best, part)
        figures[f"lateness {label} ÷ least at {OURS}/s"] = taken / percentile(at_ours, part)
    return figures | {
        "requests per post": requests / size.posts,
        "CPU ms per post": cpu * 1000 / size.posts,
        "durable command before p99 ms": idle["p99"],
        "durable command meanwhile p50 ms": busy["p50"],
        "durable command meanwhile p99 ms": busy["p99"],
        "durable commands unanswered": busy["unanswered"],
    }


async def _commands(server: Discord, seconds: float) -> dict[str, Any]:
    taken: dict[str, Any] = await server.post(
        "/bench/commands",
        command="/onboarding start",
        channel="#welcome",
        per_second=COMMANDS_PER_SECOND,
        count=max(5, int(COMMANDS_PER_SECOND * seconds)),
    )
    return taken


async def _prepare(server: Discord, folder: Path) -> None:
    """Have Tenet know every server already, each with values and one reminder a year away."""
    url = f"sqlite+aiosqlite:///{folder / 'tenet.db'}"
    await migrating.upgrade(Config(database={"url": url}))
    now = datetime.now(UTC)
    far = now + timedelta(days=180)
    rule = f"every year on {far:%B} {far.day} at 09:00"
    places = {
        int(guild["id"]): next(int(c["id"]) for c in guild["channels"] if c["name"] == "general")
        for guild in (await server.get("/"))["guilds"]
        if guild["id"] != server.addresses["guild_id"]
    }
    communities = {
        guild_id: {
            "mission": "We keep the river clean and each other well.",
            "zone": "UTC",
            "values": VALUES,
            "reminders": [
                {"name": "Value", "value": "of the week", "rule": rule, "channel": channel_id}
            ],
        }
        for guild_id, channel_id in places.items()
    }
    config = Config(communities=communities)
    db = SqliteDatabase(url)
    await db.start()
    ids = list(places)
    for first in range(0, len(ids), BATCH):
        async with db.begin() as session:
            some = ids[first : first + BATCH]
            await session.execute(insert(Guild), [{"id": id_, "seen_at": now} for id_ in some])
            for id_ in some:
                await seeding.first_sight(session, id_, config, found={}, now=now)
    await db.stop()


def _make_due(folder: Path) -> datetime:
    """Have all of them due in one second that is about to come."""
    due_at = (datetime.now(UTC) + SOON).replace(microsecond=0)
    with sqlite3.connect(folder / "tenet.db", timeout=30) as connection:
        stored = due_at.replace(tzinfo=None).isoformat(" ") + ".000000"
        connection.execute("UPDATE schedules SET next_run_at = ?", (stored,))
    connection.close()
    return due_at


async def _at_rest(folder: Path) -> None:
    """Return when nothing waits that the start brought with it."""
    query = "SELECT count(*) FROM deliveries WHERE state = 'pending' AND lane = 'guild'"
    with sqlite3.connect(f"file:{folder / 'tenet.db'}?mode=ro", uri=True) as connection:
        async with asyncio.timeout(LONGEST):
            while True:
                if not connection.execute(query).fetchone()[0]:
                    break
                await asyncio.sleep(LOOK_SECONDS)
    connection.close()


async def _late(folder: Path, running: Client, count: int, due_at: datetime) -> list[float]:
    """How late each post was, by when it was known to stand."""
    query = "SELECT posted_at FROM reminder_posts WHERE posted_at IS NOT NULL"
    give_up_at = time.monotonic() + LONGEST
    connection = sqlite3.connect(f"file:{folder / 'tenet.db'}?mode=ro", uri=True)
    try:
        while True:
            rows = connection.execute(query).fetchall()
            if len(rows) >= count:
                moments = [datetime.fromisoformat(row[0]).replace(tzinfo=UTC) for row in rows]
                return [(moment - due_at).total_seconds() for moment in moments]
            if time.monotonic() > give_up_at or running.process.returncode is not None:
                raise RuntimeError(f"{len(rows)} of {count} were posted")
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        connection.close()


async def _posted(server: Discord) -> int:
    counted: dict[str, int] = await server.get("/requests")
    return counted.get(MESSAGES, 0)
