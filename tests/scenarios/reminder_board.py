"""The bot with one weekly reminder, and what stands in its channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot import settings
from bot.channels import PER_WEEK
from bot.clock import MovableClock
from bot.schedules import ScheduleRun
from bot.simulator.people import SeenMessage
from bot.simulator.world.entities import MessageType
from cogs.reminders import jobs
from cogs.reminders.models import Reminder, ReminderPost
from tests.factories import Village
from tests.running import RunningBot

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
FIRST = datetime(2026, 3, 2, 9, 0, 30, tzinfo=UTC)
"""Half a minute after the first run, on clocks that never change."""

SILENT = 1 << 12

COMMUNITY: dict[str, Any] = {
    "zone": "UTC",
    "reminders": [{"name": "Weekly", "weekday": "monday", "at": "09:00"}],
    "channels": {name: name for name in ("reminders", "stewards", "welcome", "initiatives")},
}


class Board:
    """One reminder, played through its weeks."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet = tenet
        self.village = village
        self.clock = clock

    async def is_set(self, **options: Any) -> None:
        """Change the reminder as it is kept."""
        async with self.tenet.bot.db.begin() as session:
            await session.execute(
                update(Reminder),
                [{"id": id_, **options} for id_ in await session.scalars(select(Reminder.id))],
            )

    async def is_answered(self) -> None:
        """Whatever it posts, nobody counts it as ignored."""
        await self.is_set(answered_from=FIRST + 1000 * WEEK)

    async def takes(self, most: int) -> None:
        """Change how many automated posts a channel takes in a week."""
        async with self.tenet.bot.db.begin() as session:
            guild_id, now = self.village.guild.id, self.clock.now()
            await settings.change(session, guild_id, PER_WEEK, most, actor_id=None, now=now)

    async def is_at(self, moment: datetime) -> None:
        """Move time there and let everything happen that is due."""
        self.clock.set(moment)
        for tick in ("schedules", jobs.TICK):
            await self.tenet.bot.ticks.run(tick)
            await self.tenet.settled()

    async def comes(self, number: int) -> SeenMessage:
        """Let the run of a week come, with the look ten minutes before it; the post."""
        await self.is_at(FIRST + number * WEEK - timedelta(minutes=5))
        await self.is_at(FIRST + number * WEEK)
        return self.seen()[-1]

    def seen(self) -> list[SeenMessage]:
        """What stands in the channel, but for what Discord itself writes."""
        seen = self.village.steward.sees(self.village.channels["reminders"])
        return [
            one
            for one in seen
            if one.author_id == self.village.application.id
            and one.payload["type"] != MessageType.POLL_RESULT
        ]

    def notices(self) -> list[SeenMessage]:
        return self.village.steward.sees(self.village.channels["stewards"])

    async def posts(self) -> list[ReminderPost]:
        async with self.tenet.bot.db.read() as session:
            return list(await session.scalars(select(ReminderPost).order_by(ReminderPost.id)))

    async def outcomes(self) -> list[str]:
        async with self.tenet.bot.db.read() as session:
            rows = await session.scalars(select(ScheduleRun.outcome).order_by(ScheduleRun.id))
            return list(rows)
