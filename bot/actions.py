"""What can be done on Discord unprompted, what it needs there, and what a refusal means."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.contact.kinds import Reason

if TYPE_CHECKING:
    from bot.client import Tenet


@dataclass(frozen=True)
class Poll:
    """A vote of Discord's own. Everybody sees who voted for what, and it cannot be edited.

    Args:
        question: At most 300 characters (FACTS §1).
        answers: 1 to 10, each of at most 55 characters.
        hours: 1 to 768.
    """

    question: str
    answers: tuple[str, ...]
    hours: int = 7 * 24

    def draw(self) -> discord.Poll:
        """As it is sent."""
        poll = discord.Poll(self.question, timedelta(hours=self.hours))
        for answer in self.answers:
            poll.add_answer(text=answer)
        return poll


@dataclass(frozen=True)
class Content:
    """What a message says. One role may be pinged, and nothing else ever is.

    Args:
        is_silent: It makes no sound where it arrives (Discord: @silent).
        known_by_controls: Nothing else that is sent bears its custom_ids; they alone tell that it
            has arrived, however it was worded then.
    """

    text: str | None = None
    embeds: Sequence[discord.Embed] = ()
    view: discord.ui.View | None = None
    ping_role_id: int | None = None
    poll: Poll | None = None
    is_silent: bool = False
    known_by_controls: bool = False

    @property
    def mentions(self) -> discord.AllowedMentions:
        """What Discord may turn into a ping."""
        if self.ping_role_id is None:
            return discord.AllowedMentions.none()
        return discord.AllowedMentions(
            everyone=False, users=False, roles=[discord.Object(self.ping_role_id)]
        )


@dataclass(frozen=True)
class Post:
    """A message in a channel or thread, once whatever happens.

    Args:
        automated: Nobody did anything that this answers; a channel takes so many a week.
        waits: When the channel has had its week's share, it waits; otherwise it is dropped.
        until: After this it is dropped, unless an earlier try turns out to have arrived.
        reader_id: Whom it is for, in a private thread.
        reason: Why they get it, when it is for somebody who did not ask for it a moment ago.
    """

    channel_id: int
    content: Content
    automated: bool = False
    waits: bool = True
    until: datetime | None = None
    reader_id: int | None = None
    reason: Reason | None = None


@dataclass(frozen=True)
class Edit:
    """New content for a message of ours.

    Args:
        wakes: In an archived thread, open it again; otherwise that refuses (50083).
    """

    channel_id: int
    message_id: int
    content: Content
    wakes: bool = False


@dataclass(frozen=True)
class Pin:
    """Put a message of ours among the pinned ones of its channel."""

    channel_id: int
    message_id: int


@dataclass(frozen=True)
class Unpin:
    """Take a message of ours down from the pinned ones."""

    channel_id: int
    message_id: int


@dataclass(frozen=True)
class React:
    """Our own reactions under a message, in order."""

    channel_id: int
    message_id: int
    emojis: Sequence[str]


@dataclass(frozen=True)
class Unreact:
    """A reaction of ours that stands under a message no longer; nobody else's is touched."""

    channel_id: int
    message_id: int
    emoji: str


@dataclass(frozen=True)
class ClearEmoji:
    """Everybody's reactions with one emoji, which has no meaning under a message of ours."""

    channel_id: int
    message_id: int
    emoji: str


@dataclass(frozen=True)
class Remove:
    """A message of ours goes; one that is gone already counts as removed."""

    channel_id: int
    message_id: int


@dataclass(frozen=True)
class CountAnswers:
    """See how many reactions, votes and messages in its thread a message of ours was given.

    Our own reactions do not count. Nothing is read that anybody wrote.
    """

    channel_id: int
    message_id: int


@dataclass(frozen=True)
class DirectMessage:
    """A private message.

    Args:
        reason: Why they get it; None: they asked for it a moment ago, such as the next step of a
            conversation that they are having.
    """

    user_id: int
    content: Content
    reason: Reason | None


