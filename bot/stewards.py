"""Who may configure: those who may manage the server, and those with a steward role."""

from __future__ import annotations

from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.errors import MemberError
from bot.interactions import Interaction, guild_id_of
from bot.places import find_roles
from bot.presence import find_members
from bot.settings import STEWARD_ROLES, GuildSettings

Subcommand = TypeVar("Subcommand", bound=app_commands.Command[Any, ..., Any])

_FOR_STEWARDS = "for stewards"


class NotASteward(MemberError):
    """The act is for stewards."""

    key = "error-not-a-steward"


def for_stewards(command: Subcommand) -> Subcommand:
    """Let nobody else run a command of a group that everybody sees; its handler asks as well."""
    command.extras[_FOR_STEWARDS] = True
    return command


def is_for_stewards(command: object) -> bool:
    """Whether a command, or the whole group it is in, is for stewards."""
    if not isinstance(command, app_commands.Command):
        return False
    top = command.root_parent or command
    return _FOR_STEWARDS in command.extras or top.default_permissions is not None


async def require_steward(interaction: Interaction) -> None:
    """Let only stewards pass; what Discord's command permissions say can be overridden by a server.

    Raises:
        NotASteward: The actor may not manage the server and has no steward role.
        NotInServer: It happened in a DM.
    """
    settings = await interaction.client.settings.of(guild_id_of(interaction))
    if interaction.permissions.manage_guild:
        return
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member):
        raise NotASteward
    if not _has_role(guild, member, settings):
        raise NotASteward


async def require_steward_in(interaction: Interaction, guild_id: int | None) -> None:
    """`require_steward`, for what may also be pressed in a DM.

    Raises:
        NotASteward: The actor may not configure that server.
        NotInServer: It is about no server.
    """
    if guild_id is None or interaction.guild_id == guild_id:
        await require_steward(interaction)
        return
    bot = interaction.client
    guild = bot.get_guild(guild_id)
    settings = await bot.settings.of(guild_id)
    if guild is None or not await is_steward(guild, interaction.user.id, settings):
        raise NotASteward


async def is_steward(guild: discord.Guild, user_id: int, settings: GuildSettings) -> bool:
    """Whether somebody may configure a server, by what Discord says of them now."""
    member = (await find_members(guild, [user_id])).get(user_id)
    if member is None:
        return False
    return member.guild_permissions.manage_guild or _has_role(guild, member, settings)


def _has_role(guild: discord.Guild, member: discord.Member, settings: GuildSettings) -> bool:
    roles = find_roles(guild, settings.places(STEWARD_ROLES))
    return any(member.get_role(role.id) is not None for role in roles)
