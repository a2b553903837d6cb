"""Which roles may be given to everybody who does something, and what giving them would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

POWERFUL = discord.Permissions(
    administrator=True,
    ban_members=True,
    deafen_members=True,
    kick_members=True,
    manage_channels=True,
    manage_events=True,
    manage_expressions=True,
    manage_guild=True,
    manage_messages=True,
    manage_nicknames=True,
    manage_roles=True,
    manage_threads=True,
    manage_webhooks=True,
    mention_everyone=True,
    moderate_members=True,
    move_members=True,
    mute_members=True,
    view_audit_log=True,
    view_guild_insights=True,
)
"""What lets somebody act upon others or upon the server; nobody receives that for reading along."""

NO_PERMISSION = "role-no-permission"
"""We may manage no roles at all; that is one problem, however many roles there are to give."""

_CATEGORY = discord.ChannelType.category


@dataclass(frozen=True)
class Hindrance:
    """Why a role cannot be given, with the names that its sentence needs.

    Args:
        key: What a capability's own key for the sentence ends in, such as `role-above`.
    """

    key: str
    arguments: dict[str, str]


@dataclass(frozen=True)
class Opening:
    """Channels that a role opens and that not everybody sees."""

    role: discord.Role
    channels: tuple[discord.abc.GuildChannel, ...]


def hindrance(role: discord.Role) -> Hindrance | None:
    """What speaks against giving a role to everybody who does something.

    Beside what makes it impossible this is power: nobody receives that for having pressed a button.
    """
    if role.is_default():
        return Hindrance("role-everyone", {})
    if role.managed:
        return obstacle(role)
    return power(role) or obstacle(role)


def power(role: discord.Role) -> Hindrance | None:
    """What a role lets its holders do to others or to the server, if it does."""
    name = discord.utils.escape_markdown(role.name)
    powers = [power for power, held in role.permissions if held and getattr(POWERFUL, power)]
    if powers:
        listed = ", ".join(power.replace("_", " ") for power in powers[:5])
        return Hindrance("role-powerful", {"role": name, "permissions": listed})
    for channel in role.guild.channels:
        allowed, _ = channel.overwrites_for(role).pair()
        if allowed.value & POWERFUL.value:
            place = {"role": name, "channel": f"<#{channel.id}>"}
            return Hindrance("role-powerful-there", place)
    return None


def obstacle(role: discord.Role) -> Hindrance | None:
    """What makes it impossible for us to give or take a role, as far as the cache knows."""
    name, me = discord.utils.escape_markdown(role.name), role.guild.me
    if role.managed:
        return Hindrance("role-managed", {"role": name})
    if not me.guild_permissions.manage_roles:
        return Hindrance(NO_PERMISSION, {"role": name})
    if role >= me.top_role:
        mine = discord.utils.escape_markdown(me.top_role.name)
        return Hindrance("role-above", {"role": name, "mine": mine})
    return None


def openings(roles: Sequence[discord.Role]) -> list[Opening]:
    """Role by role, what it lets people see that not everybody does; only those that do."""
    found = []
    for role in roles:
        opened = tuple(channel for channel in role.guild.channels if _opens(role, channel))
        if opened:
            found.append(Opening(role, opened))
    return found


def is_only_way(role: discord.Role) -> bool:
    """Whether somebody without any role sees nothing of the server, and with this one something."""
    seen = [channel for channel in role.guild.channels if channel.type is not _CATEGORY]
    everyone = role.guild.default_role
    return any(_opens(role, channel) for channel in seen) and not any(
        channel.permissions_for(everyone).view_channel for channel in seen
    )


def out_of_sight(guild: discord.Guild) -> int:
    """How many channels we may not view; Discord does not tell us who may."""
    return sum(not channel.permissions_for(guild.me).view_channel for channel in guild.channels)


def _opens(role: discord.Role, channel: discord.abc.GuildChannel) -> bool:
    everyone = channel.permissions_for(role.guild.default_role)
    return not everyone.view_channel and channel.permissions_for(role).view_channel
