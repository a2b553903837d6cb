"""Who may configure: those who may manage the server, and those with the steward role."""

from __future__ import annotations

import discord

from bot.errors import MemberError
from bot.interactions import Interaction, guild_id_of
from bot.places import find_role
from bot.settings import STEWARD_ROLE


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
