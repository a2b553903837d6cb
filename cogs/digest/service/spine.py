"""What there is to tell of the bot itself: what waits, what failed, and what was put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contact.kinds import Kind
from bot.contact.models import Contact, ContactOutcome
from bot.deliveries import Delivery, State
from bot.digests import Line, Section, Thing
from bot.notices import PASSING, Notice
from bot.reconciliations import Reconciliation
from bot.reports import Report
from bot.schedules import Outcome, Schedule, ScheduleRun


async def collect(
    session: AsyncSession,
    guild_id: int,
    *,
    since: datetime,
    until: datetime,
    covered: Collection[str],
) -> list[Line]:
    """The lines about the bot itself.

    Args:
        covered: What notices are about that somebody else's line says already.
    """
    found = [
        await _notices(session, guild_id, covered),
        await _given_up(session, guild_id, since, until),
        await _runs(session, guild_id, Outcome.FAILED, since, until),
        await _runs(session, guild_id, Outcome.SKIPPED, since, until),
        await _expired(session, guild_id, since, until),
        *await _compared(session, guild_id, since, until),
        await _runs(session, guild_id, Outcome.LATE, since, until),
    ]
    return [line for line in found if line is not None]


async def _notices(session: AsyncSession, guild_id: int, covered: Collection[str]) -> Line | None:
    """Those that are still to be mended; what has passed by itself is told as what failed."""
    rows = await session.execute(
        select(Notice.about, Notice.opened_at)
        .where(
            Notice.guild_id == guild_id,
            Notice.closed_at.is_(None),
            Notice.text_key.not_in(PASSING),
        )
        .order_by(Notice.opened_at)
    )
    since = [opened_at for about, opened_at in rows if about not in covered]
    if not since:
        return None
    return Line(Section.WAITING, "digest-notices", len(since), {"since": since[0]})


async def _given_up(
    session: AsyncSession, guild_id: int, since: datetime, until: datetime
) -> Line | None:
    rows = await session.execute(
        select(Delivery.kind, func.count())
        .where(
            Delivery.guild_id == guild_id,
            Delivery.state == State.FAILED,
            *_within(Delivery.done_at.expression, since, until),
        )
        .group_by(Delivery.kind)
    )
    return _counted(Section.FAILED, "digest-given-up", _by_part(rows))


async def _runs(
    session: AsyncSession, guild_id: int, outcome: Outcome, since: datetime, until: datetime
) -> Line | None:
    rows = await session.execute(
        select(Schedule.kind, func.count())
        .join(ScheduleRun, ScheduleRun.schedule_id == Schedule.id)
        .where(
            Schedule.guild_id == guild_id,
            ScheduleRun.outcome == outcome,
            *_within(ScheduleRun.ran_at.expression, since, until),
        )
        .group_by(Schedule.kind)
    )
    section = Section.RECOVERED if outcome is Outcome.LATE else Section.FAILED
    return _counted(section, f"digest-run-{outcome}", _by_part(rows))


async def _expired(
    session: AsyncSession, guild_id: int, since: datetime, until: datetime
) -> Line | None:
    """Messages that were worth nothing any more before their members' week had room for them."""
    rows = await session.execute(
        select(Contact.kind, func.count())
        .where(
            Contact.guild_id == guild_id,
            Contact.outcome == ContactOutcome.EXPIRED,
            *_within(Contact.sent_at.expression, since, until),
        )
        .group_by(Contact.kind)
    )
    things = [Thing(kind, f"contact-kind-{Kind(kind).text}", count=count) for kind, count in rows]
    return _counted(Section.FAILED, "digest-expired", things)


async def _compared(
    session: AsyncSession, guild_id: int, since: datetime, until: datetime
) -> list[Line | None]:
    """What comparisons with Discord found; of what they could not look at only the last counts."""
    rows = await session.scalars(
        select(Reconciliation)
        .where(
            Reconciliation.guild_id == guild_id,
            *_within(Reconciliation.ended_at.expression, since, until),
        )
        .order_by(Reconciliation.ended_at, Reconciliation.id)
    )
    compared = rows.all()
    mended: Counter[str] = Counter()
    for row in compared:
        for name, part in row.parts.items():
            report = Report.load(part)
            mended[name] += report.added + report.removed + report.repaired
    failed = compared[-1].failed if compared else 0
    return [
        Line(Section.FAILED, "digest-not-compared", failed) if failed else None,
        _counted(Section.RECOVERED, "digest-recovered", _by_part(mended.items())),
    ]


def _within(
    column: ColumnElement[datetime] | ColumnElement[datetime | None],
    since: datetime,
    until: datetime,
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """After the one and up to the other, so that nothing is told twice or not at all."""
    return column > since, column <= until


def _by_part(counts: Iterable[tuple[str, int]]) -> list[Thing]:
    """Counts of deliveries, schedules or reports, added up by capability."""
    parts: Counter[str] = Counter()
    for kind, count in counts:
        if count:
            parts[kind.partition(".")[0]] += count
    return [Thing(name, f"digest-part-{name}", count=count) for name, count in parts.items()]


def _counted(section: Section, key: str, things: Sequence[Thing]) -> Line | None:
    """One line about all of them, most first."""
    ordered = sorted(things, key=lambda thing: (-(thing.count or 0), thing.named or ""))
    total = sum(thing.count or 0 for thing in ordered)
    return Line(section, key, total, things=ordered) if total else None
