"""What is asked of Discord about pledge posts: each wish is a delivery, worded when it is sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from cogs.charter import service as charter
from cogs.pledges.models import PledgePost, PostState
from cogs.pledges.service.emojis import key_of
from cogs.pledges.service.posts.reading import list_posts

POST = "pledges.post"
RENEW = "pledges.renew"
"""An edit that a steward waits for: should the message be gone, it is posted again."""
BOARD = "pledges.board"
"""An edit that brings the figures up to date."""
REACT = "pledges.react"
UNREACT = "pledges.unreact"
"""Our own reaction goes that stands for no value any more."""
CLEAR = "pledges.clear"
"""Everybody's reactions with an emoji go that stands for no value."""
REMOVE = "pledges.remove"
"""A steward took the post down, and its message goes."""


async def ask(session: AsyncSession, kind: str, row: PledgePost, *, now: datetime) -> None:
    """Have a post put up, renewed or edited, soon: somebody waits for it."""
    await deliveries.enqueue(
        session,
        kind,
        guild_id=row.guild_id,
        key=f"{kind}:{row.id}",
        payload={"post_id": row.id},
        now=now,
        priority=3,
    )


async def ask_boards(session: AsyncSession, guild_ids: Collection[int], *, now: datetime) -> None:
    """Have the figures brought up to date on every post of these servers."""
    if not guild_ids:
        return
    rows = await session.execute(
        select(PledgePost.guild_id, PledgePost.id).where(
            PledgePost.guild_id.in_(guild_ids), PledgePost.state == PostState.LIVE
        )
    )
    await deliveries.enqueue_many(
        session,
        BOARD,
        [(guild_id, f"{BOARD}:{post_id}", {"post_id": post_id}) for guild_id, post_id in rows],
        now=now,
        priority=7,
    )


async def ask_reactions(
    session: AsyncSession, posts: Sequence[tuple[int, int]], *, now: datetime
) -> None:
    """Have our own reactions put (back) under posts, given as `(guild_id, post_id)`."""
    await deliveries.enqueue_many(
        session,
        REACT,
        [(guild_id, f"{REACT}:{post_id}", {"post_id": post_id}) for guild_id, post_id in posts],
        now=now,
    )


async def ask_reaction_each(
    session: AsyncSession, guild_id: int, post_id: int, *, now: datetime
) -> None:
    """Have our reactions put under a post one by one, so that a bad one stops no other."""
    await deliveries.enqueue_many(
        session,
        REACT,
        [
            (
                guild_id,
                f"{REACT}:{post_id}:{value.id}",
                {"post_id": post_id, "value_id": value.id},
            )
            for value in await charter.list_values(session, guild_id)
        ],
        now=now,
    )


async def ask_unreactions(
    session: AsyncSession, guild_id: int, emojis: Collection[str], *, now: datetime
) -> None:
    """Have our own reactions with these emojis taken away under every post of a server.

    Args:
        emojis: As the charter has them. One that stands for a value when its turn comes stays.
    """
    for post in await list_posts(session, guild_id, states=[PostState.LIVE]):
        await _ask_by_emoji(session, UNREACT, guild_id, post.id, emojis, now=now)


async def ask_clearing(
    session: AsyncSession, guild_id: int, post_id: int, emojis: Collection[str], *, now: datetime
) -> None:
    """Have everybody's reactions with these emojis taken away under one post.

    Args:
        emojis: Each as the charter would have it, or a custom one's id. One that stands for a
            value when its turn comes stays.
    """
    await _ask_by_emoji(session, CLEAR, guild_id, post_id, emojis, now=now)


async def ask_unreacting(
    session: AsyncSession, guild_id: int, post_id: int, emojis: Collection[str], *, now: datetime
) -> None:
    """Have our own reactions with these emojis taken away under one post."""
    await _ask_by_emoji(session, UNREACT, guild_id, post_id, emojis, now=now)


async def _ask_by_emoji(
    session: AsyncSession,
    kind: str,
    guild_id: int,
    post_id: int,
    emojis: Collection[str],
    *,
    now: datetime,
) -> None:
    await deliveries.enqueue_many(
        session,
        kind,
        [
            (guild_id, f"{kind}:{post_id}:{key_of(emoji)}", {"post_id": post_id, "emoji": emoji})
            for emoji in emojis
        ],
        now=now,
        priority=6,
    )
