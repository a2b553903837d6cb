"""Members: joining, changing, leaving, being banned."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Any

from bot.simulator import intents, permissions
from bot.simulator.payloads import guilds as guild_payloads
from bot.simulator.payloads import people
from bot.simulator.world import messages, visibility
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Ban, Guild, Json, Member, MessageType, User
from bot.simulator.world.world import World

DID_REJOIN = 1 << 0
COMPLETED_ONBOARDING = 1 << 1
STARTED_ONBOARDING = 1 << 3
SUPPRESS_JOIN_NOTICES = 1 << 0


def join(
    world: World,
    guild: Guild,
    user: User,
    *,
    pending: bool = False,
    role_ids: Iterable[int] = (),
    flags: int = 0,
) -> Member:
    """Make the user a member; a bot is told of the whole guild, the others of the member.

    A system message welcomes them where the guild has a channel for it.
    """
    member = Member(
        user=user,
        guild_id=guild.id,
        joined_at=world.now(),
        pending=pending,
        role_ids=set(role_ids),
        flags=flags,
    )
    guild.members[user.id] = member
    insort(guild.member_ids, user.id)
    user.guild_ids.add(guild.id)
    if user.id in world.applications:
        guild.bot_ids.add(user.id)
        world.emit(
            Dispatch(
                "GUILD_CREATE",
                dict,
                intents.GUILDS,
                guild_id=guild.id,
                bot_ids=frozenset({user.id}),
                variant=lambda bot_id: guild_payloads.guild_create(
                    world, guild, bot_id, presences=False
                ),
            )
        )
    world.emit(
        Dispatch(
            "GUILD_MEMBER_ADD",
            lambda: {**people.member(member), "guild_id": str(guild.id)},
            intents.GUILD_MEMBERS,
            guild_id=guild.id,
        )
    )
    _announce(world, guild, member)
    return member


def update(world: World, guild: Guild, member: Member, **changes: Any) -> None:
    """Change a member (`nick`, `role_ids`, `pending`, `flags`, `timed_out_until`, …)."""
    bots_roles = "role_ids" in changes and member.id in guild.bot_ids
    before = visibility.snapshot(world, guild) if bots_roles else None
    for name, value in changes.items():
        setattr(member, name, value)
    world.emit(
        Dispatch(
            "GUILD_MEMBER_UPDATE",
            lambda: {**people.member(member), "guild_id": str(guild.id)},
            intents.GUILD_MEMBERS,
            guild_id=guild.id,
            concerns_id=member.id,
        )
    )
    if before is not None:
        visibility.announce(world, guild, before)


def add_role(world: World, guild: Guild, member: Member, role_id: int) -> bool:
    """Whether the member did not have the role before."""
    if role_id in member.role_ids:
        return False
    update(world, guild, member, role_ids=member.role_ids | {role_id})
    return True


def remove_role(world: World, guild: Guild, member: Member, role_id: int) -> bool:
    """Whether the member had the role before."""
    if role_id not in member.role_ids:
        return False
    update(world, guild, member, role_ids=member.role_ids - {role_id})
    return True


def leave(world: World, guild: Guild, user_id: int) -> None:
    """Take the user out of the guild and its threads; a bot is told that the guild is gone."""
    member = guild.members.pop(user_id)
    del guild.member_ids[bisect_left(guild.member_ids, user_id)]
    member.user.guild_ids.discard(guild.id)
    for channel in guild.threads.values():
        if channel.thread is not None:
            channel.thread.members.pop(user_id, None)
    for event in guild.events.values():
        if user_id in event.subscriber_ids:
            event.subscriber_ids.remove(user_id)
    world.emit(
        Dispatch(
            "GUILD_MEMBER_REMOVE",
            lambda: {"guild_id": str(guild.id), "user": people.user(member.user)},
            intents.GUILD_MEMBERS,
            guild_id=guild.id,
        )
    )
    if user_id in guild.bot_ids:
        gone: Json = {"id": str(guild.id)}
        world.emit(
            Dispatch(
                "GUILD_DELETE",
                lambda: gone,
                intents.GUILDS,
                guild_id=guild.id,
                bot_ids=frozenset({user_id}),
            )
        )
        guild.bot_ids.discard(user_id)


def ban(world: World, guild: Guild, user: User, *, reason: str | None = None) -> None:
    guild.bans[user.id] = Ban(user_id=user.id, reason=reason)
    if user.id in guild.members:
        leave(world, guild, user.id)
    _emit_ban(world, guild, user, "GUILD_BAN_ADD")


def unban(world: World, guild: Guild, user: User) -> None:
    del guild.bans[user.id]
    _emit_ban(world, guild, user, "GUILD_BAN_REMOVE")


def _emit_ban(world: World, guild: Guild, user: User, name: str) -> None:
    world.emit(
        Dispatch(
            name,
            lambda: {"guild_id": str(guild.id), "user": people.user(user)},
            intents.GUILD_MODERATION,
            guild_id=guild.id,
            permission=permissions.BAN_MEMBERS,
        )
    )


def _announce(world: World, guild: Guild, member: Member) -> None:
    channel = guild.channels.get(guild.system_channel_id or 0)
    if channel is None or guild.system_channel_flags & SUPPRESS_JOIN_NOTICES:
        return
    draft = messages.Draft(author_id=member.id, type=MessageType.USER_JOIN)
    messages.create(world, channel, draft)
