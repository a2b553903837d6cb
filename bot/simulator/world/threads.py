"""Threads that exist: joining, leaving, changing, archiving by hand and by themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.simulator import intents
from bot.simulator.payloads import channels as channel_payloads
from bot.simulator.payloads import people
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import (
    Channel,
    Guild,
    Json,
    Member,
    Thread,
    ThreadMember,
)
from bot.simulator.world.world import World


def update(world: World, channel: Channel, **changes: Any) -> None:
    """Change the thread; names that belong to its thread state are set there."""
    state = _state(channel)
    archived = state.archived
    for name, value in changes.items():
        setattr(state if hasattr(state, name) else channel, name, value)
    if state.archived != archived:
        state.archive_changed_at = world.now()
        if not state.archived:
            state.active_at = world.now()
    if not state.archived:
        watch_activity(world, channel)
    world.emit(
        Dispatch(
            "THREAD_UPDATE",
            lambda: channel_payloads.thread(channel),
            intents.GUILDS,
            guild_id=channel.guild_id,
            channel=channel,
        )
    )


def delete(world: World, channel: Channel) -> None:
    guild = world.guilds[channel.guild_id or 0]
    gone: Json = {
        "id": str(channel.id),
        "guild_id": str(guild.id),
        "parent_id": str(channel.parent_id),
        "type": int(channel.type),
    }
    world.emit(
        Dispatch(
            "THREAD_DELETE",
            lambda: gone,
            intents.GUILDS,
            guild_id=guild.id,
            channel=channel,
        )
    )
    guild.threads.pop(channel.id, None)
    world.channels.pop(channel.id, None)


def add_member(world: World, channel: Channel, user_id: int) -> bool:
    """Whether the user was not in the thread before."""
    state = _state(channel)
    if user_id in state.members:
        return False
    entry = state.members[user_id] = ThreadMember(user_id, world.now())
    guild = world.guilds[channel.guild_id or 0]
    if user_id in guild.bot_ids:
        emit_created(world, channel, newly=False, bot_id=user_id)
    member = guild.members[user_id]

    def build() -> Json:
        added = {**channel_payloads.thread_member(entry, channel.id)}
        added["member"] = people.member(member)
        added["presence"] = None
        return {**_members_update(guild, channel), "added_members": [added]}

    _emit_members(world, channel, build, user_id)
    return True


def remove_member(world: World, channel: Channel, user_id: int) -> bool:
    """Whether the user was in the thread before."""
    state = _state(channel)
    if user_id not in state.members:
        return False
    guild = world.guilds[channel.guild_id or 0]
    _emit_members(
        world,
        channel,
        lambda: {**_members_update(guild, channel), "removed_member_ids": [str(user_id)]},
        user_id,
    )
    del state.members[user_id]
    return True


def note_activity(world: World, channel: Channel) -> None:
    """A message was sent: the thread counts as active, and wakes up if it was archived."""
    state = _state(channel)
    state.active_at = world.now()
    if state.archived:
        update(world, channel, archived=False)


def active(guild: Guild) -> list[Channel]:
    return [
        item
        for item in guild.threads.values()
        if item.thread is not None and not item.thread.archived
    ]


def sync_to(world: World, guild: Guild, member: Member, channel: Channel) -> None:
    """Tell a bot which active threads a channel has that it can view from now on."""
    children = [item for item in active(guild) if item.parent_id == channel.id]
    if not children:
        return
    world.emit(
        Dispatch(
            "THREAD_LIST_SYNC",
            lambda: {
                "guild_id": str(guild.id),
                "channel_ids": [str(channel.id)],
                "threads": [channel_payloads.thread(item, member.id) for item in children],
                "members": [
                    channel_payloads.thread_member(item.thread.members[member.id], item.id)
                    for item in children
                    if item.thread is not None and member.id in item.thread.members
                ],
            },
            intents.GUILDS,
            guild_id=guild.id,
            channel=channel,
            bot_ids=frozenset({member.id}),
        )
    )


def _state(channel: Channel) -> Thread:
    assert channel.thread is not None
    return channel.thread


def _members_update(guild: Guild, channel: Channel) -> Json:
    return {
        "id": str(channel.id),
        "guild_id": str(guild.id),
        "member_count": min(len(_state(channel).members), 50),
    }


def _emit_members(world: World, channel: Channel, build: Callable[[], Json], user_id: int) -> None:
    """Others' comings and goings need GUILD_MEMBERS; one's own are always told."""
    world.emit(
        Dispatch(
            "THREAD_MEMBERS_UPDATE",
            build,
            intents.GUILD_MEMBERS,
            guild_id=channel.guild_id,
            channel=channel,
            concerns_id=user_id,
        )
    )


def emit_created(world: World, channel: Channel, *, newly: bool, bot_id: int | None = None) -> None:
    def variant(viewer_id: int) -> Json:
        shown = channel_payloads.thread(channel, viewer_id)
        if newly:
            shown["newly_created"] = True
        return shown

    world.emit(
        Dispatch(
            "THREAD_CREATE",
            lambda: variant(0),
            intents.GUILDS,
            guild_id=channel.guild_id,
            channel=channel,
            bot_ids=None if bot_id is None else frozenset({bot_id}),
            variant=variant,
        )
    )


def watch_activity(world: World, channel: Channel) -> None:
    """Look again when the thread will have been silent long enough to be archived."""
    state = _state(channel)
    span = timedelta(minutes=state.auto_archive_minutes)
    due_at = state.active_at + span

    def look() -> None:
        if state.archived or channel.id not in world.channels:
            return
        if world.now() >= state.active_at + timedelta(minutes=state.auto_archive_minutes):
            update(world, channel, archived=True)
        elif state.active_at + span != due_at:
            watch_activity(world, channel)

    world.agenda.at(due_at, look)
