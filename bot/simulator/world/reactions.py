"""Reactions. Users under an emoji stay sorted by id, because reading them pages by id."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable

from bot.simulator import intents
from bot.simulator.payloads import messages as payloads
from bot.simulator.payloads import people
from bot.simulator.world.dispatch import emit_in_channel
from bot.simulator.world.entities import Channel, Json, Message, Reaction, ReactionEmoji
from bot.simulator.world.world import World


def add(
    world: World, channel: Channel, message: Message, user_id: int, emoji: ReactionEmoji
) -> bool:
    """Whether the user had not reacted with this emoji before."""
    reaction = message.reactions.get(emoji.key)
    if reaction is None:
        reaction = message.reactions[emoji.key] = Reaction(emoji)
    if user_id in reaction.known:
        return False
    reaction.known.add(user_id)
    insort(reaction.user_ids, user_id)

    def build() -> Json:
        shown = _payload(message, user_id, emoji)
        shown["message_author_id"] = str(message.author_id)
        guild = world.guild_of(channel)
        if guild is not None:
            member = guild.members.get(user_id)
            if member is not None:
                shown["member"] = people.member(member)
        return shown

    _emit(world, channel, "MESSAGE_REACTION_ADD", build)
    return True


def remove(
    world: World, channel: Channel, message: Message, user_id: int, emoji: ReactionEmoji
) -> bool:
    """Whether the user had reacted with this emoji."""
    reaction = message.reactions.get(emoji.key)
    if reaction is None or user_id not in reaction.known:
        return False
    reaction.known.discard(user_id)
    del reaction.user_ids[bisect_left(reaction.user_ids, user_id)]
    if not reaction.user_ids:
        del message.reactions[emoji.key]
    _emit(
        world,
        channel,
        "MESSAGE_REACTION_REMOVE",
        lambda: _payload(message, user_id, reaction.emoji),
    )
    return True


def clear(world: World, channel: Channel, message: Message) -> None:
    message.reactions.clear()
    _emit(world, channel, "MESSAGE_REACTION_REMOVE_ALL", lambda: _place(message))


def clear_emoji(world: World, channel: Channel, message: Message, emoji: ReactionEmoji) -> None:
    reaction = message.reactions.pop(emoji.key, None)
    if reaction is not None:
        shown = payloads.reaction_emoji(reaction.emoji)
        _emit(
            world,
            channel,
            "MESSAGE_REACTION_REMOVE_EMOJI",
            lambda: {**_place(message), "emoji": shown},
        )


def page(message: Message, emoji: ReactionEmoji, *, after: int, limit: int) -> list[int]:
    """User ids above `after`, ascending."""
    reaction = message.reactions.get(emoji.key)
    if reaction is None:
        return []
    start = bisect_right(reaction.user_ids, after)
    return reaction.user_ids[start : start + limit]


def _place(message: Message) -> Json:
    shown: Json = {"channel_id": str(message.channel_id), "message_id": str(message.id)}
    if message.guild_id is not None:
        shown["guild_id"] = str(message.guild_id)
    return shown


def _payload(message: Message, user_id: int, emoji: ReactionEmoji) -> Json:
    return {
        **_place(message),
        "user_id": str(user_id),
        "emoji": payloads.reaction_emoji(emoji),
        "burst": False,
        "type": 0,
    }


def _emit(world: World, channel: Channel, name: str, build: Callable[[], Json]) -> None:
    emit_in_channel(
        world,
        name,
        channel,
        build,
        guild_intents=intents.GUILD_MESSAGE_REACTIONS,
        dm_intents=intents.DIRECT_MESSAGE_REACTIONS,
    )
