"""Users: https://discord.com/developers/docs/resources/user."""

from __future__ import annotations

from bot.simulator import errors, permissions
from bot.simulator.forms import guilds as forms
from bot.simulator.payloads import people
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import members
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Json


@route("GET", "/users/@me")
async def get_own_user(call: Call) -> Reply:
    return Reply(200, people.own_user(call.world.users[call.bot_id]))


@route("PATCH", "/users/@me", rules=("username 2–32",))
async def edit_own_user(call: Call) -> Reply:
    user = call.world.users[call.bot_id]
    body = call.body or {}
    forms.check_own_user(body)
    user.username = body.get("username") or user.username
    call.world.emit(
        Dispatch("USER_UPDATE", lambda: people.own_user(user), bot_ids=frozenset({user.id}))
    )
    return Reply(200, people.own_user(user))


@route("GET", "/users/{user_id}", rules=("10013",))
async def get_user(call: Call) -> Reply:
    return Reply(200, people.user(call.world.get_user(call.id("user_id"))))


@route("GET", "/users/@me/guilds")
async def list_own_guilds(call: Call) -> Reply:
    before, after = call.snowflake_query("before"), call.snowflake_query("after")
    limit = call.int_query("limit", default=200, low=1, high=200)
    ids = sorted(call.world.users[call.bot_id].guild_ids)
    if before is not None:
        ids = [guild_id for guild_id in ids if guild_id < before][-limit:]
    elif after is not None:
        ids = [guild_id for guild_id in ids if guild_id > after]
    shown = []
    for guild_id in ids[:limit]:
        guild = call.world.guilds[guild_id]
        member = guild.members[call.bot_id]
        entry: Json = {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": guild.owner_id == call.bot_id,
            "permissions": str(permissions.in_guild(guild, member, call.now)),
            "features": list(guild.features),
        }
        if call.flag_query("with_counts"):
            entry["approximate_member_count"] = len(guild.members)
            entry["approximate_presence_count"] = len(guild.members)
        shown.append(entry)
    return Reply(200, shown)


@route("DELETE", "/users/@me/guilds/{guild_id}", rules=("not its own server",))
async def leave_guild(call: Call) -> Reply:
    guild = call.world.get_guild(call.id("guild_id"))
    call.me(guild.id)
    if guild.owner_id == call.bot_id:
        raise errors.refused(50055)
    members.leave(call.world, guild, call.bot_id)
    return NO_CONTENT
