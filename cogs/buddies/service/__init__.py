"""The rules of buddies: what members offer, what newcomers wish for, and who is introduced.

Other capabilities use `want`, `withdraw`, `find_wish`, `has_any`, `suggest` and the button `WANT`.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from cogs.buddies.models import End, PairState
from cogs.buddies.service.introducing import (
    Match,
    find_match,
    introduced,
    is_blocked,
    list_busy,
    look_after,
    no_place,
    pass_over,
    unblock,
)
from cogs.buddies.service.keeping import export, forget, purge
from cogs.buddies.service.leaving import ORPHANED, find_orphaned, leave
from cogs.buddies.service.matching import ARCHIVE, INTRODUCE
from cogs.buddies.service.offers import (
    MOST_DAYS_AWAY,
    MOST_PER_WEEK,
    Introduced,
    NotOffering,
    Offer,
    find_offer,
    go_away,
    has_any,
    list_here,
    list_introduced,
    list_servers,
    offer,
    stop,
)
from cogs.buddies.service.wishes import (
    WANT,
    NoWish,
    TooOften,
    Wish,
    find_wish,
    suggest,
    want,
    withdraw,
)

__all__ = [
    "ARCHIVE",
    "INTRODUCE",
    "MOST_DAYS_AWAY",
    "MOST_PER_WEEK",
    "ORPHANED",
    "WANT",
    "End",
    "Introduced",
    "Match",
    "NoWish",
    "NotOffering",
    "Offer",
    "PairState",
    "TooOften",
    "Wish",
    "adopt",
    "affected",
    "differences",
    "export",
    "find_match",
    "find_offer",
    "find_orphaned",
    "find_wish",
    "forget",
    "go_away",
    "has_any",
    "introduced",
    "is_blocked",
    "leave",
    "list_busy",
    "list_here",
    "list_introduced",
    "list_servers",
    "look_after",
    "no_place",
    "offer",
    "pass_over",
    "purge",
    "seed",
    "stop",
    "suggest",
    "unblock",
    "want",
    "withdraw",
]


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """The file says nothing about buddies: members volunteer."""


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """The file says nothing about buddies."""
    return []


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """Introductions stay what they are, whatever the charter says."""
    return []


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """Introductions stay what they are; a value that is gone brings nobody together any more."""
