"""Who may configure: those who may manage the server, and those with the steward role."""

from __future__ import annotations

import discord

from bot.errors import MemberError
from bot.interactions import Interaction, guild_id_of
from bot.places import find_role
from bot.presence import find_members
from bot.settings import STEWARD_ROLE, GuildSettings


class NotASteward(MemberError):
    """The act is for stewards."""

    key = "error-not-a-steward"


async def require_steward(interaction: Interaction) -> None:
    """Let only stewards pass; what Discord's command permissions say can be overridden by a server.

    Raises:
        NotASteward: The actor may not manage the server and has not the steward role.
        NotInServer: It happened in a DM.
    """
    settings = await interaction.client.settings.of(guild_id_of(interaction))
    if interaction.permissions.manage_guild:
        return
    place = settings.place(STEWARD_ROLE)
    role = None if interaction.guild is None else find_role(interaction.guild, place)
    if (
        role is not None
        and isinstance(interaction.user, discord.Member)
        and interaction.user.get_role(role.id) is not None
    ):
        return
    raise NotASteward


async def require_steward_in(interaction: Interaction, guild_id: int) -> None:
    """`require_steward`, for what may also be pressed in a DM.

    Raises:
        NotASteward: The actor may not configure that server.
    """
    if interaction.guild_id == guild_id:
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
    role = find_role(guild, settings.place(STEWARD_ROLE))
    return member.guild_permissions.manage_guild or (
        role is not None and member.get_role(role.id) is not None
    )
