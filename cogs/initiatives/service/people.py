"""Who has to do with an initiative, for those who organise it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.initiatives.models import Initiative, Need, Signup, SignupState
from cogs.initiatives.service.organisers import Actor, require_organiser
from cogs.initiatives.service.reading import NoSuchInitiative

PER_PAGE = 50
"""Lines of some 60 characters: a page stays within an embed's 4,096."""


class Group(StrEnum):
    """How people stand to it, in the order in which they are listed."""

    HERE = "here"
    IN = "in"
    OFFERED = "offered"
    WAITING = "waiting"
    MAYBE = "maybe"


@dataclass(frozen=True)
class Listed:
    """One of them.

    Args:
        number: Their place among those who wait, from 1; 0 for others.
        until: How long a seat is kept for them.
    """

    group: Group
    user_id: int
    comes_as: str | None
    number: int = 0
    until: datetime | None = None


@dataclass(frozen=True)
class People:
    """A page of them, grouped; `number` counts from 0."""

    initiative_id: int
    title: str
    number: int
    count: int
    listed: tuple[Listed, ...]
    totals: dict[Group, int]


async def list_people(
    session: AsyncSession, actor: Actor, initiative_id: int, *, page: int = 0
) -> People:
    """Who is there, is in, is offered a seat, waits or might come; a page past the end is the last.

    Who said that they cannot come is nobody's business but theirs.

    Raises:
        NoSuchInitiative, NotYours: As they say.
    """
    initiative = await session.get(Initiative, initiative_id)
    if initiative is None or initiative.guild_id != actor.member.guild_id:
        raise NoSuchInitiative(name=f"#{initiative_id}")
    await require_organiser(session, initiative, actor)
    rows = await session.execute(
        select(Signup, Need.name)
        .outerjoin(Need, Need.id == Signup.need_id)
        .where(Signup.initiative_id == initiative_id)
        .order_by(Signup.position)
    )
    by_group: dict[Group, list[Listed]] = {group: [] for group in Group}
    for signup, comes_as in rows:
        group = _group(signup)
        if group is None:
            continue
        number = len(by_group[group]) + 1 if group is Group.WAITING else 0
        until = signup.offered_until if group is Group.OFFERED else None
        by_group[group].append(Listed(group, signup.user_id, comes_as, number, until))
    everybody = [one for group in Group for one in by_group[group]]
    count = max(1, -(-len(everybody) // PER_PAGE))
    number = min(max(page, 0), count - 1)
    return People(
        initiative_id,
        initiative.title,
        number,
        count,
        tuple(everybody[number * PER_PAGE : (number + 1) * PER_PAGE]),
        {group: len(members) for group, members in by_group.items()},
    )


def _group(signup: Signup) -> Group | None:
    match signup.state:
        case SignupState.ATTENDED:
            return Group.HERE
        case SignupState.CONFIRMED:
            return Group.IN
        case SignupState.OFFERED:
            return Group.OFFERED
        case SignupState.WAITING:
            return Group.WAITING
        case SignupState.INTERESTED:
            return Group.MAYBE
    return None
