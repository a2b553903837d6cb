"""The one message that offers the conversation after joining, where a server has switched it on.

It is off at first: Discord quarantined bots that wrote to people who had not asked, and then they
could write to nobody. Who came before it was switched on, or while we were away, finds the button.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from bot.db import insert_into, touch
from bot.deliveries import Lane
from bot.models import MemberKey
from bot.settings import Setting
from cogs.onboarding.models import Journey, Offer, OfferState, State

OFFER_DM = Setting("onboarding.offer_dm", False)
"""Whether somebody who joins is written to once, unasked."""

DELIVERY = "onboarding.offer"

SCREENING_TOPIC = "onboarding.offers.screening"
"""What a commit touches after which somebody else waits for the screening to be over."""

HELD_BACK = timedelta(minutes=1)
"""An offer waits so long, so that those who open a rush are recognised with the rest of it."""

LATE = timedelta(days=2)
"""Somebody who joined longer ago than this has seen the button, or does not want to."""

PRIORITY = 7


@dataclass(frozen=True)
class Newcomer:
    """Somebody who has joined."""

    member: MemberKey
    joined_at: datetime
    is_pending: bool


async def offer(session: AsyncSession, newcomers: Sequence[Newcomer], *, now: datetime) -> None:
    """Have those who joined written to, unless they were before or know the conversation already.

    Whoever has yet to pass the screening is noted, and written to when they have.
    """
    strangers = await _strangers(session, newcomers)
    if not strangers:
        return
    statement = insert_into(Offer, session.get_bind().dialect.name).values(
        [
            {
                "guild_id": one.member.guild_id,
                "user_id": one.member.user_id,
                "state": OfferState.SCREENING if one.is_pending else OfferState.ASKED,
                "joined_at": one.joined_at,
            }
            for one in strangers
        ]
    )
    unsent = Offer.state.in_((OfferState.SCREENING, OfferState.ASKED))
    rows = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "user_id"],
            set_={
                "state": case((unsent, statement.excluded.state), else_=Offer.state),
                "joined_at": statement.excluded.joined_at,
                "left_at": None,
            },
        ).returning(Offer.guild_id, Offer.user_id, Offer.state, Offer.joined_at)
    )
    wanted = [row for row in rows if row.state == OfferState.ASKED]
    await _ask(session, [MemberKey(row.guild_id, row.user_id) for row in wanted], now=now)
    if len(wanted) < len(strangers):
        touch(session, SCREENING_TOPIC)


async def pass_screening(session: AsyncSession, member: MemberKey, *, now: datetime) -> bool:
    """Have somebody written to who has now accepted the server's rules."""
    row = await session.get(Offer, tuple(member), with_for_update=True)
    if row is None or row.state != OfferState.SCREENING or row.left_at is not None:
        return False
    row.state = OfferState.ASKED
    touch(session, SCREENING_TOPIC)
    await _ask(session, [member], now=now)
    return True


async def is_due(session: AsyncSession, member: MemberKey) -> bool:
    """Whether a member still is to be written to."""
    row = await session.get(Offer, tuple(member))
    if row is None or row.state != OfferState.ASKED or row.left_at is not None:
        return False
    return not await _knows_it(session, member)


async def settle(session: AsyncSession, member: MemberKey, state: OfferState) -> None:
    """Keep what became of an offer."""
    row = await session.get(Offer, tuple(member))
    if row is not None:
        row.state = state


async def withhold(session: AsyncSession, guild_id: int, *, since: datetime) -> None:
    """Whoever joined a server since a moment is not written to any more."""
    await session.execute(
        update(Offer)
        .where(
            Offer.guild_id == guild_id,
            Offer.joined_at >= since,
            Offer.state.in_((OfferState.SCREENING, OfferState.ASKED)),
        )
        .values(state=OfferState.WITHHELD)
    )
    touch(session, SCREENING_TOPIC)


async def list_waiting(
    session: AsyncSession, *, guild_id: int | None = None
) -> Sequence[MemberKey]:
    """Who is written to once they have passed the screening, in one server or in all."""
    query = select(Offer.guild_id, Offer.user_id).where(
        Offer.state == OfferState.SCREENING, Offer.left_at.is_(None)
    )
    if guild_id is not None:
        query = query.where(Offer.guild_id == guild_id)
    return [MemberKey(row.guild_id, row.user_id) for row in await session.execute(query)]


async def leave(session: AsyncSession, members: Sequence[MemberKey], *, now: datetime) -> None:
    """Members have left their server."""
    await session.execute(
        update(Offer)
        .where(
            tuple_(Offer.guild_id, Offer.user_id).in_([tuple(member) for member in members]),
            Offer.left_at.is_(None),
        )
        .values(left_at=now)
    )


async def purge(session: AsyncSession, *, left_before: datetime) -> None:
    """Forget those who left long ago."""
    await session.execute(delete(Offer).where(Offer.left_at < left_before))


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Forget whether a member was written to."""
    await session.execute(
        delete(Offer).where(Offer.guild_id == member.guild_id, Offer.user_id == member.user_id)
    )
    touch(session, SCREENING_TOPIC)


async def describe(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """What became of the offer to a member, as plain data; empty when there was none."""
    row = await session.get(Offer, tuple(member))
    return {} if row is None else {"state": row.state, "joined_at": row.joined_at.isoformat()}


async def _strangers(session: AsyncSession, newcomers: Sequence[Newcomer]) -> list[Newcomer]:
    """Those among the newcomers who have not pressed Start here before, each of them once."""
    found = {one.member: one for one in newcomers}
    rows = await session.execute(
        select(Journey.guild_id, Journey.user_id).where(
            tuple_(Journey.guild_id, Journey.user_id).in_([tuple(member) for member in found]),
            Journey.state != State.OFFERED,
        )
    )
    for row in rows:
        found.pop(MemberKey(row.guild_id, row.user_id), None)
    return list(found.values())


async def _knows_it(session: AsyncSession, member: MemberKey) -> bool:
    query = select(Journey.id).where(
        Journey.guild_id == member.guild_id,
        Journey.user_id == member.user_id,
        Journey.state != State.OFFERED,
    )
    return await session.scalar(query) is not None


async def _ask(session: AsyncSession, members: Sequence[MemberKey], *, now: datetime) -> None:
    await deliveries.enqueue_many(
        session,
        DELIVERY,
        [
            (member.guild_id, f"{DELIVERY}:{member.user_id}", {"user_id": member.user_id})
            for member in members
        ],
        now=now,
        lane=Lane.DM,
        priority=PRIORITY,
        not_before=now + HELD_BACK,
    )