@dataclass(frozen=True)
class OpenThread:
    """A private thread with one member in it, or a few, and a first message.

    Being added is what they notice; whoever is named in the message is not pinged besides.
    """

    channel_id: int
    user_id: int
    name: str
    content: Content
    with_user_ids: Sequence[int] = ()


@dataclass(frozen=True)
class ArchiveThread:
    """Close a thread of ours.

    Locked, nothing in it can be pressed any more; otherwise a press opens it again.
    """

    thread_id: int
    locked: bool = True


@dataclass(frozen=True)
class StartThread:
    """A public thread that hangs on a message of ours; there is one at most, with its id."""

    channel_id: int
    message_id: int
    name: str


class EventStatus(StrEnum):
    """How far a scheduled event has come."""

    SCHEDULED = "scheduled"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class MirrorEvent:
    """A scheduled event of ours as it should be now: made when there is none, else changed.

    What has ended or was called off never comes back (180000), and is left as it is.

    Args:
        event_id: None when it has not been made yet.
        ends_at: Discord wants one for what happens outside of a channel.
        channel_id: A voice or stage channel; without one `location` says where.
        location: At most 100 characters (FACTS §1).
    """

    event_id: int | None
    name: str
    description: str
    starts_at: datetime
    ends_at: datetime
    channel_id: int | None = None
    is_stage: bool = False
    location: str | None = None
    status: EventStatus = EventStatus.SCHEDULED


@dataclass(frozen=True)
class GrantRole:
    """Give a member a role.

    Args:
        looks_first: Have the receipt tell whether they had it already. A second try does not look:
            the first may have given it.
    """

    user_id: int
    role_id: int
    looks_first: bool = False


@dataclass(frozen=True)
class TakeRole:
    """Take a role from a member."""

    user_id: int
    role_id: int


Action = (
    Post
    | Edit
    | Pin
    | Unpin
    | React
    | Unreact
    | ClearEmoji
    | Remove
    | CountAnswers
    | DirectMessage
    | OpenThread
    | ArchiveThread
    | StartThread
    | MirrorEvent
    | GrantRole
    | TakeRole
)

SEEN = (Post, Pin, React, DirectMessage, OpenThread, StartThread, MirrorEvent, GrantRole)
"""What members come to see or have of it; the rest mends, clears up or takes away."""


class RoleNow(StrEnum):
    """How it came that a member has a role now, or has it no longer."""

    GIVEN = "given"
    FOUND = "found"
    """They had it before; only what looks first can tell."""
    TAKEN = "taken"


@dataclass(frozen=True)
class Receipt:
    """What was done: the ids of where it went, and other things that a capability keeps."""

    channel_id: int | None = None
    message_id: int | None = None
    role: RoleNow | None = None
    event_id: int | None = None
    answers: int | None = None


class TooLate(Exception):
    """A post whose moment has passed, and which no earlier try has brought there."""


class Verdict(StrEnum):
    """What a failure asks of us."""

    PERMANENT = "permanent"
    """Trying again cannot help; somebody must change something."""
    TRANSIENT = "transient"
    SLOW_DOWN = "slow_down"
    """Discord wants no new DMs for a while (40003)."""
    TOKEN = "token"
    """Our token is refused (401): stop the process."""


@dataclass(frozen=True)
class Refusal:
    """A failure, understood."""

    verdict: Verdict
    code: int
    reason: str
    retry_after: timedelta = timedelta(0)
    """How long Discord wants to be left alone with this; only transient failures say so."""


GONE = frozenset({10007, 10013})
"""The member it was for is not there any more; nobody has anything to mend."""

PINS_FULL = 30003
"""The channel has as many pinned messages as it may (250, FACTS §5)."""

EVENTS_FULL = 30038
"""The server has as many scheduled and active events as it may (100, FACTS §1)."""

EVENT_GONE = 10070
"""Somebody deleted the event."""

THREAD_EXISTS = 160004
"""The message has its thread already, which has the message's id (FACTS §1)."""

