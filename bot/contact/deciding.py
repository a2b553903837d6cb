"""Whether somebody may be written to now, later, in their digest, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import preferences
from bot.activity import Activity
from bot.contact.kinds import Overflow, Reason
from bot.contact.models import (
    Choice,
    Contact,
    ContactChoice,
    ContactOutcome,
    QuietHours,
    Stopped,
    Unreachable,
)
from bot.deliveries import Drop, Wait
from bot.models import MemberKey
from bot.settings import GuildSettings, Setting

WEEK, DAY = timedelta(days=7), timedelta(days=1)

URGENT_PER_DAY = 5
"""Urgent messages in any 24 hours. More than that is no news but noise; the others wait."""

PER_WEEK: Setting[int] = Setting("contact.per_week", 3)
"""Contacts in any seven days, of all capabilities together; urgent ones do not count."""

APART_HOURS: Setting[int] = Setting("contact.apart_hours", 20)
"""At least so many from one contact to the next; a daily hour does not drift into the night."""

QUIET_FROM: Setting[str] = Setting("contact.quiet_from", "21:00")
QUIET_UNTIL: Setting[str] = Setting("contact.quiet_until", "08:00")
"""Nobody is written to unasked between these, on their own clocks, unless they chose others."""

UNWANTED = "they want no messages of this kind"
UNREACHABLE = "direct messages to this member are refused"
EXPIRED = "it waited for its turn until it was worth nothing any more"
ENOUGH = "they were sent enough lately, and this is worth nothing later"


@dataclass(frozen=True)
class Denied(Drop):
    """It must not be sent; what became of it is kept for the member to read."""

    outcome: ContactOutcome


@dataclass(frozen=True)
class Merge:
    """It becomes a line of the member's digest.

    Args:
        expires_at: When it is worth nothing any more.
        weekly: Whether they chose the digest for it; otherwise the digest goes out when there is
            room.
    """

    expires_at: datetime
    weekly: bool


@dataclass(frozen=True)
class Limits:
    """What holds in a server where members have not chosen otherwise."""

    per_week: int
    apart: timedelta
    quiet_from: time
    quiet_until: time
    zone: str

    @classmethod
    def of(cls, settings: GuildSettings) -> Limits:
        """As a server's settings say."""
        return cls(
            per_week=settings.get(PER_WEEK),
            apart=timedelta(hours=settings.get(APART_HOURS)),
            quiet_from=time.fromisoformat(settings.get(QUIET_FROM)),
            quiet_until=time.fromisoformat(settings.get(QUIET_UNTIL)),
            zone=settings.zone,
        )


async def decide(
    session: AsyncSession,
    member: MemberKey,
    reason: Reason,
    limits: Limits,
    *,
    asked_at: datetime,
    now: datetime,
    by_dm: bool = True,
) -> Wait | Denied | Merge | None:
    """What is to become of a message to a member; None: it may go out now.

    Args:
        asked_at: When the message was asked for; its patience counts from there.
        by_dm: Whether it is a direct message; a post in a private thread reaches everybody.
    """
    kind = reason.kind
    choice = await _choice(session, member, reason)
    if choice is Choice.OFF:
        return Denied(UNWANTED, ContactOutcome.UNWANTED)
    if by_dm and await is_unreachable(session, member):
        return Denied(UNREACHABLE, ContactOutcome.UNREACHABLE)
    expires_at = asked_at + kind.patience
    if now > expires_at:
        return Denied(EXPIRED, ContactOutcome.EXPIRED)
    if choice is Choice.DIGEST and reason.line is not None and not kind.urgent:
        return Merge(max(expires_at, asked_at + WEEK + DAY), weekly=True)
    if kind.urgent:
        soonest = await _urgent_room(session, member, now=now)
    else:
        soonest, is_full = await _room(session, member, limits, now=now)
        if soonest > now and kind.overflow is Overflow.MERGE and reason.line is not None:
            return Merge(expires_at, weekly=False)
        if is_full and kind.overflow is Overflow.EXPIRE:
            return Denied(ENOUGH, ContactOutcome.EXPIRED)
    allowed = await out_of_quiet_hours(session, member, limits, soonest, urgent=kind.urgent)
    return Wait(allowed) if allowed > now else None


