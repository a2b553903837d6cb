"""Channels that come into a bot's sight or leave it when permissions change.

A bot hears of every channel; one it cannot view is obfuscated. When that changes the gateway
sends the channel anew, and the active threads of one that has become visible.
"""

from __future__ import annotations

from bot.simulator import intents
from bot.simulator.payloads import guilds as payloads
from bot.simulator.world import threads
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Channel, Guild
from bot.simulator.world.world import World

Sight = dict[int, frozenset[int]]


def snapshot(world: World, guild: Guild) -> Sight:
    """Which channels each bot in the guild views now."""
    return {
        bot_id: frozenset(
            channel.id
            for channel in guild.channels.values()
            if payloads.viewable(guild, guild.members[bot_id], channel, world)
        )
        for bot_id in guild.bot_ids
        if bot_id in guild.members
    }


def announce(world: World, guild: Guild, before: Sight, *, told: Channel | None = None) -> None:
    """Tell bots of channels whose visibility differs from `before`.

    Args:
        told: A channel whose CHANNEL_UPDATE has gone out already.
    """
    for bot_id, now_visible in snapshot(world, guild).items():
        was_visible = before.get(bot_id, frozenset())
        for channel_id in now_visible ^ was_visible:
            channel = guild.channels.get(channel_id)
            if channel is None:
                continue
            if channel is not told:
                _update(world, guild, channel, bot_id)
            if channel_id in now_visible:
                threads.sync_to(world, guild, guild.members[bot_id], channel)


def _update(world: World, guild: Guild, channel: Channel, bot_id: int) -> None:
    world.emit(
        Dispatch(
            "CHANNEL_UPDATE",
            lambda: payloads.channel_for(world, channel, bot_id),
            intents.GUILDS,
            guild_id=guild.id,
            bot_ids=frozenset({bot_id}),
        )
    )
