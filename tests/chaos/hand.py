"""The second hand: what goes wrong, and when. A seed says all of it."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.simulator import permissions
from bot.simulator.faults import GatewayOrder
from bot.simulator.server import Simulator
from bot.simulator.world import channels
from bot.simulator.world.entities import Overwrite
from tests.chaos.machine import Machine
from tests.factories import Village

Harm = Callable[[], Awaitable[None]]


class Hand:
    """Does harm, and mends what would otherwise last."""

    def __init__(
        self, sim: Simulator, village: Village, machine: Machine, chance: random.Random
    ) -> None:
        self._sim = sim
        self._village = village
        self._machine = machine
        self._chance = chance
        self.done: Counter[str] = Counter()
        self._lasting: set[asyncio.Task[None]] = set()

    async def strike(self, kills: int) -> None:
        """Kill it so many times at any instant, and do other harm between."""
        harms: list[tuple[str, Harm]] = [
            ("gateway dropped", self._drop),
            ("session ended", self._end_session),
            ("answers 5xx", self._answer_5xx),
            ("answers 429", self._answer_429),
            ("answers lost", self._lose_answers),
            ("events swallowed", self._swallow),
            ("events twice", self._double),
            ("DMs closed", self._close_dms),
            ("permission taken", self._take_permission),
            ("disk full", self._fill_disk),
            ("database locked", self._lock),
            ("clock moved", self._move_clock),
        ]
        for _ in range(kills):
            for name, harm in self._chance.sample(harms, self._chance.randrange(1, 4)):
                self.done[name] += 1
                await harm()
                await asyncio.sleep(self._chance.uniform(0, 0.4))
            await asyncio.sleep(self._chance.uniform(0, 1.2))
            await self._machine.kill()
            self.done["killed"] += 1
            await asyncio.sleep(self._chance.uniform(0, 0.3))
            if self._chance.random() < 0.3:  # what happens while it is away
                self._sim.faults.disturb("swallow", event="MESSAGE_REACTION_*", times=2)
            await self._machine.start()

    async def rest(self) -> None:
        """Take every harm back."""
        if self._lasting:
            await asyncio.wait(self._lasting)
        self._sim.faults.clear()

    def _for_a_while(self, harm: Awaitable[None]) -> None:
        task = asyncio.ensure_future(harm)
        self._lasting.add(task)
        task.add_done_callback(self._lasting.discard)

    async def _drop(self) -> None:
        self._sim.faults.order(GatewayOrder.DROP)

    async def _end_session(self) -> None:
        self._sim.faults.order(GatewayOrder.INVALID)

    async def _answer_5xx(self) -> None:
        status = self._chance.choice((500, 502, 503))
        self._sim.faults.answer(status, route="/channels/*", times=self._chance.randrange(1, 6))

    async def _answer_429(self) -> None:
        scope = self._chance.choice(("user", "shared", "global"))
        times = self._chance.randrange(1, 4)
        self._sim.faults.rate_limit(route="/channels/*", times=times, scope=scope, retry_after=0.2)

    async def _lose_answers(self) -> None:
        self._sim.faults.lose_answer(route="/channels/*/messages", times=2)

    async def _swallow(self) -> None:
        self._sim.faults.disturb("swallow", event="MESSAGE_REACTION_*", times=3)

    async def _double(self) -> None:
        self._sim.faults.disturb("duplicate", event="*", times=5)

    async def _close_dms(self) -> None:
        guests = [
            one
            for one in self._village.world.users.values()
            if (one.global_name or one.username).startswith("Guest")
        ]
        for guest in guests[-2:]:
            self._sim.faults.unreachable[guest.id] = 50007

    async def _take_permission(self) -> None:
        """Nothing may be written in a channel, for a while."""
        name = self._chance.choice(("initiatives", "reminders", "welcome"))
        self._for_a_while(self._mute(name, self._chance.uniform(0.5, 2)))

    async def _mute(self, name: str, seconds: float) -> None:
        channel, me = self._village.channels[name], self._village.application.id
        world = self._village.world
        denied = Overwrite(me, 1, deny=permissions.SEND_MESSAGES)
        channels.set_overwrite(world, channel, denied)
        await asyncio.sleep(seconds)
        channels.remove_overwrite(world, channel, me)

    async def _fill_disk(self) -> None:
        self._for_a_while(self._machine.fill_the_disk(self._chance.uniform(0.3, 1.5)))

    async def _lock(self) -> None:
        self._for_a_while(self._machine.lock_the_database(self._chance.uniform(0.2, 1.5)))

    async def _move_clock(self) -> None:
        self._machine.move_clock(timedelta(minutes=self._chance.choice((1, 30, 600, 3000))))
