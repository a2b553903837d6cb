"""A gateway event before it is known who gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.simulator.world.entities import Channel, Json, Message

if TYPE_CHECKING:
    from bot.simulator.world.world import World


@dataclass(slots=True, eq=False)
class Dispatch:
    """One event and the conditions under which a session receives it.

    Attributes:
        build: Writes the payload; called once, and only if somebody receives it.
        intents: The session must have one of these bits; 0 means always sent.
        guild_id: None for direct messages and for a user's own affairs, which shard 0 carries.
        channel: The bot must be able to view it.
        bot_ids: When set, only these bots receive it.
        concerns_id: The bot that this is about; it receives the event whatever its intents.
        permission: Guild-wide bits the bot must have.
        message: Set on MESSAGE_CREATE and MESSAGE_UPDATE: without the MESSAGE_CONTENT intent
            its content may have to be left out.
        variant: Writes the payload for one bot when it differs between bots.
    """

    name: str
    build: Callable[[], Json]
    intents: int = 0
    guild_id: int | None = None
    channel: Channel | None = None
    bot_ids: frozenset[int] | None = None
    concerns_id: int | None = None
    permission: int = 0
    message: Message | None = None
    variant: Callable[[int], Json] | None = None


def emit_in_channel(
    world: World,
    name: str,
    channel: Channel,
    build: Callable[[], Json],
    *,
    guild_intents: int,
    dm_intents: int,
    message: Message | None = None,
) -> None:
    """Emit what happened in a channel: to the bots that view it, or to those in the DM."""
    if channel.is_dm:
        bots = frozenset(item for item in channel.recipient_ids if item in world.applications)
        world.emit(
            Dispatch(name, build, dm_intents, bot_ids=bots, channel=channel, message=message)
        )
    else:
        world.emit(
            Dispatch(
                name,
                build,
                guild_intents,
                guild_id=channel.guild_id,
                channel=channel,
                message=message,
            )
        )
