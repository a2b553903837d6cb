"""Whether somebody may be written to now, later, in their digest, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    and_,
    bindparam,
    exists,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activity import Activity
from bot.contact.kinds import Overflow, Reason
from bot.contact.limits import USUAL, Limits, Quiet
from bot.contact.models import (
    Choice,
    Contact,
    ContactChoice,
    ContactOutcome,
    QuietHours,
    Stopped,
    Unreachable,
)
from bot.db import UtcDateTime
from bot.deliveries import Drop, Wait
from bot.models import MemberKey
from bot.preferences import Preference

WEEK, DAY = timedelta(days=7), timedelta(days=1)

URGENT_PER_DAY = 5
"""Urgent messages in any 24 hours. More than that is no news but noise; the others wait."""

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
        urgent: Whether it is one of too many urgent ones, which come together in one message.
    """

    expires_at: datetime
    weekly: bool = False
    urgent: bool = False


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

    Two statements: what they said about messages, and what they were sent lately.

    Args:
        asked_at: When the message was asked for; its patience counts from there.
        by_dm: Whether it is a direct message; a post in a private thread reaches everybody.
    """
    kind = reason.kind
    standing = await _standing(session, member, kind.name)
    choice = standing.choice_about(reason)
    if choice is Choice.OFF:
        return Denied(UNWANTED, ContactOutcome.UNWANTED)
    if by_dm and standing.is_unreachable:
        return Denied(UNREACHABLE, ContactOutcome.UNREACHABLE)
    sent = await _sent(session, member, limits, urgent=kind.urgent, now=now)
    if kind.urgent:
        room = max(now, sent[-1] + DAY) if len(sent) == URGENT_PER_DAY else now
        if room > now and reason.line is not None:
            return Merge(room + WEEK, urgent=True)
        allowed = standing.out_of_quiet(room, limits, urgent=True)
        return Wait(allowed) if allowed > now else None
    expires_at = max(asked_at, reason.since or asked_at) + kind.patience
    if now > expires_at:
        return Denied(EXPIRED, ContactOutcome.EXPIRED)
    if choice is Choice.DIGEST and reason.line is not None:
        return Merge(max(expires_at, asked_at + WEEK + DAY), weekly=True)
    room, is_full = _room(sent, limits, now=now)
    if room > now and kind.overflow is Overflow.MERGE and reason.line is not None:
        return Merge(expires_at)
    if is_full and kind.overflow is Overflow.EXPIRE:
        return Denied(ENOUGH, ContactOutcome.EXPIRED)
    allowed = standing.out_of_quiet(room, limits)
    return Wait(allowed) if allowed > now else None


async def out_of_quiet_hours(
    session: AsyncSession,
    guild_id: int,
    user_ids: Collection[int],
    limits: Limits,
    moment: datetime,
) -> dict[int, datetime]:
    """By member, the moment itself, or the end of their quiet hours that it falls into.

    It is for something urgent, which whoever chose so is told at night, too.
    """
    rows = await session.execute(
        select(
            Preference.user_id,
            Preference.zone,
        ).where(Preference.guild_id == guild_id, Preference.user_id.in_(user_ids))
    )
    zones = dict(rows.all())
    own = await session.scalars(
        select(QuietHours).where(QuietHours.guild_id == guild_id, QuietHours.user_id.in_(user_ids))
    )
    hours = {row.user_id: Quiet(row.begin, row.end, row.hold_urgent) for row in own}
    return {
        user_id: limits.out_of_quiet(
            moment, zones.get(user_id), hours.get(user_id, USUAL), urgent=True
        )
        for user_id in user_ids
    }


async def stopped_since(session: AsyncSession, member: MemberKey) -> datetime | None:
    """Since when a member wants no unasked messages; None: they never said so."""
    since: datetime | None = await session.scalar(
        select(Stopped.since).where(
            Stopped.guild_id == member.guild_id, Stopped.user_id == member.user_id
        )
    )
    return since


@dataclass(frozen=True)
class _Standing:
    """What a member said about messages, and whether one can reach them."""

    stopped_at: datetime | None
    acts_again: bool
    """Whether they have done anything here since."""
    choice: str | None
    chosen_at: datetime | None
    is_unreachable: bool
    """Whether they were last refused, and have done nothing here since."""
    zone: str | None
    quiet: Quiet

    def choice_about(self, reason: Reason) -> Choice:
        """How they want this; the later word counts, theirs about all of it, its kind or itself.

        What is urgent is about something that they take part in; doing that again is such a word.
        """
        asked_at = reason.chosen_at
        is_later = _is_later(asked_at, self.stopped_at) or (reason.kind.urgent and self.acts_again)
        if self.stopped_at is not None and not is_later:
            return Choice.OFF
        if self.choice is None or _is_later(asked_at, self.chosen_at):
            return Choice.ON
        return Choice(self.choice)

    def out_of_quiet(self, moment: datetime, limits: Limits, *, urgent: bool = False) -> datetime:
        """The moment itself, or the end of their quiet hours that it falls into."""
        return limits.out_of_quiet(moment, self.zone, self.quiet, urgent=urgent)


def _is_later(moment: datetime | None, other: datetime | None) -> bool:
    return moment is not None and other is not None and moment > other


def _acts_since(since: ColumnElement[datetime]) -> ColumnElement[bool]:
    return exists().where(
        Activity.guild_id == bindparam("guild_id"),
        Activity.user_id == bindparam("user_id"),
        Activity.at > since,
    )


def _of(table: type[Stopped | ContactChoice | Unreachable | QuietHours | Preference]) -> Any:
    return and_(
        table.guild_id == bindparam("guild_id"),
        table.user_id == bindparam("user_id"),
    )


_SOMEBODY = select(literal(1).label("one")).subquery()
_STANDING = (
    select(
        Stopped.since,
        and_(Stopped.since.is_not(None), _acts_since(Stopped.since.expression)),
        ContactChoice.choice,
        ContactChoice.chosen_at,
        and_(Unreachable.since.is_not(None), ~_acts_since(Unreachable.since.expression)),
        Preference.zone,
        QuietHours.begin,
        QuietHours.end,
        QuietHours.hold_urgent,
    )
    .select_from(_SOMEBODY)
    .outerjoin(Stopped, _of(Stopped))
    .outerjoin(ContactChoice, and_(_of(ContactChoice), ContactChoice.kind == bindparam("kind")))
    .outerjoin(Unreachable, _of(Unreachable))
    .outerjoin(Preference, _of(Preference))
    .outerjoin(QuietHours, _of(QuietHours))
)
_SENT = (
    select(Contact.sent_at)
    .where(
        Contact.guild_id == bindparam("guild_id"),
        Contact.user_id == bindparam("user_id"),
        Contact.outcome == ContactOutcome.SENT,
        Contact.is_urgent == bindparam("urgent", type_=Boolean),
        Contact.sent_at < bindparam("until", type_=UtcDateTime),
    )
    .order_by(Contact.sent_at.desc())
    .limit(bindparam("most", type_=Integer))
)


async def _standing(session: AsyncSession, member: MemberKey, kind: str) -> _Standing:
    row = (await session.execute(_STANDING, {**member._asdict(), "kind": kind})).one()
    stopped_at, acts_again, choice, chosen_at, is_unreachable, zone, begin, end, holds = row
    quiet = Quiet(begin, end, hold_urgent=holds is not False)
    return _Standing(stopped_at, acts_again, choice, chosen_at, is_unreachable, zone, quiet)


def _room(sent: Sequence[datetime], limits: Limits, *, now: datetime) -> tuple[datetime, bool]:
    """When there is room for a message, and whether the week is full."""
    soonest = max(now, sent[0] + limits.apart) if sent else now
    if len(sent) < limits.per_week or sent[-1] <= now - WEEK:
        return soonest, False
    return max(soonest, sent[-1] + WEEK), True


async def _sent(
    session: AsyncSession, member: MemberKey, limits: Limits, *, urgent: bool, now: datetime
) -> list[datetime]:
    """When the last messages went out, the latest first, as many as there may be.

    What lies ahead was sent before the clock was set back, and counts as sent now. What lies more
    than a week ahead was sent by a clock that was plainly wrong.
    """
    asked = {
        **member._asdict(),
        "urgent": urgent,
        "until": now + WEEK,
        "most": URGENT_PER_DAY if urgent else limits.per_week,
    }
    return [min(moment, now) for moment in await session.scalars(_SENT, asked)]
