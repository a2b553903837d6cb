"""What happens to posts behind our back, deleted or cleared; no pledge is lost by it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit, notices
from cogs.charter import service as charter
from cogs.pledges.models import PledgePost, PostState
from cogs.pledges.service import recovery
from cogs.pledges.service.posts.asking import POST, ask
from cogs.pledges.service.posts.putting import reopen, require_values
from cogs.pledges.service.posts.reading import Post, as_post, own_row

GONE_NOTICE = "pledges-notice-post-gone"
"""The notice under which stewards decide whether a deleted post comes back."""

CLEARED_NOTICE = "pledges-notice-cleared"
CLEARED_TOGETHER = 600
"""Seconds within which clearing emoji after emoji is told as one thing."""


async def mark_missing(
    session: AsyncSession,
    post_id: int,
    *,
    now: datetime,
    again: bool = False,
    with_place: bool = False,
) -> bool:
    """A message of ours is gone. The pledges stay: they belong to people, not to a message.

    Args:
        again: Post it anew at once, because a steward has just asked for it.
        with_place: Its channel or thread is gone, too, so it cannot be put back there.

    Returns:
        Whether that was news.
    """
    row = await session.get(PledgePost, post_id, with_for_update=True)
    if row is None or row.message_id is None:
        return False
    await recovery.forget_standing(session, post_id)
    row.message_id = None
    if row.state != PostState.LIVE:
        return False  # taken down, and gone by itself before it was our turn
    if again and not with_place:
        row.state = PostState.WAITING
        await ask(session, POST, row, now=now)
        return True
    row.state = PostState.MISSING
    await _tell_gone(session, row, with_place=with_place, now=now)
    return True


async def mark_nowhere(session: AsyncSession, post_id: int, *, now: datetime) -> bool:
    """The place that a post was meant for, or stands in, is gone.

    Returns:
        Whether that was news.
    """
    row = await session.get(PledgePost, post_id, with_for_update=True)
    if row is None:
        return False
    if row.state == PostState.WAITING:
        row.state = PostState.MISSING
        await _tell_gone(session, row, with_place=True, now=now)
        return True
    return await mark_missing(session, post_id, now=now, with_place=True)


async def put_up_again(
    session: AsyncSession, guild_id: int, post_id: int, *, actor_id: int, now: datetime
) -> Post:
    """A steward wants a post back that was deleted or taken down; one that is up stays so.

    Raises:
        NoSuchPost: There is none.
        NoValues: There is nothing to put into it any more.
    """
    row = await own_row(session, guild_id, post_id, for_update=True)
    if row.state not in (PostState.LIVE, PostState.WAITING):
        await require_values(session, guild_id)
        await reopen(session, row, actor_id=actor_id, now=now)
    return as_post(row)


async def leave_down(
    session: AsyncSession, guild_id: int, post_id: int, *, actor_id: int, now: datetime
) -> Post:
    """A steward does not want a deleted post back; one that is up again stays as it is.

    Raises:
        NoSuchPost: There is none.
    """
    row = await own_row(session, guild_id, post_id, for_update=True)
    if row.state == PostState.MISSING:
        row.state = PostState.REMOVED
        await audit.note(
            session,
            "pledges.post",
            guild_id=guild_id,
            actor_id=actor_id,
            before={"channel_id": row.channel_id, "state": str(PostState.MISSING)},
            after={"channel_id": row.channel_id, "state": str(row.state)},
            at=now,
        )
        await notices.close_notice(session, f"pledges.gone:{row.id}", guild_id=guild_id, now=now)
    return as_post(row)


async def tell_cleared(
    session: AsyncSession, guild_id: int, post_id: int, *, now: datetime
) -> None:
    """A moderator removed reactions from a post: stewards hear once that no pledge went with them.

    Emoji after emoji, or the same event told twice, within `CLEARED_TOGETHER` is one thing.
    """
    row = await session.get(PledgePost, post_id)
    if row is None or row.state != PostState.LIVE:
        return
    await notices.open_notice(
        session,
        f"pledges.cleared:{post_id}:{int(now.timestamp()) // CLEARED_TOGETHER}",
        guild_id=guild_id,
        text_key=CLEARED_NOTICE,
        now=now,
        channel=f"<#{row.channel_id}>",
    )


async def tell_unknown_emoji(
    session: AsyncSession, guild_id: int, value_id: int, *, now: datetime
) -> None:
    """Discord does not know a value's emoji; somebody has to choose another one."""
    for value in await charter.list_values(session, guild_id):
        if value.id == value_id:
            await notices.open_notice(
                session,
                f"pledges.emoji:{value_id}",
                guild_id=guild_id,
                text_key="pledges-notice-emoji-unknown",
                now=now,
                emoji=value.emoji,
                value=value.name,
            )


async def _tell_gone(
    session: AsyncSession, row: PledgePost, *, with_place: bool, now: datetime
) -> None:
    place = f"<#{row.channel_id}>"
    if with_place:
        place = row.channel_name or str(row.channel_id)  # Discord cannot name it any more
    await notices.open_notice(
        session,
        f"pledges.gone:{row.id}",
        guild_id=row.guild_id,
        text_key="pledges-notice-place-gone" if with_place else GONE_NOTICE,
        now=now,
        channel=place,
        post=row.id,
    )
