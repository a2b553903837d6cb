"""Messages: sending, editing, deleting, pinning."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.simulator import intents
from bot.simulator.limits import NONCE_WINDOW
from bot.simulator.payloads import messages as payloads
from bot.simulator.world import mentions, threads
from bot.simulator.world.dispatch import Dispatch, emit_in_channel
from bot.simulator.world.entities import (
    EPHEMERAL,
    Channel,
    Json,
    Message,
    MessageType,
    Poll,
)
from bot.simulator.world.timestamps import iso
from bot.simulator.world.world import World

_NOT_COUNTED = (MessageType.THREAD_STARTER_MESSAGE, MessageType.THREAD_CREATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to be sent, already checked and normalised (`normal`).

    Attributes:
        found: Who it mentions; see `mentions.find`.
        viewer_id: Makes it ephemeral: this user and the application see it.
        enforce_nonce: Remember the nonce, so that `find_by_nonce` finds the message.
    """

    author_id: int
    type: int = MessageType.DEFAULT
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    tts: bool = False
    found: mentions.Mentions = field(default_factory=mentions.Mentions)
    reference: Json | None = None
    snapshots: list[Json] | None = None
    nonce: int | str | None = None
    enforce_nonce: bool = False
    poll: Poll | None = None
    interaction_metadata: Json | None = None
    application_id: int | None = None
    webhook_id: int | None = None
    webhook_author: Json | None = None
    resolved: Json | None = None
    viewer_id: int | None = None
    message_id: int | None = None


class Nonces:
    """Which message was sent with which nonce, for as long as Discord remembers it."""

    def __init__(self) -> None:
        self._sent: OrderedDict[tuple[int, int, str], tuple[datetime, Message]] = OrderedDict()

    def find(self, author_id: int, channel_id: int, nonce: object, now: datetime) -> Message | None:
        while self._sent and next(iter(self._sent.values()))[0] <= now - NONCE_WINDOW:
            self._sent.popitem(last=False)
        found = self._sent.get((author_id, channel_id, str(nonce)))
        return None if found is None else found[1]

    def remember(self, message: Message) -> None:
        key = (message.author_id, message.channel_id, str(message.nonce))
        self._sent[key] = (message.created_at, message)

    def kept(self) -> list[tuple[int, int]]:
        return [(message.channel_id, message.id) for _, message in self._sent.values()]

    def take_up(self, world: World, kept: list[tuple[int, int]]) -> None:
        for channel_id, message_id in kept:
            channel = world.channels.get(channel_id)
            message = None if channel is None else channel.messages.get(message_id)
            if message is not None:
                self.remember(message)


def find_by_nonce(
    world: World, *, author_id: int, channel_id: int, nonce: int | str
) -> Message | None:
    """The message the author sent here with this enforced nonce in the past few minutes."""
    return world.part(Nonces).find(author_id, channel_id, nonce, world.now())


def create(world: World, channel: Channel, draft: Draft) -> Message:
    """Send a message and let everybody know who may.

    A thread wakes up, and takes in its author and whom the message mentions.
    """
    message = Message(
        id=draft.message_id or world.new_id(),
        channel_id=channel.id,
        guild_id=channel.guild_id,
        author_id=draft.author_id,
        created_at=world.now(),
        type=draft.type,
        content=draft.content,
        tts=draft.tts,
        mention_everyone=draft.found.everyone,
        mention_ids=draft.found.user_ids,
        mention_role_ids=draft.found.role_ids,
        attachments=draft.attachments,
        embeds=draft.embeds,
        components=draft.components,
        flags=draft.flags | (EPHEMERAL if draft.viewer_id is not None else 0),
        nonce=draft.nonce,
        reference=draft.reference,
        snapshots=draft.snapshots,
        poll=draft.poll,
        interaction_metadata=draft.interaction_metadata,
        application_id=draft.application_id,
        webhook_id=draft.webhook_id,
        webhook_author=draft.webhook_author,
        resolved=draft.resolved,
        viewer_id=draft.viewer_id,
    )
    if message.is_ephemeral:
        channel.ephemerals[message.id] = message
        _emit(world, channel, message, "MESSAGE_CREATE")
        return message
    if channel.thread is not None:
        message.position = channel.thread.total_message_sent
        _enter_thread(world, channel, message)
    channel.messages[message.id] = message
    insort(channel.message_ids, message.id)
    channel.last_message_id = message.id
    if draft.enforce_nonce and draft.nonce is not None:
        world.part(Nonces).remember(message)
    _emit(world, channel, message, "MESSAGE_CREATE")
    return message


def edit(world: World, message: Message, *, touch: bool = True, **changes: Any) -> None:
    """Change a message.

    Args:
        touch: Whether it counts as an edit that members see ("edited").
    """
    for name, value in changes.items():
        setattr(message, name, value)
    if touch:
        message.edited_at = world.now()
    channel = world.channels.get(message.channel_id)
    if channel is not None:
        _emit(world, channel, message, "MESSAGE_UPDATE")


