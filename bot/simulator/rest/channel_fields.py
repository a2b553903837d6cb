"""What requests say about channels, in the words of the state."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors
from bot.simulator.limits import CHANNELS_PER_CATEGORY
from bot.simulator.world.entities import Channel, ChannelType, Guild, Json
from bot.simulator.world.snowflakes import parse
from bot.simulator.world.world import World

_PLAIN = {
    "topic": "topic",
    "nsfw": "nsfw",
    "rate_limit_per_user": "rate_limit_per_user",
    "bitrate": "bitrate",
    "user_limit": "user_limit",
    "rtc_region": "rtc_region",
    "video_quality_mode": "video_quality_mode",
    "default_auto_archive_duration": "default_auto_archive_minutes",
    "default_thread_rate_limit_per_user": "default_thread_rate_limit_per_user",
    "default_sort_order": "default_sort_order",
    "default_forum_layout": "default_forum_layout",
    "flags": "flags",
    "position": "position",
}
_NULLABLE = frozenset(
    {"topic", "rtc_region", "default_auto_archive_duration", "default_sort_order"}
)
_WRITTEN_SMALL = (ChannelType.TEXT, ChannelType.ANNOUNCEMENT, ChannelType.FORUM, ChannelType.MEDIA)


def read(world: World, guild: Guild, body: Json, *, kind: int) -> dict[str, Any]:
    """The fields given in a body, as the state calls them; overwrites are read elsewhere."""
    fields: dict[str, Any] = {}
    for key, attribute in _PLAIN.items():
        if key in body and (body[key] is not None or key in _NULLABLE):
            fields[attribute] = body[key]
    if body.get("name") is not None:
        fields["name"] = name(str(body["name"]), kind)
    if "parent_id" in body:
        fields["parent_id"] = _parent(guild, body["parent_id"])
    if body.get("available_tags") is not None:
        fields["available_tags"] = [_tag(world, tag) for tag in body["available_tags"]]
    if "default_reaction_emoji" in body:
        fields["default_reaction_emoji"] = _emoji(body["default_reaction_emoji"])
    return fields


def name(text: str, kind: int) -> str:
    """A channel's name as Discord keeps it: small and hyphenated where it is a text channel."""
    text = text.strip()
    return "-".join(text.lower().split()) if kind in _WRITTEN_SMALL else text


def require_room(guild: Guild, parent_id: int | None) -> None:
    if parent_id is None:
        return
    children = sum(channel.parent_id == parent_id for channel in guild.channels.values())
    if children >= CHANNELS_PER_CATEGORY:
        raise errors.field(
            "parent_id",
            "CHANNEL_PARENT_MAX_CHANNELS",
            f"Maximum number of channels in category reached ({CHANNELS_PER_CATEGORY})",
        )


def _parent(guild: Guild, raw: object) -> int | None:
    if raw is None:
        return None
    parent: Channel | None = guild.channels.get(parse(raw) or 0)
    if parent is None:
        raise errors.field("parent_id", "CHANNEL_PARENT_INVALID", "Category does not exist")
    if parent.type != ChannelType.CATEGORY:
        raise errors.field("parent_id", "CHANNEL_PARENT_INVALID_TYPE", "Not a category")
    return parent.id


def _tag(world: World, raw: Json) -> Json:
    return {
        "id": str(parse(raw.get("id")) or world.new_id()),
        "name": raw["name"],
        "moderated": bool(raw.get("moderated", False)),
        "emoji_id": None if raw.get("emoji_id") is None else str(raw["emoji_id"]),
        "emoji_name": raw.get("emoji_name"),
    }


def _emoji(raw: Json | None) -> Json | None:
    if raw is None:
        return None
    return {
        "emoji_id": None if raw.get("emoji_id") is None else str(raw["emoji_id"]),
        "emoji_name": raw.get("emoji_name"),
    }
