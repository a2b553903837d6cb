"""Taking a post down: the message goes, the pledges stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit, deliveries, notices
from cogs.pledges.models import PledgePost, PostState
from cogs.pledges.service import recovery
from cogs.pledges.service.posts.asking import POST, REMOVE, ask
from cogs.pledges.service.posts.reading import Post, as_post, own_row


async def take_down(
    session: AsyncSession, guild_id: int, post_id: int, *, actor_id: int, now: datetime
) -> Post:
    """Have a post's message deleted; until it is gone, its reactions count as before.

    Raises:
        NoSuchPost: There is none.
    """
    row = await own_row(session, guild_id, post_id, for_update=True)
    if row.state == PostState.REMOVED:
        return as_post(row)
    before, row.state = PostState(row.state), PostState.REMOVED
    await activity.record(
        session,
        "pledge.post_removed",
        guild_id=guild_id,
        at=now,
        user_id=actor_id,
        subject_id=row.id,
        source="button",
    )
    await audit.note(
        session,
        "pledges.post",
        guild_id=guild_id,
        actor_id=actor_id,
        before={"channel_id": row.channel_id, "state": str(before)},
        after={"channel_id": row.channel_id, "state": str(row.state)},
        at=now,
    )
    for about in (f"pledges.gone:{row.id}", f"pledges.channel:{row.id}"):
        await notices.close_notice(session, about, guild_id=guild_id, now=now)
    if row.message_id is not None:
        await ask_removal(session, row, now=now)
    return as_post(row)


async def ask_removals(session: AsyncSession, guild_id: int, *, now: datetime) -> int:
    """Try again to delete the messages of posts that were taken down and still stand.

    Returns:
        How many there are.
    """
    rows = await session.scalars(
        select(PledgePost).where(
            PledgePost.guild_id == guild_id,
            PledgePost.state == PostState.REMOVED,
            PledgePost.message_id.is_not(None),
        )
    )
    standing = rows.all()
    for row in standing:
        await ask_removal(session, row, now=now)
    return len(standing)


async def ask_removal(session: AsyncSession, row: PledgePost, *, now: datetime) -> None:
    """Have the message of a post that was taken down deleted."""
    await deliveries.enqueue(
        session,
        REMOVE,
        guild_id=row.guild_id,
        key=f"{REMOVE}:{row.id}",
        payload={"post_id": row.id},
        now=now,
        priority=3,
    )


async def note_removed(
    session: AsyncSession, post_id: int, *, message_id: int | None, now: datetime
) -> None:
    """The message of a post is deleted. Nobody took a reaction back, so every pledge stays.

    A post that somebody wanted again in that very moment is posted anew.
    """
    row = await session.get(PledgePost, post_id, with_for_update=True)
    if row is None or row.message_id is None or row.message_id != message_id:
        return
    await recovery.forget_standing(session, post_id)
    row.message_id = None
    if row.state == PostState.LIVE:
        row.state = PostState.WAITING
        await ask(session, POST, row, now=now)
