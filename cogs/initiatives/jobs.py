"""What happens without a click: messages about places, departures, and looking again."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

import discord
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import (
    DM_REFUSALS,
    Action,
    Content,
    DirectMessage,
    Refusal,
)
from bot.client import Tenet
from bot.contact import Reason
from bot.deliveries import Job
from bot.errors import UnavailableError
from bot.models import MemberKey
from bot.presence import find_members
from bot.reconcile import Report
from bot.worker import Renderer, Rendering
from cogs.initiatives import mirroring, service, views
from cogs.initiatives.service import carrying, orphans, polls
from cogs.initiatives.service.kinds import CHANGED
from cogs.initiatives.views.frame import in_a_line

log = logging.getLogger(__name__)

PRUNE_SECONDS = timedelta(days=1).total_seconds()


def register(bot: Tenet) -> None:
    """Bring renderers, comparison and tick to the parts that call them."""
    bot.deliveries.register(
        service.CANCELLED, Renderer(render_cancelled, refused=cancelled_refused)
    )

    async def compare(guild: discord.Guild) -> Report:
        return await look_again(bot, guild)

    async def prune() -> None:
        async with bot.db.begin() as session:
            await service.prune_drafts(session, now=bot.clock.now())

    bot.reconciler.register("initiatives", compare, concerns=service.list_servers)
    bot.ticks.add("initiatives.drafts", prune, seconds=PRUNE_SECONDS)


async def render_cancelled(rendering: Rendering) -> Action | None:
    """The private message to somebody who had signed up."""
    news = await _news(rendering)
    if news is None:
        return None
    member = MemberKey(rendering.job.guild_id, news.user_id)
    say = await rendering.speak_to(member, news.language)
    embed = views.cancelled(news, rendering.server, say)
    reason = Reason(
        CHANGED,
        {"title": news.initiative.title, "server": rendering.server},
        line=in_a_line(embed),
        locale=news.language,
    )
    return DirectMessage(news.user_id, Content(embeds=[embed]), reason)


async def cancelled_refused(
    session: AsyncSession, job: Job, refusal: Refusal, now: datetime
) -> bool:
    """Whoever closed their DMs reads it on the card."""
    return refusal.code in DM_REFUSALS


class Places:
    """Frees and fills places for what no click tells us: departures and erasures.

    Departures are taken together: a thousand at once are a handful of transactions. A kill loses
    none for good, because the comparison finds who is no longer there.
    """

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._gone: list[MemberKey] = []
        self._freed = False
        self._task: asyncio.Task[None] | None = None
        bot.db.on_commit(service.PLACES_FREED, self.fill)

    def gone(self, member: MemberKey) -> None:
        """Somebody left their server."""
        self._gone.append(member)
        self._wake()

    def fill(self) -> None:
        """Places were freed by an erasure."""
        self._freed = True
        self._wake()

    def _wake(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._drain(), name="places")

    async def _drain(self) -> None:
        while self._gone or self._freed:
            gone, self._gone = self._gone[:500], self._gone[500:]
            freed, self._freed = self._freed, False
            now = self._bot.clock.now()
            try:
                async with self._bot.db.begin() as session:
                    if gone:
                        await service.members_left(session, gone, now=now, source="departure")
                        await carrying.organisers_left(session, gone, now=now)
                        await polls.members_left(session, gone, now=now)
                        await orphans.organisers_left(session, gone, now=now)
                    if freed:
                        await service.fill_places(session, now=now, source="erasure")
                        await service.redraw_stale(session, now=now)
            except (SQLAlchemyError, UnavailableError):
                log.exception("%d departures wait for the next comparison", len(gone))


async def look_again(bot: Tenet, guild: discord.Guild) -> Report:
    """Free the places of people who left while we were away, and post cards that are missing."""
    async with bot.db.read() as session:
        if guild.id not in await service.list_servers(session):
            return Report()
        signed_up = await service.list_signed_up(session, guild.id)
        voters = await polls.list_voters(session, guild.id)
        organising = await carrying.list_organising(session, guild.id)
        in_series = await orphans.list_organisers(session, guild.id)
        user_ids = sorted({*signed_up, *voters, *organising, *in_series})
    present = await find_members(guild, user_ids, turn=bot.reconciler.turn)
    absent = [MemberKey(guild.id, user_id) for user_id in user_ids if user_id not in present]
    now = bot.clock.now()
    async with bot.db.begin() as session:
        freed = await service.members_left(session, absent, now=now, source="recovered")
        await carrying.organisers_left(session, absent, now=now)
        await polls.members_left(session, absent, now=now)
        await orphans.organisers_left(session, absent, now=now)
        moved = await service.fill_places(session, now=now, source="recovered", guild_id=guild.id)
        await service.post_missing_cards(session, guild.id, now=now)
        await service.redraw_stale(session, now=now, guild_id=guild.id)
    await mirroring.compare(bot, guild)
    return Report(looked_at=len(user_ids), removed=freed, repaired=moved)


async def _news(rendering: Rendering) -> service.News | None:
    payload = rendering.job.payload
    return await service.find_news(rendering.session, payload["signup_id"], payload["position"])
