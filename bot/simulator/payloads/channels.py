"""Channels, threads and their members as JSON."""

from __future__ import annotations

from bot.simulator.payloads import people
from bot.simulator.permissions import VIEW_CHANNEL
from bot.simulator.world.entities import (
    FORUM_TYPES,
    VOICE_TYPES,
    Channel,
    ChannelType,
    Json,
    Overwrite,
    ThreadMember,
)
from bot.simulator.world.timestamps import iso, iso_or_none
from bot.simulator.world.world import World

HIDDEN_NAME = "___hidden___"
OBFUSCATED = 1 << 17


def overwrite(entry: Overwrite) -> Json:
    return {
        "id": str(entry.id),
        "type": entry.kind,
        "allow": str(entry.allow),
        "deny": str(entry.deny),
    }


def channel(world: World, entry: Channel, viewer_id: int | None = None) -> Json:
    """Any kind of channel; `viewer_id` decides who a DM's other side is."""
    if entry.is_dm:
        return direct(world, entry, viewer_id)
    if entry.thread is not None:
        return thread(entry, viewer_id)
    return guild_channel(entry)


def guild_channel(entry: Channel) -> Json:
    shown: Json = {
        "id": str(entry.id),
        "type": int(entry.type),
        "flags": entry.flags,
        "guild_id": str(entry.guild_id),
        "name": entry.name,
        "parent_id": _text(entry.parent_id),
        "position": entry.position,
        "permission_overwrites": [overwrite(item) for item in entry.overwrites.values()],
    }
    if entry.type == ChannelType.CATEGORY:
        return shown
    shown["nsfw"] = entry.nsfw
    shown["rate_limit_per_user"] = entry.rate_limit_per_user
    shown["topic"] = entry.topic
    shown["last_message_id"] = _text(entry.last_message_id)
    if entry.type in VOICE_TYPES:
        shown["bitrate"] = entry.bitrate
        shown["user_limit"] = entry.user_limit
        shown["rtc_region"] = entry.rtc_region
        shown["video_quality_mode"] = entry.video_quality_mode
        return shown
    if entry.last_pin_at is not None:
        shown["last_pin_timestamp"] = iso(entry.last_pin_at)
    if entry.default_auto_archive_minutes is not None:
        shown["default_auto_archive_duration"] = entry.default_auto_archive_minutes
    if entry.default_thread_rate_limit_per_user:
        shown["default_thread_rate_limit_per_user"] = entry.default_thread_rate_limit_per_user
    if entry.type in FORUM_TYPES:
        shown["available_tags"] = entry.available_tags
        shown["default_reaction_emoji"] = entry.default_reaction_emoji
        shown["default_sort_order"] = entry.default_sort_order
        if entry.type == ChannelType.FORUM:
            shown["default_forum_layout"] = entry.default_forum_layout
    return shown


def obfuscated(entry: Channel) -> Json:
    """What the gateway shows of a channel that the bot cannot view.

    https://discord.com/developers/docs/resources/channel#channel-object-obfuscated-channels
    """
    hidden = Channel(
        id=entry.id,
        type=entry.type,
        guild_id=entry.guild_id,
        name=HIDDEN_NAME,
        position=entry.position,
        parent_id=entry.parent_id,
        flags=OBFUSCATED,
        overwrites={
            entry.guild_id or 0: Overwrite(id=entry.guild_id or 0, kind=0, deny=VIEW_CHANNEL)
        },
    )
    return guild_channel(hidden)


def direct(world: World, entry: Channel, viewer_id: int | None) -> Json:
    others = [user_id for user_id in entry.recipient_ids if user_id != viewer_id]
    shown: Json = {
        "id": str(entry.id),
        "type": int(entry.type),
        "last_message_id": _text(entry.last_message_id),
        "flags": entry.flags,
        "recipients": [people.user(world.users[user_id]) for user_id in others],
    }
    if entry.last_pin_at is not None:
        shown["last_pin_timestamp"] = iso(entry.last_pin_at)
    return shown


def thread_member(entry: ThreadMember, thread_id: int) -> Json:
    return {
        "id": str(thread_id),
        "user_id": str(entry.user_id),
        "join_timestamp": iso(entry.joined_at),
        "flags": entry.flags,
    }


def thread(entry: Channel, viewer_id: int | None = None) -> Json:
    """A thread; `member` is the viewer's membership, when there is one."""
    state = entry.thread
    assert state is not None
    metadata: Json = {
        "archived": state.archived,
        "archive_timestamp": iso(state.archive_changed_at),
        "auto_archive_duration": state.auto_archive_minutes,
        "locked": state.locked,
        "create_timestamp": iso(state.created_at),
    }
    if entry.type == ChannelType.PRIVATE_THREAD:
        metadata["invitable"] = bool(state.invitable)
    shown: Json = {
        "id": str(entry.id),
        "type": int(entry.type),
        "last_message_id": _text(entry.last_message_id),
        "flags": entry.flags,
        "guild_id": str(entry.guild_id),
        "name": entry.name,
        "parent_id": _text(entry.parent_id),
        "rate_limit_per_user": entry.rate_limit_per_user,
        "owner_id": str(state.owner_id),
        "thread_metadata": metadata,
        "message_count": state.message_count,
        "member_count": min(len(state.members), 50),
        "total_message_sent": state.total_message_sent,
    }
    if entry.last_pin_at is not None:
        shown["last_pin_timestamp"] = iso_or_none(entry.last_pin_at)
    if state.applied_tag_ids:
        shown["applied_tags"] = [str(tag_id) for tag_id in state.applied_tag_ids]
    member = state.members.get(viewer_id or 0)
    if member is not None:
        shown["member"] = thread_member(member, entry.id)
    return shown


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
