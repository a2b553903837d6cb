"""How much is enough in a server: from its file to the database."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot import settings
from bot.clock import MovableClock
from bot.config import Community
from bot.contact import Limits, limits
from bot.db import Database
from bot.models import Guild
from bot.sharding import Shards
from tests.conftest import GUILD
from tests.factories import VALUES

FILE = {
    "per_week": 2,
    "apart_hours": 30,
    "quiet_from": "22:30",
    "quiet_until": "07:00",
    "posts_per_channel": 9,
}


def community(**contact: object) -> Community:
    return Community.model_validate({"mission": "Us.", "values": VALUES, "contact": contact})


@pytest.mark.asyncio
async def test_what_the_file_says_holds_until_somebody_changes_it(
    db: Database, clock: MovableClock
) -> None:
    async with db.begin() as session:
        session.add(Guild(id=GUILD, seen_at=clock.now()))
        await session.flush()
        await limits.seed(session, GUILD, community(**FILE), now=clock.now())
        stored = await settings.read(session, GUILD)
        await settings.change(session, GUILD, limits.PER_WEEK, 1, actor_id=5, now=clock.now())
        changed = await settings.read(session, GUILD)

    assert Limits.of(stored) == Limits(2, timedelta(hours=30), time(22, 30), time(7), "UTC")
    assert limits.differences(community(**FILE), stored) == []
    (difference,) = limits.differences(community(**FILE), changed)
    assert (difference.path, difference.in_file, difference.in_database) == (
        "contact.per_week",
        "2",
        "1",
    )


def test_a_file_that_says_nothing_means_the_usual() -> None:
    nothing = settings.GuildSettings(GUILD, {})

    assert limits.differences(community(), nothing) == []
    assert Limits.of(nothing) == Limits(3, timedelta(hours=20), time(21), time(8), "UTC")


def test_processes_share_one_pace_by_the_shards_they_run() -> None:
    halves = [Shards(4, (0, 1)), Shards(4, (2, 3))]

    assert sum(shards.share for shards in halves) == 1
    assert Shards(1, (0,)).share == 1
