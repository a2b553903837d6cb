"""Which pledge posts there are, as others see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.settings import PLEDGES_CHANNEL, GuildSettings, Place, Setting
from cogs.pledges.models import Layout, PledgePost, PostState

CHANNEL: Setting[dict[str, object] | None] = Setting("pledges.channel", None)
TITLE: Setting[str | None] = Setting("pledges.title", None)
TEXT: Setting[str | None] = Setting("pledges.text", None)
OTHERS: Setting[bool] = Setting("pledges.remove_other_reactions", False)
"""Whether reactions under a post that stand for no value are removed."""


class NoSuchPost(MemberError):
    """A panel or notice about a post that is not there any more, or another server's."""

    key = "pledges-post-unknown"


@dataclass(frozen=True)
class Post:
    """A pledge post as others see it.

    Args:
        title: Its own; None: the server's, or else ours.
        text: Likewise.
    """

    id: int
    guild_id: int
    channel_id: int | None
    channel_name: str | None
    message_id: int | None
    state: PostState
    layout: Layout = Layout.FULL
    title: str | None = None
    text: str | None = None


def place_of(settings: GuildSettings) -> Place | None:
    """Where a server wants its pledges, unless somebody names another channel."""
    return settings.place(CHANNEL) or settings.place(PLEDGES_CHANNEL)


async def find_post(session: AsyncSession, post_id: int) -> Post | None:
    """The post of this id."""
    row = await session.get(PledgePost, post_id)
    return None if row is None else as_post(row)


async def get_post(session: AsyncSession, guild_id: int, post_id: int) -> Post:
    """The post of this id in this server.

    Raises:
        NoSuchPost: There is none.
    """
    return as_post(await own_row(session, guild_id, post_id))


async def list_posts(
    session: AsyncSession, guild_id: int | None = None, *, states: Collection[PostState]
) -> list[Post]:
    """The posts of a server, or of all servers, in these states, the oldest first."""
    query = select(PledgePost).where(PledgePost.state.in_(states)).order_by(PledgePost.id)
    if guild_id is not None:
        query = query.where(PledgePost.guild_id == guild_id)
    return [as_post(row) for row in await session.scalars(query)]


async def own_row(
    session: AsyncSession, guild_id: int, post_id: int, *, for_update: bool = False
) -> PledgePost:
    """The row of a post that somebody in a server points at.

    Raises:
        NoSuchPost: There is none, or it is another server's.
    """
    row = await session.get(PledgePost, post_id, with_for_update=for_update)
    if row is None or row.guild_id != guild_id:
        raise NoSuchPost
    return row


def as_post(row: PledgePost) -> Post:
    """A row as others see it."""
    return Post(
        row.id,
        row.guild_id,
        row.channel_id,
        row.channel_name,
        row.message_id,
        PostState(row.state),
        Layout(row.layout),
        row.title,
        row.text,
    )
