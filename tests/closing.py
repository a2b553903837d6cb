"""Initiatives that are over, for tests: who was there, and telling what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deliveries import Delivery
from bot.models import MemberKey
from cogs.initiatives.models import (
    Initiative,
    InitiativeState,
    Signup,
    SignupState,
)
from cogs.initiatives.service import acts, closing, reports
from cogs.initiatives.service.organisers import Actor
from tests.conftest import MONDAY
from tests.initiatives import GUILD, an_initiative

ADA, BEA, CLEO, DAN, EVE, STEWARD = range(GUILD + 1, GUILD + 7)
NOW = MONDAY + timedelta(hours=6)
DONE = {"sentence": "We planted thirty trees."}


def actor(user_id: int, *, is_steward: bool = False) -> Actor:
    return Actor(MemberKey(GUILD, user_id), is_steward)


async def running(
    session: AsyncSession,
    *,
    confirmed: Sequence[int] = (),
    arrived: Sequence[int] = (),
    offered: Sequence[int] = (),
    **differences: Any,
) -> Initiative:
    """A clean-up for two values that began two hours ago, which Ada organises."""
    fields: dict[str, Any] = {
        "values": (1, 2),
        "state": InitiativeState.RUNNING,
        "starts_at": NOW - timedelta(hours=2),
        "ends_at": NOW - timedelta(hours=1),
    }
    row = await an_initiative(session, **fields | differences)
    for position, user_id in enumerate([*confirmed, *offered]):
        session.add(
            Signup(
                initiative_id=row.id,
                guild_id=GUILD,
                user_id=user_id,
                state=SignupState.OFFERED if user_id in offered else SignupState.CONFIRMED,
                position=position,
                language="en",
                changed_at=MONDAY,
                arrived_at=NOW - timedelta(minutes=100) if user_id in arrived else None,
            )
        )
    await session.flush()
    return row


async def tells(
    session: AsyncSession,
    initiative: Initiative,
    who: Actor,
    typed: dict[str, str] | None = None,
    *,
    present: Sequence[int] | None = None,
    language: str = "en",
    now: datetime = NOW,
) -> closing.Told:
    """Somebody types, marks and tells, in one go."""
    answers = DONE if typed is None else typed
    await reports.write(session, who, initiative.id, answers, language=language, now=now)
    if present is not None:
        await reports.mark(
            session, who, initiative.id, lambda _known, _now: present, language=language, now=now
        )
    tells.count += 1  # type: ignore[attr-defined]
    return await closing.tell(
        session,
        who,
        initiative.id,
        act_id=tells.count,  # type: ignore[attr-defined]
        now=now,
    )


tells.count = 0  # type: ignore[attr-defined]


async def states(session: AsyncSession, initiative: Initiative) -> dict[int, str]:
    rows = await session.execute(
        select(Signup.user_id, Signup.state).where(Signup.initiative_id == initiative.id)
    )
    return dict(rows.all())


async def deliveries(session: AsyncSession, kind: str) -> list[Delivery]:
    rows = await session.scalars(
        select(Delivery).where(Delivery.kind == kind).order_by(Delivery.id)
    )
    return list(rows)


async def kept(session: AsyncSession, **only: Any) -> set[tuple[str, int | None, int]]:
    found = await acts.list_acts(session, GUILD, **only)
    assert len(found) == len(set(found))
    return {(act.kind.removeprefix("initiative."), act.user_id, act.value_id) for act in found}
