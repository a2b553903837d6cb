"""Roles: https://discord.com/developers/docs/resources/guild#create-guild-role."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import guilds as forms
from bot.simulator.limits import ROLES_PER_GUILD
from bot.simulator.payloads import people
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import audit, roles
from bot.simulator.world.entities import Guild, Json, Member, Role
from bot.simulator.world.snowflakes import parse


@route("GET", "/guilds/{guild_id}/roles")
async def list_roles(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    return Reply(200, [people.role(role) for role in guild.roles.values()])


@route("GET", "/guilds/{guild_id}/roles/member-counts", rules=("@everyone left out",))
async def count_members(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    counts = {str(role_id): 0 for role_id in guild.roles if role_id != guild.id}
    for member in guild.members.values():
        for role_id in member.role_ids:
            counts[str(role_id)] += 1
    return Reply(200, counts)


@route("GET", "/guilds/{guild_id}/roles/{role_id}", rules=("10011",))
async def get_role(call: Call) -> Reply:
    guild, _ = lookup.guild(call)
    return Reply(200, people.role(lookup.role(call, guild)))


@route(
    "POST",
    "/guilds/{guild_id}/roles",
    rules=("MANAGE_ROLES", "only bits it has", "250 (30005)", "@everyone's bits unless given"),
)
async def create_role(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.MANAGE_ROLES)
    forms.check_role(call.body or {})
    if len(guild.roles) >= ROLES_PER_GUILD:
        raise errors.refused(30005)
    fields = _read(call.body or {})
    _require_held(call, guild, me, fields.get("permissions", 0))
    role = roles.create(call.world, guild, **fields)
    changes = [audit.change("name", None, role.name)]
    _record(call, guild, role, audit.Action.ROLE_CREATE, changes)
    return Reply(200, people.role(role))


@route(
    "PATCH",
    "/guilds/{guild_id}/roles",
    rules=("MANAGE_ROLES", "only below its own", "10011"),
    takes_list=True,
)
async def reorder_roles(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.MANAGE_ROLES)
    forms.check_positions(call.body)
    wanted: dict[int, int] = {}
    for entry in call.body or ():
        role = guild.roles.get(parse(entry.get("id")) or 0)
        if role is None:
            raise errors.unknown("role")
        position = entry.get("position")
        if position is None or int(position) == role.position:
            continue
        highest = permissions.top_role(guild, me)
        above = guild.owner_id != me.id and int(position) >= highest.position
        if role.id == guild.id or above or not permissions.outranks_role(guild, me, role):
            raise errors.missing_permissions()
        wanted[role.id] = int(position)
    roles.reorder(call.world, guild, wanted)
    return Reply(200, [people.role(role) for role in guild.roles.values()])


@route(
    "PATCH",
    "/guilds/{guild_id}/roles/{role_id}",
    rules=("MANAGE_ROLES", "only below its own", "only bits it has", "10011"),
)
async def edit_role(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.MANAGE_ROLES)
    role = lookup.role(call, guild)
    if not permissions.outranks_role(guild, me, role):
        raise errors.missing_permissions()
    forms.check_role(call.body or {})
    fields = _read(call.body or {})
    if "permissions" in fields:
        _require_held(call, guild, me, fields["permissions"] ^ role.permissions)
    if role.id == guild.id:
        fields = {key: fields[key] for key in ("permissions",) if key in fields}
    changes = [
        audit.change(key, getattr(role, key), value)
        for key, value in fields.items()
        if getattr(role, key) != value
    ]
    roles.update(call.world, guild, role, **fields)
    _record(call, guild, role, audit.Action.ROLE_UPDATE, changes)
    return Reply(200, people.role(role))


@route(
    "DELETE",
    "/guilds/{guild_id}/roles/{role_id}",
    rules=("MANAGE_ROLES", "only below its own", "not managed, not @everyone (50028)", "10011"),
)
async def delete_role(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.MANAGE_ROLES)
    role = lookup.role(call, guild)
    if role.managed or role.id == guild.id:
        raise errors.refused(50028)
    if not permissions.outranks_role(guild, me, role):
        raise errors.missing_permissions()
    roles.delete(call.world, guild, role)
    _record(call, guild, role, audit.Action.ROLE_DELETE, [audit.change("name", role.name, None)])
    return NO_CONTENT


def _require_held(call: Call, guild: Guild, me: Member, bits: int) -> None:
    if bits & ~permissions.in_guild(guild, me, call.now):
        raise errors.missing_permissions()


def _read(body: Json) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key in ("name", "hoist", "mentionable", "unicode_emoji"):
        if body.get(key) is not None:
            fields[key] = body[key]
    if body.get("permissions") is not None:
        fields["permissions"] = int(body["permissions"])
    if body.get("color") is not None:
        fields["color"] = int(body["color"])
    colors = body.get("colors")
    if colors:
        fields["color"] = int(colors["primary_color"])
        fields["secondary_color"] = colors.get("secondary_color")
        fields["tertiary_color"] = colors.get("tertiary_color")
    return fields


def _record(
    call: Call, guild: Guild, role: Role, action: audit.Action, changes: list[Json]
) -> None:
    audit.record(
        call.world,
        guild,
        action,
        actor_id=call.bot_id,
        target_id=role.id,
        changes=changes,
        reason=call.reason,
    )
