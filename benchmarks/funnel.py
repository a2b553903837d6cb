"""How long a steward waits for the figures of a server to which 100,000 people have come."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks import queries
from benchmarks.sizes import Figures, Size
from bot import capabilities, migrating
from bot.config import Config
from bot.db import SqliteDatabase
from cogs.onboarding.models import Journey, NativeOnboarding, RoleState, State, Where
from cogs.onboarding.service import funnels, stuck, tallies
from cogs.onboarding.service.tallies import FINISHED, JOINED, LATER, STARTED, STOPPED, Count

GUILD, ZONE = 800_000_000_000_000_001, "Europe/Berlin"
NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
WEEKS = 52
BATCH = 5000
PAGE = 5
STEPS = [
    "welcome",
    "mission",
    *(f"value:{number}" for number in range(1, 9)),
    *("dilemma:1", "dilemma:2", "reflection", "interests", "zone", "pledges", "finish"),
]
GOES_ON = 0.965
"""The share that goes on from a step to the next."""


async def funnel(_: str, size: Size) -> Figures:
    """Fill a database file, then ask it for the funnel and for those who are stuck."""
    capabilities.import_models()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tenet.db"
        url = f"sqlite+aiosqlite:///{path}"
        await migrating.upgrade(Config(database={"url": url}))
        db = SqliteDatabase(url)
        await db.start()
        await _fill(db, size.journeys)
        await db.stop()
        figures: Figures = {"database MiB": path.stat().st_size / 2**20}
        figures.update(await queries.measure(path, url, QUERIES))
    return figures


async def _read_funnel(session: AsyncSession) -> None:
    found = await funnels.read(session, GUILD, STEPS, weeks=WEEKS, zone=ZONE, now=NOW)
    assert found.started
    assert found.finished
    assert found.whole.median


async def _read_stuck(session: AsyncSession) -> None:
    before = stuck.before_when(stuck.STUCK_HOURS.default, now=NOW)
    assert await stuck.count(session, GUILD, before=before) > PAGE
    assert await stuck.list_waiting(session, GUILD, before=before, page=0, size=PAGE)


QUERIES: dict[str, queries.Query] = {"funnel": _read_funnel, "stuck": _read_stuck}


async def _fill(db: SqliteDatabase, count: int) -> None:
    """Journeys over a year: more in some weeks, fewer at each step, most of them quick."""
    dice = random.Random(20261116)
    weights = [dice.uniform(0.4, 1.0) * (3.0 if n in (11, 30) else 1.0) for n in range(WEEKS)]
    made = _journeys(dice, weights, count)
    while True:
        journeys: list[dict[str, Any]] = []
        counts: Counter[Count] = Counter()
        for row, seen in made:
            journeys.append(row)
            counts.update(seen)
            if len(journeys) == BATCH:
                break
        if not journeys:
            return
        native = [
            {
                "guild_id": GUILD,
                "user_id": row["user_id"],
                "started_at": row["started_at"],
                "completed_at": row["changed_at"] if dice.random() < 0.8 else None,
            }
            for row in journeys
            if row["started_at"] is not None and dice.random() < 0.6
        ]
        async with db.begin() as session:
            await session.execute(insert(Journey), journeys)
            await session.execute(insert(NativeOnboarding), native)
            await tallies.add(
                session,
                [
                    Count(seen.guild_id, seen.week, seen.step, seen.bucket, n)
                    for seen, n in counts.items()
                ],
            )


def _journeys(
    dice: random.Random, weights: list[float], count: int
) -> Iterator[tuple[dict[str, Any], list[Count]]]:
    """One row of each journey, with what was counted of it."""
    for number in range(count):
        ago = WEEKS - dice.choices(range(WEEKS), weights)[0] - 1
        began = NOW - timedelta(weeks=ago, hours=dice.uniform(0, 100))
        week = tallies.week_of(began, ZONE)
        seen = [Count(GUILD, week, JOINED), Count(GUILD, week, STARTED)]
        moment, reached, state = began, [], State.FINISHED
        for step in STEPS:
            reached.append(step)
            seen.append(Count(GUILD, week, step))
            if step != STEPS[0] and dice.random() > GOES_ON:
                state = dice.choices(
                    (State.RUNNING, State.LATER, State.STOPPED, State.LEFT), (3, 2, 2, 3)
                )[0]
                break
            took = timedelta(seconds=dice.lognormvariate(3.2, 1.4))
            moment += took
            seen.append(Count(GUILD, week, step, tallies.bucket_of(took)))
        marks = {State.FINISHED: FINISHED, State.LATER: LATER, State.STOPPED: STOPPED}
        if state in marks:
            seen.append(Count(GUILD, week, marks[state]))
        if state is State.FINISHED:
            seen.append(Count(GUILD, week, STARTED, tallies.bucket_of(moment - began)))
        yield (
            {
                "guild_id": GUILD,
                "user_id": 900_000_000_000_000_000 + number,
                "state": state,
                "step": reached[-1],
                "step_index": len(reached) - 1,
                "reached": reached,
                "turn": len(reached),
                "place": dice.choices((Where.DM, Where.THREAD, Where.HERE), (7, 1, 2))[0],
                "role": RoleState.GIVEN if state is State.FINISHED else RoleState.NONE,
                "locale": dice.choices(("en-US", "de"), (3, 1))[0],
                "started_at": began,
                "changed_at": moment,
                "left_at": moment if state is State.LEFT else None,
            },
            seen,
        )
