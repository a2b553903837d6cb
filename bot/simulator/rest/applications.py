"""The application itself: https://discord.com/developers/docs/resources/application."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors, limits
from bot.simulator.payloads import people
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world.entities import Application, Emoji


def _shown(call: Call) -> dict[str, Any]:
    guild_count = len(call.world.users[call.bot_id].guild_ids)
    return people.application(call.world, call.bot, guild_count)


@route("GET", "/applications/@me")
async def get_application(call: Call) -> Reply:
    return Reply(200, _shown(call))


@route("GET", "/oauth2/applications/@me")
async def get_oauth2_application(call: Call) -> Reply:
    return Reply(200, _shown(call))


@route("PATCH", "/applications/@me", rules=("description ≤ 400",))
async def edit_application(call: Call) -> Reply:
    description = (call.body or {}).get("description")
    if description is not None:
        if len(str(description)) > 400:
            raise errors.field(
                "description", "BASE_TYPE_MAX_LENGTH", "Must be 400 or fewer in length."
            )
        call.bot.description = str(description)
    return Reply(200, _shown(call))


def _own(call: Call) -> Application:
    if call.id("application_id") != call.bot_id:
        raise errors.ApiError(403, 20012, "You are not authorized to perform this action.")
    return call.bot


@route("GET", "/applications/{application_id}/emojis")
async def list_emojis(call: Call) -> Reply:
    items = [people.emoji(call.world, emoji) for emoji in _own(call).emojis.values()]
    return Reply(200, {"items": items})


@route("GET", "/applications/{application_id}/emojis/{emoji_id}", rules=("10014",))
async def get_emoji(call: Call) -> Reply:
    emoji = _own(call).emojis.get(call.id("emoji_id"))
    if emoji is None:
        raise errors.unknown("emoji")
    return Reply(200, people.emoji(call.world, emoji))


@route("POST", "/applications/{application_id}/emojis", rules=("2000 emoji (30008)",))
async def create_emoji(call: Call) -> Reply:
    application = _own(call)
    if len(application.emojis) >= limits.APPLICATION_EMOJIS:
        raise errors.refused(30008)
    name = emoji_name(call.body)
    emoji = Emoji(id=call.world.new_id(), name=name, creator_id=application.id)
    application.emojis[emoji.id] = emoji
    return Reply(201, people.emoji(call.world, emoji))


@route("DELETE", "/applications/{application_id}/emojis/{emoji_id}", rules=("10014",))
async def delete_emoji(call: Call) -> Reply:
    if _own(call).emojis.pop(call.id("emoji_id"), None) is None:
        raise errors.unknown("emoji")
    return NO_CONTENT


def emoji_name(body: Any) -> str:
    """The name of a new emoji; 50035 unless it has 2 to 32 letters, digits or underscores."""
    name = str((body or {}).get("name") or "")
    if not 2 <= len(name) <= 32:
        raise errors.field("name", "BASE_TYPE_BAD_LENGTH", "Must be between 2 and 32 in length.")
    if not name.replace("_", "a").isalnum():
        raise errors.field("name", "STRING_TYPE_REGEX", "String value did not match validation.")
    return name
