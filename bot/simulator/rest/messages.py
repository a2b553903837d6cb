"""Messages: https://discord.com/developers/docs/resources/message."""

from __future__ import annotations

from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import messages as forms
from bot.simulator.limits import BULK_DELETE_AGE
from bot.simulator.payloads import messages as payloads
from bot.simulator.rest import composing, lookup, sending
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import audit, channels, messages, snowflakes
from bot.simulator.world.entities import MessageType

_UNDELETABLE = (MessageType.THREAD_STARTER_MESSAGE,)


@route(
    "GET",
    "/channels/{channel_id}/messages",
    rules=("VIEW_CHANNEL", "nothing without READ_MESSAGE_HISTORY", "limit 1–100", "content intent"),
)
async def list_messages(call: Call) -> Reply:
    where = lookup.place(call)
    limit = call.int_query("limit", default=50, low=1, high=100)
    if where.channel.type in sending.NOT_TEXT:
        raise errors.refused(50008)
    if not where.bits & permissions.READ_MESSAGE_HISTORY:
        return Reply(200, [])
    found = messages.page(
        where.channel,
        limit=limit,
        before=call.snowflake_query("before"),
        after=call.snowflake_query("after"),
        around=call.snowflake_query("around"),
    )
    return Reply(200, [lookup.shown(call, message) for message in found])


@route(
    "GET",
    "/channels/{channel_id}/messages/{message_id}",
    rules=("VIEW_CHANNEL", "READ_MESSAGE_HISTORY", "10008", "content intent"),
)
async def get_message(call: Call) -> Reply:
    where = lookup.place(call)
    return Reply(200, lookup.shown(call, lookup.message(call, where)))


@route(
    "POST",
    "/channels/{channel_id}/messages",
    rules=(
        "SEND_MESSAGES or SEND_MESSAGES_IN_THREADS",
        "EMBED_LINKS, ATTACH_FILES, SEND_POLLS, SEND_TTS_MESSAGES, SEND_VOICE_MESSAGES",
        "2000 characters, 6000 over embeds, 40 components",
        "50006, 50008, 40058, 50007, 50278, 160002, 160005",
        "nonce with enforce_nonce: 5 minutes",
        "allowed_mentions",
    ),
)
async def create_message(call: Call) -> Reply:
    where = lookup.place(call)
    message = sending.send(call, where)
    shown = payloads.message(call.world, message, call.bot_id)
    if message.nonce is not None:
        shown["nonce"] = message.nonce
    return Reply(200, shown)


@route(
    "PATCH",
    "/channels/{channel_id}/messages/{message_id}",
    rules=(
        "own messages (50005)",
        "50083",
        "MANAGE_THREADS in a locked thread (160005)",
        "520003",
        "2000 characters, 6000 over embeds",
    ),
)
async def edit_message(call: Call) -> Reply:
    where = lookup.place(call)
    message = call.world.get_message(where.channel, call.id("message_id"))
    where.require_open()
    where.require_unlocked()  # discord.js#9216
    body: dict[str, Any] = call.body if isinstance(call.body, dict) else {}
    if message.author_id != call.bot_id or message.webhook_author is not None:
        if set(body) != {"flags"}:
            raise errors.refused(50005)
        where.require(permissions.MANAGE_MESSAGES)
    if message.type not in (MessageType.DEFAULT, MessageType.REPLY, 20, 23):
        raise errors.refused(50021)
    forms.check_edit(call.body, message, call.files, surface="channel")
    changes = composing.changes(call.world, message, body, call.files)
    if {"content", "components", "allowed_mentions"} & body.keys():
        found = composing.mentioned(
            call.world,
            where.guild,
            content=changes.get("content", message.content),
            components=changes.get("components", message.components),
            allowed=body.get("allowed_mentions"),
            may_mention_everyone=bool(where.bits & permissions.MENTION_EVERYONE),
            replied_to=payloads.referenced(call.world, message)
            if message.type == MessageType.REPLY
            else None,
        )
        changes["mention_ids"] = found.user_ids
        changes["mention_role_ids"] = found.role_ids
        changes["mention_everyone"] = found.everyone
    messages.edit(call.world, message, touch=set(body) != {"flags"}, **changes)
    return Reply(200, payloads.message(call.world, message, call.bot_id))


@route(
    "DELETE",
    "/channels/{channel_id}/messages/{message_id}",
    rules=(
        "own, or MANAGE_MESSAGES",
        "50003 in DMs",
        "50021",
        "50083 in a thread both archived and locked",
        "10008",
    ),
)
async def delete_message(call: Call) -> Reply:
    where = lookup.place(call)
    message = call.world.get_message(where.channel, call.id("message_id"))
    if message.author_id != call.bot_id:
        if where.guild is None:
            raise errors.refused(50003)
        where.require(permissions.MANAGE_MESSAGES)
    if message.type in _UNDELETABLE:
        raise errors.refused(50021)
    thread = where.channel.thread
    if thread is not None and thread.locked:
        where.require_open()  # archived only, deleting is allowed (discord-api-docs#5919)
    messages.delete(call.world, message)
    if where.guild is not None and message.author_id != call.bot_id:
        audit.record(
            call.world,
            where.guild,
            audit.Action.MESSAGE_DELETE,
            actor_id=call.bot_id,
            target_id=message.author_id,
            options={"channel_id": str(where.channel.id), "count": "1"},
            reason=call.reason,
        )
    return NO_CONTENT


@route(
    "POST",
    "/channels/{channel_id}/messages/bulk-delete",
    rules=("MANAGE_MESSAGES", "2–100 (50016)", "14 days (50034)", "no duplicates", "not in DMs"),
)
async def bulk_delete(call: Call) -> Reply:
    where = lookup.place(call)
    if where.guild is None:
        raise errors.refused(50003)
    where.require(permissions.MANAGE_MESSAGES)
    raw = (call.body or {}).get("messages")
    ids = [snowflakes.parse(item) for item in raw] if isinstance(raw, list) else []
    wanted = [item for item in ids if item is not None]
    if not isinstance(raw, list) or len(wanted) != len(raw):
        raise errors.field("messages", "BASE_TYPE_REQUIRED", "This field is required")
    if not 2 <= len(wanted) <= 100:
        raise errors.refused(50016)
    if len(set(wanted)) != len(wanted):
        raise errors.field("messages", "SET_TYPE_ALREADY_CONTAINS_VALUE", "Value already given.")
    oldest = snowflakes.at(call.now - BULK_DELETE_AGE)
    if min(wanted) < oldest:
        raise errors.refused(50034)
    where.require_open()
    messages.bulk_delete(call.world, where.channel, wanted)
    audit.record(
        call.world,
        where.guild,
        audit.Action.MESSAGE_BULK_DELETE,
        actor_id=call.bot_id,
        target_id=where.channel.id,
        options={"count": str(len(wanted))},
        reason=call.reason,
    )
    return NO_CONTENT


@route("POST", "/channels/{channel_id}/typing", rules=("SEND_MESSAGES",))
async def trigger_typing(call: Call) -> Reply:
    where = lookup.place(call)
    sending.require_text(where)
    sending.require_sending(where)
    channels.start_typing(call.world, where.channel, call.bot_id)
    return NO_CONTENT
