"""A gateway event before it is known who gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.world.entities import Channel, Json, Message


@dataclass(slots=True, eq=False)
class Dispatch:
    """One event and the conditions under which a session receives it.

    Attributes:
        build: Writes the payload; called once, and only if somebody receives it.
        intents: The session must have one of these bits; 0 means always sent.
        guild_id: None for direct messages and for a user's own affairs, which shard 0 carries.
        channel: The bot must be able to view it.
        bot_ids: When set, only these bots receive it.
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
    permission: int = 0
    message: Message | None = None
    variant: Callable[[int], Json] | None = None
