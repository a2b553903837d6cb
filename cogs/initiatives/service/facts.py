"""All that a click on a card has to know, read at once, and the sign-up it leads to.

That click is the most frequent act of all and comes with many others, so its statements are built
once.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    Executable,
    Row,
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_into
from bot.models import MemberKey
from cogs.initiatives.models import SEATED, Initiative, InitiativeValue, Need, Signup, SignupState
from cogs.initiatives.service.reading import NoSuchInitiative


class Facts(NamedTuple):
    """All that a click has to know, read at once."""

    guild_id: int
    initiative_state: str
    title: str
    capacity: int | None
    role_id: int | None
    cutoff_at: datetime | None
    starts_at: datetime | None
    value_id: int | None
    has_needs: bool
    taken: int | None
    waiting: int | None
    last: int | None
    signup_id: int | None
    state: str | None
    position: int | None
    need_id: int | None
    offer: int | None
    offered_until: datetime | None
    arrived_at: datetime | None


async def read_facts(session: AsyncSession, member: MemberKey, initiative_id: int) -> Facts:
    """What a click has to know, with the initiative held until this transaction ends."""
    if session.get_bind().dialect.name != "sqlite":
        # What is counted has to be counted after the lock is ours, so in a statement of its own.
        await session.execute(_LOCK, {"initiative_id": initiative_id})
    found = await session.execute(
        _FACTS, {"initiative_id": initiative_id, "user_id": member.user_id}
    )
    row: Row[Any] | None = found.one_or_none()
    if row is None or row.guild_id != member.guild_id:
        raise NoSuchInitiative(name=f"#{initiative_id}")
    return Facts._make(row)


async def write_signup(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    facts: Facts,
    *,
    state: SignupState,
    need_id: int | None,
    language: str,
    now: datetime,
) -> None:
    """Sign up at the end of the line, for the first time or afresh."""
    await session.execute(
        _insert(session.get_bind().dialect.name),
        {
            "initiative_id": initiative_id,
            "guild_id": member.guild_id,
            "user_id": member.user_id,
            "state": state,
            "position": (facts.last or 0) + 1,
            "need_id": need_id,
            "language": language,
            "changed_at": now,
        },
    )


_initiatives = cast("Table", Initiative.__table__)
_signups = cast("Table", Signup.__table__)
_needs = cast("Table", Need.__table__)
_values = cast("Table", InitiativeValue.__table__)
_others = _signups.alias("others")

_LOCK = (
    select(_initiatives.c.id)
    .where(_initiatives.c.id == bindparam("initiative_id"))
    .with_for_update()
)


def _counted(*states: SignupState) -> Any:
    return func.sum(case((_others.c.state.in_([str(state) for state in states]), 1), else_=0))


_figures = (
    select(
        _counted(*SEATED).label("taken"),
        _counted(SignupState.WAITING).label("waiting"),
        func.max(_others.c.position).label("last"),
    )
    .where(_others.c.initiative_id == bindparam("initiative_id"))
    .subquery("figures")
)

_FACTS = (
    select(
        _initiatives.c.guild_id,
        _initiatives.c.state,
        _initiatives.c.title,
        _initiatives.c.capacity,
        _initiatives.c.role_id,
        _initiatives.c.cutoff_at,
        _initiatives.c.starts_at,
        select(_values.c.value_id)
        .where(_values.c.initiative_id == bindparam("initiative_id"))
        .order_by(_values.c.position)
        .limit(1)
        .scalar_subquery(),
        exists().where(
            _needs.c.initiative_id == bindparam("initiative_id"), _needs.c.removed_at.is_(None)
        ),
        _figures.c.taken,
        _figures.c.waiting,
        _figures.c.last,
        _signups.c.id,
        _signups.c.state,
        _signups.c.position,
        _signups.c.need_id,
        _signups.c.offer,
        _signups.c.offered_until,
        _signups.c.arrived_at,
    )
    .select_from(_initiatives)
    .join(_figures, literal(True))
    .outerjoin(
        _signups,
        and_(
            _signups.c.initiative_id == _initiatives.c.id,
            _signups.c.user_id == bindparam("user_id"),
        ),
    )
    .where(_initiatives.c.id == bindparam("initiative_id"))
)


@cache
def _insert(dialect: str) -> Executable:
    """Sign up, or sign up afresh: only the number of offers made goes on from what it was."""
    statement = insert_into(Signup, dialect).values(
        offer=0, offered_until=None, hears=True, reminds=False, missed_answered=False
    )
    asked = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["initiative_id", "user_id"],
        set_={
            "state": asked.state,
            "position": asked.position,
            "need_id": asked.need_id,
            "language": asked.language,
            "changed_at": asked.changed_at,
            "offered_until": None,
            "hears": True,
            "reminds": False,
            "reminded_at": None,
        },
    )