def delete(world: World, message: Message) -> None:
    channel = world.channels[message.channel_id]
    _remove(channel, message)

    def build() -> Json:
        shown: Json = {"id": str(message.id), "channel_id": str(channel.id)}
        if channel.guild_id is not None and not message.is_ephemeral:
            shown["guild_id"] = str(channel.guild_id)
        return shown

    _emit_built(world, channel, message, "MESSAGE_DELETE", build)


def bulk_delete(world: World, channel: Channel, message_ids: Iterable[int]) -> None:
    """Delete those of the messages that exist, in one event."""
    gone = [channel.messages[item] for item in message_ids if item in channel.messages]
    for message in gone:
        _remove(channel, message)
    if not gone:
        return
    emit_in_channel(
        world,
        "MESSAGE_DELETE_BULK",
        channel,
        lambda: {
            "ids": [str(message.id) for message in gone],
            "channel_id": str(channel.id),
            "guild_id": str(channel.guild_id),
        },
        guild_intents=intents.GUILD_MESSAGES,
        dm_intents=0,
    )


def pin(world: World, message: Message, *, actor_id: int) -> None:
    """Pin a message; the channel says who did it."""
    channel = world.channels[message.channel_id]
    channel.last_pin_at = world.now()
    edit(world, message, touch=False, pinned_at=world.now())
    _emit_pins(world, channel)
    reference: Json = {"type": 0, "channel_id": str(channel.id), "message_id": str(message.id)}
    if channel.guild_id is not None:
        reference["guild_id"] = str(channel.guild_id)
    notice = Draft(author_id=actor_id, type=MessageType.CHANNEL_PINNED_MESSAGE, reference=reference)
    create(world, channel, notice)


def unpin(world: World, message: Message) -> None:
    edit(world, message, touch=False, pinned_at=None)
    _emit_pins(world, world.channels[message.channel_id])


def pinned(channel: Channel) -> list[Message]:
    """Pinned messages, the last pinned first."""
    found = [message for message in channel.messages.values() if message.pinned_at is not None]
    return sorted(found, key=lambda message: (message.pinned_at, message.id), reverse=True)


def page(
    channel: Channel,
    *,
    limit: int,
    before: int | None = None,
    after: int | None = None,
    around: int | None = None,
) -> list[Message]:
    """Up to `limit` messages, newest first; of the bounds the first given counts."""
    ids = channel.message_ids
    if around is not None:
        middle = bisect_left(ids, around)
        start = max(0, middle - limit // 2)
        chosen: Sequence[int] = ids[start : start + limit]
    elif before is not None:
        end = bisect_left(ids, before)
        chosen = ids[max(0, end - limit) : end]
    elif after is not None:
        start = bisect_right(ids, after)
        chosen = ids[start : start + limit]
    else:
        chosen = ids[-limit:]
    return [channel.messages[message_id] for message_id in reversed(chosen)]


def _remove(channel: Channel, message: Message) -> None:
    if message.is_ephemeral:
        channel.ephemerals.pop(message.id, None)
        return
    channel.messages.pop(message.id, None)
    index = bisect_left(channel.message_ids, message.id)
    if index < len(channel.message_ids) and channel.message_ids[index] == message.id:
        del channel.message_ids[index]
    if channel.thread is not None and message.type not in _NOT_COUNTED:
        channel.thread.message_count = max(0, channel.thread.message_count - 1)


def _enter_thread(world: World, channel: Channel, message: Message) -> None:
    assert channel.thread is not None
    guild = world.guilds[channel.guild_id or 0]
    if message.type not in _NOT_COUNTED and message.id != channel.id:
        channel.thread.message_count += 1
        channel.thread.total_message_sent += 1
    threads.note_activity(world, channel)
    for user_id in (message.author_id, *message.mention_ids):
        if user_id in guild.members:
            threads.add_member(world, channel, user_id)


def _emit(world: World, channel: Channel, message: Message, name: str) -> None:
    nonce = message.nonce if name == "MESSAGE_CREATE" else None

    def build() -> Json:
        shown = payloads.event(world, message)
        if nonce is not None:
            shown["nonce"] = nonce
        return shown

    _emit_built(world, channel, message, name, build)


def _emit_built(
    world: World, channel: Channel, message: Message, name: str, build: Callable[[], Json]
) -> None:
    carried = None if name == "MESSAGE_DELETE" else message
    if message.is_ephemeral:
        recipients = frozenset({message.application_id or message.author_id})
        world.emit(
            Dispatch(name, build, intents.DIRECT_MESSAGES, bot_ids=recipients, message=carried)
        )
        return
    emit_in_channel(
        world,
        name,
        channel,
        build,
        guild_intents=intents.GUILD_MESSAGES,
        dm_intents=intents.DIRECT_MESSAGES,
        message=carried,
    )


def _emit_pins(world: World, channel: Channel) -> None:
    moment = None if channel.last_pin_at is None else iso(channel.last_pin_at)

    def build() -> Json:
        shown: Json = {"channel_id": str(channel.id), "last_pin_timestamp": moment}
        if channel.guild_id is not None:
            shown["guild_id"] = str(channel.guild_id)
        return shown

    emit_in_channel(
        world,
        "CHANNEL_PINS_UPDATE",
        channel,
        build,
        guild_intents=intents.GUILDS,
        dm_intents=intents.DIRECT_MESSAGES,
    )
