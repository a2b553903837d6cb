"""A community with three values and a pledge post, without Discord."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot import activity, claims
from bot.config import Community
from bot.db import Database
from bot.deliveries import Job
from bot.models import Guild, MemberKey
from cogs.charter import service as charter
from cogs.pledges import service
from cogs.pledges.models import Pledge, PledgeReaction
from cogs.pledges.service import posts
from cogs.pledges.service.reactions import Event, Reacted, apply
from tests.factories import VALUES

GUILD = 800_000_000_000_000_001
CHANNEL, MESSAGE = 7001, 9001
ADA, BEN, CLEO = 501, 502, 503
HONESTY, CARE, COURAGE = "🌱", "❤", "🔥"
"""As the events have them: by what tells emojis apart."""


@dataclass
class Scene:
    """The database with one post in it."""

    db: Database
    now: datetime
    post_id: int = 0

    async def build(self) -> Scene:
        async with self.db.begin() as session:
            session.add(Guild(id=GUILD, seen_at=self.now))
            await charter.seed(
                session,
                GUILD,
                Community.model_validate({"mission": "Clean water.", "values": VALUES}),
                now=self.now,
            )
        self.post_id = await self.opens_post(CHANNEL, MESSAGE)
        await self.carried_out()
        return self

    async def opens_post(self, channel_id: int, message_id: int) -> int:
        """A post that stands in its channel."""
        async with self.db.begin() as session:
            await posts.open_post(
                session,
                GUILD,
                channel_id=channel_id,
                channel_name="values",
                actor_id=1,
                now=self.now,
            )
            found = await posts.list_posts(session, GUILD, states=list(service.PostState))
            post_id = next(post.id for post in found if post.channel_id == channel_id)
            await posts.note_posted(
                session, post_id, channel_id=channel_id, message_id=message_id, now=self.now
            )
        return post_id

    def reacts(self, user_id: int, emoji: str = HONESTY, *, post_id: int = 0) -> Reacted:
        return Reacted(GUILD, post_id or self.post_id, user_id, emoji, True)

    def unreacts(self, user_id: int, emoji: str = HONESTY, *, post_id: int = 0) -> Reacted:
        return Reacted(GUILD, post_id or self.post_id, user_id, emoji, False)

    async def happens(self, *events: Event) -> None:
        """One batch."""
        async with self.db.begin() as session:
            await apply(session, events, now=self.now)

    async def carried_out(self) -> list[Job]:
        """What was asked of Discord, most urgent first; it is done after this."""
        async with self.db.begin() as session:
            jobs = await claims.claim(session, now=self.now, hold=timedelta(hours=1), limit=99)
            for job in jobs:
                await claims.mark_done(session, job, now=self.now)
        return jobs

    async def held(self, user_id: int) -> list[str]:
        async with self.db.read() as session:
            held = await service.list_held(session, MemberKey(GUILD, user_id))
        return [pledge.value.name for pledge in held]

    async def ledger(self) -> dict[str, int]:
        """How often each act on pledges was written down."""
        async with self.db.read() as session:
            counts = await activity.counts(session, GUILD)
        return {kind: count for kind, count in counts.items() if kind.startswith("pledge.")}

    async def rows(self) -> Sequence[Pledge]:
        async with self.db.read() as session:
            return (await session.scalars(select(Pledge).order_by(Pledge.id))).all()

    async def standing(self) -> set[tuple[int, str, int]]:
        """Post, emoji and member of every reaction that is known to stand for a value."""
        async with self.db.read() as session:
            rows: Any = await session.scalars(
                select(PledgeReaction).where(PledgeReaction.value_id.is_not(None))
            )
            return {(row.post_id, row.emoji, row.user_id) for row in rows}
