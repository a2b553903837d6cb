"""What is kept about members, and how it is taken along, erased and tidied up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.db import touch
from bot.models import MemberKey
from cogs.initiatives.models import (
    DateVote,
    Draft,
    Initiative,
    InitiativeState,
    InitiativeValue,
    Organiser,
    Outcome,
    Report,
    Second,
    Series,
    Signup,
    SignupState,
)
from cogs.initiatives.service import configuring, reported
from cogs.initiatives.service.cards import refresh_card

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


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """Open initiatives that serve a value whose words change, or one that is retired."""
    rows = await session.execute(
        select(InitiativeValue.value_id, func.count())
        .join(Initiative, Initiative.id == InitiativeValue.initiative_id)
        .where(
            Initiative.guild_id == change.guild_id,
            Initiative.state == InitiativeState.OPEN,
            InitiativeValue.value_id.in_([*change.reworded, *change.retired]),
        )
        .group_by(InitiativeValue.value_id)
    )
    counts = dict(rows.all())
    return [
        Affected(key, sum(counts.get(value_id, 0) for value_id in ids))
        for key, ids in (
            ("initiatives-affected-reworded", change.reworded),
            ("initiatives-affected-retired", change.retired),
        )
    ]


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """Have the cards of open initiatives show their value as it is now, or none."""
    touched = {*change.reworded, *change.remarked, *change.retired}
    cards = await session.scalars(
        select(Initiative.id)
        .join(InitiativeValue, InitiativeValue.initiative_id == Initiative.id)
        .where(
            Initiative.guild_id == change.guild_id,
            Initiative.state == InitiativeState.OPEN,
            InitiativeValue.value_id.in_(touched),
            Initiative.message_id.is_not(None),
        )
        .distinct()
    )
    for initiative_id in cards.all():
        await refresh_card(session, change.guild_id, initiative_id, now)


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase what a member did in initiatives; these stay, without the names of who carried them.

    The places that become free are given on by `fill_places`, after this has been committed.
    """
    for own in (Signup, Second, Organiser, DateVote, Draft, Report):
        await session.execute(
            delete(own).where(own.guild_id == member.guild_id, own.user_id == member.user_id)
        )
    for column in (
        Initiative.organiser_id,
        Initiative.decided_by,
        Series.organiser_id,
        Outcome.told_by,
        Outcome.confirmed_by,
    ):
        table: Any = column.class_
        await session.execute(
            update(table)
            .where(table.guild_id == member.guild_id, column == member.user_id)
            .values({column: None})
        )
    await reported.forget_present(session, member)
    touch(session, PLACES_FREED)


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """A member's initiatives, places and draft."""
    organised = await session.scalars(
        select(Initiative)
        .where(Initiative.guild_id == member.guild_id, Initiative.organiser_id == member.user_id)
        .order_by(Initiative.id)
    )
    places = await session.execute(
        select(Initiative.title, Signup.state, Signup.changed_at, Signup.language)
        .join(Initiative, Initiative.id == Signup.initiative_id)
        .where(Signup.guild_id == member.guild_id, Signup.user_id == member.user_id)
        .order_by(Signup.id)
    )
    draft = await session.scalar(
        select(Draft).where(Draft.guild_id == member.guild_id, Draft.user_id == member.user_id)
    )
    return {
        "organised": [
            {
                "title": row.title,
                "what": row.what,
                "when": row.when_text,
                "places": row.capacity,
                "state": row.state,
                "created_at": row.created_at.isoformat(),
            }
            for row in organised
        ],
        "places": [
            {
                "initiative": title,
                "state": SignupState(state).value,
                "changed_at": changed_at.isoformat(),
                "language": language,
            }
            for title, state, changed_at, language in places
        ],
        "draft": None if draft is None else dict(draft.answers),
        **await reported.export(session, member),
    }


async def prune_drafts(session: AsyncSession, *, now: datetime) -> None:
    """Delete drafts older than `KEEP_DRAFTS`."""
    await session.execute(delete(Draft).where(Draft.saved_at < now - KEEP_DRAFTS))
