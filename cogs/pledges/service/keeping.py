"""What is kept about a member in this capability, shown to them and erased.

A part whose tables ask for more than deleting has a `forget` of its own, and every part an
`export`; they are called here.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.pledges.models import (
    Objection,
    Pledge,
    PledgeDeparture,
    PledgeErasure,
    PledgePost,
    PledgeReaction,
)
from cogs.pledges.service import objections, roles, steps
from cogs.pledges.service.recovery import digest


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase everything that is kept about a member; what they changed as a steward stays."""
    await _forget_reactions(session, member)
    for part in ("pledges", "settings.pledges"):
        await audit.unname(session, member, part)
    await steps.forget(session, member)
    await roles.forget(session, member)
    for table in (Objection, Pledge, PledgeDeparture):
        await session.execute(
            delete(table).where(table.guild_id == member.guild_id, table.user_id == member.user_id)
        )


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """Everything that is kept about a member, in words where there are any."""
    values = [
        *await charter.list_retired(session, member.guild_id),
        *await charter.list_values(session, member.guild_id),
    ]
    names = {value.id: value.name for value in values}
    return {
        "pledges": await _export_pledges(session, member, names),
        "reactions": await _export_reactions(session, member, names),
        "objections": await objections.export(session, member),
        "next_steps": await steps.export(session, member, names),
        "roles": await roles.export(session, member),
    }


async def _forget_reactions(session: AsyncSession, member: MemberKey) -> None:
    """Erase where reactions stand, and do not take those for new pledges later."""
    guild_id, user_id = member
    own_posts = select(PledgePost.id).where(PledgePost.guild_id == guild_id)
    reacted = await session.execute(
        delete(PledgeReaction)
        .where(PledgeReaction.user_id == user_id, PledgeReaction.post_id.in_(own_posts))
        .returning(PledgeReaction.post_id, PledgeReaction.emoji)
    )
    erased = digest(guild_id, user_id)
    for post_id, emoji in reacted.all():
        await session.merge(PledgeErasure(post_id=post_id, emoji=emoji, member_digest=erased))


async def _export_pledges(
    session: AsyncSession, member: MemberKey, names: dict[int, str]
) -> list[dict[str, Any]]:
    pledges = await session.scalars(
        select(Pledge)
        .where(Pledge.guild_id == member.guild_id, Pledge.user_id == member.user_id)
        .order_by(Pledge.id)
    )
    return [
        {
            "value": names.get(row.value_id, str(row.value_id)),
            "value_revision": row.value_revision,
            "from_revision": row.from_revision,
            "state": str(row.state),
            "source": str(row.source),
            "made_at": row.made_at.isoformat(),
            "ended_at": None if row.ended_at is None else row.ended_at.isoformat(),
        }
        for row in pledges
    ]


async def _export_reactions(
    session: AsyncSession, member: MemberKey, names: dict[int, str]
) -> list[dict[str, Any]]:
    reactions = await session.execute(
        select(PledgePost.channel_id, PledgeReaction.emoji, PledgeReaction.value_id)
        .join(PledgePost, PledgePost.id == PledgeReaction.post_id)
        .where(PledgePost.guild_id == member.guild_id, PledgeReaction.user_id == member.user_id)
        .order_by(PledgePost.id, PledgeReaction.emoji)
    )
    return [
        {
            "channel_id": channel_id,
            "emoji": emoji,
            "value": None if value_id is None else names.get(value_id, str(value_id)),
        }
        for channel_id, emoji, value_id in reactions
    ]
