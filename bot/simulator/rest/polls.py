"""Polls: https://discord.com/developers/docs/resources/poll."""

from __future__ import annotations

from bot.simulator import errors
from bot.simulator.payloads import messages as payloads
from bot.simulator.payloads import people
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import Call, Reply, route
from bot.simulator.world import polls


@route(
    "GET",
    "/channels/{channel_id}/polls/{message_id}/answers/{answer_id}",
    rules=("READ_MESSAGE_HISTORY", "limit 1–100", "ascending by user id", "10008"),
)
async def list_voters(call: Call) -> Reply:
    where = lookup.place(call)
    message = lookup.message(call, where)
    if message.poll is None:
        raise errors.unknown("message")
    answer = message.poll.answers.get(call.id("answer_id"))
    if answer is None:
        raise errors.field("answer_id", "POLL_ANSWER_INVALID", "Unknown poll answer")
    limit = call.int_query("limit", default=25, low=1, high=100)
    after = call.snowflake_query("after") or 0
    ids = [user_id for user_id in answer.voter_ids if user_id > after][:limit]
    return Reply(200, {"users": [people.user(call.world.users[user_id]) for user_id in ids]})


@route(
    "POST",
    "/channels/{channel_id}/polls/{message_id}/expire",
    rules=("own polls only (50005)", "520006", "520001", "10008"),
)
async def expire(call: Call) -> Reply:
    where = lookup.place(call)
    message = lookup.message(call, where)
    if message.author_id != call.bot_id:
        raise errors.refused(50005)
    if message.poll is None:
        raise errors.refused(520006)
    if message.poll.is_finalized:
        raise errors.refused(520001)
    polls.finish(call.world, message)
    return Reply(200, payloads.message(call.world, message, call.bot_id))
