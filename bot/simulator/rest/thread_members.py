"""Who is in a thread: https://discord.com/developers/docs/resources/channel#join-thread."""

from __future__ import annotations

from bot.simulator import errors, intents, permissions
from bot.simulator.limits import MEMBERS_PER_THREAD
from bot.simulator.payloads import channels as payloads
from bot.simulator.payloads import people
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import threads
from bot.simulator.world.entities import ChannelType, Guild, Json, Thread

_MEMBERS = "/channels/{channel_id}/thread-members"


def _thread(call: Call) -> tuple[lookup.Place, Thread]:
    where = lookup.place(call)
    if where.channel.thread is None:
        raise errors.refused(50024)
    return where, where.channel.thread


def _require_room(thread: Thread) -> None:
    if len(thread.members) >= MEMBERS_PER_THREAD:
        raise errors.refused(30033)


@route("PUT", _MEMBERS + "/@me", rules=("VIEW_CHANNEL", "1000 (30033)", "50083"))
async def join_thread(call: Call) -> Reply:
    where, thread = _thread(call)
    where.require_open()
    if call.bot_id not in thread.members:
        _require_room(thread)
        threads.add_member(call.world, where.channel, call.bot_id)
    return NO_CONTENT


@route(
    "PUT",
    _MEMBERS + "/{user_id}",
    rules=(
        "SEND_MESSAGES_IN_THREADS",
        "invitable",
        "target sees the parent",
        "1000 (30033)",
        "50083",
    ),
)
async def add_thread_member(call: Call) -> Reply:
    where, thread = _thread(call)
    guild, _ = where.in_guild
    where.require_open()
    where.require(permissions.SEND_MESSAGES_IN_THREADS)
    moderates = where.bits & permissions.MANAGE_THREADS or thread.owner_id == call.bot_id
    if thread.invitable is False and not moderates:
        raise errors.missing_permissions()
    member = lookup.member(call, guild)
    parent = guild.channels[where.channel.parent_id or 0]
    if not permissions.sees(guild, member, parent, call.now):
        raise errors.missing_access()
    if member.id not in thread.members:
        _require_room(thread)
        threads.add_member(call.world, where.channel, member.id)
    return NO_CONTENT


@route("DELETE", _MEMBERS + "/@me", rules=("50083",))
async def leave_thread(call: Call) -> Reply:
    where, _ = _thread(call)
    where.require_open()
    threads.remove_member(call.world, where.channel, call.bot_id)
    return NO_CONTENT


@route(
    "DELETE",
    _MEMBERS + "/{user_id}",
    rules=("MANAGE_THREADS, or owner of a private thread", "50083"),
)
async def remove_thread_member(call: Call) -> Reply:
    where, thread = _thread(call)
    where.require_open()
    owns = thread.owner_id == call.bot_id and where.channel.type == ChannelType.PRIVATE_THREAD
    if not owns:
        where.require(permissions.MANAGE_THREADS)
    threads.remove_member(call.world, where.channel, call.id("user_id"))
    return NO_CONTENT


@route("GET", _MEMBERS + "/{user_id}", rules=("10007",))
async def get_thread_member(call: Call) -> Reply:
    where, thread = _thread(call)
    guild, _ = where.in_guild
    user_id = call.id("user_id")
    if user_id not in thread.members:
        raise errors.unknown("member")
    return Reply(200, _shown(call, where, guild, thread, user_id))


@route("GET", _MEMBERS, rules=("GUILD_MEMBERS intent (50001)", "limit 1–100"))
async def list_thread_members(call: Call) -> Reply:
    where, thread = _thread(call)
    guild, _ = where.in_guild
    if not call.bot.intents & intents.GUILD_MEMBERS:
        raise errors.missing_access()
    ids = sorted(thread.members)
    if call.flag_query("with_member"):
        after = call.snowflake_query("after") or 0
        limit = call.int_query("limit", default=100, low=1, high=100)
        ids = [user_id for user_id in ids if user_id > after][:limit]
    return Reply(200, [_shown(call, where, guild, thread, user_id) for user_id in ids])


def _shown(call: Call, where: lookup.Place, guild: Guild, thread: Thread, user_id: int) -> Json:
    shown = payloads.thread_member(thread.members[user_id], where.channel.id)
    if call.flag_query("with_member"):
        shown["member"] = people.member(guild.members[user_id])
    return shown
