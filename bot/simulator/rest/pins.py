"""Pinned messages: https://discord.com/developers/docs/resources/message#get-channel-pins."""

from __future__ import annotations

from bot.simulator import errors, permissions
from bot.simulator.limits import PINS_PER_CHANNEL
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import audit, messages, timestamps
from bot.simulator.world.entities import Message, MessageType

_PINNABLE = (MessageType.DEFAULT, MessageType.REPLY, 20, 23)
_MESSAGE = "/channels/{channel_id}/messages/pins/{message_id}"
_FORMERLY = "/channels/{channel_id}/pins"


@route(
    "GET",
    "/channels/{channel_id}/messages/pins",
    rules=("nothing without READ_MESSAGE_HISTORY", "limit 1–50", "newest pin first"),
)
async def list_pins(call: Call) -> Reply:
    where = lookup.place(call)
    limit = call.int_query("limit", default=50, low=1, high=50)
    found = messages.pinned(where.channel)
    if not where.bits & permissions.READ_MESSAGE_HISTORY:
        found = []
    if "before" in call.query:
        try:
            before = timestamps.parse(call.query["before"])
        except ValueError:
            raise errors.field(
                "before", "DATE_TIME_TYPE_PARSE", "Could not parse. Should be ISO8601."
            ) from None
        found = [item for item in found if item.pinned_at is not None and item.pinned_at < before]
    items = [
        {"pinned_at": timestamps.iso(item.pinned_at), "message": lookup.shown(call, item)}
        for item in found[:limit]
        if item.pinned_at is not None
    ]
    return Reply(200, {"items": items, "has_more": len(found) > limit})


@route("GET", _FORMERLY, rules=("at most 50", "nothing without READ_MESSAGE_HISTORY"))
async def list_pins_formerly(call: Call) -> Reply:
    where = lookup.place(call)
    found = messages.pinned(where.channel)[:50]
    if not where.bits & permissions.READ_MESSAGE_HISTORY:
        found = []
    return Reply(200, [lookup.shown(call, item) for item in found])


@route("PUT", _MESSAGE, rules=("PIN_MESSAGES", "250 (30003)", "50021", "50083", "10008"))
@route("PUT", _FORMERLY + "/{message_id}", rules=("as its successor",))
async def pin(call: Call) -> Reply:
    where, message = _target(call)
    if message.type not in _PINNABLE:
        raise errors.refused(50021)
    if message.pinned_at is not None:
        return NO_CONTENT
    if len(messages.pinned(where.channel)) >= PINS_PER_CHANNEL:
        raise errors.refused(30003)
    messages.pin(call.world, message, actor_id=call.bot_id)
    _record(call, where, message, audit.Action.MESSAGE_PIN)
    return NO_CONTENT


@route("DELETE", _MESSAGE, rules=("PIN_MESSAGES", "50083", "10008"))
@route("DELETE", _FORMERLY + "/{message_id}", rules=("as its successor",))
async def unpin(call: Call) -> Reply:
    where, message = _target(call)
    if message.pinned_at is not None:
        messages.unpin(call.world, message)
        _record(call, where, message, audit.Action.MESSAGE_UNPIN)
    return NO_CONTENT


def _target(call: Call) -> tuple[lookup.Place, Message]:
    where = lookup.place(call)
    where.require(permissions.PIN_MESSAGES)
    where.require_open()
    return where, call.world.get_message(where.channel, call.id("message_id"))


def _record(call: Call, where: lookup.Place, message: Message, action: audit.Action) -> None:
    if where.guild is None:
        return
    audit.record(
        call.world,
        where.guild,
        action,
        actor_id=call.bot_id,
        target_id=message.author_id,
        options={"channel_id": str(where.channel.id), "message_id": str(message.id)},
        reason=call.reason,
    )
