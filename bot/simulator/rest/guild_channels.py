"""The channels of a server: https://discord.com/developers/docs/resources/guild#get-guild-channels."""

from __future__ import annotations

from bot.simulator import errors, permissions
from bot.simulator.forms import channels as forms
from bot.simulator.forms import guilds as guild_forms
from bot.simulator.limits import CHANNELS_PER_GUILD
from bot.simulator.payloads import channels as payloads
from bot.simulator.payloads import guilds as guild_payloads
from bot.simulator.rest import channel_fields, lookup, overwrites
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import audit, channels, threads
from bot.simulator.world.entities import ChannelType
from bot.simulator.world.snowflakes import parse


@route("GET", "/guilds/{guild_id}/channels", rules=("only channels it can view",))
async def list_channels(call: Call) -> Reply:
    guild, me = lookup.guild(call)
    return Reply(
        200,
        [
            payloads.guild_channel(channel)
            for channel in guild.channels.values()
            if guild_payloads.viewable(guild, me, channel, call.world)
        ],
    )


@route(
    "POST",
    "/guilds/{guild_id}/channels",
    rules=("MANAGE_CHANNELS", "held bits for overwrites", "500 (30013)", "50 per category"),
)
async def create_channel(call: Call) -> Reply:
    guild, me = lookup.guild(call, permissions.MANAGE_CHANNELS)
    forms.check_channel(call.body, creating=True)
    body = call.body
    if len(guild.channels) >= CHANNELS_PER_GUILD:
        raise errors.refused(30013)
    kind = int(body.get("type") or ChannelType.TEXT)
    fields = channel_fields.read(call.world, guild, body, kind=kind)
    channel_fields.require_room(guild, fields.get("parent_id"))
    wanted = overwrites.read(guild, body.get("permission_overwrites") or ())
    for entry in wanted:
        # MANAGE_ROLES can be set by administrators only: it would hand out the rest.
        bits = entry.allow | entry.deny
        if bits & permissions.MANAGE_ROLES and not permissions.is_exempt(guild, me):
            raise errors.missing_permissions()
        overwrites.require_grantable(guild, me, None, bits, call)
    parent = guild.channels.get(fields.get("parent_id") or 0)
    if not wanted and parent is not None and body.get("permission_overwrites") is None:
        wanted = list(parent.overwrites.values())
    channel = channels.create(
        call.world, guild, fields.pop("name"), kind=kind, overwrites=wanted, **fields
    )
    audit.record(
        call.world,
        guild,
        audit.Action.CHANNEL_CREATE,
        actor_id=call.bot_id,
        target_id=channel.id,
        changes=[
            audit.change("name", None, channel.name),
            audit.change("type", None, int(channel.type)),
        ],
        reason=call.reason,
    )
    return Reply(201, payloads.guild_channel(channel))


@route(
    "PATCH",
    "/guilds/{guild_id}/channels",
    rules=("MANAGE_CHANNELS", "10003", "lock_permissions takes the category's overwrites"),
    takes_list=True,
)
async def reorder_channels(call: Call) -> Reply:
    guild, _ = lookup.guild(call, permissions.MANAGE_CHANNELS)
    guild_forms.check_positions(call.body)
    moved = []
    for entry in call.body or ():
        channel = guild.channels.get(parse(entry.get("id")) or 0)
        if channel is None:
            raise errors.unknown("channel")
        fields = channel_fields.read(
            call.world,
            guild,
            {key: entry[key] for key in ("position", "parent_id") if key in entry},
            kind=channel.type,
        )
        if "parent_id" in fields and fields["parent_id"] != channel.parent_id:
            channel_fields.require_room(guild, fields["parent_id"])
        if entry.get("lock_permissions") and fields.get("parent_id"):
            fields["overwrites"] = dict(guild.channels[fields["parent_id"]].overwrites)
        moved.append((channel, fields))
    for channel, fields in moved:
        channels.update(call.world, channel, **fields)
    return NO_CONTENT


@route("GET", "/guilds/{guild_id}/threads/active", rules=("only threads it can view",))
async def list_active_threads(call: Call) -> Reply:
    guild, me = lookup.guild(call)
    found = [item for item in threads.active(guild) if permissions.sees(guild, me, item, call.now)]
    found.sort(key=lambda item: item.id, reverse=True)
    return Reply(
        200,
        {
            "threads": [payloads.thread(item, call.bot_id) for item in found],
            "members": [
                payloads.thread_member(item.thread.members[call.bot_id], item.id)
                for item in found
                if item.thread is not None and call.bot_id in item.thread.members
            ],
            "has_more": False,
        },
    )
