"""What was computed by the zone data of yesterday, put right by that of today."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.firing import Rule, agrees, is_zone, next_fire
from bot.schedules import Schedule, Schedules

AT_ONCE = 1000
HALF_A_DAY = timedelta(hours=12)


async def align(db: Database, schedules: Schedules, now: datetime) -> int:
    """Move what is to come to where the clocks will stand by the zone data there is.

    That data is read once in the life of a process, so this is for its beginning. What is due
    already stays as it is.

    Returns:
        How many schedules were moved.
    """
    moved = last_id = 0
    ours = schedules.shards.clause(Schedule.guild_id.expression)
    while True:
        query = (
            select(Schedule.id, Schedule.rule, Schedule.zone, Schedule.next_run_at)
            .where(Schedule.id > last_id, Schedule.next_run_at > now)
            .order_by(Schedule.id)
            .limit(AT_ONCE)
        )
        async with db.read() as session:
            rows = (await session.execute(query if ours is None else query.where(ours))).all()
        astray = [
            id_
            for id_, rule, zone, moment in rows
            if moment is not None and not agrees(rule, zone, moment)
        ]
        if astray:
            async with db.begin() as session:
                moved += await _move(session, schedules, astray, now)
        if len(rows) < AT_ONCE:
            return moved
        last_id = rows[-1].id
        await asyncio.sleep(0)


async def _move(
    session: AsyncSession, schedules: Schedules, ids: Sequence[int], now: datetime
) -> int:
    moved = 0
    query = select(Schedule).where(Schedule.id.in_(ids), Schedule.next_run_at > now)
    for schedule in (await session.scalars(query.with_for_update())).all():
        if not is_zone(schedule.zone):
            await schedules.strand(session, schedule, now)
            continue
        assert schedule.next_run_at is not None
        # The same turn of the rule, not the next one: what now lies behind is late, not lost.
        # Rules fire once a day at most, and zone data moves no clock by half a day.
        before = schedule.next_run_at - HALF_A_DAY
        found = next_fire(Rule.load(schedule.rule), schedule.zone, after=before)
        if found != schedule.next_run_at:
            schedule.next_run_at = found
            moved += 1
    return moved
