"""What newcomers wrote about what brings them here; the stewards of their server may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.onboarding.models import Answer, Journey
from cogs.onboarding.service.steps import Kind

LONGEST = 1000
PAGE = 3
"""Long ones fill a screen each."""


@dataclass(frozen=True)
class Reflection:
    """Somebody's own words."""

    user_id: int
    text: str
    written_at: datetime


@dataclass(frozen=True)
class Page:
    """Some of them, the newest first; `number` counts from 0."""

    number: int
    count: int
    total: int
    reflections: tuple[Reflection, ...]


async def list_reflections(session: AsyncSession, guild_id: int, page: int) -> Page:
    """A page of what people wrote who are still here; a page past the end is the last one."""
    theirs = (
        Journey.id == Answer.journey_id,
        Journey.guild_id == guild_id,
        Journey.left_at.is_(None),
        Answer.step == Kind.REFLECTION,
    )
    total = await session.scalar(select(func.count()).select_from(Answer).where(*theirs)) or 0
    count = max(1, -(-total // PAGE))
    number = min(max(page, 0), count - 1)
    rows = await session.execute(
        select(Journey.user_id, Answer.content, Answer.answered_at)
        .where(*theirs)
        .order_by(Answer.answered_at.desc(), Answer.journey_id)
        .offset(number * PAGE)
        .limit(PAGE)
    )
    return Page(
        number,
        count,
        total,
        tuple(Reflection(user_id, content["text"], at) for user_id, content, at in rows),
    )
