"""Bans: https://discord.com/developers/docs/resources/guild#get-guild-bans."""

from __future__ import annotations

from datetime import timedelta

from bot.simulator import errors, permissions
from bot.simulator.forms import guilds as forms
from bot.simulator.payloads import guilds as payloads
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import audit, members, messages, snowflakes
from bot.simulator.world.entities import Guild, Member, User

_BAN = "/guilds/{guild_id}/bans/{user_id}"


@route("GET", "/guilds/{guild_id}/bans", rules=("BAN_MEMBERS", "limit 1–1000"))
async def list_bans(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.BAN_MEMBERS)
    before, after = call.snowflake_query("before"), call.snowflake_query("after")
    limit = call.int_query("limit", default=1000, low=1, high=1000)
    ids = sorted(guild.bans)
    if before is not None:
        ids = [user_id for user_id in ids if user_id < before][-limit:]
    elif after is not None:
        ids = [user_id for user_id in ids if user_id > after]
    return Reply(200, [payloads.ban(call.world, guild.bans[user_id]) for user_id in ids[:limit]])


@route("GET", _BAN, rules=("BAN_MEMBERS", "10026"))
async def get_ban(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.BAN_MEMBERS)
    ban = guild.bans.get(call.id("user_id"))
    if ban is None:
        raise errors.unknown("ban")
    return Reply(200, payloads.ban(call.world, ban))


@route("PUT", _BAN, rules=("BAN_MEMBERS", "role hierarchy", "10013", "messages of up to 7 days"))
async def ban(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.BAN_MEMBERS)
    user = call.world.get_user(call.id("user_id"))
    forms.check_ban(call.body or {})
    _require_lower(guild, me, user)
    _ban(call, guild, user, _delete_seconds(call))
    return NO_CONTENT


@route("DELETE", _BAN, rules=("BAN_MEMBERS", "10026"))
async def unban(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.BAN_MEMBERS)
    user_id = call.id("user_id")
    if user_id not in guild.bans:
        raise errors.unknown("ban")
    members.unban(call.world, guild, call.world.users[user_id])
    audit.record(
        call.world,
        guild,
        audit.Action.MEMBER_BAN_REMOVE,
        actor_id=call.bot_id,
        target_id=user_id,
        reason=call.reason,
    )
    return NO_CONTENT


@route(
    "POST",
    "/guilds/{guild_id}/bulk-ban",
    rules=("BAN_MEMBERS and MANAGE_GUILD", "≤ 200", "role hierarchy", "500000 when all fail"),
)
async def bulk_ban(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.BAN_MEMBERS | permissions.MANAGE_GUILD)
    forms.check_bans(call.body)
    banned, failed = [], []
    for item in call.body["user_ids"]:
        user = call.world.users.get(snowflakes.parse(item) or 0)
        member = None if user is None else guild.members.get(user.id)
        if user is None or (member is not None and not permissions.outranks(guild, me, member)):
            failed.append(str(item))
            continue
        _ban(call, guild, user, _delete_seconds(call))
        banned.append(str(user.id))
    if not banned:
        raise errors.ApiError(400, 500000, "Failed to ban users")
    return Reply(200, {"banned_users": banned, "failed_users": failed})


def _require_lower(guild: Guild, me: Member, user: User) -> None:
    member = guild.members.get(user.id)
    if guild.owner_id == user.id or user.id == me.id:
        raise errors.missing_permissions()
    if member is not None and not permissions.outranks(guild, me, member):
        raise errors.missing_permissions()


def _delete_seconds(call: Call) -> int:
    body = call.body or {}
    days: int = body.get("delete_message_days") or 0
    seconds: int = body.get("delete_message_seconds") or days * 86400
    return seconds


def _ban(call: Call, guild: Guild, user: User, delete_seconds: int) -> None:
    members.ban(call.world, guild, user, reason=call.reason)
    if delete_seconds:
        oldest = snowflakes.at(call.now - timedelta(seconds=delete_seconds))
        for channel in (*guild.channels.values(), *guild.threads.values()):
            gone = [
                message.id
                for message in channel.messages.values()
                if message.author_id == user.id and message.id >= oldest
            ]
            messages.bulk_delete(call.world, channel, gone)
    audit.record(
        call.world,
        guild,
        audit.Action.MEMBER_BAN_ADD,
        actor_id=call.bot_id,
        target_id=user.id,
        reason=call.reason,
    )
