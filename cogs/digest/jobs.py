"""What a run of the digest does, and how its post is worded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Action, Content, Post, Receipt, missing_permissions
from bot.client import Tenet
from bot.deliveries import Drop, Job
from bot.places import find_channel
from bot.schedules import DueRun
from bot.settings import STEWARDS_CHANNEL
from bot.worker import Renderer, Rendering
from cogs.digest import service, views
from cogs.digest.views import Where

NOWHERE = "there is no channel for stewards"
"""Why a digest is dropped."""


def register(bot: Tenet) -> None:
    """Bring the run's handler and the post's renderer to the parts that call them."""

    async def run(session: AsyncSession, due: DueRun, now: datetime) -> None:
        """A crash leaves the whole run or nothing of it."""
        await service.prepare(session, due.subject_id, now=now)

    bot.schedules.register(service.KIND, run)
    posting = Posting(bot)
    bot.deliveries.register(
        service.POST, Renderer(posting.render, sent=posting.sent, dropped=posting.dropped)
    )


class Posting:
    """The post of a week. Killed at any moment it stands there once."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot

    async def render(self, rendering: Rendering) -> Action | Drop | None:
        """The week up to the run, from how things stand now, in the server's language."""
        session, job = rendering.session, rendering.job
        digest = await service.find_by_id(session, job.payload["digest_id"])
        until = datetime.fromisoformat(job.payload["until"])
        if digest is None or not digest.is_on or rendering.guild is None:
            return None
        channel = find_channel(rendering.guild, rendering.settings.place(STEWARDS_CHANNEL))
        if channel is None:
            return Drop(NOWHERE)
        told = await service.collect(
            session, self._bot.digests, job.guild_id, since=digest.told_until, until=until
        )
        embed = views.digest(told, rendering.say, rule=digest.rule)
        return Post(channel.id, Content(embeds=[embed]), automated=True)

    async def sent(self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
        """It stands."""
        until = datetime.fromisoformat(job.payload["until"])
        await service.posted(session, job.payload["digest_id"], until=until, now=now)

    async def dropped(self, session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
        """Where there is no channel, that waits in the list of notices."""
        if reason != NOWHERE:
            return
        place = (await self._bot.settings.of(job.guild_id)).place(STEWARDS_CHANNEL)
        await service.nowhere(session, job.guild_id, place=str(place or ""), now=now)


async def look(bot: Tenet, guild_id: int) -> Where:
    """The stewards' channel as Discord shows it now."""
    place = (await bot.settings.of(guild_id)).place(STEWARDS_CHANNEL)
    guild = bot.get_guild(guild_id)
    channel = None if guild is None else find_channel(guild, place)
    if channel is None:
        return Where(place)
    return Where(
        place,
        channel.id,
        is_public=channel.permissions_for(channel.guild.default_role).view_channel,
        missing=missing_permissions(bot, guild_id, Post(channel.id, Content())),
    )
