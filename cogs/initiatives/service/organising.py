"""What organisers and stewards may do with an initiative that stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from cogs.initiatives.models import Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.organisers import Actor, require_organiser
from cogs.initiatives.service.proposals import read_capacity
from cogs.initiatives.service.signups import CANCELLED, NotOpen, lock, promote, record, tell


async def change_capacity(
    session: AsyncSession, actor: Actor, initiative_id: int, typed: str, *, now: datetime
) -> int | None:
    """Set the number of places; who waits moves up, and who is in stays in.

    Returns:
        The new number, None for no limit.

    Raises:
        NoSuchInitiative, NotYours, NotOpen, BadCapacity: As they say.
    """
    initiative = await _of_actor(session, actor, initiative_id)
    before, initiative.capacity = initiative.capacity, read_capacity(typed)
    await audit.note(
        session,
        "initiatives.capacity",
        guild_id=initiative.guild_id,
        actor_id=actor.member.user_id,
        before={"initiative": initiative.id, "places": before},
        after={"initiative": initiative.id, "places": initiative.capacity},
        at=now,
    )
    await promote(session, initiative, now=now, source="command")
    await changed(session, initiative, now=now)
    return initiative.capacity


async def cancel(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> tuple[str, int]:
    """Call it off and tell everybody who is in or waits.

    Returns:
        Its title, and how many are told.

    Raises:
        NoSuchInitiative, NotYours, NotOpen: As they say.
    """
    initiative = await _of_actor(session, actor, initiative_id)
    initiative.state = InitiativeState.CANCELLED
    concerned = (
        await session.scalars(
            select(Signup).where(
                Signup.initiative_id == initiative_id,
                Signup.state != SignupState.LEFT,
                Signup.user_id != actor.member.user_id,
            )
        )
    ).all()
    for signup in concerned:
        await tell(session, CANCELLED, signup, now=now)
    actor_id = actor.member.user_id
    await record(session, "initiative.cancelled", initiative, actor_id, now, "command")
    await changed(session, initiative, now=now)
    return initiative.title, len(concerned)


async def _of_actor(session: AsyncSession, actor: Actor, initiative_id: int) -> Initiative:
    initiative = await lock(session, initiative_id, actor.member.guild_id)
    await require_organiser(session, initiative, actor)
    if initiative.state != InitiativeState.OPEN:
        raise NotOpen(title=initiative.title)
    return initiative
