"""A channel's week: how many automated posts it takes, whatever the clock and the worker do."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import channels
from bot.channels import WEEK, AutomatedPost
from bot.db import SqliteDatabase

pytestmark = pytest.mark.asyncio

GUILD, CHANNEL = 1, 10
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


async def take(
    db: SqliteDatabase, nonce: str, now: datetime, *, most: int = 2, channel_id: int = CHANNEL
) -> datetime | None:
    async with db.begin() as session:
        return await channels.take_place(
            session, channel_id, guild_id=GUILD, kind="test", nonce=nonce, most=most, now=now
        )


async def test_a_place_is_taken_once_however_often_it_is_tried_and_comes_back_unused(
    db: SqliteDatabase,
) -> None:
    assert await take(db, "a", START) is None
    assert await take(db, "a", START + timedelta(hours=1)) is None
    assert await take(db, "b", START + timedelta(hours=1)) is None
    assert await take(db, "elsewhere", START, channel_id=11) is None

    assert await take(db, "c", START + timedelta(days=1)) == START + WEEK
    assert await take(db, "a", START + timedelta(days=1)) is None

    async with db.begin() as session:
        await channels.give_back(session, "b")
    assert await take(db, "c", START + timedelta(days=1)) is None
    assert await take(db, "d", START + timedelta(days=2)) == START + WEEK
    assert await take(db, "d", START + WEEK) is None


async def test_in_no_seven_days_are_there_more_than_may_be_also_when_the_clock_is_set(
    db: SqliteDatabase,
) -> None:
    chance = random.Random(5)
    now, posted = START, []
    for number in range(120):
        now += timedelta(hours=chance.choice([0, 1, 5, 30, 100]))
        if number % 40 == 20:
            now -= timedelta(hours=2)
        if number % 40 == 30:
            now += timedelta(days=3)
        if await take(db, str(number), now, most=3) is None:
            posted.append(now)
        if number % 10 == 0:
            async with db.begin() as session:
                await channels.prune(session, now=now)

    assert len(posted) > 20
    for moment in posted:
        assert sum(moment <= other < moment + WEEK for other in posted) <= 3
    async with db.read() as session:
        kept = (await session.scalars(select(AutomatedPost.posted_at))).all()
    assert len(kept) < len(posted)
