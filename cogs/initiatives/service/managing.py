"""What an organiser sees of their initiative, and finding those that somebody may manage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.initiatives.models import Initiative, InitiativeState, Organiser
from cogs.initiatives.service import carrying, showing
from cogs.initiatives.service.organisers import Actor, require_organiser
from cogs.initiatives.service.reading import NoSuchInitiative, Suggested
from cogs.initiatives.service.showing import Shown

MOST_SUGGESTED = 200
"""Newest initiatives that are looked through while somebody types."""


@dataclass(frozen=True)
class Managed:
    """An initiative as those who carry it see it.

    Args:
        code: What people type at the place to check in; none before it starts.
        asked: Who was asked to organise along, and has not answered.
        successor: Who was asked to take it over, and has not answered.
        leads: Whether who looks organises it or is a steward; others organise along.
        is_own: Whether who looks is its organiser.
        may_take_over: Whether nobody organises it, so that who looks could.
        series_id: What it is an occurrence of, even when that has ended.
    """

    shown: Shown
    code: str | None
    asked: tuple[int, ...]
    successor: int | None = None
    leads: bool = True
    is_own: bool = False
    may_take_over: bool = False
    series_id: int | None = None

    @property
    def id(self) -> int:
        """The initiative's."""
        return self.shown.overview.id

    @property
    def state(self) -> InitiativeState:
        """Where it stands."""
        return self.shown.overview.state

    @property
    def surplus(self) -> int:
        """How many more people are in than there are places, after places were taken away."""
        overview = self.shown.overview
        return 0 if overview.capacity is None else max(0, overview.confirmed - overview.capacity)


async def manage(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> Managed:
    """An initiative, for somebody who may manage it.

    Raises:
        NoSuchInitiative, NotYours: As they say.
    """
    row = await session.get(Initiative, initiative_id)
    if row is None or row.guild_id != actor.member.guild_id:
        raise NoSuchInitiative(name=f"#{initiative_id}")
    await require_organiser(session, row, actor)
    shown = await showing.show(session, initiative_id, now=now)
    rows = (
        await session.scalars(
            select(Organiser)
            .where(Organiser.initiative_id == initiative_id)
            .order_by(Organiser.asked_at, Organiser.user_id)
        )
    ).all()
    orphaned = row.organiser_id is None
    return Managed(
        shown,
        code=row.code,
        asked=tuple(one.user_id for one in rows if one.accepted_at is None and not one.takes_over),
        successor=next((one.user_id for one in rows if one.takes_over and not orphaned), None),
        leads=actor.is_steward or row.organiser_id == actor.member.user_id,
        is_own=row.organiser_id == actor.member.user_id,
        may_take_over=orphaned and shown.overview.state in carrying.STANDING,
        series_id=row.series_id,
    )


async def suggest(session: AsyncSession, actor: Actor, typed: str) -> list[Suggested]:
    """What the actor may manage and whose title holds what was typed.

    Newest first. Stewards may manage all of them.
    """
    query = select(Initiative.id, Initiative.title, Initiative.starts_at).where(
        Initiative.guild_id == actor.member.guild_id,
        Initiative.state != InitiativeState.DECLINED,
    )
    if not actor.is_steward:
        along = exists().where(
            Organiser.initiative_id == Initiative.id,
            Organiser.user_id == actor.member.user_id,
            Organiser.accepted_at.is_not(None),
        )
        query = query.where(or_(Initiative.organiser_id == actor.member.user_id, along))
    rows = await session.execute(query.order_by(Initiative.id.desc()).limit(MOST_SUGGESTED))
    wanted = typed.strip().casefold()
    return [Suggested(*row) for row in rows if wanted in row.title.casefold()]


async def find_by_name(session: AsyncSession, actor: Actor, name: str) -> int:
    """The initiative that somebody chose from the suggestions, or typed by its title.

    Of several with one title it is the newest that the actor may manage.

    Raises:
        NoSuchInitiative: Neither a number nor a title.
    """
    given = name.strip()
    if given.isascii() and given.isdigit() and len(given) < 19:
        row = await session.get(Initiative, int(given))
        if row is not None and row.guild_id == actor.member.guild_id:
            return row.id
    for everybody in (False, True):  # not theirs is said, rather than that there is none
        whose = Actor(actor.member, is_steward=actor.is_steward or everybody)
        for one in await suggest(session, whose, given):
            if one.title.casefold() == given.casefold():
                return one.id
    raise NoSuchInitiative(name=name)
