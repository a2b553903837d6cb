"""Reactions: https://discord.com/developers/docs/resources/message#create-reaction."""

from __future__ import annotations

from bot.simulator import errors, permissions
from bot.simulator.forms.emoji import parse_reaction_emoji
from bot.simulator.limits import REACTIONS_PER_MESSAGE
from bot.simulator.payloads import people
from bot.simulator.rest import lookup
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import reactions
from bot.simulator.world.entities import Message, ReactionEmoji

_MESSAGE = "/channels/{channel_id}/messages/{message_id}/reactions"


def _emoji(call: Call) -> ReactionEmoji:
    """The emoji of the path; 10014 when it is none or not written as `name:id`."""
    found = parse_reaction_emoji(call.params["emoji_name"])
    if found is None:
        raise errors.unknown("emoji")
    name, emoji_id = found
    return ReactionEmoji(emoji_id, name)


def _usable(call: Call, where: lookup.Place, emoji: ReactionEmoji) -> ReactionEmoji:
    """The emoji as it is called, if the bot may use it here."""
    if emoji.id is None:
        return emoji
    own = call.bot.emojis.get(emoji.id)
    if own is not None:
        return ReactionEmoji(own.id, own.name, own.animated)
    for guild_id in call.world.users[call.bot_id].guild_ids:
        known = call.world.guilds[guild_id].emojis.get(emoji.id)
        if known is not None:
            if where.guild is not None and guild_id != where.guild.id:
                where.require(permissions.USE_EXTERNAL_EMOJIS)
            return ReactionEmoji(known.id, known.name, known.animated)
    raise errors.unknown("emoji")


def _target(call: Call) -> tuple[lookup.Place, Message]:
    where = lookup.place(call)
    return where, lookup.message(call, where)


@route(
    "PUT",
    _MESSAGE + "/{emoji_name}/@me",
    rules=(
        "READ_MESSAGE_HISTORY",
        "ADD_REACTIONS for a new emoji",
        "20 different (30010)",
        "10014",
        "USE_EXTERNAL_EMOJIS",
        "50083",
        "90001",
    ),
)
async def add_reaction(call: Call) -> Reply:
    where, message = _target(call)
    where.require_open()
    emoji = _emoji(call)
    if emoji.key not in message.reactions:
        where.require(permissions.ADD_REACTIONS)
        emoji = _usable(call, where, emoji)
        if len(message.reactions) >= REACTIONS_PER_MESSAGE:
            raise errors.refused(30010)
    else:
        emoji = message.reactions[emoji.key].emoji
    author = call.world.users.get(message.author_id)
    if author is not None and call.bot_id in author.blocked_ids:
        raise errors.refused(90001)
    reactions.add(call.world, where.channel, message, call.bot_id, emoji)
    return NO_CONTENT


@route("DELETE", _MESSAGE + "/{emoji_name}/@me", rules=("10008", "10014", "50083"))
async def remove_own_reaction(call: Call) -> Reply:
    where, message = _target(call)
    where.require_open()
    reactions.remove(call.world, where.channel, message, call.bot_id, _emoji(call))
    return NO_CONTENT


@route(
    "DELETE",
    _MESSAGE + "/{emoji_name}/{user_id}",
    rules=("MANAGE_MESSAGES for others' (50003 in DMs)", "10014", "50083"),
)
async def remove_user_reaction(call: Call) -> Reply:
    where, message = _target(call)
    where.require_open()
    user_id = call.id("user_id")
    if user_id != call.bot_id:
        _require_moderator(where)
    reactions.remove(call.world, where.channel, message, user_id, _emoji(call))
    return NO_CONTENT


@route("DELETE", _MESSAGE, rules=("MANAGE_MESSAGES", "50003 in DMs", "50083"))
async def clear_reactions(call: Call) -> Reply:
    where, message = _target(call)
    where.require_open()
    _require_moderator(where)
    reactions.clear(call.world, where.channel, message)
    return NO_CONTENT


@route("DELETE", _MESSAGE + "/{emoji_name}", rules=("MANAGE_MESSAGES", "50003 in DMs", "10014"))
async def clear_emoji(call: Call) -> Reply:
    where, message = _target(call)
    where.require_open()
    _require_moderator(where)
    reactions.clear_emoji(call.world, where.channel, message, _emoji(call))
    return NO_CONTENT


@route(
    "GET",
    _MESSAGE + "/{emoji_name}",
    rules=("READ_MESSAGE_HISTORY", "limit 1–100", "ascending by user id", "10014"),
)
async def list_reactions(call: Call) -> Reply:
    _, message = _target(call)
    limit = call.int_query("limit", default=25, low=1, high=100)
    after = call.snowflake_query("after") or 0
    if call.int_query("type", default=0, low=0, high=1):
        return Reply(200, [])
    ids = reactions.page(message, _emoji(call), after=after, limit=limit)
    return Reply(200, [people.user(call.world.users[user_id]) for user_id in ids])


def _require_moderator(where: lookup.Place) -> None:
    if where.guild is None:
        raise errors.refused(50003)
    where.require(permissions.MANAGE_MESSAGES)
