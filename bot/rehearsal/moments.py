"""When a story goes on: "next Monday 09:00", "+2 hours", in the community's local time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from bot.config.kinds import Weekday

FORMS = '"next Monday 09:00", "tomorrow 08:30", "18:00", "+2 hours" or "2026-03-09 09:00"'

Moment = Callable[[datetime], datetime]
"""From the present local time to the moment meant, also local."""

_CLOCK = r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])"
_DAYS = "|".join(Weekday)
_LATER = re.compile(r"\+\s*(?P<count>[0-9]{1,4})\s*(?P<unit>minute|hour|day|week)s?", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?P<next>next )?(?P<day>{_DAYS}) {_CLOCK}", re.IGNORECASE)
_TIME = re.compile(rf"(?P<tomorrow>tomorrow )?{_CLOCK}", re.IGNORECASE)
_DATE = re.compile(rf"(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}) {_CLOCK}")


def read(text: str) -> Moment:
    """What the text means, to be asked when the story gets there.

    Raises:
        ValueError: It means nothing.
    """
    written = " ".join(text.split())
    if found := _LATER.fullmatch(written):
        step = timedelta(**{f"{found['unit'].lower()}s": int(found["count"])})
        return lambda now: (now.astimezone(UTC) + step).astimezone(now.tzinfo)
    if found := _DATE.fullmatch(written):
        day = datetime.fromisoformat(found["date"]).date()
        at = _clock(found)
        return lambda now: datetime.combine(day, at, now.tzinfo)
    if found := _WEEKDAY.fullmatch(written):
        number = Weekday(found["day"].lower()).number
        return _on_weekday(number, _clock(found), skips_today=found["next"] is not None)
    if found := _TIME.fullmatch(written):
        return _at(_clock(found), tomorrow=found["tomorrow"] is not None)
    raise ValueError(text)


def _clock(found: re.Match[str]) -> time:
    return time(int(found["hour"]), int(found["minute"]))


def _on_weekday(number: int, at: time, *, skips_today: bool) -> Moment:
    def moment(now: datetime) -> datetime:
        ahead = (number - now.weekday()) % 7
        meant = datetime.combine(now.date() + timedelta(days=ahead), at, now.tzinfo)
        if meant <= now or (skips_today and ahead == 0):
            meant = datetime.combine(now.date() + timedelta(days=ahead + 7), at, now.tzinfo)
        return meant

    return moment


def _at(at: time, *, tomorrow: bool) -> Moment:
    def moment(now: datetime) -> datetime:
        meant = datetime.combine(now.date(), at, now.tzinfo)
        if tomorrow or meant <= now:
            meant = datetime.combine(now.date() + timedelta(days=1), at, now.tzinfo)
        return meant

    return moment
