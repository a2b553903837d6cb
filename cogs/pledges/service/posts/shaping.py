"""How a post looks: its layout and its words, each change written down and shown at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from cogs.pledges.models import Layout, PledgePost, PostState
from cogs.pledges.service.posts.asking import RENEW, ask
from cogs.pledges.service.posts.reading import Post, as_post, own_row

LONGEST_TITLE = 200
LONGEST_TEXT = 1000


async def lay_out(
    session: AsyncSession,
    guild_id: int,
    post_id: int,
    layout: Layout,
    *,
    actor_id: int,
    now: datetime,
) -> Post:
    """Choose how much a post says about each value.

    Raises:
        NoSuchPost: There is none.
    """
    row = await own_row(session, guild_id, post_id, for_update=True)
    if await set_layout(session, row, layout, actor_id=actor_id, now=now):
        await refresh(session, row, now=now)
    return as_post(row)


async def set_layout(
    session: AsyncSession, row: PledgePost, layout: Layout, *, actor_id: int, now: datetime
) -> bool:
    """Give a post a layout and write that down; whether it had another."""
    before, row.layout = Layout(row.layout), layout
    if before is layout:
        return False
    await _note(session, row, "layout", str(before), str(layout), actor_id=actor_id, now=now)
    return True


async def reword(
    session: AsyncSession,
    guild_id: int,
    post_id: int,
    *,
    title: str,
    text: str,
    actor_id: int,
    now: datetime,
) -> Post:
    """Give a post its own title and text; what is left empty is the server's again, or ours.

    Raises:
        NoSuchPost: There is none.
    """
    row = await own_row(session, guild_id, post_id, for_update=True)
    before = {"title": row.title, "text": row.text}
    row.title = title.strip()[:LONGEST_TITLE] or None
    row.text = text.strip()[:LONGEST_TEXT] or None
    after = {"title": row.title, "text": row.text}
    if before != after:
        await _note(session, row, "wording", before, after, actor_id=actor_id, now=now)
        await refresh(session, row, now=now)
    return as_post(row)


async def refresh(session: AsyncSession, row: PledgePost, *, now: datetime) -> None:
    """Have the message of a post say what holds now; one that is not up yet will anyway."""
    if row.state == PostState.LIVE:
        await ask(session, RENEW, row, now=now)


async def _note(
    session: AsyncSession,
    row: PledgePost,
    what: str,
    before: object,
    after: object,
    *,
    actor_id: int,
    now: datetime,
) -> None:
    await audit.note(
        session,
        f"pledges.post_{what}",
        guild_id=row.guild_id,
        actor_id=actor_id,
        before={"channel_id": row.channel_id, what: before},
        after={"channel_id": row.channel_id, what: after},
        at=now,
    )
