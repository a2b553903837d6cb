"""How far newcomers come, week by week and step by step; read from tallies, never from persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.onboarding.models import Journey, NativeOnboarding, State, Tally
from cogs.onboarding.service import tallies
from cogs.onboarding.service.tallies import FINISHED, JOINED, LATER, REACHED, STARTED, STOPPED

SMALLEST_GROUP = 5
"""Times of fewer people are not summed up: they would be somebody's."""

_MARKS = frozenset({JOINED, STARTED, FINISHED, LATER, STOPPED})


@dataclass(frozen=True)
class Stage:
    """How many came to one step, and how long they took to go on from it."""

    step: str
    reached: int
    timed: int = 0
    """How many went on from it."""
    median: timedelta | None = None
    """None with fewer than `SMALLEST_GROUP` who went on."""


@dataclass(frozen=True)
class Week:
    """What began in one week, and how much of that has been finished since."""

    monday: date
    joined: int
    started: int
    finished: int


@dataclass(frozen=True)
class Native:
    """Members who went through Discord's own onboarding of the server."""

    started: int
    completed: int


@dataclass(frozen=True)
class Funnel:
    """The journeys that began in some weeks."""

    joined: int
    started: int
    finished: int
    whole: Stage
    """From Start to the end; `timed` is how many came there."""
    stages: tuple[Stage, ...]
    """The steps of today, in order."""
    gone: tuple[Stage, ...]
    """Steps of values that are no longer in the charter."""
    off: tuple[Stage, ...]
    """Other steps that are switched off, or no longer asked."""
    later: int
    stopped: int
    weeks: tuple[Week, ...]
    """Oldest first, empty ones too."""
    native: Native | None
    """None where nobody was seen in Discord's own onboarding."""
    under_way: int
    """Running or paused at this moment, whenever they began."""

    @property
    def compared(self) -> tuple[Week, ...]:
        """The weeks from the first with anything in it, if they are more than one."""
        began = [n for n, week in enumerate(self.weeks) if week.joined or week.started]
        found = self.weeks[began[0] :] if began else ()
        return found if len(found) > 1 else ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell yet."""
        return not (self.joined or self.started)


_tallies = Tally.__table__.c
_SINCE = (_tallies.guild_id == bindparam("guild_id")) & (_tallies.week >= bindparam("since"))
_STEPS = (
    select(_tallies.step, _tallies.bucket, func.sum(_tallies.count))
    .where(_SINCE)
    .group_by(_tallies.step, _tallies.bucket)
)
_WEEKS = select(_tallies.week, _tallies.step, _tallies.count).where(
    _SINCE, _tallies.bucket == REACHED, _tallies.step.in_((JOINED, STARTED, FINISHED))
)
_natives = NativeOnboarding.__table__.c
_NATIVE = select(func.count(_natives.started_at), func.count(_natives.completed_at)).where(
    _natives.guild_id == bindparam("guild_id"), _natives.started_at >= bindparam("from")
)
_journeys = Journey.__table__.c
_UNDER_WAY = select(func.count()).where(
    _journeys.guild_id == bindparam("guild_id"),
    _journeys.state.in_((State.RUNNING, State.LATER)),
)


def since(now: datetime, zone: str, weeks: int) -> date:
    """The Monday with which the last `weeks` weeks begin, the present one among them."""
    return tallies.week_of(now, zone) - timedelta(weeks=weeks - 1)


async def read(
    session: AsyncSession,
    guild_id: int,
    steps: Sequence[str],
    *,
    weeks: int,
    zone: str,
    now: datetime,
) -> Funnel:
    """How far those came who began within the last weeks.

    Args:
        steps: The keys of today's steps, in order.
        weeks: How many, from 1; the present one counts.
    """
    first = since(now, zone, weeks)
    asked = {"guild_id": guild_id, "since": first}
    times: dict[str, dict[int, int]] = defaultdict(dict)
    for step, bucket, count in await session.execute(_STEPS, asked):
        times[step][bucket] = int(count)
    by_week: dict[tuple[date, str], int] = {
        (week, step): count for week, step, count in await session.execute(_WEEKS, asked)
    }
    began = datetime.combine(first, time(), ZoneInfo(zone))
    started, completed = (
        await session.execute(_NATIVE, {"guild_id": guild_id, "from": began})
    ).one()
    under_way = await session.scalar(_UNDER_WAY, {"guild_id": guild_id})
    others = sorted(set(times) - set(steps) - _MARKS)
    return Funnel(
        joined=times[JOINED].get(REACHED, 0),
        started=times[STARTED].get(REACHED, 0),
        finished=times[FINISHED].get(REACHED, 0),
        whole=_stage(STARTED, times[STARTED]),
        stages=tuple(_stage(step, times[step]) for step in steps),
        gone=_stages(times, (step for step in others if step.startswith("value:"))),
        off=_stages(times, (step for step in others if not step.startswith("value:"))),
        later=times[LATER].get(REACHED, 0),
        stopped=times[STOPPED].get(REACHED, 0),
        weeks=tuple(
            Week(
                monday,
                *(by_week.get((monday, step), 0) for step in (JOINED, STARTED, FINISHED)),
            )
            for monday in (first + timedelta(weeks=n) for n in range(weeks))
        ),
        native=Native(started, completed) if started or completed else None,
        under_way=under_way or 0,
    )


def _stages(times: dict[str, dict[int, int]], steps: Iterable[str]) -> tuple[Stage, ...]:
    return tuple(_stage(step, times[step]) for step in steps)


def _stage(step: str, buckets: dict[int, int]) -> Stage:
    timed = sum(count for bucket, count in buckets.items() if bucket != REACHED)
    return Stage(
        step,
        reached=buckets.get(REACHED, 0),
        timed=timed,
        median=tallies.median_of(buckets) if timed >= SMALLEST_GROUP else None,
    )
