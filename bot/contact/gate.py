"""The gate that every unasked private message passes.

What a member asked for a moment ago, such as the next step of a conversation they are having, is no
contact. Everything else asks here when it is worded: it may go out now, or not before a moment, or
not at all. That it went out is written down in the transaction that marks it sent.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import preferences
from bot.activity import Activity
from bot.contact.models import (
    KEEP,
    Contact,
    ContactChoice,
    ContactOutcome,
    DigestItem,
    QuietHours,
    Stopped,
    Unreachable,
)
from bot.db import insert_into
from bot.deliveries import Drop, Wait
from bot.models import MemberKey

QUIET_FROM = time(21)
QUIET_UNTIL = time(8)
"""Nobody is written to unasked between these, on their own clocks."""

APART = timedelta(hours=20)
"""At least this long from one contact to the next; a daily hour does not drift into the night."""

PER_WEEK = 3
"""Contacts in any seven days, of all capabilities together."""

WEEK = timedelta(days=7)

UNWANTED = "they want no messages that they did not ask for"
UNREACHABLE = "direct messages to this member are refused"
ENOUGH = f"{PER_WEEK} messages in seven days are enough"
"""Why something is dropped."""


async def hold(
    session: AsyncSession,
    member: MemberKey,
    *,
    zone: str,
    now: datetime,
    by_dm: bool = True,
    patient: bool = False,
    chosen_at: datetime | None = None,
) -> Wait | Drop | None:
    """What keeps an unasked private message to a member back; None: it may go out now.

    Args:
        zone: The server's; what the member chose comes first.
        by_dm: Whether it is a direct message; a post in a private thread reaches everybody.
        patient: Whether it waits for its turn when there were enough messages lately. How long it
            is worth waiting for is for whoever asks to say.
        chosen_at: When they themselves chose to get this one, a reminder for instance. It goes
            before a wish for no messages that is older than that; the later word counts.
    """
    since = await stopped_since(session, member)
    if since is not None and (chosen_at is None or chosen_at <= since):
        return Drop(UNWANTED)
    if by_dm and await _is_unreachable(session, member):
        return Drop(UNREACHABLE)
    theirs = (Contact.guild_id == member.guild_id, Contact.user_id == member.user_id)
    latest = select(Contact.sent_at).where(*theirs).order_by(Contact.sent_at.desc())
    sent = list(await session.scalars(latest.limit(PER_WEEK)))
    soonest = max(now, sent[0] + APART) if sent else now
    if len(sent) == PER_WEEK and sent[-1] > now - WEEK:
        if not patient:
            return Drop(ENOUGH)
        soonest = max(soonest, sent[-1] + WEEK)
    zone = await preferences.zone_of(session, member, otherwise=zone)
    allowed = out_of_quiet(soonest, zone)
    return Wait(allowed) if allowed > now else None


async def stop(session: AsyncSession, member: MemberKey, *, now: datetime) -> None:
    """A member wants nothing more that they did not ask for; saying so again is a later word."""
    statement = insert_into(Stopped, session.get_bind().dialect.name)
    await session.execute(
        statement.values(**member._asdict(), since=now).on_conflict_do_update(
            index_elements=["guild_id", "user_id"], set_={"since": now}
        )
    )


async def allow(session: AsyncSession, member: MemberKey) -> None:
    """A member may be written to again."""
    await _delete(session, Stopped, member)


async def is_stopped(session: AsyncSession, member: MemberKey) -> bool:
    """Whether a member wants no unasked messages."""
    return await stopped_since(session, member) is not None


async def stopped_since(session: AsyncSession, member: MemberKey) -> datetime | None:
    """Since when a member wants no unasked messages; None: they never said so."""
    since: datetime | None = await session.scalar(
        select(Stopped.since).where(
            Stopped.guild_id == member.guild_id, Stopped.user_id == member.user_id
        )
    )
    return since


async def note(session: AsyncSession, member: MemberKey, kind: str, *, now: datetime) -> None:
    """A message that `hold` let through has been sent.

    Args:
        kind: Which kind of message, such as `onboarding.nudge`.
    """
    session.add(
        Contact(
            guild_id=member.guild_id,
            user_id=member.user_id,
            kind=kind,
            outcome=ContactOutcome.SENT,
            is_urgent=False,
            about={},
            sent_at=now,
        ),
    )


async def refused(session: AsyncSession, member: MemberKey, *, now: datetime) -> None:
    """Discord does not let us write to a member; they are left alone until they act."""
    statement = insert_into(Unreachable, session.get_bind().dialect.name)
    await session.execute(
        statement.values(**member._asdict(), since=now).on_conflict_do_update(
            index_elements=["guild_id", "user_id"], set_={"since": now}
        )
    )


def out_of_quiet(moment: datetime, zone: str) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into, on a zone's clocks."""
    local = moment.astimezone(ZoneInfo(zone))
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    days = 1 if local.time() >= QUIET_FROM else 0
    return on_the_clock(local.date() + timedelta(days=days), QUIET_UNTIL, zone)


def on_the_clock(day: date, at: time, zone: str) -> datetime:
    """When the clocks of a zone show a time on a day; one that they skip comes an hour later."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase whom we wrote to and when, and what they said about it."""
    for table in (Contact, Unreachable, Stopped, ContactChoice, QuietHours, DigestItem):
        await _delete(session, table, member)


async def describe(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """Which messages a member was sent unasked, and whether more may be or can be."""
    sent = await session.execute(
        select(Contact.kind, Contact.sent_at)
        .where(Contact.guild_id == member.guild_id, Contact.user_id == member.user_id)
        .order_by(Contact.id)
    )
    contacts = [{"kind": kind, "sent_at": at.isoformat()} for kind, at in sent]
    found: dict[str, Any] = {"sent": contacts} if contacts else {}
    unreachable = await session.get(Unreachable, tuple(member))
    if unreachable is not None:
        found["unreachable_since"] = unreachable.since.isoformat()
    stopped = await stopped_since(session, member)
    if stopped is not None:
        found["unwanted_since"] = stopped.isoformat()
    return found


async def prune(session: AsyncSession, *, now: datetime) -> None:
    """Delete what is older than `KEEP`; a wish for no messages has no end of its own."""
    await session.execute(delete(Contact).where(Contact.sent_at < now - KEEP))
    await session.execute(delete(Unreachable).where(Unreachable.since < now - KEEP))


async def _delete(
    session: AsyncSession,
    table: type[Contact | Unreachable | Stopped | ContactChoice | QuietHours | DigestItem],
    member: MemberKey,
) -> None:
    await session.execute(
        delete(table).where(table.guild_id == member.guild_id, table.user_id == member.user_id)
    )


async def _is_unreachable(session: AsyncSession, member: MemberKey) -> bool:
    """Whether they were last refused, and have done nothing here since."""
    row = await session.get(Unreachable, tuple(member))
    if row is None:
        return False
    has_acted = exists().where(
        Activity.guild_id == member.guild_id,
        Activity.user_id == member.user_id,
        Activity.at > row.since,
    )
    return not await session.scalar(select(has_acted))
