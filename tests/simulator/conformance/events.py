"""What gateway events carry.

Discord's description covers the HTTP API only. The keys stand in the documentation of the events,
https://docs.discord.com/developers/events/gateway-events, and the objects in them are those of the
HTTP API.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.simulator.conformance.spec import Finding


@dataclass(frozen=True, slots=True)
class Event:
    """The documented shape of one event.

    Attributes:
        whole: The schema that the payload is, but for `beside`; None where there is none.
        required: Keys that are always there, unless the schema says so.
        optional: Keys that may be there; only for events without a schema of the whole.
        beside: Keys that the event adds to the object.
        parts: Schemas of the objects under some keys, of each of a list's items.
    """

    whole: str | None = None
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    parts: dict[str, str] = field(default_factory=dict)


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _bare(required: str, optional: str = "", **parts: str) -> Event:
    return Event(required=_keys(required), optional=_keys(optional), parts=parts)


_MESSAGE = Event("MessageResponse", beside=_keys("guild_id member nonce"))
_CHANNEL = Event("GuildChannelResponse", required=_keys("guild_id"))
_THREAD = Event("ThreadResponse", beside=_keys("newly_created"))
_SCHEDULED = Event("@event")
_REACTION = "user_id channel_id message_id emoji burst type"
_MEMBER = Event("GuildMemberResponse", required=_keys("guild_id"), beside=_keys("guild_id"))
_VOTE = _bare("user_id channel_id message_id answer_id", "guild_id")
_ROLE = _bare("guild_id role", role="GuildRoleResponse")
_BAN = _bare("guild_id user", user="UserResponse")
_SUBSCRIBER = _bare("guild_scheduled_event_id user_id guild_id")

EVENTS: dict[str, Event] = {
    "READY": _bare(
        "v user guilds session_id resume_gateway_url application",
        "shard user_settings session_type relationships private_channels presences"
        " guild_join_requests geo_ordered_rtc_regions _trace",
        user="UserPIIResponse",
    ),
    "RESUMED": _bare("", "_trace"),
    "RATE_LIMITED": _bare("opcode retry_after meta"),
    "GUILD_CREATE": Event(
        "GuildResponse",
        required=_keys("joined_at large member_count voice_states members channels threads"),
        beside=_keys(
            "joined_at large unavailable member_count voice_states members channels threads"
            " presences stage_instances guild_scheduled_events soundboard_sounds"
        ),
        parts={
            "members": "GuildMemberResponse",
            "channels": "GuildChannelResponse",
            "threads": "ThreadResponse",
            "guild_scheduled_events": "@event",
        },
    ),
    "GUILD_UPDATE": Event("GuildResponse"),
    "GUILD_DELETE": _bare("id", "unavailable"),
    "GUILD_MEMBER_ADD": _MEMBER,
    "GUILD_MEMBER_UPDATE": _MEMBER,
    "GUILD_MEMBER_REMOVE": _bare("guild_id user", user="UserResponse"),
    "GUILD_MEMBERS_CHUNK": _bare(
        "guild_id members chunk_index chunk_count",
        "not_found presences nonce",
        members="GuildMemberResponse",
    ),
    "GUILD_ROLE_CREATE": _ROLE,
    "GUILD_ROLE_UPDATE": _ROLE,
    "GUILD_ROLE_DELETE": _bare("guild_id role_id"),
    "GUILD_BAN_ADD": _BAN,
    "GUILD_BAN_REMOVE": _BAN,
    "GUILD_EMOJIS_UPDATE": _bare("guild_id emojis", emojis="EmojiResponse"),
    "GUILD_AUDIT_LOG_ENTRY_CREATE": Event(
        "AuditLogEntryResponse", required=_keys("guild_id"), beside=_keys("guild_id")
    ),
    "GUILD_SCHEDULED_EVENT_CREATE": _SCHEDULED,
    "GUILD_SCHEDULED_EVENT_UPDATE": _SCHEDULED,
    "GUILD_SCHEDULED_EVENT_DELETE": _SCHEDULED,
    "GUILD_SCHEDULED_EVENT_USER_ADD": _SUBSCRIBER,
    "GUILD_SCHEDULED_EVENT_USER_REMOVE": _SUBSCRIBER,
    "CHANNEL_CREATE": _CHANNEL,
    "CHANNEL_UPDATE": _CHANNEL,
    "CHANNEL_DELETE": _CHANNEL,
    "CHANNEL_PINS_UPDATE": _bare("channel_id", "guild_id last_pin_timestamp"),
    "THREAD_CREATE": _THREAD,
    "THREAD_UPDATE": _THREAD,
    "THREAD_DELETE": _bare("id guild_id parent_id type"),
    "THREAD_LIST_SYNC": _bare(
        "guild_id threads members",
        "channel_ids",
        threads="ThreadResponse",
        members="ThreadMemberResponse",
    ),
    "THREAD_MEMBER_UPDATE": Event(
        "ThreadMemberResponse", required=_keys("guild_id"), beside=_keys("guild_id")
    ),
    "THREAD_MEMBERS_UPDATE": _bare("id guild_id member_count", "added_members removed_member_ids"),
    "MESSAGE_CREATE": _MESSAGE,
    "MESSAGE_UPDATE": _MESSAGE,
    "MESSAGE_DELETE": _bare("id channel_id", "guild_id"),
    "MESSAGE_DELETE_BULK": _bare("ids channel_id", "guild_id"),
    "MESSAGE_REACTION_ADD": _bare(
        _REACTION,
        "guild_id member message_author_id burst_colors",
        emoji="MessageReactionEmojiResponse",
        member="GuildMemberResponse",
    ),
    "MESSAGE_REACTION_REMOVE": _bare(_REACTION, "guild_id", emoji="MessageReactionEmojiResponse"),
    "MESSAGE_REACTION_REMOVE_ALL": _bare("channel_id message_id", "guild_id"),
    "MESSAGE_REACTION_REMOVE_EMOJI": _bare(
        "channel_id message_id emoji", "guild_id", emoji="MessageReactionEmojiResponse"
    ),
    "MESSAGE_POLL_VOTE_ADD": _VOTE,
    "MESSAGE_POLL_VOTE_REMOVE": _VOTE,
    "TYPING_START": _bare(
        "channel_id user_id timestamp", "guild_id member", member="GuildMemberResponse"
    ),
    "USER_UPDATE": Event("UserPIIResponse"),
    "INVITE_CREATE": _bare(
        "channel_id code created_at max_age max_uses temporary uses expires_at",
        "guild_id inviter target_type target_user target_application role_ids type",
        inviter="UserResponse",
    ),
    "INVITE_DELETE": _bare("channel_id code", "guild_id"),
    "INTERACTION_CREATE": _bare(
        "id application_id type token version entitlements authorizing_integration_owners"
        " attachment_size_limit app_permissions channel channel_id context locale data",
        "guild guild_id member user message guild_locale",
        user="UserResponse",
        message="MessageResponse",
    ),
}
_EVENT_TYPES = {
    1: "StageScheduledEventResponse",
    2: "VoiceScheduledEventResponse",
    3: "ExternalScheduledEventResponse",
}


def key_problems(name: str, data: Any) -> list[Finding]:
    """Events nobody documents, keys that are missing, and keys beside the object's own."""
    event = EVENTS.get(name)
    if event is None:
        return [Finding(name, "gateway", "", "undescribed", name, "no such event is documented")]
    found = [
        Finding(name, "gateway", "", "required", key, f"`{key}` is required")
        for key in sorted(event.required - data.keys())
    ]
    if event.whole is None:
        found += [
            Finding(name, "gateway", "", "unknown key", key, f"`{key}` is not documented")
            for key in sorted(data.keys() - event.required - event.optional)
        ]
    return found


def parts(name: str, data: Any) -> Iterator[tuple[str, Any]]:
    """The objects of an event, each with the name of its schema."""
    event = EVENTS.get(name)
    if event is None:
        return
    if event.whole is not None:
        own = {key: value for key, value in data.items() if key not in event.beside}
        if event.whole == "MessageResponse":
            # Only the gateway puts a member beside each user mentioned.
            own["mentions"] = [_without(user, "member") for user in data.get("mentions", ())]
        yield _schema(event.whole, own), own
    for key, schema in event.parts.items():
        held = data.get(key)
        for item in held if isinstance(held, list) else [] if held is None else [held]:
            yield _schema(schema, item), item


def _schema(name: str, item: Any) -> str:
    return _EVENT_TYPES[item["entity_type"]] if name == "@event" else name


def _without(item: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != key}
