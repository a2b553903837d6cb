"""A rehearsal: the local Discord, a community on it, the real bot, and a clock to move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot import activity
from bot.clock import MovableClock
from bot.db import open_database
from bot.rehearsal.community import Community
from bot.rehearsal.running import RunningBot
from bot.schedules import Schedule
from bot.simulator.people import CannotDo
from bot.simulator.server import Simulator


@dataclass(eq=False)
class Rehearsal:
    """Everything that is rehearsed with, and what moves it on."""

    sim: Simulator
    clock: MovableClock
    community: Community
    running: RunningBot

    async def rest(self) -> None:
        """Let everything that was set off come to its end.

        Raises:
            TimeoutError: It does not end.
        """
        if self.running.is_running:
            await self.running.caught_up()

    async def move_to(self, moment: datetime) -> None:
        """Move the clock on, stopping at whatever the bot has planned until then.

        Raises:
            CannotDo: The moment has passed already.
        """
        if moment < self.clock.now():
            raise CannotDo(f"{moment:%Y-%m-%d %H:%M} has passed already")
        while self.running.is_running:
            due = await self.next_due()
            if due is None or due >= moment:
                break
            await self._arrive(due)
        await self._arrive(moment)

    async def next_due(self) -> datetime | None:
        """When the bot, which runs, does the next thing that it has planned."""
        async with self.running.bot.db.read() as session:
            return await session.scalar(
                select(func.min(Schedule.next_run_at)).where(
                    Schedule.next_run_at > self.clock.now()
                )
            )

    async def ledger(self) -> dict[str, int]:
        """How often each kind of act stands in the ledger."""
        if self.running.is_running:
            return await self.running.ledger(self.community.guild.id)
        database = open_database(self.running.config.database)
        await database.start()
        try:
            async with database.read() as session:
                return await activity.counts(session, self.community.guild.id)
        finally:
            await database.stop()

    async def _arrive(self, moment: datetime) -> None:
        self.clock.advance(max(moment - self.clock.now(), timedelta(0)))
        if self.running.is_running:
            await self.running.bot.ticks.run_all()
        await self.rest()
