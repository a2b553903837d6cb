"""Permission overwrites: https://discord.com/developers/docs/resources/channel#edit-channel-permissions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import channels as forms
from bot.simulator.limits import OVERWRITES_PER_CHANNEL
from bot.simulator.payloads import channels as payloads
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import audit, channels
from bot.simulator.world.entities import Channel, Guild, Member, Overwrite
from bot.simulator.world.snowflakes import parse

_PATH = "/channels/{channel_id}/permissions/{overwrite_id}"


def read(guild: Guild, raw: Iterable[Any]) -> list[Overwrite]:
    """Overwrites of a request body; 10009 for one of nobody."""
    found = []
    for entry in raw:
        target_id, kind = parse(entry["id"]) or 0, int(entry.get("type") or 0)
        _require_target(guild, target_id, kind)
        allow, deny = int(entry.get("allow") or 0), int(entry.get("deny") or 0)
        found.append(Overwrite(id=target_id, kind=kind, allow=allow, deny=deny))
    return found


def require_grantable(
    guild: Guild, me: Member, channel: Channel | None, changed: int, call: Call
) -> None:
    """Only bits one has may be allowed or denied, unless the channel itself gives MANAGE_ROLES."""
    if channel is not None:
        own = channel.overwrites.get(me.id)
        roles = [channel.overwrites.get(role_id) for role_id in me.role_ids]
        given = [entry.allow for entry in (own, *roles) if entry is not None]
        if any(allow & permissions.MANAGE_ROLES for allow in given):
            return
        held = permissions.in_channel(guild, me, channel, call.now)
    else:
        held = permissions.in_guild(guild, me, call.now)
    if changed & ~held:
        raise errors.missing_permissions()


def changed_bits(before: Overwrite | None, after: Overwrite | None) -> int:
    old_allow, old_deny = (0, 0) if before is None else (before.allow, before.deny)
    new_allow, new_deny = (0, 0) if after is None else (after.allow, after.deny)
    return old_allow ^ new_allow | old_deny ^ new_deny


@route(
    "PUT",
    _PATH,
    rules=(
        "MANAGE_ROLES",
        "only bits it has, unless MANAGE_ROLES is given there",
        "10009",
        "30060",
    ),
)
async def set_overwrite(call: Call) -> Reply:
    guild, me, channel = _target(call)
    forms.check_overwrite(call.body)
    body = call.body
    overwrite_id = call.id("overwrite_id")
    _require_target(guild, overwrite_id, int(body["type"]))
    current = channel.overwrites.get(overwrite_id)
    if current is None and len(channel.overwrites) >= OVERWRITES_PER_CHANNEL:
        raise errors.refused(30060)
    wanted = Overwrite(
        id=overwrite_id,
        kind=int(body["type"]),
        allow=int(body.get("allow") or 0),
        deny=int(body.get("deny") or 0),
    )
    require_grantable(guild, me, channel, changed_bits(current, wanted), call)
    channels.set_overwrite(call.world, channel, wanted)
    created = current is None
    _record(
        call,
        guild,
        channel,
        wanted,
        audit.Action.CHANNEL_OVERWRITE_CREATE if created else audit.Action.CHANNEL_OVERWRITE_UPDATE,
    )
    return NO_CONTENT


@route("DELETE", _PATH, rules=("MANAGE_ROLES", "only bits it has", "10009"))
async def delete_overwrite(call: Call) -> Reply:
    guild, me, channel = _target(call)
    current = channel.overwrites.get(call.id("overwrite_id"))
    if current is None:
        raise errors.unknown("overwrite")
    require_grantable(guild, me, channel, changed_bits(current, None), call)
    channels.remove_overwrite(call.world, channel, current.id)
    _record(call, guild, channel, current, audit.Action.CHANNEL_OVERWRITE_DELETE)
    return NO_CONTENT


def _target(call: Call) -> tuple[Guild, Member, Channel]:
    where = lookup.place(call)
    guild, me = where.in_guild
    if where.channel.thread is not None:
        raise errors.refused(50024)
    where.require(permissions.MANAGE_ROLES)
    return guild, me, where.channel


def _require_target(guild: Guild, target_id: int, kind: int) -> None:
    known = guild.roles if kind == 0 else guild.members
    if target_id not in known:
        raise errors.unknown("overwrite")


def _record(
    call: Call, guild: Guild, channel: Channel, entry: Overwrite, action: audit.Action
) -> None:
    options: dict[str, Any] = {"id": str(entry.id), "type": str(entry.kind)}
    if entry.kind == 0 and entry.id in guild.roles:
        options["role_name"] = guild.roles[entry.id].name
    audit.record(
        call.world,
        guild,
        action,
        actor_id=call.bot_id,
        target_id=channel.id,
        changes=[
            audit.change(key, None, payloads.overwrite(entry)[key]) for key in ("allow", "deny")
        ],
        options=options,
        reason=call.reason,
    )
