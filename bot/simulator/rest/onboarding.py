"""Onboarding and the welcome screen: https://discord.com/developers/docs/resources/guild#guild-onboarding-object."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import guilds as forms
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import Call, Reply, route
from bot.simulator.world import audit
from bot.simulator.world.entities import Guild, Json
from bot.simulator.world.snowflakes import parse

_ONBOARDING = "/guilds/{guild_id}/onboarding"
_WELCOME = "/guilds/{guild_id}/welcome-screen"
_DEFAULT_CHANNELS = 7
_WRITABLE = 5
_ADVANCED = 1
_WELCOME_FEATURE = "WELCOME_SCREEN_ENABLED"


@route("GET", _ONBOARDING)
async def get_onboarding(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    return Reply(200, _onboarding(guild))


@route(
    "PUT",
    _ONBOARDING,
    rules=(
        "MANAGE_GUILD and MANAGE_ROLES",
        "7 default channels, 5 writable by @everyone (350000)",
        "15 prompts, 50 options",
    ),
)
async def put_onboarding(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.MANAGE_GUILD | permissions.MANAGE_ROLES)
    forms.check_onboarding(call.body)
    body = call.body
    wanted = dict(_onboarding(guild))
    for key in ("enabled", "mode"):
        if body.get(key) is not None:
            wanted[key] = body[key]
    if body.get("default_channel_ids") is not None:
        wanted["default_channel_ids"] = [str(item) for item in body["default_channel_ids"]]
    if body.get("prompts") is not None:
        wanted["prompts"] = [_prompt(call, prompt) for prompt in body["prompts"]]
    _require_existing(guild, wanted)
    if wanted["enabled"]:
        _require_met(guild, wanted)
    guild.onboarding = wanted
    audit.record(
        call.world,
        guild,
        audit.Action.ONBOARDING_UPDATE,
        actor_id=call.bot_id,
        target_id=guild.id,
        reason=call.reason,
    )
    return Reply(200, wanted)


@route("GET", _WELCOME, rules=("10069", "while disabled MANAGE_GUILD"))
async def get_welcome_screen(call: Call) -> Reply:
    guild, me = lookup.guild(call)
    if guild.welcome_screen is None:
        raise errors.unknown("guild welcome screen")
    if _WELCOME_FEATURE not in guild.features:
        permissions.require_in_guild(guild, me, permissions.MANAGE_GUILD, call.now)
    return Reply(200, guild.welcome_screen)


@route("PATCH", _WELCOME, rules=("MANAGE_GUILD", "5 channels of the server"))
async def edit_welcome_screen(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.MANAGE_GUILD)
    forms.check_welcome_screen(call.body)
    body: Json = call.body
    screen = dict(guild.welcome_screen or {"description": None, "welcome_channels": []})
    if "description" in body:
        screen["description"] = body["description"]
    if body.get("welcome_channels") is not None:
        screen["welcome_channels"] = [
            {
                "channel_id": str(item["channel_id"]),
                "description": item["description"],
                "emoji_id": None if item.get("emoji_id") is None else str(item["emoji_id"]),
                "emoji_name": item.get("emoji_name"),
            }
            for item in body["welcome_channels"]
        ]
    for item in screen["welcome_channels"]:
        if int(item["channel_id"]) not in guild.channels:
            raise errors.field("welcome_channels", "CHANNEL_INVALID", "Unknown Channel")
    guild.welcome_screen = screen
    if body.get("enabled") is not None:
        kept = [feature for feature in guild.features if feature != _WELCOME_FEATURE]
        guild.features = [*kept, _WELCOME_FEATURE] if body["enabled"] else kept
    return Reply(200, screen)


def _onboarding(guild: Guild) -> Json:
    return guild.onboarding or {
        "guild_id": str(guild.id),
        "prompts": [],
        "default_channel_ids": [],
        "enabled": False,
        "mode": 0,
    }


def _prompt(call: Call, raw: Json) -> Json:
    return {
        "id": _id(call, raw),
        "title": raw["title"],
        "options": [_option(call, option) for option in raw["options"]],
        "single_select": bool(raw.get("single_select", False)),
        "required": bool(raw.get("required", False)),
        "in_onboarding": bool(raw.get("in_onboarding", False)),
        "type": int(raw.get("type") or 0),
    }


def _option(call: Call, raw: Json) -> Json:
    emoji: Any = raw.get("emoji") or {}
    emoji_id = raw.get("emoji_id") or emoji.get("id")
    return {
        "id": _id(call, raw),
        "title": raw["title"],
        "description": raw.get("description") or "",
        "emoji": {
            "id": None if emoji_id is None else str(emoji_id),
            "name": raw.get("emoji_name") or emoji.get("name"),
            "animated": bool(raw.get("emoji_animated", False)),
        },
        "role_ids": [str(item) for item in raw.get("role_ids") or ()],
        "channel_ids": [str(item) for item in raw.get("channel_ids") or ()],
    }


def _id(call: Call, raw: Json) -> str:
    # Clients send a number of their own, such as 0, for what is new.
    given = parse(raw.get("id")) or 0
    return str(given if given >= 1 << 22 else call.world.new_id())


def _require_existing(guild: Guild, wanted: Json) -> None:
    options = [option for prompt in wanted["prompts"] for option in prompt["options"]]
    channels = [*wanted["default_channel_ids"], *(c for o in options for c in o["channel_ids"])]
    if any(int(channel_id) not in guild.channels for channel_id in channels):
        raise errors.unknown("channel")
    if any(int(role_id) not in guild.roles for option in options for role_id in option["role_ids"]):
        raise errors.unknown("role")


def _require_met(guild: Guild, wanted: Json) -> None:
    """Enough default channels, and enough of them open to write in."""
    ids = {int(item) for item in wanted["default_channel_ids"]}
    if wanted["mode"] == _ADVANCED:
        for prompt in wanted["prompts"]:
            for option in prompt["options"]:
                ids |= {int(item) for item in option["channel_ids"]}
    writable = [item for item in ids if permissions.everyone_may_write(guild, guild.channels[item])]
    if len(ids) < _DEFAULT_CHANNELS or len(writable) < _WRITABLE:
        raise errors.refused(350000)
