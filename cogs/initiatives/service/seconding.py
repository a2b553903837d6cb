"""Members who second a proposal, and take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Decision
from bot.db import insert_into
from bot.errors import MemberError
from bot.models import MemberKey
from bot.texts import unmarked
from cogs.initiatives.models import Initiative, InitiativeState, Second
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.configuring import Rules, read_rules
from cogs.initiatives.service.deciding import (
    count_seconds,
    get_proposed,
    open_if_seconded,
    require_ahead,
)
from cogs.initiatives.service.recording import record


class OwnProposal(MemberError):
    """Nobody seconds what they propose themselves."""

    key = "initiatives-own-proposal"


class NotSeconded(MemberError):
    """In this server members do not decide by seconding."""

    key = "initiatives-not-seconded-here"


@dataclass(frozen=True)
class Seconding:
    """What a click on Second has led to.

    Args:
        seconded: Whether the member seconds it now.
        count: How many do.
        needed: How many it takes.
        hears: Whether they are told what becomes of it.
        is_open: It was the last one needed.
    """

    initiative_id: int
    title: str
    seconded: bool
    count: int
    needed: int
    hears: bool
    is_open: bool


async def second(
    session: AsyncSession, member: MemberKey, initiative_id: int, *, now: datetime
) -> Seconding:
    """Second a proposal; the last one needed opens it. Again, it changes nothing.

    Raises:
        NoSuchInitiative, DecidedAlready, NotSeconded, OwnProposal, DatePassed: As they say.
    """
    initiative, rules = await _secondable(session, member, initiative_id)
    if initiative.organiser_id == member.user_id:
        raise OwnProposal(title=unmarked(initiative.title))
    require_ahead(initiative, now)
    made = await session.scalar(
        insert_into(Second, session.get_bind().dialect.name)
        .values(
            initiative_id=initiative_id,
            user_id=member.user_id,
            guild_id=member.guild_id,
            seconded_at=now,
            hears=True,
        )
        .on_conflict_do_nothing(index_elements=["initiative_id", "user_id"])
        .returning(Second.user_id)
    )
    if made is not None:
        await record(
            session, "initiative.seconded", initiative, member.user_id, now, source="button"
        )
        await open_if_seconded(session, initiative, rules, now=now, seen_by=member.user_id)
        await refresh_card(session, initiative.guild_id, initiative.id, now)
    return await _seconding(session, member, initiative, rules)


async def take_back(
    session: AsyncSession, member: MemberKey, initiative_id: int, *, now: datetime
) -> Seconding:
    """Second it no longer, as long as nothing is decided.

    Raises:
        NoSuchInitiative, DecidedAlready, NotSeconded: As they say.
    """
    initiative, rules = await _secondable(session, member, initiative_id)
    taken = await session.scalar(
        delete(Second)
        .where(Second.initiative_id == initiative_id, Second.user_id == member.user_id)
        .returning(Second.user_id)
    )
    if taken is not None:
        await record(session, "initiative.unseconded", initiative, member.user_id, now, "button")
        await refresh_card(session, initiative.guild_id, initiative.id, now)
    return await _seconding(session, member, initiative, rules)


async def hear(
    session: AsyncSession, member: MemberKey, initiative_id: int, wants: bool
) -> Seconding:
    """Be told what becomes of it, or not, as somebody who seconds it.

    Raises:
        NoSuchInitiative, DecidedAlready, NotSeconded: As they say.
    """
    initiative, rules = await _secondable(session, member, initiative_id)
    row = await session.get(Second, (initiative_id, member.user_id))
    if row is not None:
        row.hears = wants
        await session.flush()
    return await _seconding(session, member, initiative, rules)


async def find_second(
    session: AsyncSession, member: MemberKey, initiative_id: int
) -> Second | None:
    """A member's seconding of a proposal, if they second it."""
    return await session.get(Second, (initiative_id, member.user_id))


async def _secondable(
    session: AsyncSession, member: MemberKey, initiative_id: int
) -> tuple[Initiative, Rules]:
    initiative = await get_proposed(session, member.guild_id, initiative_id)
    rules = await read_rules(session, member.guild_id)
    if rules.decide is not Decision.SECONDS:
        raise NotSeconded(title=unmarked(initiative.title))
    return initiative, rules


async def _seconding(
    session: AsyncSession, member: MemberKey, initiative: Initiative, rules: Rules
) -> Seconding:
    own = await session.get(Second, (initiative.id, member.user_id), populate_existing=True)
    return Seconding(
        initiative_id=initiative.id,
        title=initiative.title,
        seconded=own is not None,
        count=await count_seconds(session, initiative.id),
        needed=rules.seconds,
        hears=own is not None and own.hears,
        is_open=initiative.state == InitiativeState.OPEN,
    )
