"""Newcomers by the thousand: they join in one burst, press one button, and see something, or not.

Times are the machine's, from the moment a press is handed to the gateway to the moment at which the
bot's request that shows something has been handled.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.simulator.crowds import percentile
from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.interactions.state import Interaction
from bot.simulator.people.person import Person
from bot.simulator.people.seen import walk
from bot.simulator.world import accounts, members
from bot.simulator.world.entities import Guild, Message, User

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

# So many join before the sockets get a turn.
_BATCH = 50


async def joins(simulator: Simulator, guild: Guild, count: int) -> list[User]:
    """Have so many new people join, as fast as the sockets take the events."""
    world = simulator.world
    found: list[User] = []
    for number in range(1, count + 1):
        user = accounts.create_user(world, f"Newcomer {number}")
        members.join(world, guild, user)
        found.append(user)
        if number % _BATCH == 0:
            await asyncio.sleep(0)
    return found


@dataclass(slots=True)
class Reception:
    """What came to one newcomer.

    Attributes:
        shown_s: When they first saw what they were to see; None: not yet.
        place: Where they saw it: `answer`, `DM`, or `thread`.
        calls: The requests about them until then, answers to interactions included.
        times_shown: How many messages have shown it to them.
    """

    pressed_s: float
    shown_s: float | None = None
    place: str | None = None
    calls: int = 0
    times_shown: int = 0


@dataclass(slots=True)
class Receptions:
    """Watches what the bot does about people who press a button.

    Args:
        shows: How the custom_id of a button begins that stands on what they are to see.
        expected: How many will press.
    """

    simulator: Simulator
    shows: str
    expected: int
    people: dict[int, Reception] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    opened: int = 0
    everybody_saw: asyncio.Event = field(default_factory=asyncio.Event)
    _by_token: dict[str, int] = field(default_factory=dict)
    _by_thread: dict[int, int] = field(default_factory=dict)
    _threads: set[int] = field(default_factory=set)
    _saw: int = 0

    def pressed(self, interaction: Interaction) -> None:
        """Somebody pressed."""
        self.people[interaction.user_id] = Reception(interaction.opened_s)
        self._by_token[interaction.token] = interaction.user_id

    def __call__(self, seen: Exchange | Delivery) -> None:
        if isinstance(seen, Delivery):
            return
        self.statuses[seen.status] += 1
        about = self.people.get(self._whom(seen) or 0)
        if about is None:
            return
        if about.shown_s is None:
            about.calls += 1
        if seen.status < 300 and self._is_it(seen):
            about.times_shown += 1
            if about.shown_s is None:
                about.shown_s = time.perf_counter()
                about.place = self._place(seen)
                self._saw += 1
        if self._saw == self.expected:
            self.everybody_saw.set()

    def _whom(self, seen: Exchange) -> int | None:
        """Whom a request is about."""
        parts = seen.path.split("/")
        match parts[1:]:
            case ["interactions", _, token, *_] | ["webhooks", _, token, *_]:
                return self._by_token.get(token)
            case ["users", "@me", "channels"]:
                self.opened += seen.status < 300
                return int(seen.body["recipient_id"])
            case ["channels", _, "threads"] if seen.status < 300:
                self._threads.add(int(seen.answer["id"]))
            case ["channels", channel_id, "thread-members", user_id]:
                self._invited(int(channel_id), int(user_id))
                return int(user_id)
            case ["channels", channel_id, *_]:
                channel = self.simulator.world.channels.get(int(channel_id))
                for recipient_id in () if channel is None else channel.recipient_ids:
                    if recipient_id in self.people:
                        return recipient_id
                return self._by_thread.get(int(channel_id))
        return None

    def _invited(self, thread_id: int, user_id: int) -> None:
        """Now it shows for whom a thread was opened."""
        self._by_thread[thread_id] = user_id
        if thread_id in self._threads and user_id in self.people:
            self._threads.remove(thread_id)
            self.people[user_id].calls += 1

    def _is_it(self, seen: Exchange) -> bool:
        body: Any = seen.body if isinstance(seen.body, dict) else {}
        body = body.get("data") or body
        return any(
            str(item.get("custom_id", "")).startswith(self.shows)
            for item in walk(body.get("components") or ())
        )

    def _place(self, seen: Exchange) -> str:
        if not seen.template.startswith("/channels/"):
            return "answer"
        channel = self.simulator.world.channels[int(seen.path.split("/")[2])]
        return "DM" if channel.is_dm else "thread"

    def summary(self, within: float) -> dict[str, Any]:
        """The figures.

        Args:
            within: In how many seconds everybody should have seen it.
        """
        taken = [
            one.shown_s - one.pressed_s for one in self.people.values() if one.shown_s is not None
        ]
        return {
            "count": len(self.people),
            "p50": percentile(taken, 0.50),
            "p99": percentile(taken, 0.99),
            "max": max(taken, default=0.0),
            "late": len(self.people) - sum(seconds <= within for seconds in taken),
            "places": Counter(one.place or "nowhere" for one in self.people.values()),
            "calls_mean": sum(one.calls for one in self.people.values()) / len(self.people),
            "calls_max": max(one.calls for one in self.people.values()),
            "twice": sum(one.times_shown > 1 for one in self.people.values()),
            "opened": self.opened,
            "refused": sum(n for status, n in self.statuses.items() if status >= 400),
            "rate_limited": self.statuses[429],
        }


async def presses(
    simulator: Simulator,
    people: Sequence[Person],
    message: Message,
    custom_id: str,
    *,
    shows: str,
    seconds: float,
    within: float,
    afterwards: float,
) -> dict[str, Any]:
    """Have each press the same button, one after the other at even distances.

    Args:
        seconds: From the first press to the last.
        within: How long to wait after the last one for everybody to see it.
        afterwards: How long to look then for what comes a second time.
    """
    watch = Receptions(simulator, shows, expected=len(people))
    simulator.observers.append(watch)
    begun = time.perf_counter()
    try:
        for number, person in enumerate(people):
            wait = begun + number * seconds / len(people) - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            watch.pressed(person.presses(custom_id, on=message))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(watch.everybody_saw.wait(), within)
        await asyncio.sleep(afterwards)
    finally:
        simulator.observers.remove(watch)
    return watch.summary(within)
