"""Reactions, messages, votes and interest: acts that need no answer from a bot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.simulator import permissions
from bot.simulator.forms.emoji import is_unicode_emoji
from bot.simulator.forms.messages import CONTENT_LENGTH
from bot.simulator.limits import PINS_PER_CHANNEL, REACTIONS_PER_MESSAGE
from bot.simulator.people.rights import require_bits, require_sight
from bot.simulator.people.seen import CannotDo
from bot.simulator.world import events, members, mentions, messages, polls, reactions, threads
from bot.simulator.world.entities import (
    FORUM_TYPES,
    Channel,
    ChannelType,
    Member,
    Message,
    ReactionEmoji,
    Role,
    ScheduledEvent,
    User,
)
from bot.simulator.world.world import World

_CUSTOM = re.compile(r"<?(a)?:?([A-Za-z0-9_]{2,32}):([0-9]{15,20})>?")


def react(world: World, user: User, message: Message, text: str) -> None:
    """React; a new emoji needs the right to add one, an existing one does not."""
    channel = world.channels[message.channel_id]
    emoji = emoji_of(world, channel, text)
    if message.is_ephemeral:
        raise CannotDo("a message that only you see takes no reactions")
    if channel.thread is not None and channel.thread.archived:
        raise CannotDo("the thread is archived")
    wanted = permissions.READ_MESSAGE_HISTORY
    if emoji.key not in message.reactions:
        wanted |= permissions.ADD_REACTIONS
        if len(message.reactions) >= REACTIONS_PER_MESSAGE:
            raise CannotDo(f"the message has {REACTIONS_PER_MESSAGE} different reactions already")
    require_bits(world, user, channel, wanted, "add reactions")
    reactions.add(world, channel, message, user.id, emoji)


def unreact(world: World, user: User, message: Message, text: str) -> None:
    channel = world.channels[message.channel_id]
    require_sight(world, user, channel)
    emoji = emoji_of(world, channel, text)
    if not reactions.remove(world, channel, message, user.id, emoji):
        raise CannotDo(f"{user.display_name} has not reacted with {text}")


def clear(world: World, user: User, message: Message, text: str | None) -> None:
    """Remove everybody's reactions, or everybody's with one emoji; that is for moderators."""
    channel = world.channels[message.channel_id]
    if channel.is_dm:
        raise CannotDo("in direct messages everybody removes their own")
    require_bits(world, user, channel, permissions.MANAGE_MESSAGES, "remove others' reactions")
    if text is None:
        reactions.clear(world, channel, message)
    else:
        reactions.clear_emoji(world, channel, message, emoji_of(world, channel, text))


def emoji_of(world: World, channel: Channel, text: str) -> ReactionEmoji:
    """A Unicode emoji, or a custom one of this server by `name` or `<:name:id>`."""
    if is_unicode_emoji(text):
        return ReactionEmoji(None, text)
    guild = world.guild_of(channel)
    found = _CUSTOM.fullmatch(text)
    for emoji in {} if guild is None else guild.emojis.values():
        if emoji.name == text.strip(":") or (found and emoji.id == int(found[3])):
            return ReactionEmoji(emoji.id, emoji.name, emoji.animated)
    raise CannotDo(f"{text!r} is not an emoji here")


def say(world: World, user: User, channel: Channel, text: str) -> Message:
    if channel.type in FORUM_TYPES or channel.type == ChannelType.CATEGORY:
        raise CannotDo("nobody writes here directly")
    wanted = (
        permissions.SEND_MESSAGES
        if channel.thread is None
        else permissions.SEND_MESSAGES_IN_THREADS
    )
    require_bits(world, user, channel, wanted, "write")
    if channel.thread is not None and channel.thread.locked:
        raise CannotDo("the thread is locked")
    _require_patience(world, user, channel)
    text = text.strip()
    if not 0 < len(text) <= CONTENT_LENGTH:
        raise CannotDo(f"a message has 1 to {CONTENT_LENGTH} characters")
    guild = world.guild_of(channel)
    bits = permissions.IN_DMS
    if guild is not None:
        member = guild.members[user.id]
        bits = permissions.in_channel(guild, member, channel, world.now())
    found = mentions.find(
        text,
        guild=guild,
        users=world.users,
        may_mention_everyone=bool(bits & permissions.MENTION_EVERYONE),
        allowed=None,
    )
    return messages.create(
        world, channel, messages.Draft(author_id=user.id, content=text, found=found)
    )


def delete(world: World, user: User, message: Message) -> None:
    """Delete an own message, or another's with the right to; an ephemeral one is dismissed."""
    channel = world.channels[message.channel_id]
    if message.author_id != user.id and not message.is_ephemeral:
        if channel.is_dm:
            raise CannotDo("in direct messages everybody deletes their own")
        require_bits(world, user, channel, permissions.MANAGE_MESSAGES, "delete messages")
    messages.delete(world, message)


def pin(world: World, user: User, message: Message) -> None:
    channel = world.channels[message.channel_id]
    require_bits(world, user, channel, permissions.PIN_MESSAGES, "pin messages")
    if message.is_ephemeral or message.pinned_at is not None:
        raise CannotDo("this message cannot be pinned")
    if len(messages.pinned(channel)) >= PINS_PER_CHANNEL:
        raise CannotDo(f"{PINS_PER_CHANNEL} messages are pinned here already")
    messages.pin(world, message, actor_id=user.id)


