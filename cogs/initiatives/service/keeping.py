"""What is kept about members, and how it is taken along, erased and tidied up."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.capabilities import Difference
from bot.config import Community
from bot.db import touch
from bot.models import MemberKey
from cogs.initiatives.models import (
    DateOption,
    DateVote,
    Draft,
    Initiative,
    Invitation,
    Organiser,
    Outcome,
    Report,
    Second,
    Series,
    Signup,
)
from cogs.initiatives.service import configuring, reported

KEEP_DRAFTS = timedelta(days=30)
"""A form nobody came back to for a month is not wanted any more."""

PLACES_FREED = "initiatives.places"
"""What a commit touches when it freed places without filling them."""


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Take over how the file wants initiatives decided; members make them."""
    await configuring.seed(session, guild_id, community, now=now)


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """Where the file wants initiatives decided differently."""
    return await configuring.differences(session, guild_id, community)


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase what a member did and typed; initiatives and outcomes stay, without their name.

    The places that become free are given on by `fill_places`, after this has been committed, and
    the cards that named the member are drawn anew by `redraw_stale`.
    """
    guild_id, user_id = member
    await _mark_cards(session, member)
    for table in (Signup, Organiser, Second, Invitation, DateVote, Report, Draft):
        await session.execute(
            delete(table).where(table.guild_id == guild_id, table.user_id == user_id)
        )
    for column in (
        Initiative.organiser_id,
        Initiative.decided_by,
        Series.organiser_id,
        Outcome.told_by,
        Outcome.confirmed_by,
    ):
        of_guild = column.class_.guild_id == guild_id
        await session.execute(
            update(column.class_).where(of_guild, column == user_id).values({column: None})
        )
    for part in ("initiatives", "settings.initiatives"):
        await audit.unname(session, member, part)
    await reported.forget_present(session, member)
    touch(session, PLACES_FREED)


async def _mark_cards(session: AsyncSession, member: MemberKey) -> None:
    """Note which cards may name the member, as no moment is known here at which to ask for them."""
    guild_id, user_id = member
    signed_up = exists().where(Signup.initiative_id == Initiative.id, Signup.user_id == user_id)
    organises = exists().where(
        Organiser.initiative_id == Initiative.id, Organiser.user_id == user_id
    )
    seconds = exists().where(Second.initiative_id == Initiative.id, Second.user_id == user_id)
    votes = exists().where(
        DateOption.initiative_id == Initiative.id,
        DateVote.date_id == DateOption.id,
        DateVote.user_id == user_id,
    )
    await session.execute(
        update(Initiative)
        .where(
            Initiative.guild_id == guild_id,
            Initiative.message_id.is_not(None),
            or_(Initiative.organiser_id == user_id, signed_up, organises, seconds, votes),
        )
        .values(is_stale=True)
    )


async def prune_drafts(session: AsyncSession, *, now: datetime) -> None:
    """Delete drafts older than `KEEP_DRAFTS`."""
    await session.execute(delete(Draft).where(Draft.saved_at < now - KEEP_DRAFTS))
