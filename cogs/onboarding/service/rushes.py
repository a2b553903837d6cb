"""A rush: more people join within a minute than a community grows by; often it is a raid.

While it lasts nobody is offered the conversation but by the button, and the stewards know. Whoever
came in it is not written to afterwards either: nobody can tell the guests from the raiders.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.notices import Notice
from bot.settings import Setting
from bot.sharding import ALL_SHARDS, Shards
from cogs.onboarding.service import offers

RAID_JOINS = Setting("onboarding.raid_joins", 20)
"""More joins than this within a minute are a rush; 0: there is no such thing."""

MINUTE = timedelta(minutes=1)

ABOUT = "onboarding.rush"
"""What the notice is about; while it is open, the rush goes on."""


class Window:
    """The joins of one server's last minute, as far as they are needed to tell a rush.

    Args:
        most: So many within a minute are no rush yet.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._joins: deque[datetime] = deque(maxlen=most + 1)

    def joined(self, at: datetime) -> bool:
        """Somebody joined; whether that makes it a rush."""
        self._joins.append(at)
        return len(self._joins) > self.most and at - self._joins[0] <= MINUTE

    @property
    def began_at(self) -> datetime:
        """The first of the joins that are remembered."""
        return self._joins[0]

    def is_calm(self, now: datetime) -> bool:
        """Whether nobody has joined within the last minute, so that nothing need be remembered."""
        return not self._joins or now - self._joins[-1] > MINUTE


async def begin(
    session: AsyncSession, guild_id: int, *, most: int, since: datetime, now: datetime
) -> None:
    """A rush has begun: tell the stewards, and write to nobody who came with it.

    Args:
        most: How many joins within a minute would have been none.
        since: When the first of them joined.
    """
    await offers.withhold(session, guild_id, since=since)
    await notices.open_notice(
        session, ABOUT, guild_id=guild_id, text_key="onboarding-notice-rush", now=now, joins=most
    )


async def end(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """It is over; the next one is told again."""
    await notices.close_notice(session, ABOUT, guild_id=guild_id, now=now)


async def is_on(session: AsyncSession, guild_id: int) -> bool:
    """Whether a server is in the middle of a rush."""
    return ABOUT in await notices.list_open(session, guild_id)


async def list_on(session: AsyncSession, *, shards: Shards = ALL_SHARDS) -> list[int]:
    """Those of our servers that are in the middle of a rush; known after a restart, too."""
    query = select(Notice.guild_id).where(Notice.about == ABOUT, Notice.closed_at.is_(None))
    ours = shards.clause(Notice.guild_id.expression)
    return list(await session.scalars(query if ours is None else query.where(ours)))
