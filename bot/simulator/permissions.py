"""Who may do what: bits, overwrites, threads, timeouts and the hierarchy of roles.

https://discord.com/developers/docs/topics/permissions
"""

from __future__ import annotations

from datetime import datetime

from bot.simulator import errors
from bot.simulator.world.entities import FORUM_TYPES, Channel, ChannelType, Guild, Member, Role

CREATE_INSTANT_INVITE = 1 << 0
KICK_MEMBERS = 1 << 1
BAN_MEMBERS = 1 << 2
ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
MANAGE_GUILD = 1 << 5
ADD_REACTIONS = 1 << 6
VIEW_AUDIT_LOG = 1 << 7
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
SEND_TTS_MESSAGES = 1 << 12
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_EXTERNAL_EMOJIS = 1 << 18
CONNECT = 1 << 20
SPEAK = 1 << 21
MUTE_MEMBERS = 1 << 22
DEAFEN_MEMBERS = 1 << 23
MOVE_MEMBERS = 1 << 24
CHANGE_NICKNAME = 1 << 26
MANAGE_NICKNAMES = 1 << 27
MANAGE_ROLES = 1 << 28
MANAGE_WEBHOOKS = 1 << 29
MANAGE_GUILD_EXPRESSIONS = 1 << 30
USE_APPLICATION_COMMANDS = 1 << 31
MANAGE_EVENTS = 1 << 33
MANAGE_THREADS = 1 << 34
CREATE_PUBLIC_THREADS = 1 << 35
CREATE_PRIVATE_THREADS = 1 << 36
SEND_MESSAGES_IN_THREADS = 1 << 38
MODERATE_MEMBERS = 1 << 40
CREATE_GUILD_EXPRESSIONS = 1 << 43
CREATE_EVENTS = 1 << 44
SEND_VOICE_MESSAGES = 1 << 46
SEND_POLLS = 1 << 49
USE_EXTERNAL_APPS = 1 << 50
PIN_MESSAGES = 1 << 51
BYPASS_SLOWMODE = 1 << 52

ALL = (1 << 53) - 1
TIMED_OUT = VIEW_CHANNEL | READ_MESSAGE_HISTORY
DEFAULT_EVERYONE = (
    CREATE_INSTANT_INVITE
    | ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_EXTERNAL_EMOJIS
    | CONNECT
    | SPEAK
    | CHANGE_NICKNAME
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | SEND_MESSAGES_IN_THREADS
    | SEND_POLLS
)
"""What @everyone gets in a server that nobody has changed, MENTION_EVERYONE left out."""

IN_DMS = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | USE_EXTERNAL_EMOJIS
    | USE_APPLICATION_COMMANDS
    | MENTION_EVERYONE
    | SEND_POLLS
    | PIN_MESSAGES
)
_WITHOUT_SENDING = MENTION_EVERYONE | SEND_TTS_MESSAGES | ATTACH_FILES | EMBED_LINKS | SEND_POLLS


def is_exempt(guild: Guild, member: Member) -> bool:
    """Whether nothing is denied to this member: the owner and administrators."""
    return guild.owner_id == member.id or bool(_granted(guild, member) & ADMINISTRATOR)


def in_guild(guild: Guild, member: Member, now: datetime) -> int:
    """The member's bits before any channel's overwrites."""
    granted = _granted(guild, member)
    if guild.owner_id == member.id or granted & ADMINISTRATOR:
        return ALL
    if is_timed_out(member, now):
        granted &= TIMED_OUT
    return granted


def is_timed_out(member: Member, now: datetime) -> bool:
    return member.timed_out_until is not None and member.timed_out_until > now


def in_channel(guild: Guild, member: Member, channel: Channel, now: datetime) -> int:
    """The member's bits in a channel; in a thread they are its parent's."""
    granted = _granted(guild, member)
    if guild.owner_id == member.id or granted & ADMINISTRATOR:
        return ALL
    place = channel
    if channel.thread is not None and channel.parent_id is not None:
        place = guild.channels[channel.parent_id]
    granted = _overwritten(granted, guild, member, place)
    if not granted & VIEW_CHANNEL:
        return 0
    if is_timed_out(member, now):
        return granted & TIMED_OUT
    sending = SEND_MESSAGES_IN_THREADS if channel.thread is not None else SEND_MESSAGES
    if not granted & sending:
        granted &= ~_WITHOUT_SENDING
    return granted


