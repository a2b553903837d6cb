"""The server's audit log.

https://discord.com/developers/docs/resources/audit-log
"""

from __future__ import annotations

from enum import IntEnum

from bot.simulator import intents, permissions
from bot.simulator.payloads import guilds as payloads
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import AuditEntry, Guild, Json
from bot.simulator.world.world import World


class Action(IntEnum):
    GUILD_UPDATE = 1
    CHANNEL_CREATE = 10
    CHANNEL_UPDATE = 11
    CHANNEL_DELETE = 12
    CHANNEL_OVERWRITE_CREATE = 13
    CHANNEL_OVERWRITE_UPDATE = 14
    CHANNEL_OVERWRITE_DELETE = 15
    MEMBER_KICK = 20
    MEMBER_BAN_ADD = 22
    MEMBER_BAN_REMOVE = 23
    MEMBER_UPDATE = 24
    MEMBER_ROLE_UPDATE = 25
    ROLE_CREATE = 30
    ROLE_UPDATE = 31
    ROLE_DELETE = 32
    INVITE_CREATE = 40
    INVITE_DELETE = 42
    EMOJI_CREATE = 60
    EMOJI_UPDATE = 61
    EMOJI_DELETE = 62
    MESSAGE_DELETE = 72
    MESSAGE_BULK_DELETE = 73
    MESSAGE_PIN = 74
    MESSAGE_UNPIN = 75
    GUILD_SCHEDULED_EVENT_CREATE = 100
    GUILD_SCHEDULED_EVENT_UPDATE = 101
    GUILD_SCHEDULED_EVENT_DELETE = 102
    THREAD_CREATE = 110
    THREAD_UPDATE = 111
    THREAD_DELETE = 112
    ONBOARDING_UPDATE = 167


def record(
    world: World,
    guild: Guild,
    action: Action,
    *,
    actor_id: int,
    target_id: int | None = None,
    changes: list[Json] | None = None,
    options: Json | None = None,
    reason: str | None = None,
) -> AuditEntry:
    """Write down who did what; told to bots that may view the log."""
    entry = AuditEntry(
        id=world.new_id(),
        action_type=int(action),
        actor_id=actor_id,
        target_id=target_id,
        changes=changes or [],
        options=options,
        reason=reason,
    )
    guild.audit_log.append(entry)
    world.emit(
        Dispatch(
            "GUILD_AUDIT_LOG_ENTRY_CREATE",
            lambda: {**payloads.audit_entry(entry), "guild_id": str(guild.id)},
            intents.GUILD_MODERATION,
            guild_id=guild.id,
            permission=permissions.VIEW_AUDIT_LOG,
        )
    )
    return entry


def change(key: str, old: object, new: object) -> Json:
    """One changed field; a value that was or is absent is left out."""
    shown: Json = {"key": key}
    if old is not None:
        shown["old_value"] = old
    if new is not None:
        shown["new_value"] = new
    return shown