def unpin(world: World, user: User, message: Message) -> None:
    channel = world.channels[message.channel_id]
    require_bits(world, user, channel, permissions.PIN_MESSAGES, "unpin messages")
    if message.pinned_at is None:
        raise CannotDo("this message is not pinned")
    messages.unpin(world, message)


def enter_thread(world: World, user: User, thread: Channel) -> None:
    require_sight(world, user, thread)
    if thread.thread is None or thread.thread.archived:
        raise CannotDo("this is no open thread")
    threads.add_member(world, thread, user.id)


def wake_thread(world: World, user: User, thread: Channel) -> None:
    """Before anything in a sleeping thread is pressed, the client opens it; a locked one is dead.

    In a locked thread the buttons are greyed out for everybody, whatever they may do besides.
    """
    if thread.thread is None:
        return
    if thread.thread.locked:
        raise CannotDo("the thread is locked, and its buttons are greyed out")
    if thread.thread.archived:
        require_bits(
            world, user, thread, permissions.SEND_MESSAGES_IN_THREADS, "open a sleeping thread"
        )
        threads.update(world, thread, archived=False)


def leave_thread(world: World, user: User, thread: Channel) -> None:
    if thread.thread is None or not threads.remove_member(world, thread, user.id):
        raise CannotDo(f"{user.display_name} is not in this thread")


def change_roles(
    world: World, actor: Member, member: Member, *, add: Role | None, remove: Role | None
) -> None:
    """Give or take roles, as a member with MANAGE_ROLES may those below their own."""
    guild = world.guilds[actor.guild_id]
    if not permissions.in_guild(guild, actor, world.now()) & permissions.MANAGE_ROLES:
        raise CannotDo(f"{actor.display_name} may not manage roles")
    for role in (add, remove):
        if role is not None and (
            role.managed or role.id == guild.id or not permissions.outranks_role(guild, actor, role)
        ):
            raise CannotDo(f"{actor.display_name} may not touch the role {role.name}")
    if add is not None:
        members.add_role(world, guild, member, add.id)
    if remove is not None:
        members.remove_role(world, guild, member, remove.id)


def kick(world: World, actor: Member, member: Member) -> None:
    guild = world.guilds[actor.guild_id]
    if not permissions.in_guild(guild, actor, world.now()) & permissions.KICK_MEMBERS:
        raise CannotDo(f"{actor.display_name} may not remove members")
    if not permissions.outranks(guild, actor, member):
        raise CannotDo(f"{member.display_name} stands above {actor.display_name}")
    members.leave(world, guild, member.id)


def vote(world: World, user: User, message: Message, answers: Sequence[str]) -> None:
    """Cast these votes in place of any before; none takes the vote back."""
    channel = world.channels[message.channel_id]
    require_bits(world, user, channel, permissions.READ_MESSAGE_HISTORY, "vote")
    poll = message.poll
    if poll is None:
        raise CannotDo("this is no poll")
    if poll.is_finalized or poll.expires_at <= world.now():
        raise CannotDo("the poll is over")
    if len(answers) > 1 and not poll.allow_multiselect:
        raise CannotDo("the poll takes one answer")
    wanted: list[int] = []
    for text in answers:
        found = next((a.id for a in poll.answers.values() if a.media.get("text") == text), None)
        if found is None:
            raise CannotDo(f"the poll has no answer {text!r}")
        wanted.append(found)
    for answer_id in poll.answers:
        if answer_id not in wanted:
            polls.unvote(world, channel, message, user.id, answer_id)
    for answer_id in wanted:
        polls.vote(world, channel, message, user.id, answer_id)


def subscribe(world: World, member: Member, event: ScheduledEvent) -> None:
    _require_event(world, member, event)
    if not events.subscribe(world, event, member.id):
        raise CannotDo(f"{member.display_name} is interested already")


def unsubscribe(world: World, member: Member, event: ScheduledEvent) -> None:
    _require_event(world, member, event)
    if not events.unsubscribe(world, event, member.id):
        raise CannotDo(f"{member.display_name} was not interested")


def _require_event(world: World, member: Member, event: ScheduledEvent) -> None:
    if event.guild_id != member.guild_id or event.id not in world.guilds[event.guild_id].events:
        raise CannotDo("there is no such event")
    channel = world.channels.get(event.channel_id or 0)
    if channel is not None:
        require_sight(world, member.user, channel)


def _require_patience(world: World, user: User, channel: Channel) -> None:
    """Refuse a second message within the channel's slow mode."""
    guild = world.guild_of(channel)
    if guild is None or not channel.rate_limit_per_user:
        return
    bits = permissions.in_channel(guild, guild.members[user.id], channel, world.now())
    if bits & permissions.BYPASS_SLOWMODE:
        return
    since = world.now() - timedelta(seconds=channel.rate_limit_per_user)
    for message_id in reversed(channel.message_ids):
        message = channel.messages[message_id]
        if message.created_at <= since:
            return
        if message.author_id == user.id:
            raise CannotDo(f"slow mode: one message in {channel.rate_limit_per_user} s")
