"""Scheduled events: https://discord.com/developers/docs/resources/guild-scheduled-event."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import events as forms
from bot.simulator.limits import OPEN_EVENTS_PER_GUILD
from bot.simulator.payloads import guilds as payloads
from bot.simulator.payloads import people
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import audit, events, timestamps
from bot.simulator.world.entities import Channel, ChannelType, Guild, Json, Member, ScheduledEvent
from bot.simulator.world.snowflakes import parse

_EVENTS = "/guilds/{guild_id}/scheduled-events"
_EVENT = _EVENTS + "/{guild_scheduled_event_id}"
_STAGE, _VOICE, _EXTERNAL = 1, 2, 3
_INTERESTED = 1


@route("GET", _EVENTS, rules=("only events whose channel it can view",))
async def list_events(call: Call) -> Reply:
    guild, me = lookup.guild(call)
    with_count = call.flag_query("with_user_count")
    return Reply(
        200,
        [
            payloads.scheduled_event(call.world, event, with_count=with_count)
            for event in guild.events.values()
            if event.status in events.OPEN and _visible(call, guild, me, event)
        ],
    )


@route("GET", _EVENT, rules=("10070",))
async def get_event(call: Call) -> Reply:
    _, _, event = _target(call)
    with_count = call.flag_query("with_user_count")
    return Reply(200, payloads.scheduled_event(call.world, event, with_count=with_count))


@route(
    "POST",
    _EVENTS,
    rules=(
        "CREATE_EVENTS; stage: MANAGE_CHANNELS, MUTE_MEMBERS, MOVE_MEMBERS; voice: CONNECT",
        "100 scheduled or active (30038)",
        "channel, location and end by kind",
    ),
)
async def create_event(call: Call) -> Reply:
    guild, me = lookup.guild(call)
    forms.check_create(call.body, call.now)
    body = call.body
    fields = _read(guild, body)
    _require(call, guild, me, fields["entity_type"], fields.get("channel_id"))
    if events.open_count(guild) >= OPEN_EVENTS_PER_GUILD:
        raise errors.refused(30038)
    event = events.create(call.world, guild, creator_id=call.bot_id, **fields)
    _record(call, guild, event, audit.Action.GUILD_SCHEDULED_EVENT_CREATE)
    return Reply(200, payloads.scheduled_event(call.world, event))


@route(
    "PATCH",
    _EVENT,
    rules=(
        "own: CREATE_EVENTS, others': MANAGE_EVENTS",
        "1→2→3 or 1→4, final (180000)",
        "start and end in order",
        "10070",
    ),
)
async def edit_event(call: Call) -> Reply:
    guild, me, event = _target(call)
    _require_own(call, guild, me, event)
    forms.check_edit(call.body, event, call.now)
    fields = _read(guild, call.body)
    kind = fields.get("entity_type", event.entity_type)
    if kind == _EXTERNAL:
        fields["channel_id"] = None
    else:
        fields["location"] = None
        channel_id = fields.get("channel_id", event.channel_id)
        if channel_id != event.channel_id or kind != event.entity_type:
            _require_place(call, guild, me, kind, channel_id)
    events.update(call.world, event, **fields)
    _record(call, guild, event, audit.Action.GUILD_SCHEDULED_EVENT_UPDATE)
    return Reply(200, payloads.scheduled_event(call.world, event))


@route("DELETE", _EVENT, rules=("own: CREATE_EVENTS, others': MANAGE_EVENTS", "10070"))
async def delete_event(call: Call) -> Reply:
    guild, me, event = _target(call)
    _require_own(call, guild, me, event)
    events.delete(call.world, event)
    _record(call, guild, event, audit.Action.GUILD_SCHEDULED_EVENT_DELETE)
    return NO_CONTENT


@route(
    "GET",
    _EVENT + "/users",
    rules=("limit 1–100", "ascending by id", "before wins over after", "10070"),
)
async def list_users(call: Call) -> Reply:
    guild, _, event = _target(call)
    limit = call.int_query("limit", default=100, low=1, high=100)
    before, after = call.snowflake_query("before"), call.snowflake_query("after")
    ids = event.subscriber_ids
    if before is not None:
        ids = [user_id for user_id in ids if user_id < before]
    elif after is not None:
        ids = [user_id for user_id in ids if user_id > after]
    shown = []
    for user_id in ids[:limit]:
        entry: Json = {
            "guild_scheduled_event_id": str(event.id),
            "user_id": str(user_id),
            "response": _INTERESTED,
            "user": people.user(call.world.users[user_id]),
        }
        if call.flag_query("with_member") and user_id in guild.members:
            entry["member"] = people.member(guild.members[user_id])
        shown.append(entry)
    return Reply(200, shown)


@route("GET", _EVENT + "/users/counts", rules=("10070",))
async def count_users(call: Call) -> Reply:
    _, _, event = _target(call)
    return Reply(
        200,
        {
            "guild_scheduled_event_count": len(event.subscriber_ids),
            "guild_scheduled_event_exception_counts": {},
        },
    )


def _target(call: Call) -> tuple[Guild, Member, ScheduledEvent]:
    guild, me = lookup.guild(call)
    event = guild.events.get(call.id("guild_scheduled_event_id"))
    if event is None or not _visible(call, guild, me, event):
        raise errors.unknown("guild scheduled event")
    return guild, me, event


def _visible(call: Call, guild: Guild, me: Member, event: ScheduledEvent) -> bool:
    channel = guild.channels.get(event.channel_id or 0)
    return channel is None or permissions.sees(guild, me, channel, call.now)


def _require_own(call: Call, guild: Guild, me: Member, event: ScheduledEvent) -> None:
    own = event.creator_id == call.bot_id
    wanted = permissions.CREATE_EVENTS if own else permissions.MANAGE_EVENTS
    channel = guild.channels.get(event.channel_id or 0)
    if channel is None:
        granted = permissions.in_guild(guild, me, call.now)
    else:
        granted = permissions.in_channel(guild, me, channel, call.now)
    # Managing others' events includes one's own.
    if not granted & (wanted | permissions.MANAGE_EVENTS):
        raise errors.missing_permissions()


def _require(call: Call, guild: Guild, me: Member, kind: int, channel_id: int | None) -> None:
    if kind == _EXTERNAL:
        permissions.require_in_guild(guild, me, permissions.CREATE_EVENTS, call.now)
        return
    _require_place(call, guild, me, kind, channel_id, permissions.CREATE_EVENTS)


def _require_place(
    call: Call, guild: Guild, me: Member, kind: int, channel_id: int | None, also: int = 0
) -> None:
    """What an event in a channel needs there, whether it begins there or moves there."""
    channel = _channel(guild, kind, channel_id)
    if kind == _STAGE:
        also |= permissions.MANAGE_CHANNELS | permissions.MUTE_MEMBERS | permissions.MOVE_MEMBERS
    else:
        also |= permissions.CONNECT
    permissions.require(guild, me, channel, also, call.now)


def _channel(guild: Guild, kind: int, channel_id: int | None) -> Channel:
    channel = guild.channels.get(channel_id or 0)
    wanted = ChannelType.STAGE if kind == _STAGE else ChannelType.VOICE
    if channel is None:
        raise errors.field("channel_id", "CHANNEL_INVALID", "Unknown Channel")
    if channel.type != wanted:
        raise errors.field("channel_id", "CHANNEL_TYPE_INVALID", "Invalid channel type")
    return channel


def _read(guild: Guild, body: Json) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, attribute in (
        ("name", "name"),
        ("description", "description"),
        ("entity_type", "entity_type"),
        ("status", "status"),
    ):
        if body.get(key) is not None:
            fields[attribute] = body[key]
    if body.get("scheduled_start_time") is not None:
        fields["starts_at"] = timestamps.parse(str(body["scheduled_start_time"]))
    if "scheduled_end_time" in body:
        value = body["scheduled_end_time"]
        fields["ends_at"] = None if value is None else timestamps.parse(str(value))
    if "channel_id" in body:
        fields["channel_id"] = parse(body["channel_id"])
    if body.get("entity_metadata"):
        fields["location"] = body["entity_metadata"].get("location")
    if "recurrence_rule" in body:
        fields["recurrence_rule"] = _rule(body["recurrence_rule"])
    return fields


def _rule(raw: Json | None) -> Json | None:
    if raw is None:
        return None
    return {
        "start": timestamps.iso(timestamps.parse(str(raw["start"]))),
        "end": None,
        "frequency": raw["frequency"],
        "interval": raw["interval"],
        "by_weekday": raw.get("by_weekday"),
        "by_n_weekday": raw.get("by_n_weekday"),
        "by_month": raw.get("by_month"),
        "by_month_day": raw.get("by_month_day"),
        "by_year_day": None,
        "count": None,
    }


def _record(call: Call, guild: Guild, event: ScheduledEvent, action: audit.Action) -> None:
    audit.record(
        call.world,
        guild,
        action,
        actor_id=call.bot_id,
        target_id=event.id,
        changes=[audit.change("name", None, event.name)],
        reason=call.reason,
    )
