"""Who is written to because words changed that they had pledged to: once, about all of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import String, cast, exists, func, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from bot.deliveries import Delivery, Lane, State
from bot.models import Guild, MemberKey
from bot.sharding import ALL_SHARDS, Shards
from cogs.pledges.models import Pledge, PledgeState, Reaffirmation

DIGEST = "pledges.digest"
"""Kind of delivery: one message about every value that was reworded."""

PRIORITY = 8

SETTLED = timedelta(minutes=30)
"""So long nothing more must have changed for a member: what is published in a row is one message,
and a slip of the pen that is mended at once is none."""

WORTH_ASKING = timedelta(days=14)
"""How long a message may wait for its turn; after that, its words stand in the member's list."""

AT_ONCE = 100
"""No more are handed to the outbox while so many are on their way: others want to write, too."""


async def list_due(
    session: AsyncSession, *, now: datetime, shards: Shards = ALL_SHARDS
) -> list[MemberKey]:
    """Who is to be written to next, those who have waited longest first."""
    about = (Delivery.kind == DIGEST, Delivery.state == State.PENDING)
    under_way = await session.scalar(
        select(func.count()).select_from(Delivery).where(*about, Delivery.not_before <= now)
    )
    room = AT_ONCE - (under_way or 0)
    if room <= 0:
        return []
    key = literal(f"{DIGEST}:", String) + cast(Pledge.user_id, String)
    asked_for = exists().where(*about, Delivery.guild_id == Pledge.guild_id, Delivery.key == key)
    query = (
        select(Pledge.guild_id, Pledge.user_id)
        .join(Reaffirmation, Reaffirmation.pledge_id == Pledge.id)
        .join(Guild, Guild.id == Pledge.guild_id)
        .where(Reaffirmation.asked_at.is_(None), Guild.left_at.is_(None), ~asked_for)
        .group_by(Pledge.guild_id, Pledge.user_id)
        .having(func.max(Reaffirmation.queued_at) <= now - SETTLED)
        .order_by(func.min(Reaffirmation.queued_at), Pledge.guild_id, Pledge.user_id)
        .limit(room)
    )
    ours = shards.clause(Pledge.guild_id.expression)
    rows = await session.execute(query if ours is None else query.where(ours))
    return [MemberKey(*row) for row in rows]


async def ask(session: AsyncSession, members: Collection[MemberKey], *, now: datetime) -> None:
    """Have members written to; what it says is seen when it is sent."""
    wanted = [
        (guild_id, f"{DIGEST}:{user_id}", {"user_id": user_id}) for guild_id, user_id in members
    ]
    await deliveries.enqueue_many(
        session, DIGEST, sorted(wanted), now=now, lane=Lane.DM, priority=PRIORITY
    )


async def find_unasked(session: AsyncSession, member: MemberKey) -> dict[int, int]:
    """What a member has not been written to about: which revision, by the pledge's id."""
    rows = await session.execute(
        select(Reaffirmation.pledge_id, Reaffirmation.to_revision)
        .join(Pledge, Pledge.id == Reaffirmation.pledge_id)
        .where(
            Pledge.guild_id == member.guild_id,
            Pledge.user_id == member.user_id,
            Pledge.state == PledgeState.ACTIVE,
            Reaffirmation.asked_at.is_(None),
        )
    )
    return dict(rows.all())


async def note_asked(
    session: AsyncSession, asked: Collection[tuple[int, int]], *, now: datetime
) -> None:
    """They were written to about these words, or cannot be; later words are another question.

    Args:
        asked: Pledges with the revisions that they were asked about.
    """
    await session.execute(
        update(Reaffirmation)
        .where(tuple_(Reaffirmation.pledge_id, Reaffirmation.to_revision).in_(asked))
        .values(asked_at=now)
        .execution_options(synchronize_session=False)
    )
