"""Reactions under a post that stand for no value: ours go, other people's only where wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices, settings
from cogs.charter import service as charter
from cogs.pledges.service.emojis import base_of, by_emoji, key_of, spelled
from cogs.pledges.service.posts.asking import (
    CLEAR,
    REACT,
    ask_clearing,
    ask_reactions,
    ask_unreacting,
)
from cogs.pledges.service.posts.reading import OTHERS, Post, find_post

CANNOT_CLEAR = "pledges-notice-cannot-clear"
"""The notice that we are to remove other reactions and may not."""


@dataclass(frozen=True)
class Strangers:
    """Emojis under a post that stand for no value.

    Args:
        cleared: Everybody's reactions with these go.
        ours: Of these, only our own goes.
    """

    cleared: Sequence[str]
    ours: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.cleared or self.ours)


async def find_strangers(
    session: AsyncSession, post: Post, standing: Iterable[tuple[str, bool]], *, may_clear: bool
) -> Strangers:
    """What stands under a post and is to go.

    Args:
        standing: Each emoji there, as the charter would have it, and whether we are among those
            who reacted.
        may_clear: Whether the server's permissions let us remove other people's reactions.
    """
    values = await charter.list_values(session, post.guild_id)
    meant, marked = by_emoji(values), {spelled(value.emoji) for value in values}
    shown = list(standing)
    cleared: list[str] = []
    if may_clear and (await settings.read(session, post.guild_id)).get(OTHERS):
        cleared = [emoji for emoji, _ in shown if base_of(key_of(emoji)) not in meant]
    ours = [
        emoji
        for emoji, is_ours in shown
        if is_ours and emoji not in cleared and spelled(emoji) not in marked
    ]
    return Strangers(cleared, ours)


async def ask_tidying(
    session: AsyncSession, post: Post, strangers: Strangers, *, now: datetime
) -> int:
    """Have what was found to stand for nothing removed.

    Returns:
        For how many emojis something is asked of Discord.
    """
    await ask_clearing(session, post.guild_id, post.id, strangers.cleared, now=now)
    await ask_unreacting(session, post.guild_id, post.id, strangers.ours, now=now)
    return len(strangers.cleared) + len(strangers.ours)


async def note_strange(
    session: AsyncSession, strange: Iterable[tuple[int, int, str]], *, now: datetime
) -> None:
    """Have reactions of others that stand for no value removed where the server wants that.

    Args:
        strange: Servers, posts and emojis, each as the charter would have it or a custom one's id.
    """
    by_post: dict[tuple[int, int], set[str]] = {}
    for guild_id, post_id, emoji in strange:
        by_post.setdefault((guild_id, post_id), set()).add(emoji)
    for (guild_id, post_id), emojis in by_post.items():
        if (await settings.read(session, guild_id)).get(OTHERS):
            await ask_clearing(session, guild_id, post_id, sorted(emojis), now=now)


async def allow_others(
    session: AsyncSession, guild_id: int, allowed: bool, *, actor_id: int, now: datetime
) -> None:
    """Choose whether reactions that stand for no value may stay under the posts of a server."""
    await settings.change(session, guild_id, OTHERS, not allowed, actor_id=actor_id, now=now)


async def tell_may_not_clear(session: AsyncSession, post: Post, *, now: datetime) -> None:
    """We are to remove other reactions and may not: stewards are told once, until it works."""
    await notices.open_notice(
        session,
        f"{CLEAR}:{post.channel_id}",
        guild_id=post.guild_id,
        text_key=CANNOT_CLEAR,
        now=now,
        channel=f"<#{post.channel_id}>",
    )


async def tell_full(session: AsyncSession, post_id: int, *, now: datetime) -> None:
    """There is no room under a post for all our reactions: stewards are told once, until it works.

    The notice is closed when our reactions get through (`note_done`).
    """
    post = await find_post(session, post_id)
    if post is not None:
        await notices.open_notice(
            session,
            f"{REACT}:{post.channel_id}",
            guild_id=post.guild_id,
            text_key="pledges-notice-full",
            now=now,
            channel=f"<#{post.channel_id}>",
        )


async def make_use_of_room(session: AsyncSession, post_id: int, *, now: datetime) -> None:
    """An emoji has gone from under a post: if ours found no room before, they are tried again."""
    post = await find_post(session, post_id)
    if post is None:
        return
    if f"{REACT}:{post.channel_id}" in await notices.list_open(session, post.guild_id):
        await ask_reactions(session, [(post.guild_id, post.id)], now=now)
