"""Members: https://discord.com/developers/docs/resources/guild#get-guild-member."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.simulator import errors, intents, permissions
from bot.simulator.forms import guilds as forms
from bot.simulator.gateway import chunks
from bot.simulator.payloads import people
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import audit, members, timestamps
from bot.simulator.world.entities import Guild, Json, Member
from bot.simulator.world.snowflakes import parse

_MEMBER = "/guilds/{guild_id}/members/{user_id}"
_BYPASSES_VERIFICATION = 1 << 2


@route(
    "GET",
    "/guilds/{guild_id}/members",
    rules=("GUILD_MEMBERS intent (50001)", "limit 1–1000", "ascending by id"),
)
async def list_members(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    if not call.bot.intents & intents.GUILD_MEMBERS:
        raise errors.missing_access()
    limit = call.int_query("limit", default=1, low=1, high=1000)
    found = chunks.page(guild, after=call.snowflake_query("after") or 0, limit=limit)
    return Reply(200, [people.member(member) for member in found])


@route("GET", "/guilds/{guild_id}/members/search", rules=("query required", "limit 1–1000"))
async def search_members(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    query = call.query.get("query")
    if not query:
        raise errors.field("query", "BASE_TYPE_REQUIRED", "This field is required")
    limit = call.int_query("limit", default=1, low=1, high=1000)
    folded = query.casefold()
    found = [member for member in guild.members.values() if chunks.matches(member, folded)]
    return Reply(200, [people.member(member) for member in found[:limit]])


@route("GET", _MEMBER, rules=("10007", "10013"))
async def get_member(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    return Reply(200, people.member(lookup.member(call, guild)))


@route("PATCH", "/guilds/{guild_id}/members/@me", rules=("CHANGE_NICKNAME", "nick 1–32"))
async def edit_own_member(call: Call) -> Reply:
    guild, me = lookup.guild(call)
    forms.check_member(call.body, now=call.now)
    body = call.body or {}
    if "nick" in body:
        permissions.require_in_guild(guild, me, permissions.CHANGE_NICKNAME, call.now)
        members.update(call.world, guild, me, nick=body["nick"] or None)
    return Reply(200, people.member(me))


@route(
    "PATCH",
    _MEMBER,
    rules=(
        "MANAGE_NICKNAMES, MANAGE_ROLES, MODERATE_MEMBERS, MUTE, DEAFEN, MOVE",
        "role hierarchy",
        "managed roles, @everyone (50028)",
        "timeouts ≤ 28 days, not of administrators",
        "10007, 10011, 40032",
    ),
)
async def edit_member(call: Call) -> Reply:
    guild, me = lookup.guild(call)
    member = lookup.member(call, guild)
    forms.check_member(call.body, now=call.now)
    changes = _read(call, guild, me, member, call.body or {})
    entries = _entries(guild, member, changes)
    members.update(call.world, guild, member, **changes)
    roles_changed = "role_ids" in changes
    audit.record(
        call.world,
        guild,
        audit.Action.MEMBER_ROLE_UPDATE if roles_changed else audit.Action.MEMBER_UPDATE,
        actor_id=call.bot_id,
        target_id=member.id,
        changes=entries,
        reason=call.reason,
    )
    return Reply(200, people.member(member))


@route(
    "PUT",
    _MEMBER + "/roles/{role_id}",
    rules=(
        "MANAGE_ROLES",
        "only below its own",
        "managed (50013), @everyone (50028)",
        "10007, 10011",
    ),
)
async def add_role(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.MANAGE_ROLES)
    member, role = lookup.member(call, guild), lookup.role(call, guild)
    permissions.require_assignable(guild, me, role)
    if members.add_role(call.world, guild, member, role.id):
        _record_role(call, guild, member, "$add", role.id)
    return NO_CONTENT


@route(
    "DELETE",
    _MEMBER + "/roles/{role_id}",
    rules=(
        "MANAGE_ROLES",
        "only below its own",
        "managed (50013), @everyone (50028)",
        "10007, 10011",
    ),
)
async def remove_role(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.MANAGE_ROLES)
    member, role = lookup.member(call, guild), lookup.role(call, guild)
    permissions.require_assignable(guild, me, role)
    if members.remove_role(call.world, guild, member, role.id):
        _record_role(call, guild, member, "$remove", role.id)
    return NO_CONTENT


@route("DELETE", _MEMBER, rules=("KICK_MEMBERS", "role hierarchy", "10007"))
async def kick(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.KICK_MEMBERS)
    member = lookup.member(call, guild)
    if not permissions.outranks(guild, me, member):
        raise errors.missing_permissions()
    members.leave(call.world, guild, member.id)
    audit.record(
        call.world,
        guild,
        audit.Action.MEMBER_KICK,
        actor_id=call.bot_id,
        target_id=member.id,
        reason=call.reason,
    )
    return NO_CONTENT


def _read(call: Call, guild: Guild, me: Member, member: Member, body: Json) -> dict[str, Any]:
    """What the body changes, each change having been allowed."""
    changes: dict[str, Any] = {}

    def require(bits: int) -> None:
        permissions.require_in_guild(guild, me, bits, call.now)

    if "nick" in body:
        require(permissions.MANAGE_NICKNAMES)
        if member.id != me.id and not permissions.outranks(guild, me, member):
            raise errors.missing_permissions()
        changes["nick"] = body["nick"] or None
    if body.get("roles") is not None:
        require(permissions.MANAGE_ROLES)
        changes["role_ids"] = _roles(guild, me, member, body["roles"])
    if "communication_disabled_until" in body:
        require(permissions.MODERATE_MEMBERS)
        changes["timed_out_until"] = _timeout(guild, me, member, body)
    for key, bits in (
        ("mute", permissions.MUTE_MEMBERS),
        ("deaf", permissions.DEAFEN_MEMBERS),
    ):
        if body.get(key) is not None:
            require(bits)
            if member.voice_channel_id is None:
                raise errors.refused(40032)
            changes[key] = bool(body[key])
    if "channel_id" in body:
        require(permissions.MOVE_MEMBERS)
        if member.voice_channel_id is None:
            raise errors.refused(40032)
        changes["voice_channel_id"] = parse(body["channel_id"])
    if body.get("flags") is not None:
        require(permissions.MODERATE_MEMBERS)
        kept = member.flags & ~_BYPASSES_VERIFICATION
        changes["flags"] = kept | int(body["flags"]) & _BYPASSES_VERIFICATION
    return changes


def _roles(guild: Guild, me: Member, member: Member, raw: list[Any]) -> set[int]:
    wanted = {parse(item) or 0 for item in raw} - {guild.id}
    for role_id in wanted ^ member.role_ids:
        role = guild.roles.get(role_id)
        if role is None:
            raise errors.unknown("role")
        permissions.require_assignable(guild, me, role)
    return wanted


def _timeout(guild: Guild, me: Member, member: Member, body: Json) -> datetime | None:
    if permissions.is_exempt(guild, member) or not permissions.outranks(guild, me, member):
        raise errors.missing_permissions()
    until = body["communication_disabled_until"]
    return None if until is None else timestamps.parse(str(until))


def _entries(guild: Guild, member: Member, changes: dict[str, Any]) -> list[Json]:
    entries = []
    for key, value in changes.items():
        if key == "role_ids":
            for verb, ids in (
                ("$add", value - member.role_ids),
                ("$remove", member.role_ids - value),
            ):
                if ids:
                    named = [{"id": str(i), "name": guild.roles[i].name} for i in sorted(ids)]
                    entries.append(audit.change(verb, None, named))
        elif key == "timed_out_until":
            entries.append(
                audit.change(
                    "communication_disabled_until",
                    timestamps.iso_or_none(member.timed_out_until),
                    timestamps.iso_or_none(value),
                )
            )
        else:
            entries.append(audit.change(key, getattr(member, key), value))
    return entries


def _record_role(call: Call, guild: Guild, member: Member, verb: str, role_id: int) -> None:
    named = [{"id": str(role_id), "name": guild.roles[role_id].name}]
    audit.record(
        call.world,
        guild,
        audit.Action.MEMBER_ROLE_UPDATE,
        actor_id=call.bot_id,
        target_id=member.id,
        changes=[audit.change(verb, None, named)],
        reason=call.reason,
    )
