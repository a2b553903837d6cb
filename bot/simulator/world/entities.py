"""What a Discord consists of. Plain data; `payloads` writes it as JSON."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

EPHEMERAL = 1 << 6
AUDIT_LOG_LENGTH = 1000


class ChannelType(IntEnum):
    """Kinds of channel, as documented.

    https://discord.com/developers/docs/resources/channel#channel-object-channel-types
    """

    TEXT = 0
    DM = 1
    VOICE = 2
    GROUP_DM = 3
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15
    MEDIA = 16


class MessageType(IntEnum):
    """The kinds of message that arise here.

    https://discord.com/developers/docs/resources/message#message-object-message-types
    """

    DEFAULT = 0
    CHANNEL_PINNED_MESSAGE = 6
    USER_JOIN = 7
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER_MESSAGE = 21
    CONTEXT_MENU_COMMAND = 23
    POLL_RESULT = 46


THREAD_TYPES = frozenset(
    {ChannelType.ANNOUNCEMENT_THREAD, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD}
)
VOICE_TYPES = frozenset({ChannelType.VOICE, ChannelType.STAGE})
FORUM_TYPES = frozenset({ChannelType.FORUM, ChannelType.MEDIA})


@dataclass(slots=True, eq=False)
class User:
    """A person or a bot. `accepts_dms` is the privacy setting "direct messages from members"."""

    id: int
    username: str
    global_name: str | None = None
    bot: bool = False
    avatar: str | None = None
    public_flags: int = 0
    locale: str = "en-US"
    accepts_dms: bool = True
    blocked_ids: set[int] = field(default_factory=set)
    guild_ids: set[int] = field(default_factory=set)

    @property
    def display_name(self) -> str:
        return self.global_name or self.username


@dataclass(slots=True, eq=False)
class Application:
    """A bot as its developer portal shows it.

    `intents` are those that may be asked for (privileged ones switched on or not); asking for
    others closes the gateway with 4014. The bot's user has the application's id.
    """

    id: int
    name: str
    token: str
    owner_id: int
    intents: int
    description: str = ""
    max_concurrency: int = 1
    required_shards: int = 1
    session_starts_total: int = 1000
    emojis: dict[int, Emoji] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Role:
    id: int
    name: str
    permissions: int = 0
    position: int = 1
    color: int = 0
    secondary_color: int | None = None
    tertiary_color: int | None = None
    hoist: bool = False
    managed: bool = False
    mentionable: bool = False
    unicode_emoji: str | None = None
    tags: Json | None = None
    flags: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """Compares as the hierarchy does: position first, then the older role is higher."""
        return (self.position, -self.id)


@dataclass(slots=True, eq=False)
class Member:
    """A user in a guild. `role_ids` leaves out @everyone, as the API does."""

    user: User
    guild_id: int
    joined_at: datetime
    nick: str | None = None
    role_ids: set[int] = field(default_factory=set)
    pending: bool = False
    flags: int = 0
    timed_out_until: datetime | None = None
    mute: bool = False
    deaf: bool = False
    voice_channel_id: int | None = None

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def display_name(self) -> str:
        return self.nick or self.user.display_name


@dataclass(slots=True)
class Overwrite:
    """`kind` is 0 for a role, 1 for a member."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Emoji:
    id: int
    name: str
    animated: bool = False
    role_ids: tuple[int, ...] = ()
    creator_id: int | None = None
    guild_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReactionEmoji:
    """A Unicode emoji (id None) or a custom one; compares as Discord does, by id or by text."""

    id: int | None
    name: str
    animated: bool = field(default=False, compare=False)

    @property
    def key(self) -> str:
        return self.name if self.id is None else str(self.id)


@dataclass(slots=True)
class Reaction:
    """One emoji under a message; `user_ids` ascending, because reading them pages by id."""

    emoji: ReactionEmoji
    user_ids: list[int] = field(default_factory=list)
    known: set[int] = field(default_factory=set)


@dataclass(slots=True)
class PollAnswer:
    id: int
    media: Json
    voter_ids: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Poll:
    question: str
    answers: dict[int, PollAnswer]
    expires_at: datetime
    allow_multiselect: bool = False
    layout_type: int = 1
    is_finalized: bool = False


@dataclass(slots=True, eq=False)
class Message:
    """`viewer_id` marks an ephemeral message: only that user and the application see it."""

    id: int
    channel_id: int
    guild_id: int | None
    author_id: int
    created_at: datetime
    type: int = MessageType.DEFAULT
    content: str = ""
    edited_at: datetime | None = None
    tts: bool = False
    mention_everyone: bool = False
    mention_ids: list[int] = field(default_factory=list)
    mention_role_ids: list[int] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    flags: int = 0
    pinned_at: datetime | None = None
    reactions: dict[str, Reaction] = field(default_factory=dict)
    nonce: int | str | None = None
    reference: Json | None = None
    snapshots: list[Json] | None = None
    poll: Poll | None = None
    interaction_metadata: Json | None = None
    application_id: int | None = None
    webhook_id: int | None = None
    webhook_author: Json | None = None
    resolved: Json | None = None
    position: int | None = None
    viewer_id: int | None = None
    thread_id: int | None = None

    @property
    def is_ephemeral(self) -> bool:
        return self.viewer_id is not None


