"""Invites: https://discord.com/developers/docs/resources/invite."""

from __future__ import annotations

from bot.simulator import errors, permissions
from bot.simulator.forms import guilds as forms
from bot.simulator.limits import INVITES_PER_GUILD
from bot.simulator.payloads import guilds as payloads
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import Call, Reply, route
from bot.simulator.world import audit, invites
from bot.simulator.world.entities import FORUM_TYPES, VOICE_TYPES, ChannelType, Invite
from bot.simulator.world.snowflakes import parse

_INVITABLE = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT}) | VOICE_TYPES | FORUM_TYPES
_DEFAULT_AGE = 86400


@route("GET", "/channels/{channel_id}/invites", rules=("MANAGE_CHANNELS",))
async def list_channel_invites(call: Call) -> Reply:
    where = lookup.place(call, permissions.MANAGE_CHANNELS)
    guild, _ = where.in_guild
    found = [item for item in guild.invites.values() if item.channel_id == where.channel.id]
    return Reply(200, [payloads.invite(call.world, item, metadata=True) for item in found])


@route("GET", "/guilds/{guild_id}/invites", rules=("MANAGE_GUILD",))
async def list_guild_invites(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.MANAGE_GUILD)
    found = guild.invites.values()
    return Reply(200, [payloads.invite(call.world, item, metadata=True) for item in found])


@route(
    "POST",
    "/channels/{channel_id}/invites",
    rules=("CREATE_INSTANT_INVITE", "1000 (30016)", "50024", "role_ids: MANAGE_ROLES, hierarchy"),
)
async def create_invite(call: Call) -> Reply:
    where = lookup.place(call, permissions.CREATE_INSTANT_INVITE)
    guild, me = where.in_guild
    if where.channel.type not in _INVITABLE:
        raise errors.refused(50024)
    body = call.body or {}
    forms.check_invite(body)
    role_ids = tuple(parse(item) or 0 for item in body.get("role_ids") or ())
    if role_ids:
        permissions.require_in_guild(guild, me, permissions.MANAGE_ROLES, call.now)
    for role_id in role_ids:
        if role_id not in guild.roles:
            raise errors.unknown("role")
        permissions.require_assignable(guild, me, guild.roles[role_id])
    max_age: int = _DEFAULT_AGE if body.get("max_age") is None else body["max_age"]
    max_uses = int(body.get("max_uses") or 0)
    temporary = bool(body.get("temporary", False))
    same = next(
        (
            item
            for item in guild.invites.values()
            if (item.channel_id, item.inviter_id) == (where.channel.id, call.bot_id)
            and (item.max_age, item.max_uses) == (max_age, max_uses)
            and (item.temporary, item.role_ids) == (temporary, role_ids)
        ),
        None,
    )
    if same is not None and not body.get("unique"):
        return Reply(200, payloads.invite(call.world, same, metadata=True))
    if len(guild.invites) >= INVITES_PER_GUILD:
        raise errors.refused(30016)
    invite = invites.create(
        call.world,
        where.channel,
        inviter_id=call.bot_id,
        max_age=max_age,
        max_uses=max_uses,
        temporary=temporary,
        role_ids=role_ids,
    )
    _record(call, invite, audit.Action.INVITE_CREATE)
    return Reply(200, payloads.invite(call.world, invite, metadata=True))


@route("GET", "/invites/{code}", rules=("10006",), authorized=False)
async def get_invite(call: Call) -> Reply:
    invite = _target(call)
    with_counts = call.flag_query("with_counts")
    shown = payloads.invite(call.world, invite, metadata=False, with_counts=with_counts)
    return Reply(200, shown)


@route("DELETE", "/invites/{code}", rules=("MANAGE_CHANNELS there, or MANAGE_GUILD", "10006"))
async def delete_invite(call: Call) -> Reply:
    invite = _target(call)
    guild = call.world.guilds[invite.guild_id]
    me = call.me(guild.id)
    channel = guild.channels[invite.channel_id]
    here = permissions.in_channel(guild, me, channel, call.now) & permissions.MANAGE_CHANNELS
    if not here and invite.inviter_id != call.bot_id:
        permissions.require_in_guild(guild, me, permissions.MANAGE_GUILD, call.now)
    shown = payloads.invite(call.world, invite, metadata=False)
    invites.delete(call.world, invite)
    _record(call, invite, audit.Action.INVITE_DELETE)
    return Reply(200, shown)


def _target(call: Call) -> Invite:
    invite = call.world.invites.get(call.params["code"])
    if invite is None:
        raise errors.unknown("invite")
    return invite


def _record(call: Call, invite: Invite, action: audit.Action) -> None:
    audit.record(
        call.world,
        call.world.guilds[invite.guild_id],
        action,
        actor_id=call.bot_id,
        changes=[audit.change("code", None, invite.code)],
        reason=call.reason,
    )
