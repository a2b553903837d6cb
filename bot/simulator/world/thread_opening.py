"""Opening threads: from a message, on their own, private, or as a forum post."""

from __future__ import annotations

from bot.simulator.world import messages, threads
from bot.simulator.world.entities import (
    Channel,
    ChannelType,
    Json,
    Message,
    MessageType,
    Thread,
    ThreadMember,
)
from bot.simulator.world.world import World

HAS_THREAD = 1 << 5


def open_thread(
    world: World,
    parent: Channel,
    name: str,
    *,
    owner_id: int,
    kind: int = ChannelType.PUBLIC_THREAD,
    starter: Message | None = None,
    auto_archive_minutes: int | None = None,
    invitable: bool = True,
    rate_limit_per_user: int | None = None,
    applied_tag_ids: tuple[int, ...] = (),
) -> Channel:
    """Open a thread; one from a message has that message's id.

    The owner is its first member. In a text channel a thread without a message is announced by a
    system message, as on Discord.
    """
    guild = world.guilds[parent.guild_id or 0]
    now = world.now()
    slowmode = parent.default_thread_rate_limit_per_user
    channel = Channel(
        id=starter.id if starter is not None else world.new_id(),
        type=kind,
        guild_id=guild.id,
        name=name,
        parent_id=parent.id,
        nsfw=parent.nsfw,
        rate_limit_per_user=slowmode if rate_limit_per_user is None else rate_limit_per_user,
        thread=Thread(
            owner_id=owner_id,
            created_at=now,
            archive_changed_at=now,
            active_at=now,
            auto_archive_minutes=auto_archive_minutes
            or parent.default_auto_archive_minutes
            or 4320,
            invitable=invitable if kind == ChannelType.PRIVATE_THREAD else None,
            members={owner_id: ThreadMember(owner_id, now)},
            applied_tag_ids=applied_tag_ids,
        ),
    )
    guild.threads[channel.id] = channel
    world.channels[channel.id] = channel
    threads.watch_activity(world, channel)
    threads.emit_created(world, channel, newly=True)
    reference: Json = {"type": 0, "channel_id": str(channel.id), "guild_id": str(guild.id)}
    if starter is not None:
        starter.thread_id = channel.id
        messages.edit(world, starter, flags=starter.flags | HAS_THREAD, touch=False)
        opening = messages.Draft(
            author_id=owner_id,
            type=MessageType.THREAD_STARTER_MESSAGE,
            reference={
                "type": 0,
                "channel_id": str(parent.id),
                "message_id": str(starter.id),
                "guild_id": str(guild.id),
            },
        )
        messages.create(world, channel, opening)
    elif kind != ChannelType.PRIVATE_THREAD and parent.type in (
        ChannelType.TEXT,
        ChannelType.ANNOUNCEMENT,
    ):
        notice = messages.Draft(
            author_id=owner_id,
            type=MessageType.THREAD_CREATED,
            content=name,
            reference=reference,
        )
        messages.create(world, parent, notice)
    return channel
