"""Direct messages about an initiative are for those who are in its server."""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.interactions import Interaction
from bot.presence import require_member
from cogs.initiatives import service

_FOUND = "member of the initiative's server"


async def require_belonging(interaction: Interaction, ids: Mapping[str, int]) -> None:
    """Let nobody do or read anything about an initiative of a server that they are not in.

    Raises:
        NotAMember: They have left it, or never were there.
    """
    initiative_id = ids.get("initiative_id")
    if interaction.guild_id is not None or initiative_id is None:
        return
    async with interaction.client.db.read() as session:
        guild_id = await service.find_guild(session, initiative_id)
    if guild_id is not None:  # else there is none, and the handler says so
        interaction.extras[_FOUND] = await require_member(
            interaction.client, guild_id, interaction.user.id
        )


def found_member(interaction: Interaction) -> discord.Member:
    """Whom `require_belonging` has found."""
    found: discord.Member = interaction.extras[_FOUND]
    return found
