"""Whether and when a server's digest comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit, schedules
from bot.db import insert_into
from bot.errors import MemberError
from bot.recurrence import Every, Recurrence, read
from cogs.digest.models import StewardsDigest

KIND = "digest.weekly"
"""The kind of its schedule, and so of its runs."""

WEEK = timedelta(days=7)

USUAL = Recurrence(Every.WEEK, time(8), weekdays=(0,))
"""Monday morning, with the week still ahead."""

LATENESS = timedelta(days=1)
"""A digest of yesterday is worth reading; an older one is left to the next, which tells it too."""


class NotWeekly(MemberError):
    """It comes once a week: more often nobody reads it, more seldom it tells what is over."""

    key = "digest-not-weekly"


@dataclass(frozen=True)
class Agreed:
    """A server's digest as stewards want it.

    Args:
        next_at: None while they want none.
    """

    id: int
    guild_id: int
    rule: Recurrence
    zone: str
    told_until: datetime
    next_at: datetime | None

    @property
    def is_on(self) -> bool:
        """Whether it comes."""
        return self.next_at is not None


def read_rule(typed: str | None, *, language: str) -> Recurrence:
    """When a steward wants it; nothing typed is the usual time.

    Raises:
        Unreadable: It is not a rule.
        NotWeekly: It is one that does not come once a week.
    """
    if typed is None or not typed.strip():
        return USUAL
    return require_weekly(read(typed, language=language))


def require_weekly(rule: Recurrence) -> Recurrence:
    """A rule that comes once a week.

    Raises:
        NotWeekly: Another.
    """
    if rule.every is not Every.WEEK or rule.weeks != 1 or len(rule.weekdays) != 1:
        raise NotWeekly
    return rule


async def find(session: AsyncSession, guild_id: int) -> Agreed | None:
    """A server's digest; None when nobody ever wanted one."""
    row = await session.scalar(select(StewardsDigest).where(StewardsDigest.guild_id == guild_id))
    return None if row is None else await _agreed(session, row)


async def find_by_id(session: AsyncSession, digest_id: int) -> Agreed | None:
    """The digest of a run."""
    row = await session.get(StewardsDigest, digest_id)
    return None if row is None else await _agreed(session, row)


async def switch_on(
    session: AsyncSession,
    guild_id: int,
    rule: Recurrence,
    *,
    zone: str,
    actor_id: int,
    now: datetime,
) -> Agreed:
    """Have it come by this rule; the first one tells of the week before it.

    Raises:
        NotWeekly: The rule does not come once a week.
    """
    require_weekly(rule)
    made = await session.scalar(
        insert_into(StewardsDigest, session.get_bind().dialect.name)
        .values(guild_id=guild_id, recurrence=rule.dump(), told_until=now - WEEK, changed_at=now)
        .on_conflict_do_nothing(index_elements=["guild_id"])
        .returning(StewardsDigest.id)
    )
    row = (
        await session.scalars(
            select(StewardsDigest)
            .where(StewardsDigest.guild_id == guild_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    ).one()
    before = None if made is not None else await _agreed(session, row)
    row.recurrence, row.changed_at = rule.dump(), now
    schedule = await schedules.find(session, KIND, row.id)
    if schedule is None:
        schedule = await schedules.plan(
            session,
            KIND,
            guild_id=guild_id,
            subject_id=row.id,
            rule=rule.schedule(),
            zone=zone,
            owner_id=actor_id,
            lateness=LATENESS,
            now=now,
        )
    else:
        schedule.is_paused, schedule.owner_id = False, actor_id
        await schedules.reschedule(
            session,
            schedule,
            now=now,
            rule=rule.schedule(),
            zone=zone,
            until_on=None,
            skipped=(),
        )
    assert schedule.next_run_at is not None
    row.told_until = max(row.told_until, schedule.next_run_at - WEEK)
    await session.flush()
    after = await _agreed(session, row)
    await _note(session, before, after, actor_id, now)
    return after


async def switch_off(session: AsyncSession, guild_id: int, *, actor_id: int, now: datetime) -> bool:
    """Have it come no more; return whether it did until now."""
    before = await find(session, guild_id)
    if before is None or not before.is_on:
        return False
    schedule = await schedules.find(session, KIND, before.id)
    assert schedule is not None
    await schedules.set_paused(session, schedule, paused=True, now=now)
    await _note(session, before, await find(session, guild_id), actor_id, now)
    return True


async def _agreed(session: AsyncSession, row: StewardsDigest) -> Agreed:
    schedule = await schedules.find(session, KIND, row.id)
    return Agreed(
        id=row.id,
        guild_id=row.guild_id,
        rule=Recurrence.load(row.recurrence),
        zone="UTC" if schedule is None else schedule.zone,
        told_until=row.told_until,
        next_at=None if schedule is None or schedule.is_paused else schedule.next_run_at,
    )


async def _note(
    session: AsyncSession,
    before: Agreed | None,
    after: Agreed | None,
    actor_id: int,
    now: datetime,
) -> None:
    assert after is not None
    said, was = _said(after), _said(before)
    if said != was:
        await audit.note(
            session,
            "digest.changed",
            guild_id=after.guild_id,
            actor_id=actor_id,
            before=was,
            after=said,
            at=now,
        )


def _said(agreed: Agreed | None) -> dict[str, object] | None:
    if agreed is None:
        return None
    return {"on": agreed.is_on, "rule": agreed.rule.dump(), "zone": agreed.zone}
