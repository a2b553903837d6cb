"""What may be concluded from the reactions that stand under a post after an absence."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Set
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.pledges.models import PledgeErasure, PledgeReaction

FEWEST_FOR_DOUBT = 4
"""Of fewer reactions, half may well be taken back by their members in one night."""


@dataclass(frozen=True)
class Finding:
    """The difference between what stands under a post and what was known to stand there."""

    appeared: frozenset[int]
    vanished: frozenset[int]
    forgiven: bool
    """Whether what vanished is no act of its members, so that their pledges stay."""


def find(known: Set[int], seen: Set[int], *, ours_stands: bool) -> Finding:
    """Compare the members known to have reacted with those whose reactions are there.

    Args:
        ours_stands: Whether our own reaction is there. It goes when a moderator clears an emoji,
            and then nobody else's absence means anything.
    """
    vanished = frozenset(known - seen)
    too_many = len(known) >= FEWEST_FOR_DOUBT and 2 * len(vanished) > len(known)
    return Finding(
        appeared=frozenset(seen - known),
        vanished=vanished,
        forgiven=bool(vanished) and (not ours_stands or too_many),
    )


async def known_reactions(session: AsyncSession, post_id: int, emoji: str) -> set[int]:
    """The members whose reaction with an emoji is known to stand under a post."""
    rows = await session.scalars(
        select(PledgeReaction.user_id).where(
            PledgeReaction.post_id == post_id, PledgeReaction.emoji == emoji
        )
    )
    return set(rows)


async def without_erased(
    session: AsyncSession, guild_id: int, user_ids: Collection[int]
) -> list[int]:
    """Leave out those who had their pledges erased: that is never undone for them."""
    rows = await session.scalars(
        select(PledgeErasure.member_digest).where(PledgeErasure.guild_id == guild_id)
    )
    erased = set(rows)
    if not erased:
        return sorted(user_ids)
    return sorted(user_id for user_id in user_ids if digest(guild_id, user_id) not in erased)


def digest(guild_id: int, user_id: int) -> str:
    """What is kept of a member who wants nothing kept: enough to recognise a reaction of theirs."""
    named = f"{guild_id}:{user_id}".encode()
    return hashlib.blake2b(named, digest_size=16).hexdigest()
