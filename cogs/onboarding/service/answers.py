"""What members answered on their way; saved at the click, and theirs to see and to erase."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_into
from cogs.onboarding.models import Answer

Content = dict[str, Any]

_of = select(Answer.step, Answer.content).where(Answer.journey_id == bindparam("journey_id"))


async def of(session: AsyncSession, journey_id: int) -> Mapping[str, Content]:
    """Every answer of a journey, by the key of its step."""
    rows = await session.execute(_of, {"journey_id": journey_id})
    return dict(rows.all())


async def save(
    session: AsyncSession,
    journey_id: int,
    step: str,
    content: Content,
    *,
    choice: int | None = None,
    now: datetime,
) -> None:
    """Keep an answer in place of the one given before.

    Args:
        choice: The value that was chosen, where answers are counted.
    """
    statement = insert_into(Answer, session.get_bind().dialect.name).values(
        journey_id=journey_id, step=step, content=content, choice=choice, answered_at=now
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["journey_id", "step"],
            set_={name: statement.excluded[name] for name in ("content", "choice", "answered_at")},
        )
    )


async def take_back(session: AsyncSession, journey_id: int, step: str) -> None:
    """Unsay an answer."""
    await session.execute(
        delete(Answer).where(Answer.journey_id == journey_id, Answer.step == step)
    )


async def describe(session: AsyncSession, journey_id: int) -> list[dict[str, Any]]:
    """Every answer of a journey as plain data, in the order they were given."""
    rows = await session.scalars(
        select(Answer).where(Answer.journey_id == journey_id).order_by(Answer.answered_at)
    )
    return [
        {
            "step": row.step,
            "answer": row.content,
            "answered_at": row.answered_at.isoformat(),
        }
        for row in rows
    ]