ARCHIVED = 50083
"""Nothing in an archived thread can be changed (FACTS §5)."""

DM_REFUSALS = frozenset({50007, 50278, 50033})
"""The person cannot be reached by DM; only an act of theirs changes that (FACTS §1)."""


def judge(error: Exception) -> Refusal:
    """What a failed call means (codes: FACTS §5).

    Raises:
        Exception: `error` itself when Discord had no part in it: that is a bug of ours.
    """
    if isinstance(error, discord.RateLimited):
        wait = timedelta(seconds=error.retry_after)
        return Refusal(Verdict.TRANSIENT, 429, "rate limited", wait)
    if isinstance(error, discord.HTTPException):
        reason = f"{error.status} {error.code}: {error.text}"
        if error.status == 401:
            return Refusal(Verdict.TOKEN, error.code, reason)
        if error.code == 40003:
            return Refusal(Verdict.SLOW_DOWN, error.code, reason)
        if error.status >= 500 or error.status == 429 or error.code in {20028, 20029, 30046}:
            return Refusal(Verdict.TRANSIENT, error.code, reason)
        return Refusal(Verdict.PERMANENT, error.code, reason)
    if isinstance(error, aiohttp.ClientError | asyncio.TimeoutError | OSError):
        return Refusal(Verdict.TRANSIENT, 0, f"{type(error).__name__}: {error}")
    raise error


_NEEDS: dict[type, tuple[str, ...]] = {
    Post: ("view_channel", "send_messages", "embed_links"),
    Edit: ("view_channel",),
    Pin: ("view_channel", "pin_messages"),
    Unpin: ("view_channel", "pin_messages"),
    React: ("view_channel", "read_message_history", "add_reactions"),
    Unreact: ("view_channel", "read_message_history"),
    ClearEmoji: ("view_channel", "read_message_history", "manage_messages"),
    Remove: ("view_channel",),
    CountAnswers: ("view_channel", "read_message_history"),
    OpenThread: ("view_channel", "create_private_threads", "send_messages_in_threads"),
    ArchiveThread: ("view_channel", "manage_threads"),
    StartThread: ("view_channel", "read_message_history", "create_public_threads"),
    MirrorEvent: ("create_events",),
    GrantRole: ("manage_roles",),
    TakeRole: ("manage_roles",),
}


def carried_out() -> tuple[type, ...]:
    """Every kind of action that needs a permission."""
    return tuple(_NEEDS)


def needed(*actions: type) -> tuple[str, ...]:
    """The permissions that some kinds of actions need, in the order in which Discord counts them.

    In a thread one of them has another name, and a poll needs one more.
    """
    names = {name for action in actions for name in _NEEDS[action]}
    return tuple(name for name in discord.Permissions.VALID_FLAGS if name in names)


def missing_permissions(bot: Tenet, guild_id: int, action: Action) -> tuple[str, ...]:
    """Which of the permissions an action needs the bot lacks, as far as the cache knows."""
    guild = bot.get_guild(guild_id)
    if guild is None or guild.me is None:
        return ()
    channel_id = getattr(action, "channel_id", None) or getattr(action, "thread_id", None)
    channel = None if channel_id is None else guild.get_channel_or_thread(channel_id)
    if channel is not None:
        held = channel.permissions_for(guild.me)
    elif channel_id is None:
        held = guild.me.guild_permissions
    else:
        return ()
    return tuple(name for name in _needs(action, channel) if not getattr(held, name))


def _needs(action: Action, channel: object) -> Iterator[str]:
    """What an action needs there: writing in a thread, and in a locked one, has its own names."""
    is_thread = isinstance(channel, discord.Thread)
    for name in _NEEDS.get(type(action), ()):
        yield "send_messages_in_threads" if is_thread and name == "send_messages" else name
    if isinstance(action, Post) and action.content.poll is not None:
        yield "send_polls"
    if isinstance(channel, discord.Thread) and channel.locked and isinstance(action, Post | Edit):
        yield "manage_threads"
