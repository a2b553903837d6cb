"""How often and when members are written to in a server, where they have not chosen otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot import channels, settings
from bot.capabilities import Difference
from bot.config import Community
from bot.settings import GuildSettings, Setting

PER_WEEK: Setting[int] = Setting("contact.per_week", 3)
"""Contacts in any seven days, of all capabilities together; urgent ones do not count."""

APART_HOURS: Setting[int] = Setting("contact.apart_hours", 20)
"""At least so many from one contact to the next; a daily hour does not drift into the night."""

QUIET_FROM: Setting[str] = Setting("contact.quiet_from", "21:00")
QUIET_UNTIL: Setting[str] = Setting("contact.quiet_until", "08:00")
"""Nobody is written to unasked between these, on their own clocks, unless they chose others."""

_ALL: tuple[Setting[int] | Setting[str], ...] = (
    PER_WEEK,
    APART_HOURS,
    QUIET_FROM,
    QUIET_UNTIL,
    channels.PER_WEEK,
)


@dataclass(frozen=True)
class Quiet:
    """A member's own quiet hours.

    Args:
        begin: None for it and the end: the server's.
        hold_urgent: Whether urgent messages wait for the end of them, too.
    """

    begin: time | None
    end: time | None
    hold_urgent: bool


USUAL = Quiet(None, None, hold_urgent=True)
"""Of whoever has chosen none."""


@dataclass(frozen=True)
class Limits:
    """What holds in a server where members have not chosen otherwise."""

    per_week: int
    apart: timedelta
    quiet_from: time
    quiet_until: time
    zone: str

    @classmethod
    def of(cls, stored: GuildSettings) -> Limits:
        """As a server's settings say."""
        return cls(
            per_week=stored.get(PER_WEEK),
            apart=timedelta(hours=stored.get(APART_HOURS)),
            quiet_from=time.fromisoformat(stored.get(QUIET_FROM)),
            quiet_until=time.fromisoformat(stored.get(QUIET_UNTIL)),
            zone=stored.zone,
        )

    def out_of_quiet(
        self, moment: datetime, zone: str | None, quiet: Quiet, *, urgent: bool = False
    ) -> datetime:
        """The moment itself, or the end of a member's quiet hours that it falls into.

        Args:
            zone: The member's own; None: the server's.
        """
        if urgent and not quiet.hold_urgent:
            return moment
        begin, end = self.quiet_from, self.quiet_until
        if quiet.begin is not None and quiet.end is not None:
            begin, end = quiet.begin, quiet.end
        return out_of_quiet(moment, zone or self.zone, begin=begin, end=end)


def out_of_quiet(
    moment: datetime, zone: str, *, begin: time = time(21), end: time = time(8)
) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into, on a zone's clocks.

    Args:
        end: Equal to `begin`: no hours are quiet.
    """
    local = moment.astimezone(ZoneInfo(zone))
    at = local.time()
    if begin <= end:
        is_quiet, days = begin <= at < end, 0
    else:
        is_quiet, days = at >= begin or at < end, int(at >= begin)
    if not is_quiet:
        return moment
    day = local.date() + timedelta(days=days)
    over = on_the_clock(day, end, zone)
    if over > moment:
        return over
    # Where clocks go back over the end, that comes twice, and the first one is gone by.
    return datetime.combine(day, end.replace(fold=1), ZoneInfo(zone)).astimezone(UTC)


def on_the_clock(day: date, at: time, zone: str) -> datetime:
    """When the clocks of a zone show a time on a day; one that they skip comes an hour later."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Take over what the file says."""
    for setting in _ALL:
        await settings.change(
            session, guild_id, setting, _in_file(community, setting), actor_id=None, now=now
        )


def differences(community: Community, stored: GuildSettings) -> list[Difference]:
    """Where the file says something else than the database."""
    return [
        Difference(setting.key, str(_in_file(community, setting)), str(stored.get(setting)))
        for setting in _ALL
        if _in_file(community, setting) != stored.get(setting)
    ]


def _in_file(community: Community, setting: Setting[int] | Setting[str]) -> int | str:
    said: int | time = getattr(community.contact, setting.key.removeprefix("contact."))
    return f"{said:%H:%M}" if isinstance(said, time) else said
