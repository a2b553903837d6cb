"""One channel, thread or DM: https://discord.com/developers/docs/resources/channel."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import channels as forms
from bot.simulator.payloads import channels as payloads
from bot.simulator.rest import channel_fields, lookup, overwrites
from bot.simulator.rest.routing import Call, Reply, route
from bot.simulator.world import audit, channels, threads
from bot.simulator.world.entities import Channel, ChannelType, Json
from bot.simulator.world.snowflakes import parse

_CONVERTIBLE = (ChannelType.TEXT, ChannelType.ANNOUNCEMENT)
_MODERATED_TAG = "moderated"


@route("GET", "/channels/{channel_id}", rules=("VIEW_CHANNEL (50001)", "10003"))
async def get_channel(call: Call) -> Reply:
    where = lookup.place(call)
    return Reply(200, payloads.channel(call.world, where.channel, call.bot_id))


@route(
    "PATCH",
    "/channels/{channel_id}",
    rules=(
        "MANAGE_CHANNELS; MANAGE_ROLES and held bits for overwrites",
        "threads: owner or MANAGE_THREADS; locking MANAGE_THREADS",
        "50083",
        "50 per category",
    ),
)
async def edit_channel(call: Call) -> Reply:
    where = lookup.place(call)
    if where.channel.thread is not None:
        _edit_thread(call, where)
    else:
        _edit_guild_channel(call, where)
    return Reply(200, payloads.channel(call.world, where.channel, call.bot_id))


@route(
    "DELETE",
    "/channels/{channel_id}",
    rules=("MANAGE_CHANNELS, in threads MANAGE_THREADS", "50074", "10003"),
)
async def delete_channel(call: Call) -> Reply:
    where = lookup.place(call)
    channel = where.channel
    shown = payloads.channel(call.world, channel, call.bot_id)
    if where.guild is None:
        return Reply(200, shown)
    if channel.thread is not None:
        where.require(permissions.MANAGE_THREADS)
        threads.delete(call.world, channel)
        action = audit.Action.THREAD_DELETE
    else:
        where.require(permissions.MANAGE_CHANNELS)
        required = (where.guild.rules_channel_id, where.guild.public_updates_channel_id)
        if "COMMUNITY" in where.guild.features and channel.id in required:
            raise errors.refused(50074)
        channels.delete(call.world, channel)
        action = audit.Action.CHANNEL_DELETE
    audit.record(
        call.world,
        where.guild,
        action,
        actor_id=call.bot_id,
        target_id=channel.id,
        changes=[audit.change("name", channel.name, None)],
        reason=call.reason,
    )
    return Reply(200, shown)


def _edit_guild_channel(call: Call, where: lookup.Place) -> None:
    guild, me = where.in_guild
    channel = where.channel
    where.require(permissions.MANAGE_CHANNELS)
    forms.check_channel(call.body, creating=False, kind=channel.type)
    body: Json = call.body
    kind = int(body.get("type", channel.type))
    if kind != channel.type and not {kind, channel.type} <= set(_CONVERTIBLE):
        raise errors.refused(50024)
    fields = channel_fields.read(call.world, guild, body, kind=kind)
    if fields.get("parent_id") != channel.parent_id:
        channel_fields.require_room(guild, fields.get("parent_id"))
    if body.get("permission_overwrites") is not None:
        where.require(permissions.MANAGE_ROLES)
        wanted = {item.id: item for item in overwrites.read(guild, body["permission_overwrites"])}
        for target_id in wanted.keys() | channel.overwrites.keys():
            before, after = channel.overwrites.get(target_id), wanted.get(target_id)
            changed = overwrites.changed_bits(before, after)
            overwrites.require_grantable(guild, me, channel, changed, call)
        fields["overwrites"] = wanted
    changes = _changes(channel, fields)
    channels.update(call.world, channel, type=kind, **fields)
    audit.record(
        call.world,
        guild,
        audit.Action.CHANNEL_UPDATE,
        actor_id=call.bot_id,
        target_id=channel.id,
        changes=changes,
        reason=call.reason,
    )


def _edit_thread(call: Call, where: lookup.Place) -> None:
    guild, _ = where.in_guild
    channel, thread = where.channel, where.channel.thread
    assert thread is not None
    forms.check_channel(call.body, creating=False, kind=channel.type)
    body: Json = call.body
    moderates = bool(where.bits & permissions.MANAGE_THREADS)
    opens = body.get("archived") is False
    if thread.archived and not opens:
        raise errors.refused(50083)
    only_opens = opens and body.keys() <= {"archived", "locked"}
    if thread.archived and thread.locked and not moderates:
        raise errors.refused(160005)
    if only_opens and not moderates:
        where.require(permissions.SEND_MESSAGES_IN_THREADS)
    elif not moderates and thread.owner_id != call.bot_id:
        raise errors.missing_permissions()
    if not moderates and ({"locked", "rate_limit_per_user", "flags"} & body.keys()):
        raise errors.missing_permissions()
    fields: dict[str, Any] = {}
    for key, attribute in (
        ("name", "name"),
        ("archived", "archived"),
        ("locked", "locked"),
        ("invitable", "invitable"),
        ("auto_archive_duration", "auto_archive_minutes"),
        ("rate_limit_per_user", "rate_limit_per_user"),
        ("flags", "flags"),
    ):
        if body.get(key) is not None:
            fields[attribute] = body[key]
    if body.get("applied_tags") is not None:
        parent = guild.channels[channel.parent_id or 0]
        fields["applied_tag_ids"] = applied_tags(parent, body["applied_tags"], moderates=moderates)
    changes = _changes(channel, {key: fields[key] for key in fields if key == "name"})
    threads.update(call.world, channel, **fields)
    audit.record(
        call.world,
        guild,
        audit.Action.THREAD_UPDATE,
        actor_id=call.bot_id,
        target_id=channel.id,
        changes=changes,
        reason=call.reason,
    )


def applied_tags(forum: Channel, raw: list[Any], *, moderates: bool) -> tuple[int, ...]:
    """Tags of a forum post; 10087 for an unknown one, 50013 for one that moderators give."""
    known = {int(tag["id"]): tag for tag in forum.available_tags}
    ids = tuple(parse(item) or 0 for item in raw)
    for tag_id in ids:
        if tag_id not in known:
            raise errors.unknown("tag")
        if known[tag_id][_MODERATED_TAG] and not moderates:
            raise errors.missing_permissions()
    return ids


def _changes(channel: Channel, fields: dict[str, Any]) -> list[Json]:
    plain = (str, int, bool)
    return [
        audit.change(key, getattr(channel, key), value)
        for key, value in fields.items()
        if isinstance(value, plain) and getattr(channel, key) != value
    ]
