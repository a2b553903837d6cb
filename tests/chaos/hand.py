"""The second hand: what goes wrong, and when. A seed says all of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.simulator import permissions
from bot.simulator.faults import GatewayOrder
from bot.simulator.server import Simulator
from bot.simulator.world import channels
from bot.simulator.world.entities import Overwrite
from tests.chaos.machine import Machine
from tests.factories import Village

KILLED = "killed"
Drawn = tuple[Any, ...]
"""What is chosen for one harm, as its method takes it."""


def _nothing(chance: random.Random) -> Drawn:
    return ()


def _error(chance: random.Random) -> Drawn:
    return chance.choice((500, 502, 503)), chance.randrange(1, 6)


def _limit(chance: random.Random) -> Drawn:
    return chance.choice(("user", "shared", "global")), chance.randrange(1, 4)


def _mute(chance: random.Random) -> Drawn:
    return chance.choice(("initiatives", "reminders", "welcome")), chance.uniform(0.5, 2)


def _full(chance: random.Random) -> Drawn:
    return (chance.uniform(0.3, 1.5),)


def _locked(chance: random.Random) -> Drawn:
    return (chance.uniform(0.2, 1.5),)


def _ahead(chance: random.Random) -> Drawn:
    return (timedelta(minutes=chance.choice((1, 30, 600, 3000))),)


HARMS: dict[str, Callable[[random.Random], Drawn]] = {
    "gateway dropped": _nothing,
    "session ended": _nothing,
    "answers 5xx": _error,
    "answers 429": _limit,
    "answers lost": _nothing,
    "events swallowed": _nothing,
    "events twice": _nothing,
    "DMs closed": _nothing,
    "permission taken": _mute,
    "disk full": _full,
    "database locked": _locked,
    "clock moved": _ahead,
}
"""What can be done to it, and how the rest of it is chosen."""


@dataclass(frozen=True)
class Blow:
    """One harm, and how long the hand then rests."""

    harm: str
    drawn: Drawn
    pause: float


@dataclass(frozen=True)
class Round:
    """What happens up to a kill, and until it is started again; pauses are in seconds."""

    blows: tuple[Blow, ...]
    pause: float
    away: float
    misses_events: bool
    """Whether events that it has missed are not told it later, either."""


def schedule(seed: int, kills: int) -> list[Round]:
    """Everything that the hand will do: drawn before it begins, so that no timing enters into it.

    Fewer kills are the beginning of more.
    """
    chance = random.Random(f"{seed}:hand")
    return [_round(chance) for _ in range(kills)]


def _round(chance: random.Random) -> Round:
    chosen = chance.sample(list(HARMS), chance.randrange(1, 4))
    return Round(
        tuple(Blow(harm, HARMS[harm](chance), chance.uniform(0, 0.4)) for harm in chosen),
        pause=chance.uniform(0, 1.2),
        away=chance.uniform(0, 0.3),
        misses_events=chance.random() < 0.3,
    )


class Hand:
    """Does harm, and mends what would otherwise last.

    Attributes:
        done: What it did, in that order.
    """

    def __init__(self, sim: Simulator, village: Village, machine: Machine) -> None:
        self._sim = sim
        self._village = village
        self._machine = machine
        self.done: list[str] = []
        self._lasting: set[asyncio.Task[None]] = set()

    async def strike(self, rounds: Sequence[Round]) -> None:
        """Kill it once in every round, at any instant, and do other harm before."""
        harms: dict[str, Callable[..., Awaitable[None]]] = {
            "gateway dropped": self._drop,
            "session ended": self._end_session,
            "answers 5xx": self._answer_5xx,
            "answers 429": self._answer_429,
            "answers lost": self._lose_answers,
            "events swallowed": self._swallow,
            "events twice": self._double,
            "DMs closed": self._close_dms,
            "permission taken": self._take_permission,
            "disk full": self._fill_disk,
            "database locked": self._lock,
            "clock moved": self._move_clock,
        }
        for one in rounds:
            for blow in one.blows:
                self.done.append(blow.harm)
                await harms[blow.harm](*blow.drawn)
                await asyncio.sleep(blow.pause)
            await asyncio.sleep(one.pause)
            await self._machine.kill()
            self.done.append(KILLED)
            await asyncio.sleep(one.away)
            if one.misses_events:
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

    async def _answer_5xx(self, status: int, times: int) -> None:
        self._sim.faults.answer(status, route="/channels/*", times=times)

    async def _answer_429(self, scope: str, times: int) -> None:
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

    async def _take_permission(self, name: str, seconds: float) -> None:
        """Nothing may be written in a channel, for a while."""
        self._for_a_while(self._mute(name, seconds))

    async def _mute(self, name: str, seconds: float) -> None:
        channel, me = self._village.channels[name], self._village.application.id
        world = self._village.world
        denied = Overwrite(me, 1, deny=permissions.SEND_MESSAGES)
        channels.set_overwrite(world, channel, denied)
        await asyncio.sleep(seconds)
        channels.remove_overwrite(world, channel, me)

    async def _fill_disk(self, seconds: float) -> None:
        self._for_a_while(self._machine.fill_the_disk(seconds))

    async def _lock(self, seconds: float) -> None:
        self._for_a_while(self._machine.lock_the_database(seconds))

    async def _move_clock(self, step: timedelta) -> None:
        self._machine.move_clock(step)
