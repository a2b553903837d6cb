"""What initiatives need in a server: a channel for their cards, and the events of Discord."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Edit, MirrorEvent, Post, StartThread, needed
from bot.checks import Found, Problem, need_channel
from bot.client import Tenet
from bot.invite import POLLS
from bot.settings import INITIATIVES_CHANNEL, GuildSettings
from cogs.initiatives.service import mirroring
from cogs.initiatives.service.configuring import Rules

CARDS = (*needed(Post, Edit), POLLS)
"""Where no date is named, members vote on one."""


async def look(
    bot: Tenet, guild: discord.Guild, settings: GuildSettings, session: AsyncSession
) -> Iterable[Found]:
    """The channel for cards, and what they bring along on this server."""
    rules = Rules.of(settings)
    threads = needed(StartThread) if rules.threads else ()
    found = need_channel(settings, INITIATIVES_CHANNEL, (*CARDS, *threads))
    (permission,) = needed(MirrorEvent)
    if rules.events and not getattr(guild.me.guild_permissions, permission):
        found.append(Problem(mirroring.ABOUT_DENIED, mirroring.EVENTS_DENIED))
    return found
