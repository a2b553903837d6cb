"""What may be concluded from the reactions that stand under a post after an absence."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.pledges.models import (
    PledgeErasure,
    PledgePost,
    PledgeReaction,
    PostState,
)

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
    session: AsyncSession, guild_id: int, user_ids: Collection[int]
) -> frozenset[int]:
    """Those who had their pledges erased: what stood then is never taken for a pledge again."""
    digests = {digest(guild_id, user_id): user_id for user_id in user_ids}
    rows = await session.scalars(
        select(PledgeErasure.member_digest).where(
            PledgeErasure.guild_id == guild_id, PledgeErasure.member_digest.in_(digests)
        )
    )
    return frozenset(digests[member_digest] for member_digest in rows)


def digest(guild_id: int, user_id: int) -> str:
    """What is kept of a member who wants nothing kept: enough to recognise a reaction of theirs."""
    named = f"{guild_id}:{user_id}".encode()
    return hashlib.blake2b(named, digest_size=16).hexdigest()
