"""The one way in which a seat is given: to whoever comes when one is free, and then in line.

Whatever frees a seat (somebody steps back, leaves or does not confirm, there are more places, a
need is gone), `settle` is called, and nothing else offers one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, contact, deliveries, settings
from bot.contact import Limits
from bot.deliveries import Lane
from cogs.initiatives.models import (
    LIVE,
    SEATED,
    Initiative,
    InitiativeState,
    Need,
    Signup,
    SignupState,
)
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.configuring import Rules
from cogs.initiatives.service.reading import values_of

OFFERED = "initiatives.offered"
"""Tells a member privately that a seat is kept for them, and until when."""


@dataclass
class Room:
    """How many seats there are, and how many are taken.

    Args:
        needs: Of each need how many seats there are.
        taken_by_need: Of each need how many are taken.
    """

    capacity: int | None
    taken: int
    needs: Mapping[int, int] = field(default_factory=dict)
    taken_by_need: dict[int, int] = field(default_factory=dict)

    @property
    def free(self) -> int | None:
        """Seats left in all; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    def has_seat(self, need_id: int | None) -> bool:
        """Whether somebody who comes as this can have one."""
        if self.free == 0:
            return False
        if need_id is None or need_id not in self.needs:
            return True
        return self.taken_by_need.get(need_id, 0) < self.needs[need_id]

    def take(self, need_id: int | None) -> None:
        """Somebody has one."""
        self.taken += 1
        if need_id is not None:
            self.taken_by_need[need_id] = self.taken_by_need.get(need_id, 0) + 1


def has_begun(state: str, starts_at: datetime | None, now: datetime) -> bool:
    """Whether it is too late to plan with anybody: what has a date has begun.

    A project without one goes on, and whoever comes later is as welcome.
    """
    return starts_at is not None and (starts_at <= now or state == InitiativeState.RUNNING)


def gives_seats(initiative: Initiative, now: datetime) -> bool:
    """Whether seats are given at this time."""
    return initiative.state in LIVE and not has_begun(initiative.state, initiative.starts_at, now)


def until(now: datetime, starts_at: datetime | None, within: timedelta) -> datetime:
    """How long a seat is kept: the server's time, but never more than half of what is left."""
    if starts_at is None:
        return now + within
    return now + min(within, max(timedelta(0), (starts_at - now) / 2))


async def read_room(session: AsyncSession, initiative: Initiative) -> Room:
    """The seats of an initiative as they are."""
    counted = await session.execute(
        select(Signup.need_id, func.count())
        .where(Signup.initiative_id == initiative.id, Signup.state.in_(SEATED))
        .group_by(Signup.need_id)
    )
    taken = dict(counted.all())
    needs = await session.execute(
        select(Need.id, Need.capacity).where(
            Need.initiative_id == initiative.id, Need.removed_at.is_(None)
        )
    )
    by_need = {need_id: count for need_id, count in taken.items() if need_id is not None}
    return Room(initiative.capacity, sum(taken.values()), dict(needs.all()), by_need)


async def settle(
    session: AsyncSession,
    initiative: Initiative,
    *,
    now: datetime,
    source: str,
    joining: int | None = None,
    room: Room | None = None,
) -> int:
    """Offer free seats to those who wait, in line; the only way in which that happens.

    Somebody for whom there is a seat may pass those whose need is full. Nobody is offered one
    after the start: they could not be asked in time.

    Args:
        initiative: Locked by the caller, so that two of these cannot count the same seat.
        joining: Who is clicking at this moment: a seat is theirs at once, as they are here to say
            that they come.
        room: The seats, if the caller has just read them.

    Returns:
        How many have or are offered a seat.
    """
    if not gives_seats(initiative, now):
        return 0
    if room is None:
        room = await read_room(session, initiative)
    if room.free == 0:
        return 0
    query = (
        select(Signup.id, Signup.user_id, Signup.need_id, Signup.offer)
        .where(Signup.initiative_id == initiative.id, Signup.state == SignupState.WAITING)
        .order_by(Signup.position)
    )
    if not room.needs:
        query = query.limit(room.free)
    offered: list[Any] = []
    seated: list[Any] = []
    for row in (await session.execute(query)).all():
        if room.free == 0:
            break
        if room.has_seat(row.need_id):
            room.take(row.need_id)
            (seated if row.user_id == joining else offered).append(row)
    if seated:
        await _set(session, seated, now, state=SignupState.CONFIRMED)
        await _record(session, "initiative.joined", initiative, seated, now, source)
    if offered:
        await _offer(session, initiative, offered, now=now, message=OFFERED)
        await _record(session, "initiative.offered", initiative, offered, now, source)
    return len(seated) + len(offered)


