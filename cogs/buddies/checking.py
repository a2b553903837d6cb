"""What buddies need in a server."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import ArchiveThread, OpenThread, needed
from bot.checks import Found, need_channel
from bot.client import Tenet
from bot.settings import WELCOME_CHANNEL, GuildSettings

NEEDS = needed(OpenThread, ArchiveThread)


async def look(
    bot: Tenet, guild: discord.Guild, settings: GuildSettings, session: AsyncSession
) -> Iterable[Found]:
    """Two who are introduced meet in a thread below the welcome channel."""
    return need_channel(settings, WELCOME_CHANNEL, NEEDS)