def sees(guild: Guild, member: Member, channel: Channel, now: datetime) -> bool:
    """Whether the channel exists for the member; a private thread only for those in it."""
    bits = in_channel(guild, member, channel, now)
    if not bits & VIEW_CHANNEL:
        return False
    if channel.type == ChannelType.PRIVATE_THREAD and channel.thread is not None:
        return bool(bits & MANAGE_THREADS) or member.id in channel.thread.members
    return True


def may_send(guild: Guild, member: Member, channel: Channel, now: datetime) -> bool:
    bits = in_channel(guild, member, channel, now)
    wanted = SEND_MESSAGES_IN_THREADS if channel.thread is not None else SEND_MESSAGES
    return bool(bits & wanted)


def require_in_guild(guild: Guild, member: Member, wanted: int, now: datetime) -> None:
    """Refuse with 50013 unless the member has every wanted bit."""
    if wanted & ~in_guild(guild, member, now):
        raise errors.missing_permissions()


def require(guild: Guild, member: Member, channel: Channel, wanted: int, now: datetime) -> int:
    """The member's bits in the channel.

    Raises:
        ApiError: 50001 when the channel cannot be seen, 50013 when a wanted bit is missing.
    """
    if not sees(guild, member, channel, now):
        raise errors.missing_access()
    bits = in_channel(guild, member, channel, now)
    if wanted & ~bits:
        raise errors.missing_permissions()
    return bits


def top_role(guild: Guild, member: Member) -> Role:
    """The member's highest role; @everyone when there is no other."""
    roles = (guild.roles[role_id] for role_id in member.role_ids)
    return max(roles, key=lambda role: role.rank, default=guild.everyone)


def outranks_role(guild: Guild, member: Member, role: Role) -> bool:
    return guild.owner_id == member.id or top_role(guild, member).rank > role.rank


def outranks(guild: Guild, member: Member, other: Member) -> bool:
    """Whether the member may kick, ban, rename or time out the other."""
    if guild.owner_id == member.id:
        return True
    if guild.owner_id == other.id:
        return False
    return top_role(guild, member).rank > top_role(guild, other).rank


def require_assignable(guild: Guild, member: Member, role: Role) -> None:
    """Refuse roles that nobody may hand out (50028) and those not below one's own (50013)."""
    if role.id == guild.id:
        raise errors.refused(50028)
    if role.managed or not outranks_role(guild, member, role):
        raise errors.missing_permissions()


def everyone_may_write(guild: Guild, channel: Channel) -> bool:
    """Whether a member without roles can see the channel and write (or post) in it."""
    granted = guild.everyone.permissions
    overwrite = channel.overwrites.get(guild.id)
    if overwrite is not None:
        granted = granted & ~overwrite.deny | overwrite.allow
    return bool(granted & VIEW_CHANNEL and granted & SEND_MESSAGES)


def is_forum(channel: Channel) -> bool:
    return channel.type in FORUM_TYPES


def _granted(guild: Guild, member: Member) -> int:
    roles = guild.roles
    granted = roles[guild.id].permissions
    for role_id in member.role_ids:
        granted |= roles[role_id].permissions
    return granted


def _overwritten(granted: int, guild: Guild, member: Member, channel: Channel) -> int:
    overwrites = channel.overwrites
    if not overwrites:
        return granted
    everyone = overwrites.get(guild.id)
    if everyone is not None:
        granted = granted & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role_id in member.role_ids:
        overwrite = overwrites.get(role_id)
        if overwrite is not None and overwrite.kind == 0:
            allow |= overwrite.allow
            deny |= overwrite.deny
    granted = granted & ~deny | allow
    own = overwrites.get(member.id)
    if own is not None and own.kind == 1:
        granted = granted & ~own.deny | own.allow
    return granted