async def ask_again(
    session: AsyncSession,
    initiative: Initiative,
    *,
    now: datetime,
    message: str,
    payload: Mapping[str, Any] | None = None,
) -> int:
    """Ask everybody who has a seat whether they come, as when it takes place at another time.

    Until they answer their seats are only offered. Then whoever waits is offered what is free.

    Args:
        message: The kind of the delivery that asks them, with a button to confirm that carries
            `signup_id` and `offer` of its payload.
        payload: What it has to know besides.

    Returns:
        How many are asked.
    """
    rows = (
        await session.execute(
            select(Signup.id, Signup.user_id, Signup.need_id, Signup.offer)
            .where(
                Signup.initiative_id == initiative.id,
                Signup.state.in_([SignupState.CONFIRMED, SignupState.OFFERED]),
            )
            .order_by(Signup.position)
        )
    ).all()
    await _offer(session, initiative, rows, now=now, message=message, payload=payload)
    await settle(session, initiative, now=now, source="command")
    await refresh_card(session, initiative.guild_id, initiative.id, now)
    return len(rows)


async def _offer(
    session: AsyncSession,
    initiative: Initiative,
    rows: Sequence[Any],
    *,
    now: datetime,
    message: str,
    payload: Mapping[str, Any] | None = None,
) -> None:
    stored = await settings.read(session, initiative.guild_id)
    within = Rules.of(stored).confirm_within
    told_at = await contact.out_of_quiet_hours(
        session, initiative.guild_id, [row.user_id for row in rows], Limits.of(stored), now
    )
    # Nobody hears of it in their quiet hours, so the time for an answer begins after them, unless
    # that would be too late for what it is about.
    starts_at = initiative.starts_at
    by_begin: dict[datetime, list[Any]] = {}
    for row in rows:
        is_late = starts_at is not None and told_at[row.user_id] >= starts_at
        by_begin.setdefault(now if is_late else told_at[row.user_id], []).append(row)
    for begin, some in by_begin.items():
        await _set(
            session,
            some,
            now,
            state=SignupState.OFFERED,
            offer=Signup.offer + 1,
            offered_until=until(begin, starts_at, within),
        )
    await deliveries.enqueue_many(
        session,
        message,
        [
            (
                initiative.guild_id,
                f"{message}:{row.id}:{row.offer + 1}",
                {"signup_id": row.id, "offer": row.offer + 1, **(payload or {})},
            )
            for row in rows
        ],
        lane=Lane.DM,
        priority=2,
        now=now,
    )


async def _set(session: AsyncSession, rows: Sequence[Any], now: datetime, **values: Any) -> None:
    if rows:
        await session.execute(
            update(Signup)
            .where(Signup.id.in_([row.id for row in rows]))
            .values(changed_at=now, **values)
            .execution_options(synchronize_session="fetch")
        )


async def _record(
    session: AsyncSession,
    kind: str,
    initiative: Initiative,
    rows: Sequence[Any],
    now: datetime,
    source: str,
) -> None:
    values = (await values_of(session, [initiative.id])).get(initiative.id, ())
    await activity.record_many(
        session,
        [
            {
                "kind": kind,
                "guild_id": initiative.guild_id,
                "at": now,
                "user_id": row.user_id,
                "subject_id": initiative.id,
                "value_id": values[0] if values else None,
                "source": source,
            }
            for row in rows
        ],
    )
