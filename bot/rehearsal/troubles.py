"""What can be made to go wrong on the local Discord, by its name in stories."""

from __future__ import annotations

from collections.abc import Mapping

from bot.simulator import permissions as may
from bot.simulator.faults import GatewayOrder
from bot.simulator.server import Simulator
from bot.simulator.world import channels
from bot.simulator.world.entities import Channel, Overwrite
from bot.simulator.world.world import World

REQUESTS = 5
"""How many requests of the bot are refused, or made to wait, at a time."""

WAIT_SECONDS = 2.0
"""What a 429 of ours asks the bot to wait, in real seconds."""

DROPS, REFUSES, LIMITS, WELL = (
    "drops the connection",
    "answers 500",
    "limits requests",
    "is itself again",
)

PERMISSIONS: Mapping[str, int] = {
    "write messages": may.SEND_MESSAGES,
    "add reactions": may.ADD_REACTIONS,
    "read earlier messages": may.READ_MESSAGE_HISTORY,
    "see the channel": may.VIEW_CHANNEL,
    "open threads": may.CREATE_PUBLIC_THREADS | may.CREATE_PRIVATE_THREADS,
    "post polls": may.SEND_POLLS,
}
"""What the bot can be forbidden in a channel."""


def discord_does(sim: Simulator, application_id: int, what: str) -> None:
    """Have Discord misbehave towards one bot, or stop doing so."""
    if what == DROPS:
        sim.faults.order(GatewayOrder.DROP, application_id=application_id)
    elif what == REFUSES:
        sim.faults.answer(500, times=REQUESTS)
    elif what == LIMITS:
        sim.faults.rate_limit(times=REQUESTS, retry_after=WAIT_SECONDS)
    else:
        sim.faults.clear()


def denied(channel: Channel, bot_id: int) -> int:
    """What the bot itself, not one of its roles, is forbidden in a channel."""
    found = channel.overwrites.get(bot_id)
    return 0 if found is None or found.kind != 1 else found.deny


def forbid(world: World, channel: Channel, bot_id: int, bits: int) -> None:
    """Take permissions from the bot in a channel."""
    _set(world, channel, bot_id, denied(channel, bot_id) | bits)


def allow(world: World, channel: Channel, bot_id: int, bits: int) -> None:
    """Give back what was taken."""
    _set(world, channel, bot_id, denied(channel, bot_id) & ~bits)


def _set(world: World, channel: Channel, bot_id: int, deny: int) -> None:
    known = channel.overwrites.get(bot_id)
    allowed = 0 if known is None else known.allow
    if deny or allowed:
        overwrite = Overwrite(bot_id, 1, allow=allowed & ~deny, deny=deny)
        channels.set_overwrite(world, channel, overwrite)
    elif known is not None:
        channels.remove_overwrite(world, channel, bot_id)
