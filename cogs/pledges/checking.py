"""What pledges need in a server, and what stands in their way."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import ClearEmoji, Edit, Post, React, needed
from bot.checks import Found, Need, Problem, lacks
from bot.client import Tenet
from bot.granting import NO_PERMISSION
from bot.settings import GuildSettings, Place
from cogs.charter import service as charter
from cogs.pledges.granting import problem
from cogs.pledges.models import PostState
from cogs.pledges.service import posts, roles

NEEDS = needed(Post, Edit, React)


async def look(
    bot: Tenet, guild: discord.Guild, settings: GuildSettings, session: AsyncSession
) -> Iterable[Found]:
    """The channels in which posts stand, the roles of pledges, and whether there is a post."""
    found: list[Found] = []
    up = await posts.list_posts(session, guild.id, states=(PostState.LIVE, PostState.WAITING))
    for post in up:
        if post.channel_id is None:
            continue
        found.append(Need(NEEDS, Place(post.channel_id)))
        channel = guild.get_channel_or_thread(post.channel_id)
        clears = settings.get(posts.OTHERS)
        if clears and channel is not None and lacks(guild, channel, needed(ClearEmoji)):
            found.append(
                Problem(
                    f"{posts.CLEAR}:{post.channel_id}",
                    posts.CANNOT_CLEAR,
                    arguments={"channel": f"<#{post.channel_id}>"},
                )
            )
    values = await charter.list_values(session, guild.id)
    if values and not up:
        found.append(
            Problem(
                "pledges.post",
                "check-value-without-post",
                "check-value-without-post-fix",
                {"count": len(values)},
                is_hint=True,
            )
        )
    return [*found, *_roles(guild, settings)]


def _roles(guild: discord.Guild, settings: GuildSettings) -> Iterable[Found]:
    chosen = dict.fromkeys(roles.chosen(settings).values())
    if chosen:
        yield Need(("manage_roles",))
    for place in chosen:
        wrong = problem(guild, place)
        if wrong is not None and wrong.key != NO_PERMISSION:
            yield Problem(roles.about(place), f"pledges-{wrong.key}", arguments=wrong.arguments)
