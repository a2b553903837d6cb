"""Channels and categories, their overwrites, and direct messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.simulator import intents
from bot.simulator.payloads import channels as channel_payloads
from bot.simulator.payloads import guilds as guild_payloads
from bot.simulator.payloads import people
from bot.simulator.world import visibility
from bot.simulator.world.dispatch import Dispatch, emit_in_channel
from bot.simulator.world.entities import Channel, ChannelType, Guild, Json, Overwrite
from bot.simulator.world.world import World


def create(
    world: World,
    guild: Guild,
    name: str,
    *,
    kind: int = ChannelType.TEXT,
    overwrites: Iterable[Overwrite] = (),
    **fields: Any,
) -> Channel:
    """Make a channel; without a position it stands last."""
    if fields.get("position") is None:
        fields["position"] = max(
            (channel.position + 1 for channel in guild.channels.values()), default=0
        )
    channel = Channel(
        id=world.new_id(),
        type=kind,
        guild_id=guild.id,
        name=name,
        overwrites={entry.id: entry for entry in overwrites},
        **fields,
    )
    guild.channels[channel.id] = channel
    world.channels[channel.id] = channel
    _emit(world, guild, channel, "CHANNEL_CREATE")
    return channel


def update(world: World, channel: Channel, **changes: Any) -> None:
    guild = world.guilds[channel.guild_id or 0]
    before = visibility.snapshot(world, guild) if "overwrites" in changes else None
    for name, value in changes.items():
        setattr(channel, name, value)
    _emit(world, guild, channel, "CHANNEL_UPDATE")
    if before is not None:
        visibility.announce(world, guild, before, told=channel)


def set_overwrite(world: World, channel: Channel, overwrite: Overwrite) -> None:
    update(world, channel, overwrites={**channel.overwrites, overwrite.id: overwrite})


def remove_overwrite(world: World, channel: Channel, overwrite_id: int) -> None:
    kept = {key: entry for key, entry in channel.overwrites.items() if key != overwrite_id}
    update(world, channel, overwrites=kept)


def delete(world: World, channel: Channel) -> None:
    """Remove a channel with its threads and invites; a category leaves its children behind.

    Of the threads nobody is told: CHANNEL_DELETE says it all (discord.js#10883, discord.py#9796).
    """
    guild = world.guilds[channel.guild_id or 0]
    for thread in [item for item in guild.threads.values() if item.parent_id == channel.id]:
        del guild.threads[thread.id], world.channels[thread.id]
    for invite in [item for item in guild.invites.values() if item.channel_id == channel.id]:
        del guild.invites[invite.code], world.invites[invite.code]
    _emit(world, guild, channel, "CHANNEL_DELETE")
    del guild.channels[channel.id], world.channels[channel.id]
    for child in guild.channels.values():
        if child.parent_id == channel.id:
            update(world, child, parent_id=None)
    for setting in (
        "system_channel_id",
        "rules_channel_id",
        "public_updates_channel_id",
        "afk_channel_id",
        "safety_alerts_channel_id",
    ):
        if getattr(guild, setting) == channel.id:
            setattr(guild, setting, None)


def open_dm(world: World, one_id: int, other_id: int) -> Channel:
    """The DM between two users; made when there is none yet."""
    pair = frozenset({one_id, other_id})
    channel = world.dms.get(pair)
    if channel is None:
        channel = Channel(id=world.new_id(), type=ChannelType.DM, recipient_ids=tuple(sorted(pair)))
        world.dms[pair] = world.channels[channel.id] = channel
    return channel


def start_typing(world: World, channel: Channel, user_id: int) -> None:
    timestamp = int(world.now().timestamp())

    def build() -> Json:
        shown: Json = {
            "channel_id": str(channel.id),
            "user_id": str(user_id),
            "timestamp": timestamp,
        }
        guild = world.guild_of(channel)
        if guild is not None:
            shown["guild_id"] = str(guild.id)
            shown["member"] = people.member(guild.members[user_id])
        return shown

    emit_in_channel(
        world,
        "TYPING_START",
        channel,
        build,
        guild_intents=intents.GUILD_MESSAGE_TYPING,
        dm_intents=intents.DIRECT_MESSAGE_TYPING,
    )


def _emit(world: World, guild: Guild, channel: Channel, name: str) -> None:
    world.emit(
        Dispatch(
            name,
            lambda: channel_payloads.guild_channel(channel),
            intents.GUILDS,
            guild_id=guild.id,
            variant=lambda bot_id: guild_payloads.channel_for(world, channel, bot_id),
        )
    )
