"""From a draft that somebody has seen as a whole to an initiative that stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.models import MemberKey
from cogs.initiatives.models import Initiative
from cogs.initiatives.service import deciding, drafts


class AlreadyPublished(MemberError):
    """The draft stands as an initiative by now."""

    key = "initiatives-already-published"


async def publish(
    session: AsyncSession,
    member: MemberKey,
    act_id: int,
    *,
    turn: int,
    channel_id: int | None,
    now: datetime,
) -> int | None:
    """Make an initiative of a draft; a second press finds the one that the first made.

    Args:
        turn: The one that was looked at.
        channel_id: Where the card is to stand.

    Returns:
        The initiative; None when the draft has changed since, or cannot stand as it is.

    Raises:
        NoDraft: It was discarded, or it is somebody else's.
    """
    await drafts.hold(session, member)
    known = await find_published(session, member, act_id)
    if known is not None:
        return known
    sketch = await drafts.get(session, member, act_id)
    proposal, problems = await drafts.check(session, sketch, guild_id=member.guild_id, now=now)
    if sketch.turn != turn or problems:
        return None
    initiative = await deciding.submit(
        session, proposal, member=member, act_id=act_id, channel_id=channel_id, now=now
    )
    await drafts.discard(session, member, act_id)
    return initiative.id


async def find_published(session: AsyncSession, member: MemberKey, act_id: int) -> int | None:
    """The initiative that a member's draft has become, if it has."""
    return await session.scalar(
        select(Initiative.id).where(
            Initiative.guild_id == member.guild_id,
            Initiative.act_id == act_id,
            Initiative.organiser_id == member.user_id,
        )
    )
