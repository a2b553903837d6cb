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
from cogs.onboarding.service import welcome
from cogs.pledges.service import PostState, posts
from cogs.reminders import service as reminders


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


async def list_begun(session: AsyncSession, guild_id: int) -> frozenset[str]:
    """The capabilities that somebody has already asked for what they post."""
    welcomed = await welcome.find(session, guild_id)
    begun = {
        "onboarding": welcomed is not None and not welcomed.is_gone,
        "pledges": await posts.list_posts(
            session, guild_id, states=(PostState.WAITING, PostState.LIVE)
        ),
        "reminders": await reminders.list_reminders(session, guild_id),
    }
    return frozenset(name for name, found in begun.items() if found)
