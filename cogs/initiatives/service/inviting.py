"""Telling those who marked interest in an event of Discord that this takes no seat.

Interest is shown to Discord, not to us. So only members who have done something with Tenet before
are written to, once for each initiative, and through the gate for unasked messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from bot.activity import Activity
from bot.db import insert_into
from bot.deliveries import Lane
from bot.models import MemberKey
from cogs.initiatives.models import Initiative, InitiativeState, Invitation, Signup
from cogs.initiatives.service.reading import Overview, get_overview

INVITE = "initiatives.invite"
"""Tells one member how to sign up for what they marked interest in."""


@dataclass(frozen=True)
class Invited:
    """Who marked interest in what."""

    member: MemberKey
    overview: Overview


async def interested(
    session: AsyncSession, member: MemberKey, event_id: int, *, now: datetime
) -> bool:
    """A member marked interest in an event of ours; return whether they are told about signing up.

    They are not when they have to do with the initiative already, were told before, or have never
    done anything with Tenet in this server.
    """
    initiative_id = await session.scalar(
        select(Initiative.id).where(
            Initiative.guild_id == member.guild_id,
            Initiative.event_id == event_id,
            Initiative.state == InitiativeState.OPEN,
        )
    )
    if initiative_id is None:
        return False
    has_acted = exists().where(
        Activity.guild_id == member.guild_id, Activity.user_id == member.user_id
    )
    if await _has_to_do(session, initiative_id, member.user_id) or not await session.scalar(
        select(has_acted)
    ):
        return False
    new = await session.scalar(
        insert_into(Invitation, session.get_bind().dialect.name)
        .values(initiative_id=initiative_id, invited_at=now, **member._asdict())
        .on_conflict_do_nothing(index_elements=["initiative_id", "user_id"])
        .returning(Invitation.user_id)
    )
    if new is None:
        return False
    await deliveries.enqueue(
        session,
        INVITE,
        guild_id=member.guild_id,
        key=f"{INVITE}:{initiative_id}:{member.user_id}",
        payload={"initiative_id": initiative_id, "user_id": member.user_id},
        lane=Lane.DM,
        priority=8,
        now=now,
    )
    return True


async def find_invited(
    session: AsyncSession, initiative_id: int, member: MemberKey
) -> Invited | None:
    """What to tell them; None when they have signed up since, or nobody can any more."""
    overview = await get_overview(session, initiative_id)
    if not overview.is_open or await _has_to_do(session, initiative_id, member.user_id):
        return None
    return Invited(member, overview)


async def _has_to_do(session: AsyncSession, initiative_id: int, user_id: int) -> bool:
    """Whether somebody organises it, or has said in whatever way whether they come."""
    signed_up = exists().where(Signup.initiative_id == initiative_id, Signup.user_id == user_id)
    organises = exists().where(Initiative.id == initiative_id, Initiative.organiser_id == user_id)
    return bool(await session.scalar(select(signed_up | organises)))
