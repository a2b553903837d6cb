"""What waits, what is to be mended, and what was found last, in one server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import claims, notices, reconciliations
from bot.claims import Waiting
from bot.notices import NoticeText
from bot.reports import Outcome


@dataclass(frozen=True)
class Standing:
    """How things stand in a server, as far as the database knows."""

    waiting: Waiting
    notices: Sequence[NoticeText]
    """What stewards have to see to, the latest first."""
    found: Outcome | None
    """The last comparison that found something, if it is still kept."""


async def get_standing(session: AsyncSession, guild_id: int, *, now: datetime) -> Standing:
    """How things stand in a server."""
    return Standing(
        await claims.waiting(session, guild_id, now=now),
        await notices.list_texts(session, guild_id),
        await reconciliations.find_last(session, guild_id),
    )
