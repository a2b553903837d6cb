"""Guilds and what belongs to them as JSON."""

from __future__ import annotations

from datetime import timedelta

from bot.simulator import permissions
from bot.simulator.payloads import channels, people
from bot.simulator.world.entities import (
    AuditEntry,
    Ban,
    Channel,
    ChannelType,
    Guild,
    Invite,
    Json,
    Member,
    ScheduledEvent,
)
from bot.simulator.world.timestamps import iso, iso_or_none
from bot.simulator.world.world import World

MAX_MEMBERS = 25_000_000


def incidents(guild: Guild) -> Json | None:
    if guild.dms_disabled_until is None and guild.invites_disabled_until is None:
        return None
    return {
        "invites_disabled_until": iso_or_none(guild.invites_disabled_until),
        "dms_disabled_until": iso_or_none(guild.dms_disabled_until),
    }


def guild(world: World, entry: Guild, *, with_counts: bool = False) -> Json:
    shown: Json = {
        "id": str(entry.id),
        "name": entry.name,
        "icon": None,
        "description": entry.description,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": list(entry.features),
        "banner": None,
        "owner_id": str(entry.owner_id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": _text(entry.afk_channel_id),
        "afk_timeout": entry.afk_timeout,
        "system_channel_id": _text(entry.system_channel_id),
        "system_channel_flags": entry.system_channel_flags,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": entry.verification_level,
        "roles": [people.role(role) for role in entry.roles.values()],
        "default_message_notifications": entry.default_message_notifications,
        "mfa_level": entry.mfa_level,
        "explicit_content_filter": entry.explicit_content_filter,
        "max_presences": None,
        "max_members": MAX_MEMBERS,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": entry.preferred_locale,
        "rules_channel_id": _text(entry.rules_channel_id),
        "safety_alerts_channel_id": _text(entry.safety_alerts_channel_id),
        "public_updates_channel_id": _text(entry.public_updates_channel_id),
        "premium_progress_bar_enabled": entry.premium_progress_bar_enabled,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [people.emoji(world, emoji) for emoji in entry.emojis.values()],
        "stickers": [],
        "incidents_data": incidents(entry),
    }
    if with_counts:
        shown["approximate_member_count"] = len(entry.members)
        shown["approximate_presence_count"] = len(entry.members)
    return shown


def viewable(guild: Guild, member: Member, entry: Channel, world: World) -> bool:
    """Whether the member views the channel; a category also through any of its children."""
    now = world.now()
    if permissions.sees(guild, member, entry, now):
        return True
    return entry.type == ChannelType.CATEGORY and any(
        child.parent_id == entry.id and permissions.sees(guild, member, child, now)
        for child in guild.channels.values()
    )


def channel_for(world: World, entry: Channel, bot_id: int) -> Json:
    """A guild channel in an event: obfuscated for a bot that cannot view it."""
    guild = world.guilds[entry.guild_id or 0]
    member = guild.members.get(bot_id)
    if member is None or not viewable(guild, member, entry, world):
        return channels.obfuscated(entry)
    return channels.guild_channel(entry)


def guild_create(world: World, entry: Guild, bot_id: int, *, presences: bool) -> Json:
    """The first thing a session hears of a guild.

    Args:
        presences: With the GUILD_PRESENCES intent the members of a small guild come along;
            without it only the bot and those in voice do.
    """
    now = world.now()
    me = entry.members[bot_id]
    if presences:
        present = list(entry.members.values())
    else:
        present = [me]
    return {
        **guild(world, entry),
        "joined_at": iso(me.joined_at),
        "large": len(entry.members) > 250,
        "unavailable": False,
        "member_count": len(entry.members),
        "voice_states": [],
        "members": [people.member(member) for member in present],
        "channels": [channel_for(world, item, bot_id) for item in entry.channels.values()],
        "threads": [
            channels.thread(item, bot_id)
            for item in entry.threads.values()
            if item.thread is not None
            and not item.thread.archived
            and permissions.sees(entry, me, item, now)
        ],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [
            scheduled_event(world, item) for item in entry.events.values() if item.status in (1, 2)
        ],
        "soundboard_sounds": [],
    }


def scheduled_event(world: World, entry: ScheduledEvent, *, with_count: bool = False) -> Json:
    shown: Json = {
        "id": str(entry.id),
        "guild_id": str(entry.guild_id),
        "name": entry.name,
        "description": entry.description,
        "channel_id": _text(entry.channel_id),
        "creator_id": str(entry.creator_id),
        "image": entry.image,
        "scheduled_start_time": iso(entry.starts_at),
        "scheduled_end_time": iso_or_none(entry.ends_at),
        "status": entry.status,
        "entity_type": entry.entity_type,
        "entity_id": None,
        "recurrence_rule": entry.recurrence_rule,
        "privacy_level": 2,
        "guild_scheduled_event_exceptions": [],
        "entity_metadata": {"location": entry.location} if entry.entity_type == 3 else None,
    }
    creator = world.users.get(entry.creator_id)
    if creator is not None:
        shown["creator"] = people.user(creator)
    if with_count:
        shown["user_count"] = len(entry.subscriber_ids)
    return shown


def invite(world: World, entry: Invite, *, metadata: bool, with_counts: bool = False) -> Json:
    """An invite; its uses only in lists and creation, as documented for "invite metadata"."""
    home = world.guilds[entry.guild_id]
    channel = home.channels[entry.channel_id]
    ends_at = entry.created_at + timedelta(seconds=entry.max_age) if entry.max_age else None
    shown: Json = {
        "type": 0,
        "code": entry.code,
        "expires_at": iso_or_none(ends_at),
        "flags": 0,
        "guild": {
            "id": str(home.id),
            "name": home.name,
            "splash": None,
            "banner": None,
            "description": home.description,
            "icon": None,
            "features": list(home.features),
            "verification_level": home.verification_level,
            "vanity_url_code": None,
            "nsfw_level": 0,
            "nsfw": False,
            "premium_subscription_count": 0,
        },
        "guild_id": str(home.id),
        "channel": {"id": str(channel.id), "type": int(channel.type), "name": channel.name},
    }
    inviter = world.users.get(entry.inviter_id or 0)
    if inviter is not None:
        shown["inviter"] = people.user(inviter)
    if metadata:
        shown["uses"] = entry.uses
        shown["max_uses"] = entry.max_uses
        shown["max_age"] = entry.max_age
        shown["temporary"] = entry.temporary
        shown["created_at"] = iso(entry.created_at)
    if with_counts:
        shown["approximate_member_count"] = len(home.members)
        shown["approximate_presence_count"] = len(home.members)
    if entry.event_id is not None and entry.event_id in home.events:
        shown["guild_scheduled_event"] = scheduled_event(world, home.events[entry.event_id])
    return shown


def ban(world: World, entry: Ban) -> Json:
    return {"user": people.user(world.users[entry.user_id]), "reason": entry.reason}


def audit_entry(entry: AuditEntry) -> Json:
    shown: Json = {
        "id": str(entry.id),
        "action_type": entry.action_type,
        "user_id": _text(entry.actor_id),
        "target_id": _text(entry.target_id),
    }
    if entry.changes:
        shown["changes"] = entry.changes
    if entry.options:
        shown["options"] = entry.options
    if entry.reason is not None:
        shown["reason"] = entry.reason
    return shown


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
