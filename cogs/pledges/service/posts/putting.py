"""Putting a post up: where a steward or the file wants it, until its message stands there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit, notices
from bot.db import insert_into
from bot.errors import MemberError
from bot.settings import Place
from cogs.charter import service as charter
from cogs.pledges.models import Layout, PledgePost, PostState
from cogs.pledges.service.posts.asking import POST, RENEW, ask, ask_reactions
from cogs.pledges.service.posts.reading import Post, as_post
from cogs.pledges.service.posts.removing import ask_removal
from cogs.pledges.service.posts.shaping import set_layout


class NoValues(MemberError):
    """There is nothing to pledge to."""

    key = "pledges-no-values"


@dataclass(frozen=True)
class Opened:
    """What comes of asking for a post.

    Args:
        stands: Whether it should be standing there already, and is brought up to date.
    """

    post: Post
    stands: bool


async def open_post(
    session: AsyncSession,
    guild_id: int,
    *,
    channel_id: int,
    channel_name: str,
    actor_id: int,
    now: datetime,
    layout: Layout | None = None,
) -> Opened:
    """Have the values put into a channel or thread, or what stands there brought up to date.

    Args:
        layout: Left out, the post keeps what it has.

    Raises:
        NoValues: The charter has none.
    """
    await require_values(session, guild_id)
    wanted = layout or Layout.FULL
    row = await _row_for(session, guild_id, channel_id, channel_name, layout=wanted, now=now)
    row.channel_id, row.channel_name = channel_id, channel_name
    if layout is not None:
        await set_layout(session, row, layout, actor_id=actor_id, now=now)
    return await reopen(session, row, actor_id=actor_id, now=now)


async def require_values(session: AsyncSession, guild_id: int) -> None:
    """Let nobody put up a post with nothing in it.

    Raises:
        NoValues: The charter has none.
    """
    if not await charter.list_values(session, guild_id):
        raise NoValues


async def reopen(session: AsyncSession, row: PledgePost, *, actor_id: int, now: datetime) -> Opened:
    """Have a post put up, or brought up to date if its message stands."""
    before = PostState(row.state)
    stands = row.message_id is not None and before in (PostState.LIVE, PostState.REMOVED)
    row.state = PostState.LIVE if stands else PostState.WAITING
    await session.flush()
    await activity.record(
        session,
        "pledge.post_opened",
        guild_id=row.guild_id,
        at=now,
        user_id=actor_id,
        subject_id=row.id,
        source="command",
    )
    if before not in (PostState.LIVE, PostState.WAITING):
        # Should it fail again, stewards are told again.
        gone = f"pledges.gone:{row.id}"
        await notices.close_notice(session, gone, guild_id=row.guild_id, now=now)
        await audit.note(
            session,
            "pledges.post",
            guild_id=row.guild_id,
            actor_id=actor_id,
            before={"channel_id": row.channel_id, "state": str(before)},
            after={"channel_id": row.channel_id, "state": str(row.state)},
            at=now,
        )
    await ask(session, RENEW if stands else POST, row, now=now)
    return Opened(as_post(row), stands)


async def want_post(session: AsyncSession, guild_id: int, place: Place, *, now: datetime) -> None:
    """Have the values put where the file says, at once or when the channel has been found."""
    row = PledgePost(
        guild_id=guild_id,
        channel_id=place.id,
        channel_name=place.name,
        state=PostState.WAITING,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    if row.channel_id is not None:
        await ask(session, POST, row, now=now)


async def place_post(
    session: AsyncSession, post_id: int, channel_id: int | None, *, now: datetime
) -> None:
    """Ask again for a post that waits, now that its channel has been looked up.

    Args:
        channel_id: None when the server has no such channel; stewards are told once.
    """
    row = await session.get(PledgePost, post_id)
    if row is None or row.state != PostState.WAITING:
        return
    about = f"pledges.channel:{row.id}"
    if channel_id is None:
        place = row.channel_name or str(row.channel_id)
        await notices.open_notice(
            session,
            about,
            guild_id=row.guild_id,
            text_key="pledges-notice-channel-missing",
            now=now,
            channel=place,
        )
        return
    await notices.close_notice(session, about, guild_id=row.guild_id, now=now)
    row.channel_id = channel_id
    await ask(session, POST, row, now=now)


async def note_posted(
    session: AsyncSession, post_id: int, *, channel_id: int, message_id: int, now: datetime
) -> None:
    """A post stands in its channel: have our reactions put under it.

    One that was taken down while it was being sent goes at once.
    """
    row = await session.get_one(PledgePost, post_id, with_for_update=True)
    row.channel_id, row.message_id = channel_id, message_id
    await worked(session, row, POST, now=now)
    if row.state == PostState.REMOVED:
        await ask_removal(session, row, now=now)
        return
    row.state = PostState.LIVE
    for about in ("gone", "channel"):
        about = f"pledges.{about}:{row.id}"
        await notices.close_notice(session, about, guild_id=row.guild_id, now=now)
    await ask_reactions(session, [(row.guild_id, row.id)], now=now)


async def note_done(session: AsyncSession, post_id: int, kind: str, *, now: datetime) -> None:
    """An edit or our reactions got through: what stewards were told about it is past."""
    row = await session.get(PledgePost, post_id)
    if row is not None:
        await worked(session, row, kind, now=now)


async def worked(session: AsyncSession, row: PledgePost, kind: str, *, now: datetime) -> None:
    """Close the notice that the worker opens under this name when Discord refuses."""
    await notices.close_notice(session, f"{kind}:{row.channel_id}", guild_id=row.guild_id, now=now)


async def _row_for(
    session: AsyncSession,
    guild_id: int,
    channel_id: int,
    channel_name: str,
    *,
    layout: Layout,
    now: datetime,
) -> PledgePost:
    """The one row of a channel; two who ask for it in one moment get the same.

    Args:
        layout: Of a new one.
    """
    wanted = (
        select(PledgePost)
        .where(
            PledgePost.guild_id == guild_id,
            or_(
                PledgePost.channel_id == channel_id,
                PledgePost.channel_id.is_(None) & (PledgePost.channel_name == channel_name),
            ),
        )
        .order_by(PledgePost.channel_id.is_(None))
        .limit(1)
        .with_for_update()
    )
    row = await session.scalar(wanted)
    if row is not None:
        return row
    await session.execute(
        insert_into(PledgePost, session.get_bind().dialect.name)
        .values(
            guild_id=guild_id,
            channel_id=channel_id,
            channel_name=channel_name,
            state=PostState.WAITING,
            layout=layout,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["guild_id", "channel_id"])
    )
    return (await session.scalars(wanted)).one()
