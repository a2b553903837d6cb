"""Whether there is a charter, and whether its post can be kept."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Edit, Pin, Post, needed
from bot.checks import Found, Need, Problem, lacks
from bot.client import Tenet
from bot.settings import GuildSettings, Place
from cogs.charter import service
from cogs.charter.models import PostState
from cogs.charter.service import posts


async def look(
    bot: Tenet, guild: discord.Guild, settings: GuildSettings, session: AsyncSession
) -> Iterable[Found]:
    """The values, and the post that shows them."""
    found: list[Found] = []
    if not await service.list_values(session, guild.id):
        found.append(Problem(service.EMPTY, "check-charter-empty", "check-charter-empty-fix"))
    post = await posts.find(session, guild.id)
    if post is None or post.state is PostState.GONE or post.channel_id is None:
        return found
    found.append(Need(needed(Post, Edit), Place(post.channel_id)))
    channel = guild.get_channel_or_thread(post.channel_id)
    missing = [] if channel is None else lacks(guild, channel, needed(Pin))
    if missing:
        # It stands all the same; the capability tells of it in the same words.
        arguments = {"channel": f"<#{post.channel_id}>", "missing": ", ".join(missing)}
        found.append(Problem(posts.NOT_PINNED, "charter-notice-not-pinned", arguments=arguments))
    return found
