"""What comparisons with Discord found, kept so that stewards can read it afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Index, String, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot import deliveries
from bot.db import Base, OwnId, Snowflake, UtcDateTime, insert_into
from bot.reports import COUNTS, Cause, Outcome, Report, Window

DELIVERY = "reconcile.report"
"""The kind of the delivery that tells the stewards."""

KEEP = timedelta(days=90)


class Reconciliation(Base):
    """One comparison of a server that changed something or failed. Kept for 90 days."""

    __tablename__ = "reconciliations"
    __table_args__ = (
        Index("ix_reconciliations_guild_id_ended_at", "guild_id", "ended_at"),
        Index(
            "uq_reconciliations_open",
            "guild_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(OwnId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(Snowflake)
    cause: Mapped[str] = mapped_column(String(20))
    """Why it ran: a start, a lost session, the clock, a steward."""
    missed_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when we had heard nothing; None where nothing was missed, as far as is known."""
    missed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_exact: Mapped[bool]
    """Whether `missed_from` was noted as it happened; otherwise it may be a minute too early."""
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """None while it is under way: what it has kept so far outlives a kill."""
    looked_at: Mapped[int]
    added: Mapped[int]
    removed: Mapped[int]
    repaired: Mapped[int]
    failed: Mapped[int]
    parts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The counts of each capability, the reasons of what failed, and what else is to be said."""


async def keep(session: AsyncSession, outcome: Outcome) -> None:
    """Note what a comparison that is under way has found so far."""
    values = _values(outcome) | {"ended_at": None}
    await session.execute(
        insert_into(Reconciliation, session.get_bind().dialect.name)
        .values(guild_id=outcome.guild_id, **values)
        .on_conflict_do_update(
            index_elements=["guild_id"], index_where=text("ended_at IS NULL"), set_=values
        )
    )


async def close(
    session: AsyncSession, outcome: Outcome, *, is_to_be_told: bool, now: datetime
) -> None:
    """Store what a comparison has found, and tell the stewards if they do not know it yet."""
    values = _values(outcome)
    finished = await session.scalar(
        update(Reconciliation)
        .where(Reconciliation.guild_id == outcome.guild_id, Reconciliation.ended_at.is_(None))
        .values(**values)
        .returning(Reconciliation.id)
    )
    if finished is None:
        row = Reconciliation(guild_id=outcome.guild_id, **values)
        session.add(row)
        await session.flush()
        finished = row.id
    if not is_to_be_told:
        return
    await deliveries.enqueue(
        session,
        DELIVERY,
        guild_id=outcome.guild_id,
        key=f"{DELIVERY}:{finished}",
        payload={"reconciliation_id": finished},
        now=now,
        priority=4,
    )


async def list_open(session: AsyncSession) -> list[Outcome]:
    """What comparisons had found that never came to their end."""
    rows = await session.scalars(
        select(Reconciliation).where(Reconciliation.ended_at.is_(None)).order_by(Reconciliation.id)
    )
    return [_outcome(row) for row in rows]


async def find(session: AsyncSession, reconciliation_id: int) -> Outcome | None:
    """One that is stored."""
    row = await session.get(Reconciliation, reconciliation_id)
    return None if row is None else _outcome(row)


async def find_last(session: AsyncSession, guild_id: int) -> Outcome | None:
    """The last one of a server that found something, if it is still kept."""
    row = await session.scalar(
        select(Reconciliation)
        .where(Reconciliation.guild_id == guild_id, Reconciliation.ended_at.is_not(None))
        .order_by(Reconciliation.ended_at.desc(), Reconciliation.id.desc())
        .limit(1)
    )
    return None if row is None else _outcome(row)


async def prune(session: AsyncSession, *, now: datetime) -> None:
    """Delete what is older than `KEEP`."""
    await session.execute(delete(Reconciliation).where(Reconciliation.began_at < now - KEEP))


def _values(outcome: Outcome) -> dict[str, Any]:
    report, window = outcome.report, outcome.window
    return {
        "cause": outcome.cause,
        "missed_from": None if window is None else window.since,
        "missed_until": None if window is None else window.until,
        "is_exact": window is None or window.is_exact,
        "began_at": outcome.began_at,
        "ended_at": outcome.ended_at,
        **{name: getattr(report, name) for name in COUNTS},
        "parts": {name: part.dump() for name, part in outcome.parts.items()},
    }


def _outcome(row: Reconciliation) -> Outcome:
    window = None
    if row.missed_from is not None and row.missed_until is not None:
        window = Window(row.missed_from, row.missed_until, row.is_exact)
    return Outcome(
        row.guild_id,
        Cause(row.cause),
        row.began_at,
        row.ended_at or row.began_at,
        window,
        {name: Report.load(part) for name, part in row.parts.items()},
    )
