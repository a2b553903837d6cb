"""The village with its pledge posts, as a steward works with them and sees them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from sqlalchemy import select

from bot.audit import AuditEntry
from bot.simulator import permissions as may
from bot.simulator.exchange import Exchange
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels, messages
from bot.simulator.world.entities import Channel, Overwrite
from bot.simulator.world.thread_opening import open_thread
from cogs.charter import service as charter
from tests.charters import add_value, retire
from tests.factories import Village
from tests.running import RunningBot

VALUES = ["🌱", "❤️", "🔥"]


class Doors:
    """The village, its bot, and what stands in its channels."""

    def __init__(self, sim: Simulator, village: Village, tenet: RunningBot) -> None:
        self.sim = sim
        self.village = village
        self.tenet = tenet
        self.steward = village.steward

    async def posts(self, **options: Any) -> SeenMessage:
        """The steward runs /pledge post; what they alone are answered."""
        answer = await self.steward.runs("/pledge post", options)
        assert isinstance(answer, SeenMessage), answer.text
        assert answer.is_ephemeral
        await self.tenet.settled()
        return answer

    def boards(self, place: Channel | str = "pledges") -> list[SeenMessage]:
        """The pledge posts of a channel."""
        return [
            seen
            for seen in self.steward.sees(place)
            if not seen.is_ephemeral and "Pledge…" in [button.label for button in seen.buttons]
        ]

    def board(self, place: Channel | str = "pledges") -> SeenMessage:
        (board,) = self.boards(place)
        return board

    async def says(self, text: str, place: Channel | str = "pledges") -> None:
        """Wait until a post says something."""
        await self.steward.until(
            lambda: any(text in post for post in self.boards(place)), what=text
        )

    async def shows(self, *emojis: str, place: Channel | str = "pledges") -> None:
        """Wait until exactly these emojis stand under a post."""
        await self.steward.until(
            lambda: list(self.board(place).reactions) == list(emojis), what=str(emojis)
        )

    def thread(self, name: str = "values", parent: str = "general", **options: Any) -> Channel:
        """Somebody opens a thread; in a forum, with a first message."""
        place = self.village.channels[parent]
        opened = open_thread(self.sim.world, place, name, owner_id=self.steward.id, **options)
        if parent == "ideas":
            draft = messages.Draft(author_id=self.steward.id, content="What do we stand for?")
            messages.create(self.sim.world, opened, draft)
        return opened

    async def adds(self, name: str, emoji: str) -> None:
        """A version of the charter with one more value is published."""
        async with self.tenet.bot.db.begin() as session:
            guild_id, now = self.village.guild.id, self.tenet.clock.now()
            await add_value(session, guild_id, name=name, emoji=emoji, now=now)

    async def retires(self, name: str) -> None:
        """A version without a value is published."""
        async with self.tenet.bot.db.begin() as session:
            guild_id, now = self.village.guild.id, self.tenet.clock.now()
            value = await charter.get_value(session, guild_id, name)
            await retire(session, guild_id, value.id, now=now)

    def lets_see_notices(self, person: Person) -> None:
        channel = self.village.channels["stewards"]
        sight = Overwrite(person.id, 1, allow=may.VIEW_CHANNEL | may.READ_MESSAGE_HISTORY)
        channels.set_overwrite(self.sim.world, channel, sight)

    def told(self) -> list[SeenMessage]:
        """What the stewards were told to mend, or that it passed; not what comparisons found."""
        return [seen for seen in self.steward.sees("stewards") if "Tenet needs a hand" in seen]

    async def holds(self, person: Person) -> list[str]:
        answer = await person.runs("/pledge mine")
        return [name for embed in answer.embeds for name, _ in embed.fields]

    def deletes_post(self, place: str = "pledges") -> None:
        channel = self.village.channels[place]
        messages.delete(self.sim.world, channel.messages[self.board(place).id])

    async def compared(self) -> None:
        """What happens every few hours."""
        self.tenet.bot.reconciler.ask(self.village.guild.id)
        await self.tenet.settled()

    async def lost(self) -> SeenMessage:
        """Somebody deletes the post, and the stewards are told."""
        self.deletes_post()
        await self.compared()
        return self.told()[-1]

    def forbids(self, right: int, place: str = "pledges") -> None:
        role = next(role for role in self.village.guild.roles.values() if role.managed)
        overwrite = Overwrite(role.id, 0, deny=right)
        channels.set_overwrite(self.sim.world, self.village.channels[place], overwrite)

    def requests(self, method: str, pattern: str) -> list[str]:
        """Collects the paths of requests from now on."""
        seen: list[str] = []

        def note(exchange: object) -> None:
            if (
                isinstance(exchange, Exchange)
                and exchange.method == method
                and fnmatchcase(exchange.path, pattern)
            ):
                seen.append(exchange.path)

        self.sim.observers.append(note)
        return seen

    async def audited(self) -> list[str]:
        async with self.tenet.bot.db.read() as session:
            query = select(AuditEntry.what).where(AuditEntry.actor_id == self.steward.id)
            return list(await session.scalars(query.order_by(AuditEntry.id)))
