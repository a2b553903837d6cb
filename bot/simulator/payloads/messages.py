"""Messages, reactions and polls as JSON."""

from __future__ import annotations

from bot.simulator.payloads import channels, people
from bot.simulator.world.entities import Json, Message, MessageType, Poll, Reaction, ReactionEmoji
from bot.simulator.world.timestamps import iso, iso_or_none
from bot.simulator.world.world import World

SUPPRESS_EMBEDS = 1 << 2
CONTENT_KEYS = ("embeds", "attachments", "components")


def reaction_emoji(emoji: ReactionEmoji) -> Json:
    shown: Json = {"id": None if emoji.id is None else str(emoji.id), "name": emoji.name}
    if emoji.animated:
        shown["animated"] = True
    return shown


def reaction(entry: Reaction, viewer_id: int | None) -> Json:
    return {
        "emoji": reaction_emoji(entry.emoji),
        "count": len(entry.user_ids),
        "count_details": {"burst": 0, "normal": len(entry.user_ids)},
        "burst_colors": [],
        "me_burst": False,
        "me": viewer_id in entry.known,
    }


def poll(entry: Poll, viewer_id: int | None) -> Json:
    """The poll with its results; answers nobody chose are left out of the counts."""
    return {
        "question": {"text": entry.question},
        "answers": [
            {"answer_id": answer.id, "poll_media": answer.media}
            for answer in entry.answers.values()
        ],
        "expiry": iso(entry.expires_at),
        "allow_multiselect": entry.allow_multiselect,
        "layout_type": entry.layout_type,
        "results": {
            "answer_counts": [
                {
                    "id": answer.id,
                    "count": len(answer.voter_ids),
                    "me_voted": viewer_id in answer.voter_ids,
                }
                for answer in entry.answers.values()
                if answer.voter_ids
            ],
            "is_finalized": entry.is_finalized,
        },
    }


def author(world: World, message: Message) -> Json:
    if message.webhook_author is not None:
        return message.webhook_author
    return people.user(world.users[message.author_id])


def basic(world: World, message: Message, viewer_id: int | None = None) -> Json:
    """A message without reactions and without what it refers to."""
    shown: Json = {
        "type": int(message.type),
        "content": message.content,
        "mentions": [people.user(world.users[user_id]) for user_id in message.mention_ids],
        "mention_roles": [str(role_id) for role_id in message.mention_role_ids],
        "attachments": message.attachments,
        "embeds": [] if message.flags & SUPPRESS_EMBEDS else message.embeds,
        "timestamp": iso(message.created_at),
        "edited_timestamp": iso_or_none(message.edited_at),
        "flags": message.flags,
        "components": message.components,
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "author": author(world, message),
        "pinned": message.pinned_at is not None,
        "mention_everyone": message.mention_everyone,
        "tts": message.tts,
    }
    if message.reference is not None:
        shown["message_reference"] = message.reference
    if message.snapshots is not None:
        shown["message_snapshots"] = message.snapshots
    if message.poll is not None:
        shown["poll"] = poll(message.poll, viewer_id)
    if message.interaction_metadata is not None:
        shown["interaction_metadata"] = message.interaction_metadata
    if message.application_id is not None:
        shown["application_id"] = str(message.application_id)
    if message.webhook_id is not None:
        shown["webhook_id"] = str(message.webhook_id)
    if message.resolved is not None:
        shown["resolved"] = message.resolved
    if message.position is not None:
        shown["position"] = message.position
    if message.thread_id is not None:
        thread = world.channels.get(message.thread_id)
        if thread is not None:
            shown["thread"] = channels.thread(thread, viewer_id)
    return shown


def message(world: World, entry: Message, viewer_id: int | None = None) -> Json:
    """A message as `viewer_id` reads it: which reactions and votes are their own."""
    shown = basic(world, entry, viewer_id)
    if entry.reactions:
        shown["reactions"] = [reaction(item, viewer_id) for item in entry.reactions.values()]
    if entry.type in (MessageType.REPLY, MessageType.THREAD_STARTER_MESSAGE):
        target = referenced(world, entry)
        shown["referenced_message"] = None if target is None else basic(world, target, viewer_id)
    return shown


def referenced(world: World, entry: Message) -> Message | None:
    if entry.reference is None or entry.reference.get("message_id") is None:
        return None
    channel = world.channels.get(int(entry.reference["channel_id"]))
    if channel is None:
        return None
    return channel.messages.get(int(entry.reference["message_id"]))


def event(world: World, entry: Message) -> Json:
    """MESSAGE_CREATE and MESSAGE_UPDATE: with the guild, and members beside users.

    An ephemeral message carries neither, wherever it was sent.
    """
    shown = message(world, entry)
    guild = None if entry.is_ephemeral or entry.guild_id is None else world.guilds[entry.guild_id]
    if guild is None:
        return shown
    shown["guild_id"] = str(guild.id)
    member = guild.members.get(entry.author_id)
    if member is not None and entry.webhook_author is None:
        shown["member"] = people.partial_member(member)
    for mention in shown["mentions"]:
        mentioned = guild.members.get(int(mention["id"]))
        if mentioned is not None:
            mention["member"] = people.partial_member(mentioned)
    return shown


def without_content(payload: Json) -> Json:
    """The event as a bot without the MESSAGE_CONTENT intent receives it."""
    bare = {**payload, "content": "", **{key: [] for key in CONTENT_KEYS}}
    bare.pop("poll", None)
    bare.pop("message_snapshots", None)
    target = bare.get("referenced_message")
    if target is not None:
        bare["referenced_message"] = without_content(target)
    return bare


def snapshot(world: World, entry: Message) -> Json:
    """What a forward carries of the message it forwards."""
    keys = (
        "type",
        "content",
        "mentions",
        "mention_roles",
        "attachments",
        "embeds",
        "timestamp",
        "edited_timestamp",
        "flags",
        "components",
    )
    whole = basic(world, entry)
    return {"message": {key: whole[key] for key in keys}}
