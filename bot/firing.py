"""Rules in local time, and when they next fire.

A rule speaks of the wall clock: "Mondays at nine". APScheduler computes with it in UTC on the wall
clock *labelled* as UTC, and only the result is put into its zone; its own zone-aware triggers lose
or double runs when clocks change. A time that the clocks jump over moves forward by the jump; one
that comes twice fires at its first coming.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOK_BACK = timedelta(hours=25)
"""Longer than any clock change, which crossing the date line is too (Samoa, 30 December 2011): a
time that was jumped over lies ahead though the clock is past it."""


@dataclass(frozen=True)
class Rule:
    """When something happens, by the wall clock.

    `cron` holds APScheduler's cron fields (weekdays by name: in APScheduler 0 is Monday). With
    `every_weeks` above 1 only every n-th week counts, starting with the week of `anchor_on`.
    """

    cron: dict[str, str] = field(default_factory=dict)
    every_weeks: int = 1
    anchor_on: date | None = None

    @classmethod
    def weekly(cls, weekday: str, hour: int, minute: int) -> Rule:
        """Every week.

        Args:
            weekday: `mon` to `sun`.
        """
        return cls({"day_of_week": weekday, "hour": str(hour), "minute": str(minute)})

    def dump(self) -> dict[str, Any]:
        """Plain data for the database."""
        anchor = self.anchor_on.isoformat() if self.anchor_on else None
        return {"cron": self.cron, "every_weeks": self.every_weeks, "anchor_on": anchor}

    @classmethod
    def load(cls, stored: dict[str, Any]) -> Rule:
        """As `dump` stored it."""
        anchor = stored["anchor_on"]
        return cls(
            stored["cron"], stored["every_weeks"], date.fromisoformat(anchor) if anchor else None
        )


def next_fire(rule: Rule, zone: str, *, after: datetime) -> datetime | None:
    """The first moment after `after` at which the rule fires; None if it never does."""
    tz = ZoneInfo(zone)
    trigger = _trigger(tuple(sorted(rule.cron.items())))
    wall = _label(after, tz) - LOOK_BACK
    first: datetime | None = None
    while True:
        found: datetime | None = trigger.get_next_fire_time(None, wall)
        # A time that was jumped over fires later than some that follow it on the clock, so the
        # search goes on up to where the clock stands at the moment found.
        if found is None or (first is not None and found >= _label(first, tz)):
            return first
        wall = found + timedelta(seconds=1)
        if not _week_counts(rule, found.date()):
            continue
        moment = found.replace(tzinfo=tz, fold=0).astimezone(UTC)
        if moment > after and (first is None or moment < first):
            first = moment


@lru_cache(maxsize=1000)
def _trigger(cron: tuple[tuple[str, str], ...]) -> CronTrigger:
    return CronTrigger(timezone=UTC, second="0", **dict(cron))


def _label(moment: datetime, tz: ZoneInfo) -> datetime:
    """What the clock on the wall says, labelled as UTC."""
    return moment.astimezone(tz).replace(tzinfo=UTC, fold=0)


def _week_counts(rule: Rule, day: date) -> bool:
    if rule.every_weeks == 1 or rule.anchor_on is None:
        return True
    anchor = rule.anchor_on - timedelta(days=rule.anchor_on.weekday())
    return (day - anchor).days // 7 % rule.every_weeks == 0


def is_zone(name: str) -> bool:
    """Whether the zone data knows this zone; what it knew once may be gone after an update."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def agrees(stored: dict[str, Any], zone: str, moment: datetime) -> bool:
    """Whether a moment that was computed once is still one at which the rule fires.

    Args:
        stored: The rule as `Rule.dump` gave it.
    """
    if not is_zone(zone):
        return False
    wall, cron = moment.astimezone(ZoneInfo(zone)), stored["cron"]
    # Nearly all of them are done with here, at a hundredth of the cost of computing them again.
    if (cron.get("hour"), cron.get("minute")) == (str(wall.hour), str(wall.minute)) and (
        cron.get("day_of_week") == DAY_NAMES[wall.weekday()]
    ):
        return True
    before = moment - timedelta(seconds=1)
    return next_fire(Rule.load(stored), zone, after=before) == moment
