"""Many people at once: storms of reactions, commands at a steady rate, and how long answers took.

How a message is edited meanwhile is noted, too.

Times are the machine's, measured inside the simulator from the moment an event is handed to the
gateway to the arrival of the first callback.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.simulator import wire
from bot.simulator.exchange import Exchange
from bot.simulator.interactions.state import Interaction
from bot.simulator.people import acting
from bot.simulator.people.deeds import emoji_of
from bot.simulator.people.person import Person
from bot.simulator.world import messages, reactions
from bot.simulator.world.entities import Channel, Message, User
from bot.simulator.world.world import World

# So many events are handed over before the sockets get a turn.
_BATCH = 50


@dataclass(frozen=True, slots=True)
class Storm:
    """How many reactions were made (or withdrawn), and in how many seconds."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Latencies:
    """Milliseconds from event to first callback, in the order of the commands."""

    milliseconds: tuple[float, ...]
    unanswered: int
    seconds: float

    def percentile(self, share: float) -> float:
        """The latency that this share of the answers did not exceed; 0 without answers."""
        return percentile(self.milliseconds, share)


def percentile(taken: Iterable[float], share: float) -> float:
    """The figure that this share of them did not exceed; 0 without any."""
    ordered = sorted(taken)
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def storm(
    world: World,
    message: Message,
    emoji: str,
    users: Sequence[User],
    *,
    withdraw: bool = False,
) -> Storm:
    """Have every user react, as fast as the sockets take it."""
    channel = world.channels[message.channel_id]
    found = emoji_of(world, channel, emoji)
    act = reactions.remove if withdraw else reactions.add
    begun = time.perf_counter()
    done = 0
    for index, user in enumerate(users, 1):
        done += act(world, channel, message, user.id, found)
        if index % _BATCH == 0:
            await asyncio.sleep(0)
    return Storm(done, time.perf_counter() - begun)


async def chatter(world: World, channel: Channel, users: Sequence[User], count: int) -> float:
    """Have people talk to each other, as fast as the sockets take it; in how many seconds."""
    begun = time.perf_counter()
    for number in range(1, count + 1):
        author = users[number % len(users)]
        said = messages.Draft(author_id=author.id, content=f"Shall we meet at {number % 24}?")
        messages.create(world, channel, said)
        if number % _BATCH == 0:
            await asyncio.sleep(0)
    return time.perf_counter() - begun


@dataclass(slots=True)
class Edits:
    """Notes when a message is edited, by the clock that all processes of a machine share."""

    message_id: int
    seen: list[tuple[float, str]] = field(default_factory=list)

    def __call__(self, exchange: Exchange) -> None:
        is_edit = exchange.method == "PATCH" and exchange.path.endswith(f"/{self.message_id}")
        if is_edit and exchange.status < 300:
            self.seen.append((time.perf_counter(), wire.dumps(exchange.body).decode()))


async def commands(
    people: Sequence[Person],
    line: str,
    options: Mapping[str, Any] | None = None,
    *,
    channel: Channel,
    per_second: float,
    count: int,
) -> Latencies:
    """Send commands at a steady rate, by one person after the other.

    One that cannot be sent on time is sent as soon as possible, and measured from then.
    """
    begun = time.perf_counter()
    sent: list[Interaction] = []
    for number in range(count):
        wait = begun + number / per_second - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        sent.append(people[number % len(people)].sends(line, options, channel=channel))
    return await _latencies(people[0].world, sent, begun)


async def clicks(
    people: Sequence[Person], message: Message, custom_id: str, *, seconds: float
) -> Latencies:
    """Have each press the same button, one after the other at even distances.

    Args:
        seconds: From the first press to the last.
    """
    begun = time.perf_counter()
    sent: list[Interaction] = []
    for number, person in enumerate(people):
        wait = begun + number * seconds / len(people) - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        sent.append(person.presses(custom_id, on=message))
    return await _latencies(people[0].world, sent, begun)


async def _latencies(world: World, sent: Sequence[Interaction], begun: float) -> Latencies:
    for interaction in sent:
        await acting.first_response(world, interaction)
    taken = tuple(
        (interaction.answered_s - interaction.opened_s) * 1000
        for interaction in sent
        if interaction.answered_s is not None
    )
    return Latencies(taken, len(sent) - len(taken), time.perf_counter() - begun)
