"""What organisers and stewards may do with an initiative that stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.texts import unmarked, unturned
from cogs.initiatives.models import LIVE, SEATED, Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service.answers import NotOpen
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.deciding import LONGEST_REASON, BadReason
from cogs.initiatives.service.organisers import Actor, organises, require_organiser
from cogs.initiatives.service.recording import CANCELLED, lock, record, tell
from cogs.initiatives.service.telling import News, tell_concerned

CONCERNED = (*SEATED, SignupState.WAITING, SignupState.INTERESTED)
"""Who has a place, waits for one, or might come: they hear of every change."""


async def cancel(
    session: AsyncSession, actor: Actor, initiative_id: int, *, reason: str, now: datetime
) -> tuple[str, int]:
    """Call it off, saying why, and tell everybody who is in, waits, or might come.

    Who seconded it and wanted to know what becomes of it is told, too.

    Returns:
        Its title, and how many of those with a place or without one are told.

    Raises:
        NoSuchInitiative, NotYours, NotOpen, BadReason: As they say.
    """
    initiative = await hold(session, actor, initiative_id, states=LIVE)
    given = unturned(reason).strip()
    if not 0 < len(given) <= LONGEST_REASON:
        raise BadReason(longest=LONGEST_REASON)
    before = initiative.state
    initiative.state = InitiativeState.CANCELLED
    initiative.reason = given
    actor_id = actor.member.user_id
    concerned = (
        await session.scalars(
            select(Signup).where(
                Signup.initiative_id == initiative_id,
                Signup.state.in_(CONCERNED),
                Signup.user_id != actor_id,
            )
        )
    ).all()
    for signup in concerned:
        await tell(session, CANCELLED, signup, now=now)
    told = {actor_id, *(signup.user_id for signup in concerned)}
    await tell_concerned(session, initiative, News.CANCELLED, now=now, but=told)
    await record(session, "initiative.cancelled", initiative, actor_id, now, "button")
    if actor.is_steward and not await organises(session, initiative, actor_id):
        await audit.note(
            session,
            "initiatives.cancelled",
            guild_id=initiative.guild_id,
            actor_id=actor_id,
            before={"initiative": initiative.id, "state": before},
            after={"initiative": initiative.id, "state": initiative.state},
            at=now,
        )
    await changed(session, initiative, now=now)
    return initiative.title, len(concerned)


async def hold(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    *,
    states: Collection[str] = (InitiativeState.OPEN,),
) -> Initiative:
    """An initiative that somebody is about to change, held until this transaction ends.

    Args:
        states: Where it must stand.

    Raises:
        NoSuchInitiative, NotYours: As they say.
        NotOpen: It stands elsewhere.
    """
    initiative = await lock(session, initiative_id, actor.member.guild_id)
    await require_organiser(session, initiative, actor)
    if initiative.state not in states:
        raise NotOpen(title=unmarked(initiative.title))
    return initiative
