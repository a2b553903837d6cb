"""How many can come, as what, who may, and until when they sign up, while people already have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from cogs.initiatives.models import LIVE, Initiative
from cogs.initiatives.service import seats
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.drafts import BadCutoff
from cogs.initiatives.service.needs import NeedText, list_needs, put_needs, write_needs
from cogs.initiatives.service.organisers import Actor
from cogs.initiatives.service.organising import hold


@dataclass(frozen=True)
class Arrangement:
    """What holds for signing up.

    Args:
        capacity: None for no limit.
        role_id: Only its holders may sign up; who has already stays in.
    """

    capacity: int | None
    needs: tuple[NeedText, ...] = ()
    cutoff_at: datetime | None = None
    role_id: int | None = None


async def read(session: AsyncSession, initiative: Initiative) -> Arrangement:
    """What holds now."""
    needs = await list_needs(session, initiative.id)
    return Arrangement(
        initiative.capacity,
        tuple(NeedText(need.name, need.capacity) for need in needs),
        initiative.cutoff_at,
        initiative.role_id,
    )


async def arrange(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    wanted: Arrangement,
    *,
    now: datetime,
) -> bool:
    """Have this hold from now on, and return whether it is anything new.

    Nobody is thrown out, even when there are more people than places, and who came for something
    that is not needed any more keeps their seat. Places that are free go to those who wait.

    Raises:
        NoSuchInitiative, NotYours, NotOpen: As they say.
        BadCutoff: People could sign up for what has begun.
    """
    initiative = await hold(session, actor, initiative_id, states=LIVE)
    before = await read(session, initiative)
    if before == wanted:
        return False
    begins = initiative.starts_at
    if wanted.cutoff_at is not None and begins is not None and wanted.cutoff_at > begins:
        raise BadCutoff
    initiative.capacity = wanted.capacity
    initiative.cutoff_at = wanted.cutoff_at
    initiative.role_id = wanted.role_id
    await put_needs(session, initiative, wanted.needs, now=now)
    await audit.note(
        session,
        "initiatives.capacity",
        guild_id=initiative.guild_id,
        actor_id=actor.member.user_id,
        before=_noted(initiative_id, before),
        after=_noted(initiative_id, wanted),
        at=now,
    )
    await seats.settle(session, initiative, now=now, source="command")
    await changed(session, initiative, now=now)
    return True


def _noted(initiative_id: int, held: Arrangement) -> dict[str, object]:
    return {
        "initiative": initiative_id,
        "places": held.capacity,
        "needs": write_needs(held.needs),
        "cutoff": None if held.cutoff_at is None else held.cutoff_at.isoformat(),
        "role": held.role_id,
    }
