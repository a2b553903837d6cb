"""What may be concluded from the reactions that stand under a post after an absence."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.pledges.models import (
    PledgeErasure,
    PledgePost,
    PledgeReaction,
    PostState,
)

if TYPE_CHECKING:
    from cogs.pledges.service.posts import Post

FEWEST_FOR_DOUBT = 4
"""Of fewer reactions, half may well be taken back by their members in one night."""


def is_doubtful(known: int, vanished: int, *, ours_stands: bool) -> bool:
    """Whether reactions that vanished did so by no act of their members.

    Args:
        known: How many with that emoji were known to stand.
        vanished: How many of those are gone.
        ours_stands: Whether our own reaction is there. It goes when a moderator clears an emoji,
            and then nobody else's absence means anything.
    """
    too_many = known >= FEWEST_FOR_DOUBT and 2 * vanished > known
    return vanished > 0 and (not ours_stands or too_many)


async def known_emojis(session: AsyncSession, post_id: int) -> dict[str, int]:
    """The emojis with which reactions are known to stand under a post, and how many."""
    rows = await session.execute(
        select(PledgeReaction.emoji, func.count())
        .where(PledgeReaction.post_id == post_id)
        .group_by(PledgeReaction.emoji)
    )
    return dict(rows.all())


async def known_between(
    session: AsyncSession, post_id: int, emoji: str, *, after: int, upto: int | None
) -> set[int]:
    """The members known to have reacted with an emoji, of a range of ids.

    Args:
        upto: None: all above `after`.
    """
    query = select(PledgeReaction.user_id).where(
        PledgeReaction.post_id == post_id,
        PledgeReaction.emoji == emoji,
        PledgeReaction.user_id > after,
    )
    if upto is not None:
        query = query.where(PledgeReaction.user_id <= upto)
    return set(await session.scalars(query))


async def still_stands(session: AsyncSession, post_id: int, message_id: int) -> bool:
    """Whether a post is live and in that message, so that what was read there still matters."""
    found = await session.scalar(
        select(PledgePost.id).where(
            PledgePost.id == post_id,
            PledgePost.message_id == message_id,
            PledgePost.state == PostState.LIVE,
        )
    )
    return found is not None


async def erased_among(
    session: AsyncSession, post: Post, marks: Collection[tuple[str, int]]
) -> frozenset[tuple[str, int]]:
    """Reactions whose members had their pledges erased: they are never taken for pledges again.

    Args:
        marks: Each an emoji and who reacted with it.
    """
    digests = {digest(post.guild_id, user_id): user_id for _, user_id in marks}
    rows = await session.execute(
        select(PledgeErasure.emoji, PledgeErasure.member_digest).where(
            PledgeErasure.post_id == post.id, PledgeErasure.member_digest.in_(digests)
        )
    )
    return frozenset((row.emoji, digests[row.member_digest]) for row in rows).intersection(marks)


async def erased_under(session: AsyncSession, post_id: int, emoji: str) -> frozenset[str]:
    """The digests of those who had a reaction with an emoji erased, as far as it still stood."""
    return frozenset(
        await session.scalars(
            select(PledgeErasure.member_digest).where(
                PledgeErasure.post_id == post_id, PledgeErasure.emoji == emoji
            )
        )
    )


async def end_erasures(session: AsyncSession, taken_away: Collection[tuple[int, str, str]]) -> None:
    """Erased reactions are gone, so that nothing need be remembered of them.

    Args:
        taken_away: Posts, emojis and digests.
    """
    keys = (PledgeErasure.post_id, PledgeErasure.emoji, PledgeErasure.member_digest)
    await session.execute(delete(PledgeErasure).where(tuple_(*keys).in_(taken_away)))


async def forget_standing(session: AsyncSession, post_id: int, emoji: str | None = None) -> None:
    """Nobody's reaction stands any more, under a post or with one emoji."""
    for table in (PledgeReaction, PledgeErasure):
        statement = delete(table).where(table.post_id == post_id)
        if emoji is not None:
            statement = statement.where(table.emoji == emoji)
        await session.execute(statement)


def digest(guild_id: int, user_id: int) -> str:
    """What is kept of a member who wants nothing kept: enough to recognise a reaction of theirs."""
    named = f"{guild_id}:{user_id}".encode()
    return hashlib.blake2b(named, digest_size=16).hexdigest()
