"""Who was there: what is known before somebody says so, and what follows when they have."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.initiatives.models import Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service import acts, missed

SAID = (SignupState.ATTENDED, SignupState.ABSENT)
"""Of these it has been said whether they were there."""

_EXPECTED = (SignupState.CONFIRMED, *SAID)


@dataclass(frozen=True)
class Known:
    """What is known about who was there.

    Args:
        expected: Those who had a seat, in the order in which they signed up.
        present: Who was there, as far as it was said or they checked in; None when nobody did.
    """

    expected: tuple[int, ...]
    present: tuple[int, ...] | None

    @property
    def arrived(self) -> tuple[int, ...]:
        """Those of whom it is known that they were there."""
        return self.present or ()


async def known(session: AsyncSession, initiative: Initiative) -> Known:
    """Who was expected, and who is known to have been there."""
    rows = (
        await session.scalars(
            select(Signup).where(Signup.initiative_id == initiative.id).order_by(Signup.position)
        )
    ).all()
    if initiative.state == InitiativeState.CLOSED:
        was_said = any(row.state in SAID for row in rows)
        present = [row.user_id for row in rows if row.state == SignupState.ATTENDED]
    else:
        present = [
            row.user_id
            for row in rows
            if row.arrived_at is not None or row.state == SignupState.ATTENDED
        ]
        was_said = bool(present)
    expected = tuple(row.user_id for row in rows if row.state in _EXPECTED)
    return Known(expected, tuple(present) if was_said else None)


async def settle(
    session: AsyncSession,
    initiative: Initiative,
    present: Collection[int] | None,
    *,
    told_by: int,
    language: str,
    now: datetime,
    source: str,
) -> None:
    """Write down who was there, and have those who were not asked once, privately.

    Whoever was there without having signed up gets a row of their own, and hears nothing of it:
    they have asked for nothing.

    Args:
        present: None when nobody said who was there: then nobody was absent either.
        told_by: Is not asked what kept them.
    """
    rows = {
        row.user_id: row
        for row in await session.scalars(
            select(Signup).where(Signup.initiative_id == initiative.id)
        )
    }
    for row in rows.values():
        if row.state == SignupState.OFFERED and row.arrived_at is None:
            row.state = SignupState.INTERESTED  # a seat that nobody took is not kept any longer
            row.offered_until = None
            row.changed_at = now
    if present is None:
        await session.flush()
        return
    there = set(present)
    for user_id in sorted(there - rows.keys()):
        rows[user_id] = Signup(
            initiative_id=initiative.id,
            guild_id=initiative.guild_id,
            user_id=user_id,
            state=SignupState.INTERESTED,
            position=await _next_position(session, initiative.id),
            language=language,
            changed_at=now,
            hears=False,
        )
        session.add(rows[user_id])
        await session.flush()
    happened_at = initiative.started_at or initiative.starts_at or now
    came = [rows[user_id] for user_id in sorted(there)]
    stayed_away = [
        row for row in rows.values() if row.user_id not in there and row.state in _EXPECTED
    ]
    await acts.attended(
        session,
        initiative,
        [(row.user_id, row.arrived_at or happened_at) for row in came],
        now=now,
        source=source,
    )
    await acts.not_attended(
        session, initiative, {row.user_id for row in stayed_away}, now=now, source=source
    )
    for row in came:
        _become(row, SignupState.ATTENDED, now)
    for row in stayed_away:
        _become(row, SignupState.ABSENT, now)
    await session.flush()
    await missed.ask_later(session, [row for row in stayed_away if row.user_id != told_by], now=now)


def _become(row: Signup, state: SignupState, now: datetime) -> None:
    if row.state != state:
        row.state = state
        row.offered_until = None
        row.changed_at = now


async def _next_position(session: AsyncSession, initiative_id: int) -> int:
    last = await session.scalar(
        select(func.max(Signup.position)).where(Signup.initiative_id == initiative_id)
    )
    return (last or 0) + 1
