"""Counts of how far journeys come, and how long steps take; of weeks and steps, never of people.

What is counted once stays: it carries no id, so there is nothing in it to erase, and a journey that
is begun anew is counted anew. Durations are kept as buckets of a fixed geometric scale, each a
quarter wider than the one before: a median read from them is at most `ERROR` off the true one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_into
from cogs.onboarding.models import Tally

JOINED = "joined"
"""Somebody came to the server."""
STARTED = "started"
"""They pressed Start for the first time, or anew after Stop."""
FINISHED = "finished"
LATER = "later"
STOPPED = "stopped"

REACHED = 0
"""The bucket of everybody who came to a step at all."""

FACTOR = 1.25
SHORTEST = timedelta(seconds=1)
LONGEST = timedelta(days=30)
ERROR = math.sqrt(FACTOR) - 1
"""How far the middle of a bucket can be from anything in it, as a share: just below 12 %."""

BUCKETS = 2 + math.ceil(math.log(LONGEST / SHORTEST) / math.log(FACTOR))
"""The last one; it holds everything longer than the scale."""


@dataclass(frozen=True, order=True)
class Count:
    """One figure to add: how many came to a step, or left it onward within a bucket of time."""

    guild_id: int
    week: date
    step: str
    bucket: int = REACHED
    count: int = 1


def week_of(moment: datetime, zone: str) -> date:
    """The Monday of the week in which a moment lies on the clocks of a zone."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    return day - timedelta(days=day.weekday())


def bucket_of(took: timedelta) -> int:
    """Which bucket a duration belongs to, from 1."""
    if took <= SHORTEST:
        return 1
    if took > LONGEST:
        return BUCKETS
    return 2 + math.floor(math.log(took / SHORTEST) / math.log(FACTOR))


def middle_of(bucket: int) -> timedelta:
    """The duration that stands for a bucket."""
    if bucket <= 1:
        return SHORTEST
    if bucket >= BUCKETS:
        return LONGEST
    return timedelta(seconds=SHORTEST.total_seconds() * FACTOR ** (bucket - 1.5))


def median_of(buckets: Mapping[int, int]) -> timedelta | None:
    """The median of durations counted by bucket, within `ERROR`; None when there are none.

    Args:
        buckets: How many durations lie in each bucket; `REACHED` is left out of account.
    """
    times = sorted((bucket, n) for bucket, n in buckets.items() if bucket != REACHED and n > 0)
    total = sum(n for _, n in times)
    if not total:
        return None
    middles = [_at(times, (total - 1) // 2), _at(times, total // 2)]
    return sum(middles, timedelta()) / 2


async def reached(session: AsyncSession, guild_id: int, step: str, *, week: date) -> None:
    """A journey came to a step for the first time.

    Args:
        step: A step's key, or `STARTED`, `FINISHED`, `LATER`, `STOPPED`.
        week: `week_of` the moment at which the journey was begun, in the server's zone.
    """
    await add(session, [Count(guild_id, week, step)])


async def passed(
    session: AsyncSession, guild_id: int, step: str, took: timedelta, *, week: date
) -> None:
    """A journey left a step onward for the first time.

    Args:
        took: Since the step was shown first. For `STARTED`: from Start to the end.
    """
    await add(session, [Count(guild_id, week, step, bucket_of(took))])


async def joined(session: AsyncSession, arrivals: Mapping[tuple[int, date], int]) -> None:
    """People came to servers.

    Args:
        arrivals: How many, by server and `week_of` their arrival.
    """
    await add(
        session, [Count(guild, week, JOINED, count=n) for (guild, week), n in arrivals.items()]
    )


async def add(session: AsyncSession, counts: Iterable[Count]) -> None:
    """Add figures in one statement, however many they are."""
    sums: dict[Count, int] = {}
    for given in counts:
        key = replace(given, count=0)
        sums[key] = sums.get(key, 0) + given.count
    # In one order always, so that two that add at once wait for each other only one way round.
    rows = [
        {
            "guild_id": key.guild_id,
            "week": key.week,
            "step": key.step,
            "bucket": key.bucket,
            "count": sums[key],
        }
        for key in sorted(sums)
    ]
    if rows:
        await session.execute(_add(session.get_bind().dialect.name), rows)


@cache
def _add(dialect: str) -> Executable:
    statement = insert_into(Tally, dialect)
    return statement.on_conflict_do_update(
        index_elements=["guild_id", "week", "step", "bucket"],
        set_={"count": Tally.count + statement.excluded.count},
    )


def _at(times: list[tuple[int, int]], rank: int) -> timedelta:
    for bucket, n in times:
        if rank < n:
            return middle_of(bucket)
        rank -= n
    raise IndexError(rank)
