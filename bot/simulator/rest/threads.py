"""Opening and finding threads: https://discord.com/developers/docs/resources/channel#start-thread-from-message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.simulator import errors, permissions
from bot.simulator.forms import channels as forms
from bot.simulator.forms import messages as message_forms
from bot.simulator.limits import ACTIVE_THREADS_PER_GUILD
from bot.simulator.payloads import channels as payloads
from bot.simulator.rest import composing, lookup, sending
from bot.simulator.rest.channels import applied_tags
from bot.simulator.rest.routing import Call, Reply, route
from bot.simulator.world import audit, messages, threads, timestamps
from bot.simulator.world.entities import (
    FORUM_TYPES,
    Channel,
    ChannelType,
    Guild,
    MessageType,
    Thread,
)
from bot.simulator.world.thread_opening import open_thread

_PARENTS = (ChannelType.TEXT, ChannelType.ANNOUNCEMENT)
_STARTERS = (MessageType.DEFAULT, MessageType.REPLY, 20, 23)
_REQUIRE_TAG = 1 << 4


@route(
    "POST",
    "/channels/{channel_id}/messages/{message_id}/threads",
    rules=("CREATE_PUBLIC_THREADS", "one per message (160004)", "50024, 50068", "160006"),
)
async def start_from_message(call: Call) -> Reply:
    where = lookup.place(call, permissions.CREATE_PUBLIC_THREADS)
    guild, _ = where.in_guild
    if where.channel.type not in _PARENTS:
        raise errors.refused(50024)
    message = lookup.message(call, where)
    forms.check_thread(call.body, from_message=True)
    if message.type not in _STARTERS:
        raise errors.refused(50068)
    if message.thread_id is not None:
        raise errors.refused(160004)
    _require_room(guild)
    announcement = where.channel.type == ChannelType.ANNOUNCEMENT
    thread = open_thread(
        call.world,
        where.channel,
        str(call.body["name"]).strip(),
        owner_id=call.bot_id,
        kind=ChannelType.ANNOUNCEMENT_THREAD if announcement else ChannelType.PUBLIC_THREAD,
        starter=message,
        auto_archive_minutes=call.body.get("auto_archive_duration"),
        rate_limit_per_user=call.body.get("rate_limit_per_user"),
    )
    _record(call, guild, thread)
    return Reply(201, payloads.thread(thread, call.bot_id))


@route(
    "POST",
    "/channels/{channel_id}/threads",
    rules=(
        "CREATE_PUBLIC_THREADS or CREATE_PRIVATE_THREADS, in forums SEND_MESSAGES",
        "private unless a type is given",
        "40067, 10087, 50024, 160006",
    ),
)
async def start_thread(call: Call) -> Reply:
    where = lookup.place(call)
    guild, _ = where.in_guild
    if where.channel.type in FORUM_TYPES:
        return _post(call, where, guild)
    if where.channel.type not in _PARENTS:
        raise errors.refused(50024)
    forms.check_thread(call.body)
    body = call.body
    kind = int(body.get("type") or ChannelType.PRIVATE_THREAD)
    private = kind == ChannelType.PRIVATE_THREAD
    where.require(
        permissions.CREATE_PRIVATE_THREADS if private else permissions.CREATE_PUBLIC_THREADS
    )
    announces = where.channel.type == ChannelType.ANNOUNCEMENT
    if announces != (kind == ChannelType.ANNOUNCEMENT_THREAD):
        raise errors.refused(50024)
    _require_room(guild)
    thread = open_thread(
        call.world,
        where.channel,
        str(body["name"]).strip(),
        owner_id=call.bot_id,
        kind=kind,
        auto_archive_minutes=body.get("auto_archive_duration"),
        invitable=body.get("invitable") is not False,
        rate_limit_per_user=body.get("rate_limit_per_user"),
    )
    _record(call, guild, thread)
    return Reply(201, payloads.thread(thread, call.bot_id))


def _post(call: Call, where: lookup.Place, guild: Guild) -> Reply:
    """A forum post: the thread and its first message, which has the thread's id."""
    where.require(permissions.SEND_MESSAGES)
    forms.check_thread(call.body, forum=True)
    body = call.body
    message_forms.check_create(body["message"], call.files, surface="channel", path=("message",))
    sending.require_content_permissions(where, body["message"], bool(call.files))
    tags = applied_tags(
        where.channel,
        body.get("applied_tags") or [],
        moderates=bool(where.bits & permissions.MANAGE_THREADS),
    )
    if where.channel.flags & _REQUIRE_TAG and not tags:
        raise errors.refused(40067)
    _require_room(guild)
    thread = open_thread(
        call.world,
        where.channel,
        str(body["name"]).strip(),
        owner_id=call.bot_id,
        auto_archive_minutes=body.get("auto_archive_duration"),
        rate_limit_per_user=body.get("rate_limit_per_user"),
        applied_tag_ids=tags,
    )
    content = composing.parts(call.world, thread.id, body["message"], call.files)
    found = composing.mentioned(
        call.world,
        guild,
        content=content["content"],
        components=content["components"],
        allowed=body["message"].get("allowed_mentions"),
        may_mention_everyone=bool(where.bits & permissions.MENTION_EVERYONE),
    )
    draft = messages.Draft(
        author_id=call.bot_id,
        message_id=thread.id,
        flags=int(body["message"].get("flags") or 0) & composing.SETTABLE,
        found=found,
        **content,
    )
    message = messages.create(call.world, thread, draft)
    _record(call, guild, thread)
    shown = payloads.thread(thread, call.bot_id)
    shown["message"] = lookup.shown(call, message)
    return Reply(201, shown)


