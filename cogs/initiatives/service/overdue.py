"""Initiatives that are past their end and of which nobody has said what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries, notices
from bot.deliveries import Lane
from bot.sharding import ALL_SHARDS, Shards
from bot.texts import unmarked
from cogs.initiatives.models import LIVE, Initiative
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.organisers import list_coorganisers
from cogs.initiatives.service.reading import USUAL_LENGTH
from cogs.initiatives.service.recording import lock

ASK = "initiatives.ask_outcome"
"""Kind of delivery: an organiser is asked what came of it."""

NOTICE = "initiatives-notice-no-outcome"
"""The text of the notice that nobody says so."""

PRIORITY = 4

AGAIN_AFTER = timedelta(days=3)
"""From one question to the next, and from the last to the stewards."""

TIMES = 2
"""How often organisers are asked before stewards hear of it."""


@dataclass(frozen=True)
class Question:
    """Something that an organiser is to be asked about.

    Args:
        time: Which time they are asked, from 1.
    """

    initiative_id: int
    guild_id: int
    title: str
    over_at: datetime
    time: int


def over_at(initiative: Initiative) -> datetime | None:
    """When it is over, as far as anybody said; None for what has no date."""
    if initiative.starts_at is None:
        return None
    return initiative.ends_at or initiative.starts_at + USUAL_LENGTH


def is_overdue(initiative: Initiative, now: datetime) -> bool:
    """Whether it is past its end, and nobody has closed it or called it off."""
    end = over_at(initiative)
    return initiative.state in LIVE and end is not None and end <= now


async def list_to_ask(
    session: AsyncSession, *, now: datetime, shards: Shards = ALL_SHARDS
) -> list[int]:
    """Of which initiatives somebody has to be asked now, or stewards have to hear."""
    query = (
        select(Initiative.id)
        .where(
            Initiative.state.in_(LIVE),
            is_over(now),
            Initiative.asked <= TIMES,
            or_(Initiative.asked_at.is_(None), Initiative.asked_at <= now - AGAIN_AFTER),
        )
        .order_by(Initiative.id)
    )
    ours = shards.clause(Initiative.guild_id.expression)
    return list(await session.scalars(query if ours is None else query.where(ours)))


async def ask(session: AsyncSession, initiative_id: int, *, now: datetime) -> None:
    """Ask whoever organises it; after the last time, or when nobody does, tell stewards."""
    initiative = await lock(session, initiative_id)
    if not is_overdue(initiative, now) or initiative.asked > TIMES:
        return
    if initiative.asked_at is not None and initiative.asked_at > now - AGAIN_AFTER:
        return
    who = await _to_be_asked(session, initiative, initiative.asked + 1)
    if initiative.asked == 0:  # its card says from now on that the outcome is awaited
        await refresh_card(session, initiative.guild_id, initiative.id, now)
    if not who or initiative.asked == TIMES:
        await tell_stewards(session, initiative, now=now)
        return
    initiative.asked += 1
    initiative.asked_at = now
    for user_id in who:
        await deliveries.enqueue(
            session,
            ASK,
            guild_id=initiative.guild_id,
            key=f"{ASK}:{initiative.id}:{user_id}:{initiative.sequence}:{initiative.asked}",
            payload={
                "initiative_id": initiative.id,
                "user_id": user_id,
                "time": initiative.asked,
            },
            lane=Lane.DM,
            priority=PRIORITY,
            now=now,
        )


async def find_question(
    session: AsyncSession, initiative_id: int, user_id: int, time: int, *, now: datetime
) -> Question | None:
    """The question, if it is still theirs to answer, and they were not asked again since."""
    initiative = await session.get(Initiative, initiative_id)
    if initiative is None or not is_overdue(initiative, now) or initiative.asked != time:
        return None
    if user_id not in await _to_be_asked(session, initiative, time):
        return None
    end = over_at(initiative)
    assert end is not None
    return Question(initiative.id, initiative.guild_id, initiative.title, end, time)


async def unreachable(session: AsyncSession, initiative_id: int, *, now: datetime) -> None:
    """Somebody cannot be asked; when nobody organises it along, stewards hear of it at once."""
    initiative = await lock(session, initiative_id)
    if is_overdue(initiative, now) and len(await _to_be_asked(session, initiative, TIMES)) < 2:
        await tell_stewards(session, initiative, now=now)


async def tell_stewards(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    """Let stewards know that nobody says what came of it."""
    initiative.asked = TIMES + 1
    initiative.asked_at = now
    await notices.open_notice(
        session,
        about(initiative.id),
        guild_id=initiative.guild_id,
        text_key=NOTICE,
        now=now,
        title=unmarked(initiative.title),
        initiative_id=initiative.id,
    )


async def settle(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    """Ask nobody any more about what is closed, called off, or will only take place."""
    if initiative.asked and not is_overdue(initiative, now):
        if initiative.asked > TIMES:
            await notices.close_notice(
                session, about(initiative.id), guild_id=initiative.guild_id, now=now
            )
        initiative.asked = 0
        initiative.asked_at = None


def about(initiative_id: int) -> str:
    """What the notice is about that nobody says what came of it."""
    return f"initiatives.outcome:{initiative_id}"


def is_over(now: datetime) -> ColumnElement[bool]:
    """Whether it is past its end, in SQL and whatever its state."""
    return or_(
        Initiative.ends_at <= now,
        and_(Initiative.ends_at.is_(None), Initiative.starts_at <= now - USUAL_LENGTH),
    )


async def _to_be_asked(session: AsyncSession, initiative: Initiative, time: int) -> list[int]:
    """The organiser; from the second time on, or without one, also those who organise along."""
    own = [] if initiative.organiser_id is None else [initiative.organiser_id]
    if own and time == 1:
        return own
    along = await list_coorganisers(session, initiative.id)
    return [*own, *(user_id for user_id in along if user_id not in own)]
