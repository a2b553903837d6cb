"""The channel with the pledge post, its people and its bot, as tests of recovery want them."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.deliveries import Delivery
from bot.reconcile import Report
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels, messages
from bot.simulator.world.entities import Channel, Message, Overwrite
from cogs.pledges.models import Pledge
from tests.factories import Village
from tests.running import RunningBot


class Square:
    """The channel with the pledge post, and the bot that looks after it."""

    def __init__(self, sim: Simulator, village: Village, tenet: RunningBot) -> None:
        self.sim = sim
        self.village = village
        self.tenet = tenet

    @property
    def place(self) -> Channel:
        return self.village.channels["pledges"]

    @property
    def message(self) -> Message:
        """The newest message of the channel."""
        return self.place.messages[self.place.message_ids[-1]]

    @property
    def board(self) -> SeenMessage:
        return self.village.steward.sees(self.place)[-1]

    def crowd(self, *names: str) -> list[Person]:
        return [self.village.join(name) for name in names]

    async def pledged(self, people: list[Person], emoji: str = "🌱") -> None:
        """These people react, and the bot sees it."""
        for person in people:
            await person.reacts(emoji, to=self.board)
        figure = "One person has" if len(people) == 1 else f"{len(people)} people have"
        await self.village.steward.until(lambda: f"{figure} pledged." in self.board)

    async def holds(self, person: Person) -> list[str]:
        answer = await person.runs("/pledge mine")
        return [name for embed in answer.embeds for name, _ in embed.fields]

    async def counted(self, kind: str) -> int:
        return (await self.tenet.ledger(self.village.guild.id)).get(kind, 0)

    async def compare(self) -> None:
        self.tenet.bot.reconciler.ask(self.village.guild.id)
        await self.tenet.settled()

    @property
    def report(self) -> Report:
        """What the last comparison found."""
        return self.tenet.bot.reconciler.last[self.village.guild.id]

    async def sources(self) -> set[str]:
        async with self.tenet.bot.db.read() as session:
            return set(await session.scalars(select(Pledge.source)))

    async def requested(self) -> int:
        """How often anything was ever asked of Discord."""
        async with self.tenet.bot.db.read() as session:
            return await session.scalar(select(func.sum(Delivery.requests))) or 0

    def notices(self) -> list[str]:
        """What stewards were told that they have to see to; reports are not among it."""
        seen = [told.text for told in self.village.steward.sees("stewards")]
        return [text for text in seen if text.startswith("Tenet needs a hand")]

    def deletes_post(self) -> None:
        messages.delete(self.sim.world, self.message)

    def forbids(self, right: int) -> None:
        bot_role = next(role for role in self.village.guild.roles.values() if role.managed)
        channels.set_overwrite(self.sim.world, self.place, Overwrite(bot_role.id, 0, deny=right))
