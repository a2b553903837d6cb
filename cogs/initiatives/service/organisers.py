"""Who carries an initiative, and so may change it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.models import MemberKey
from cogs.initiatives.models import Initiative, Organiser


class NotYours(MemberError):
    """Only its organisers and stewards may change an initiative."""

    key = "initiatives-not-yours"


@dataclass(frozen=True)
class Actor:
    """Who acts on an initiative, and whether as a steward."""

    member: MemberKey
    is_steward: bool


async def require_organiser(session: AsyncSession, initiative: Initiative, actor: Actor) -> None:
    """Let pass who organises it, who accepted to organise it along, and stewards.

    Raises:
        NotYours: The actor is none of these.
    """
    if actor.member.guild_id != initiative.guild_id:
        raise NotYours(title=initiative.title)
    if not actor.is_steward and not await organises(session, initiative, actor.member.user_id):
        raise NotYours(title=initiative.title)


async def organises(session: AsyncSession, initiative: Initiative, user_id: int) -> bool:
    """Whether a member is its organiser, or one who accepted to organise it along."""
    return initiative.organiser_id == user_id or user_id in await list_coorganisers(
        session, initiative.id
    )


async def list_coorganisers(session: AsyncSession, initiative_id: int) -> list[int]:
    """Those who accepted to organise it along, in the order in which they did."""
    rows = await session.scalars(
        select(Organiser.user_id)
        .where(Organiser.initiative_id == initiative_id, Organiser.accepted_at.is_not(None))
        .order_by(Organiser.accepted_at, Organiser.user_id)
    )
    return list(rows)
