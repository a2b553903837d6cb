"""Servers: https://discord.com/developers/docs/resources/guild."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import guilds as forms
from bot.simulator.payloads import guilds as payloads
from bot.simulator.payloads import people
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import Call, Reply, route
from bot.simulator.world import audit, guilds, timestamps
from bot.simulator.world.snowflakes import parse

_PLAIN = (
    "name",
    "description",
    "verification_level",
    "default_message_notifications",
    "explicit_content_filter",
    "afk_timeout",
    "system_channel_flags",
    "preferred_locale",
    "features",
    "premium_progress_bar_enabled",
)
_CHANNELS = (
    "afk_channel_id",
    "system_channel_id",
    "rules_channel_id",
    "public_updates_channel_id",
    "safety_alerts_channel_id",
)


@route("GET", "/guilds/{guild_id}", rules=("only members (50001)", "10004"))
async def get_guild(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    shown = payloads.guild(call.world, guild, with_counts=call.flag_query("with_counts"))
    return Reply(200, shown)


@route("GET", "/guilds/{guild_id}/preview", rules=("only members, or discoverable",))
async def get_preview(call: Call) -> Reply:
    guild = call.world.get_guild(call.id("guild_id"))
    if call.bot_id not in guild.members and "DISCOVERABLE" not in guild.features:
        raise errors.unknown("guild")
    return Reply(
        200,
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "description": guild.description,
            "home_header": None,
            "splash": None,
            "discovery_splash": None,
            "features": list(guild.features),
            "approximate_member_count": len(guild.members),
            "approximate_presence_count": len(guild.members),
            "emojis": [people.emoji(call.world, emoji) for emoji in guild.emojis.values()],
            "stickers": [],
        },
    )


@route("PATCH", "/guilds/{guild_id}", rules=("MANAGE_GUILD", "channels must be the server's"))
async def edit_guild(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.MANAGE_GUILD)
    forms.check_guild(call.body)
    body: dict[str, Any] = call.body or {}
    changes: dict[str, Any] = {key: body[key] for key in _PLAIN if body.get(key) is not None}
    if "description" in body:
        changes["description"] = body["description"]
    for key in _CHANNELS:
        if key not in body:
            continue
        channel_id = parse(body[key])
        if body[key] is not None and channel_id not in guild.channels:
            raise errors.field(key, "CHANNEL_INVALID", "Unknown Channel")
        changes[key] = channel_id
    entries = [
        audit.change(key, getattr(guild, key), value)
        for key, value in changes.items()
        if getattr(guild, key) != value and not isinstance(value, list)
    ]
    guilds.update(call.world, guild, **changes)
    audit.record(
        call.world,
        guild,
        audit.Action.GUILD_UPDATE,
        actor_id=call.bot_id,
        target_id=guild.id,
        changes=entries,
        reason=call.reason,
    )
    return Reply(200, payloads.guild(call.world, guild))


@route("PUT", "/guilds/{guild_id}/incident-actions", rules=("MANAGE_GUILD",))
async def set_incident_actions(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.MANAGE_GUILD)
    body: dict[str, Any] = call.body or {}
    forms.check_incidents(body)
    changes = {
        key: None if body[key] is None else timestamps.parse(body[key])
        for key in ("invites_disabled_until", "dms_disabled_until")
        if key in body
    }
    guilds.update(call.world, guild, **changes)
    return Reply(
        200,
        payloads.incidents(guild) or {"invites_disabled_until": None, "dms_disabled_until": None},
    )
