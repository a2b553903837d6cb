"""The posts on which members pledge: where they are wanted, where they stand, when they change."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries, notices
from bot.errors import MemberError
from bot.settings import PLEDGES_CHANNEL, GuildSettings, Place, Setting
from cogs.charter import service as charter
from cogs.pledges.models import PledgePost, PledgeReaction, PostState

POST = "pledges.post"
RENEW = "pledges.renew"
"""An edit that a steward waits for: should the message be gone, it is posted again."""
BOARD = "pledges.board"
"""An edit that brings the figures up to date."""
REACT = "pledges.react"
UNREACT = "pledges.unreact"
"""Our own reaction goes that stood for a value which is retired, or has another emoji."""

CHANNEL: Setting[dict[str, object] | None] = Setting("pledges.channel", None)
TITLE: Setting[str | None] = Setting("pledges.title", None)
TEXT: Setting[str | None] = Setting("pledges.text", None)


class NoValues(MemberError):
    """There is nothing to pledge to."""

    key = "pledges-no-values"


@dataclass(frozen=True)
class Post:
    """A pledge post as others see it."""

    id: int
    guild_id: int
    channel_id: int | None
    channel_name: str | None
    message_id: int | None
    state: PostState


def place_of(settings: GuildSettings) -> Place | None:
    """Where a server wants its pledges, unless somebody names another channel."""
    return settings.place(CHANNEL) or settings.place(PLEDGES_CHANNEL)


async def find_post(session: AsyncSession, post_id: int) -> Post | None:
    """The post of this id."""
    row = await session.get(PledgePost, post_id)
    return None if row is None else _post(row)


async def list_posts(
    session: AsyncSession, guild_id: int | None = None, *, states: Collection[PostState]
) -> list[Post]:
    """The posts of a server, or of all servers, in these states, the oldest first."""
    query = select(PledgePost).where(PledgePost.state.in_(states)).order_by(PledgePost.id)
    if guild_id is not None:
        query = query.where(PledgePost.guild_id == guild_id)
    return [_post(row) for row in await session.scalars(query)]


async def open_post(
    session: AsyncSession,
    guild_id: int,
    *,
    channel_id: int,
    channel_name: str,
    actor_id: int,
    now: datetime,
) -> bool:
    """Have the values put into a channel, or what stands there brought up to date.

    Returns:
        Whether a post should be standing there already.

    Raises:
        NoValues: The charter has none.
    """
    if not await charter.list_values(session, guild_id):
        raise NoValues
    row = await session.scalar(
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
    )
    if row is None:
        row = PledgePost(guild_id=guild_id, state=PostState.WAITING, created_at=now)
        session.add(row)
    row.channel_id, row.channel_name = channel_id, channel_name
    stands = row.state == PostState.LIVE
    if not stands:
        row.state = PostState.WAITING
    await session.flush()
    await activity.record(
        session,
        "pledge.post_opened",
        guild_id=guild_id,
        at=now,
        user_id=actor_id,
        subject_id=row.id,
        source="command",
    )
    await _ask(session, RENEW if stands else POST, row, now=now)
    return stands


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
        await _ask(session, POST, row, now=now)


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
    await _ask(session, POST, row, now=now)


async def note_posted(
    session: AsyncSession, post_id: int, *, channel_id: int, message_id: int, now: datetime
) -> None:
    """A post stands in its channel: have our reactions put under it."""
    row = await session.get_one(PledgePost, post_id)
    row.channel_id, row.message_id, row.state = channel_id, message_id, PostState.LIVE
    await _worked(session, row, POST, now=now)
    await notices.close_notice(session, f"pledges.gone:{row.id}", guild_id=row.guild_id, now=now)
    await ask_reactions(session, [(row.guild_id, row.id)], now=now)


async def note_done(session: AsyncSession, post_id: int, kind: str, *, now: datetime) -> None:
    """An edit or our reactions got through: what stewards were told about it is past."""
    row = await session.get(PledgePost, post_id)
    if row is not None:
        await _worked(session, row, kind, now=now)


async def mark_missing(
    session: AsyncSession, post_id: int, *, now: datetime, again: bool = False
) -> bool:
    """A message of ours is gone. The pledges stay: they belong to people, not to a message.

    Args:
        again: Post it anew at once, because a steward has just asked for it.

    Returns:
        Whether that was news.
    """
    row = await session.get(PledgePost, post_id)
    if row is None or row.state != PostState.LIVE:
        return False
    await session.execute(delete(PledgeReaction).where(PledgeReaction.post_id == post_id))
    row.state, row.message_id = PostState.MISSING, None
    if again:
        row.state = PostState.WAITING
        await _ask(session, POST, row, now=now)
        return True
    await notices.open_notice(
        session,
        f"pledges.gone:{row.id}",
        guild_id=row.guild_id,
        text_key="pledges-notice-post-gone",
        now=now,
        channel=f"<#{row.channel_id}>",
    )
    return True


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
    session: AsyncSession,
    guild_id: int,
    value_ids: Collection[int],
    *,
    version: int,
    now: datetime,
) -> None:
    """Have our reactions taken away that these values had until a version of the charter."""
    live = await list_posts(session, guild_id, states=[PostState.LIVE])
    await deliveries.enqueue_many(
        session,
        UNREACT,
        [
            (
                guild_id,
                f"{UNREACT}:{post.id}:{value_id}:{version}",
                {"post_id": post.id, "value_id": value_id, "version": version},
            )
            for post in live
            for value_id in value_ids
        ],
        now=now,
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


async def _ask(session: AsyncSession, kind: str, row: PledgePost, *, now: datetime) -> None:
    await deliveries.enqueue(
        session,
        kind,
        guild_id=row.guild_id,
        key=f"{kind}:{row.id}",
        payload={"post_id": row.id},
        now=now,
        priority=3,
    )


async def _worked(session: AsyncSession, row: PledgePost, kind: str, *, now: datetime) -> None:
    """Close the notice that the worker opens under this name when Discord refuses."""
    await notices.close_notice(session, f"{kind}:{row.channel_id}", guild_id=row.guild_id, now=now)


def _post(row: PledgePost) -> Post:
    return Post(
        row.id,
        row.guild_id,
        row.channel_id,
        row.channel_name,
        row.message_id,
        PostState(row.state),
    )