@route(
    "GET",
    "/channels/{channel_id}/threads/archived/public",
    rules=("READ_MESSAGE_HISTORY", "latest archived first"),
)
async def list_archived_public(call: Call) -> Reply:
    where = lookup.place(call, permissions.READ_MESSAGE_HISTORY)
    return _archived(call, where, lambda item: item.type != ChannelType.PRIVATE_THREAD)


@route(
    "GET",
    "/channels/{channel_id}/threads/archived/private",
    rules=("READ_MESSAGE_HISTORY", "MANAGE_THREADS", "latest archived first"),
)
async def list_archived_private(call: Call) -> Reply:
    wanted = permissions.READ_MESSAGE_HISTORY | permissions.MANAGE_THREADS
    where = lookup.place(call, wanted)
    return _archived(call, where, lambda item: item.type == ChannelType.PRIVATE_THREAD)


@route(
    "GET",
    "/channels/{channel_id}/users/@me/threads/archived/private",
    rules=("READ_MESSAGE_HISTORY", "only threads it is in", "descending by id"),
)
async def list_joined_archived_private(call: Call) -> Reply:
    where = lookup.place(call, permissions.READ_MESSAGE_HISTORY)
    guild, _ = where.in_guild
    before = call.snowflake_query("before")
    limit = call.int_query("limit", default=50, low=2, high=100)
    found = [
        item
        for item in guild.threads.values()
        if _is_archived_child(item, where.channel)
        and item.type == ChannelType.PRIVATE_THREAD
        and call.bot_id in _state(item).members
        and (before is None or item.id < before)
    ]
    found.sort(key=lambda item: item.id, reverse=True)
    return _listing(call, found[:limit], has_more=len(found) > limit)


def _archived(call: Call, where: lookup.Place, chosen: Callable[[Channel], bool]) -> Reply:
    guild, _ = where.in_guild
    limit = call.int_query("limit", default=50, low=2, high=100)
    before: datetime | None = None
    if "before" in call.query:
        try:
            before = timestamps.parse(call.query["before"])
        except ValueError:
            raise errors.field(
                "before", "DATE_TIME_TYPE_PARSE", "Could not parse. Should be ISO8601."
            ) from None
    found = [
        item
        for item in guild.threads.values()
        if _is_archived_child(item, where.channel)
        and chosen(item)
        and (before is None or _state(item).archive_changed_at < before)
    ]
    found.sort(key=lambda item: _state(item).archive_changed_at, reverse=True)
    return _listing(call, found[:limit], has_more=len(found) > limit)


def _listing(call: Call, found: Sequence[Channel], *, has_more: bool) -> Reply:
    body: dict[str, Any] = {
        "threads": [payloads.thread(item, call.bot_id) for item in found],
        "members": [
            payloads.thread_member(_state(item).members[call.bot_id], item.id)
            for item in found
            if call.bot_id in _state(item).members
        ],
        "has_more": has_more,
    }
    return Reply(200, body)


def _is_archived_child(item: Channel, parent: Channel) -> bool:
    return item.parent_id == parent.id and _state(item).archived


def _state(item: Channel) -> Thread:
    assert item.thread is not None
    return item.thread


def _require_room(guild: Guild) -> None:
    if len(threads.active(guild)) >= ACTIVE_THREADS_PER_GUILD:
        raise errors.refused(160006)


def _record(call: Call, guild: Guild, thread: Channel) -> None:
    audit.record(
        call.world,
        guild,
        audit.Action.THREAD_CREATE,
        actor_id=call.bot_id,
        target_id=thread.id,
        changes=[audit.change("name", None, thread.name)],
        reason=call.reason,
    )
