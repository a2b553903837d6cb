"""What is kept about those who told what came of initiatives, and those whom they named."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from cogs.initiatives.models import Amount, Initiative, Outcome, Report


async def forget_present(session: AsyncSession, member: MemberKey) -> None:
    """Take a member out of what others are typing about who was there."""
    rows = await session.scalars(
        select(Report).where(Report.guild_id == member.guild_id, Report.present.is_not(None))
    )
    for row in rows:
        if row.present is not None and member.user_id in row.present:
            row.present = [user_id for user_id in row.present if user_id != member.user_id]


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """What a member told and confirmed about outcomes, and what they are typing."""
    told = await session.execute(
        select(Initiative.title, Outcome)
        .join(Initiative, Initiative.id == Outcome.initiative_id)
        .where(
            Outcome.guild_id == member.guild_id,
            or_(Outcome.told_by == member.user_id, Outcome.confirmed_by == member.user_id),
        )
        .order_by(Outcome.id)
    )
    typing = await session.execute(
        select(Initiative.title, Report)
        .join(Initiative, Initiative.id == Report.initiative_id)
        .where(Report.guild_id == member.guild_id, Report.user_id == member.user_id)
        .order_by(Report.id)
    )
    outcomes_of = list(told)
    amounts: dict[int, list[str]] = {}
    for one in await session.scalars(
        select(Amount)
        .where(Amount.outcome_id.in_([row.id for _, row in outcomes_of]))
        .order_by(Amount.id)
    ):
        amounts.setdefault(one.outcome_id, []).append(f"{one.amount} {one.unit}")
    return {
        "outcomes": [
            {
                "initiative": title,
                "told_at": row.told_at.isoformat(),
                "sentence": row.sentence,
                "differently": row.differently,
                "evidence": row.evidence,
                "people": row.people,
                "amounts": amounts.get(row.id, []),
            }
            for title, row in outcomes_of
            if row.told_by == member.user_id
        ],
        "outcomes_confirmed": [
            {"initiative": title, "confirmed_at": row.confirmed_at and row.confirmed_at.isoformat()}
            for title, row in outcomes_of
            if row.confirmed_by == member.user_id
        ],
        "reports": [
            {"initiative": title, "answers": dict(row.answers), "present": row.present}
            for title, row in typing
        ],
    }
