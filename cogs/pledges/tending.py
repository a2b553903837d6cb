"""What a comparison does about a post besides its pledges: its place, and what is under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import discord

from bot.actions import ClearEmoji, missing_permissions
from bot.places import find_channel
from bot.settings import Place
from cogs.pledges.service import PostState, posts
from cogs.pledges.service.posts import Post

if TYPE_CHECKING:
    from bot.client import Tenet


async def place(bot: Tenet, guild: discord.Guild, post: Post) -> None:
    """A post that waits: its channel may be there by now, or may be ours to write in.

    Discord tells nothing of archived threads, so one that is known by its id is tried.
    """
    channel = find_channel(guild, Place(post.channel_id, post.channel_name))
    channel_id = post.channel_id if channel is None else channel.id
    async with bot.db.begin() as session:
        await posts.place_post(session, post.id, channel_id, now=bot.clock.now())


async def remove_leftovers(bot: Tenet, guild_id: int) -> None:
    """Posts that were taken down where we could not reach them: perhaps we can by now."""
    async with bot.db.read() as session:
        taken_down = await posts.list_posts(session, guild_id, states=[PostState.REMOVED])
    if any(post.message_id is not None for post in taken_down):
        async with bot.db.begin() as session:
            await posts.ask_removals(session, guild_id, now=bot.clock.now())


def sleeps(bot: Tenet, post: Post) -> bool:
    """Whether a post stands in an archived thread: nothing can be changed there.

    Discord tells of archived threads only when they are woken, so to us they are not there.
    """
    guild = bot.get_guild(post.guild_id)
    if guild is None or post.channel_id is None:
        return True
    return guild.get_channel_or_thread(post.channel_id) is None


async def tidy(bot: Tenet, post: Post, standing: Iterable[Mapping[str, Any]]) -> int:
    """Have reactions that stand for no value removed: ours, and where it is wanted, others'.

    Args:
        standing: `reactions` of the message, as Discord gives them.

    Returns:
        For how many emojis something is asked of Discord.
    """
    if sleeps(bot, post):
        return 0
    shown = [(_written(reaction["emoji"]), bool(reaction["me"])) for reaction in standing]
    clearing = ClearEmoji(post.channel_id or 0, post.message_id or 0, "")
    async with bot.db.read() as session:
        strange = await posts.find_strangers(
            session,
            post,
            shown,
            may_clear=not missing_permissions(bot, post.guild_id, clearing),
        )
    if not strange:
        return 0
    async with bot.db.begin() as session:
        return await posts.ask_tidying(session, post, strange, now=bot.clock.now())


def _written(emoji: Mapping[str, Any]) -> str:
    """An emoji as a charter would have it."""
    return f"<:{emoji['name']}:{emoji['id']}>" if emoji.get("id") else str(emoji["name"])