async def out_of_quiet_hours(
    session: AsyncSession,
    member: MemberKey,
    limits: Limits,
    moment: datetime,
    *,
    urgent: bool = False,
) -> datetime:
    """The moment itself, or the end of the member's quiet hours that it falls into."""
    own = await session.get(QuietHours, tuple(member))
    if urgent and own is not None and not own.hold_urgent:
        return moment
    begin, end = limits.quiet_from, limits.quiet_until
    if own is not None and own.begin is not None and own.end is not None:
        begin, end = own.begin, own.end
    zone = await preferences.zone_of(session, member, otherwise=limits.zone)
    return out_of_quiet(moment, zone, begin=begin, end=end)


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
    # Where clocks go back over the end, that comes twice; the later one is meant.
    return max(moment, on_the_clock(local.date() + timedelta(days=days), end, zone))


def on_the_clock(day: date, at: time, zone: str) -> datetime:
    """When the clocks of a zone show a time on a day; one that they skip comes an hour later."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


async def stopped_since(session: AsyncSession, member: MemberKey) -> datetime | None:
    """Since when a member wants no unasked messages; None: they never said so."""
    since: datetime | None = await session.scalar(
        select(Stopped.since).where(
            Stopped.guild_id == member.guild_id, Stopped.user_id == member.user_id
        )
    )
    return since


async def is_unreachable(session: AsyncSession, member: MemberKey) -> bool:
    """Whether they were last refused, and have done nothing here since."""
    row = await session.get(Unreachable, tuple(member))
    return row is not None and not await _has_acted(session, member, since=row.since)


async def _has_acted(session: AsyncSession, member: MemberKey, *, since: datetime) -> bool:
    """Whether they have done anything here since."""
    acted = exists().where(
        Activity.guild_id == member.guild_id,
        Activity.user_id == member.user_id,
        Activity.at > since,
    )
    return bool(await session.scalar(select(acted)))


async def _choice(session: AsyncSession, member: MemberKey, reason: Reason) -> Choice:
    """How they want this; the later word counts, theirs about all of it, its kind or itself."""
    stopped = await stopped_since(session, member)
    if stopped is not None and not await _is_later(session, member, reason, stopped):
        return Choice.OFF
    row = await session.get(ContactChoice, (*member, reason.kind.name))
    if row is None or (reason.chosen_at is not None and reason.chosen_at > row.chosen_at):
        return Choice.ON
    return Choice(row.choice)


async def _is_later(
    session: AsyncSession, member: MemberKey, reason: Reason, stopped: datetime
) -> bool:
    """Whether they asked for it after they had wished for no messages.

    What is urgent is about something that they take part in; doing that again is such a word.
    """
    if reason.chosen_at is not None and reason.chosen_at > stopped:
        return True
    return reason.kind.urgent and await _has_acted(session, member, since=stopped)


async def _room(
    session: AsyncSession, member: MemberKey, limits: Limits, *, now: datetime
) -> tuple[datetime, bool]:
    """When there is room for a message, and whether the week is full."""
    sent = await _sent(session, member, limits.per_week, urgent=False, now=now)
    soonest = max(now, sent[0] + limits.apart) if sent else now
    if len(sent) < limits.per_week or sent[-1] <= now - WEEK:
        return soonest, False
    return max(soonest, sent[-1] + WEEK), True


async def _urgent_room(session: AsyncSession, member: MemberKey, *, now: datetime) -> datetime:
    sent = await _sent(session, member, URGENT_PER_DAY, urgent=True, now=now)
    return max(now, sent[-1] + DAY) if len(sent) == URGENT_PER_DAY else now


async def _sent(
    session: AsyncSession, member: MemberKey, most: int, *, urgent: bool, now: datetime
) -> list[datetime]:
    """When the last messages went out, the latest first.

    What lies ahead was sent before the clock was set back, and counts as sent now.
    """
    moments = await session.scalars(
        select(Contact.sent_at)
        .where(
            Contact.guild_id == member.guild_id,
            Contact.user_id == member.user_id,
            Contact.outcome == ContactOutcome.SENT,
            Contact.is_urgent == urgent,
        )
        .order_by(Contact.sent_at.desc())
        .limit(most)
    )
    return [min(moment, now) for moment in moments]
