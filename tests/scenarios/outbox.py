"""A kind of delivery of the tests' own, asked for and looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from bot import deliveries
from bot.actions import Action, Content, Post
from bot.clock import MovableClock
from bot.deliveries import Delivery
from bot.worker import Renderer, Rendering
from tests.factories import Village
from tests.running import PATIENCE, RunningBot

MESSAGES = "/channels/*/messages"


class Outbox:
    """A kind of delivery of the tests' own, whose text can be changed until it is sent."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet = tenet
        self.village = village
        self.clock = clock
        self.text = "Hello"
        self.words(lambda content: Post(village.channels["general"].id, content))

    def words(self, action: Callable[[Content], Action], **options: Any) -> None:
        """How deliveries of the kind `test` are carried out from now on."""

        async def render(rendering: Rendering) -> Action:
            return action(Content(text=self.text))

        self.tenet.bot.deliveries.register("test", Renderer(render, **options))

    async def ask(self, key: str = "test:1", **options: Any) -> None:
        given = {"guild_id": self.village.guild.id, "now": self.clock.now()} | options
        async with self.tenet.bot.db.begin() as session:
            await deliveries.enqueue(session, "test", key=key, **given)

    async def row(self, key: str = "test:1") -> Delivery:
        async with self.tenet.bot.db.read() as session:
            found = await session.scalar(select(Delivery).where(Delivery.key == key))
            assert found is not None
            return found

    def posted(self) -> list[str]:
        """What stands in #general."""
        general = self.village.channels["general"]
        return [message.text for message in self.village.steward.sees(general)]

    async def until_tried(self, times: int = 1) -> Delivery:
        """The row once it has failed so often."""
        async with asyncio.timeout(PATIENCE):
            while True:
                row = await self.row()
                if row.attempts == times and row.last_error and row.claimed_until is None:
                    return row
                await asyncio.sleep(0.01)