@dataclass(slots=True)
class ThreadMember:
    user_id: int
    joined_at: datetime
    flags: int = 1


@dataclass(slots=True)
class Thread:
    """What a channel has in addition when it is a thread."""

    owner_id: int
    created_at: datetime
    archive_changed_at: datetime
    active_at: datetime
    auto_archive_minutes: int = 1440
    archived: bool = False
    locked: bool = False
    invitable: bool | None = None
    message_count: int = 0
    total_message_sent: int = 0
    members: dict[int, ThreadMember] = field(default_factory=dict)
    applied_tag_ids: tuple[int, ...] = ()


@dataclass(slots=True, eq=False)
class Channel:
    """A guild channel, a category, a thread (`thread` set) or a DM (`recipient_ids` set).

    `message_ids` are ascending and hold what anybody who may read the channel sees;
    `ephemerals` lie beside them.
    """

    id: int
    type: int
    guild_id: int | None = None
    name: str | None = None
    position: int = 0
    parent_id: int | None = None
    topic: str | None = None
    nsfw: bool = False
    rate_limit_per_user: int = 0
    flags: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    bitrate: int = 64000
    user_limit: int = 0
    rtc_region: str | None = None
    video_quality_mode: int = 1
    default_auto_archive_minutes: int | None = None
    default_thread_rate_limit_per_user: int = 0
    available_tags: list[Json] = field(default_factory=list)
    default_reaction_emoji: Json | None = None
    default_sort_order: int | None = None
    default_forum_layout: int = 0
    recipient_ids: tuple[int, ...] = ()
    last_message_id: int | None = None
    last_pin_at: datetime | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    message_ids: list[int] = field(default_factory=list)
    ephemerals: dict[int, Message] = field(default_factory=dict)
    thread: Thread | None = None

    @property
    def is_dm(self) -> bool:
        return self.guild_id is None

    @property
    def is_thread(self) -> bool:
        return self.thread is not None


@dataclass(slots=True, eq=False)
class ScheduledEvent:
    """An event in the server's calendar; `subscriber_ids` ascending.

    `status` 1 scheduled, 2 active, 3 completed, 4 cancelled; `entity_type` 1 stage, 2 voice,
    3 external.
    """

    id: int
    guild_id: int
    creator_id: int
    name: str
    entity_type: int
    starts_at: datetime
    description: str | None = None
    channel_id: int | None = None
    location: str | None = None
    ends_at: datetime | None = None
    status: int = 1
    image: str | None = None
    recurrence_rule: Json | None = None
    subscriber_ids: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Invite:
    code: str
    guild_id: int
    channel_id: int
    created_at: datetime
    inviter_id: int | None = None
    max_age: int = 86400
    max_uses: int = 0
    temporary: bool = False
    uses: int = 0
    role_ids: tuple[int, ...] = ()
    event_id: int | None = None


@dataclass(slots=True)
class Ban:
    user_id: int
    reason: str | None


@dataclass(slots=True)
class AuditEntry:
    id: int
    action_type: int
    actor_id: int | None
    target_id: int | None
    changes: list[Json] = field(default_factory=list)
    options: Json | None = None
    reason: str | None = None


@dataclass(slots=True, eq=False)
class Guild:
    """A server. `bot_ids` are the bots in it, so that an event need not look through members."""

    id: int
    name: str
    owner_id: int
    created_at: datetime
    description: str | None = None
    preferred_locale: str = "en-US"
    features: list[str] = field(default_factory=list)
    verification_level: int = 0
    mfa_level: int = 0
    default_message_notifications: int = 0
    explicit_content_filter: int = 0
    afk_channel_id: int | None = None
    afk_timeout: int = 300
    system_channel_id: int | None = None
    system_channel_flags: int = 0
    rules_channel_id: int | None = None
    public_updates_channel_id: int | None = None
    safety_alerts_channel_id: int | None = None
    premium_progress_bar_enabled: bool = False
    dms_disabled_until: datetime | None = None
    invites_disabled_until: datetime | None = None
    onboarding: Json | None = None
    welcome_screen: Json | None = None
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    member_ids: list[int] = field(default_factory=list)
    bot_ids: set[int] = field(default_factory=set)
    emojis: dict[int, Emoji] = field(default_factory=dict)
    events: dict[int, ScheduledEvent] = field(default_factory=dict)
    invites: dict[str, Invite] = field(default_factory=dict)
    bans: dict[int, Ban] = field(default_factory=dict)
    audit_log: deque[AuditEntry] = field(default_factory=lambda: deque(maxlen=AUDIT_LOG_LENGTH))

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]
