"""What members take along: everything that is kept about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from cogs.initiatives.models import (
    DateOption,
    DateVote,
    Draft,
    Initiative,
    Invitation,
    Need,
    Organiser,
    Second,
    Series,
    Signup,
)
from cogs.initiatives.service import reported


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """Everything a member did about initiatives, and what they typed."""
    draft = await session.scalar(select(Draft).where(_own(Draft, member)))
    return {
        "organised": await _export_organised(session, member),
        "organised_along": await _export_organised_along(session, member),
        "places": await _export_places(session, member),
        "seconded": await _export_seconded(session, member),
        "invited": await _export_invitations(session, member),
        "dates": await _export_dates(session, member),
        "decided": await _export_decided(session, member),
        "series": await _export_series(session, member),
        "draft": None if draft is None else dict(draft.answers),
        **await reported.export(session, member),
    }


async def _export_organised(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    rows = await session.scalars(
        select(Initiative)
        .where(Initiative.guild_id == member.guild_id, Initiative.organiser_id == member.user_id)
        .order_by(Initiative.id)
    )
    return [
        {
            "title": row.title,
            "what": row.what,
            "kind": row.kind,
            "first_step": row.first_step,
            "when": row.when_text,
            "starts_at": _at(row.starts_at),
            "ends_at": _at(row.ends_at),
            "place": row.place_text,
            "link": row.link,
            "places": row.capacity,
            "state": row.state,
            "reason": row.reason,
            "created_at": _at(row.created_at),
        }
        for row in rows
    ]


async def _export_organised_along(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    rows = await session.execute(
        select(Initiative.title, Organiser.asked_at, Organiser.accepted_at, Organiser.takes_over)
        .join(Initiative, Initiative.id == Organiser.initiative_id)
        .where(_own(Organiser, member))
        .order_by(Organiser.initiative_id)
    )
    return [
        {
            "initiative": title,
            "asked_at": _at(asked),
            "accepted_at": _at(accepted),
            "asked_to_take_over": takes_over,
        }
        for title, asked, accepted, takes_over in rows
    ]


async def _export_places(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    rows = await session.execute(
        select(Initiative.title, Need.name, Signup)
        .join(Initiative, Initiative.id == Signup.initiative_id)
        .outerjoin(Need, Need.id == Signup.need_id)
        .where(_own(Signup, member))
        .order_by(Signup.id)
    )
    return [
        {
            "initiative": title,
            "comes_as": need,
            "state": signup.state,
            "changed_at": _at(signup.changed_at),
            "offered_until": _at(signup.offered_until),
            "hears": signup.hears,
            "reminds": signup.reminds,
            "arrived_at": _at(signup.arrived_at),
            "missed_at": _at(signup.missed_at),
            "language": signup.language,
        }
        for title, need, signup in rows
    ]


async def _export_seconded(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    rows = await session.execute(
        select(Initiative.title, Second.seconded_at, Second.hears)
        .join(Initiative, Initiative.id == Second.initiative_id)
        .where(_own(Second, member))
        .order_by(Second.initiative_id)
    )
    return [
        {"initiative": title, "seconded_at": _at(seconded), "hears": hears}
        for title, seconded, hears in rows
    ]


async def _export_invitations(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    rows = await session.execute(
        select(Initiative.title, Invitation.invited_at)
        .join(Initiative, Initiative.id == Invitation.initiative_id)
        .where(_own(Invitation, member))
        .order_by(Invitation.initiative_id)
    )
    return [{"initiative": title, "invited_at": _at(invited)} for title, invited in rows]


async def _export_dates(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    rows = await session.execute(
        select(Initiative.title, DateOption.starts_at, DateVote.voted_at)
        .join(DateOption, DateOption.id == DateVote.date_id)
        .join(Initiative, Initiative.id == DateOption.initiative_id)
        .where(_own(DateVote, member))
        .order_by(DateVote.date_id)
    )
    return [
        {"initiative": title, "could_come_at": _at(starts), "voted_at": _at(voted)}
        for title, starts, voted in rows
    ]


async def _export_decided(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    rows = await session.execute(
        select(Initiative.title, Initiative.state, Initiative.decided_at)
        .where(Initiative.guild_id == member.guild_id, Initiative.decided_by == member.user_id)
        .order_by(Initiative.id)
    )
    return [
        {"initiative": title, "state": state, "decided_at": _at(decided)}
        for title, state, decided in rows
    ]


async def _export_series(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    rows = await session.scalars(
        select(Series)
        .where(Series.guild_id == member.guild_id, Series.organiser_id == member.user_id)
        .order_by(Series.id)
    )
    return [
        {
            "rule": dict(row.rule),
            "zone": row.zone,
            "until": None if row.until_on is None else row.until_on.isoformat(),
            "skipped": list(row.skipped),
            "pattern": dict(row.pattern),
            "created_at": _at(row.created_at),
            "ended_at": _at(row.ended_at),
        }
        for row in rows
    ]


def _own(table: type[Any], member: MemberKey) -> ColumnElement[bool]:
    return and_(table.guild_id == member.guild_id, table.user_id == member.user_id)


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
