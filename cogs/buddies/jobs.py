"""What happens without a click: threads of two, people who leave, weeks that are over."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import aiohttp
import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.actions import (
    GONE,
    Action,
    ArchiveThread,
    Content,
    OpenThread,
    Post,
    Receipt,
    Refusal,
    missing_permissions,
)
from bot.client import Tenet
from bot.components import rows
from bot.deliveries import Job, Wait
from bot.models import MemberKey
from bot.places import find_channel
from bot.presence import find_members
from bot.reconcile import Report
from bot.settings import WELCOME_CHANNEL, GuildSettings
from bot.worker import Renderer, Rendering
from cogs.buddies import service, views
from cogs.charter import service as charter

log = logging.getLogger(__name__)

LOOK_SECONDS = 600.0
PURGE_SECONDS = 6 * 3600.0

ASK_AGAIN_AFTER = timedelta(minutes=1)

NO_CHANNEL = notices.about_channel(WELCOME_CHANNEL)
"""What the notice is about when there is nowhere to introduce anybody."""

NOTHING_LEFT = frozenset({10003, 10008, 50083})
"""The thread is gone or closed: there is nothing to say in it, and nothing to close."""


def register(bot: Tenet) -> None:
    """Bring renderers, comparison and ticks to the parts that call them."""
    meeting = Introducing(bot)
    bot.deliveries.register(
        service.INTRODUCE,
        Renderer(meeting.render, sent=meeting.sent, refused=meeting.refused),
    )
    bot.deliveries.register(service.ORPHANED, Renderer(render_orphaned, refused=nothing_left))
    bot.deliveries.register(service.ARCHIVE, Renderer(render_archive, refused=nothing_left))
    bot.reconciler.register("buddies", partial(compare, bot), concerns=service.list_servers)
    bot.ticks.add("buddies.look", partial(look_after, bot), seconds=LOOK_SECONDS)
    bot.ticks.add("buddies.purge", partial(purge, bot), seconds=PURGE_SECONDS)


class Introducing:
    """Opens the thread of two, if both can be in it; otherwise somebody else is found."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot

    async def render(self, rendering: Rendering) -> Action | Wait | None:
        """The thread with its opening words, in the server's language: the two may differ."""
        payload, guild = rendering.job.payload, rendering.guild
        match = await service.find_match(rendering.session, payload["pair_id"], payload["match"])
        if match is None or guild is None:
            return None
        channel = find_channel(guild, rendering.settings.place(WELCOME_CHANNEL))
        if channel is None:
            await self._nowhere(match, rendering.settings, rendering.now)
            return None
        try:
            present = await find_members(guild, [match.newcomer_id, match.buddy_id])
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("who is there could not be asked: %r", error)
            return Wait(rendering.now + ASK_AGAIN_AFTER)
        newcomer, buddy = present.get(match.newcomer_id), present.get(match.buddy_id)
        if newcomer is None or buddy is None:
            gone = {match.newcomer_id, match.buddy_id}.difference(present)
            await self._gone([MemberKey(guild.id, user_id) for user_id in gone], rendering.now)
            return None
        if not can_meet(buddy, channel, rendering.now):
            await self._pass_over(match, rendering.now)
            return None
        values = await charter.list_values(rendering.session, guild.id)
        value = next((value for value in values if value.id == match.value_id), None)
        return OpenThread(
            channel.id,
            match.newcomer_id,
            views.thread_name(match, rendering.say),
            Content(views.opening(match, value, rendering.say)),
            with_user_ids=(match.buddy_id,),
        )

    async def sent(self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
        """The two have met; what kept others from it is mended."""
        if receipt.channel_id is None:
            return
        await service.introduced(
            session,
            job.payload["pair_id"],
            job.payload["match"],
            guild_id=job.guild_id,
            thread_id=receipt.channel_id,
            now=now,
        )
        await notices.close_notice(session, NO_CHANNEL, guild_id=job.guild_id, now=now)

    async def refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """One of them left in this moment, or no thread is possible: stewards hear of that."""
        pair_id, number = job.payload["pair_id"], job.payload["match"]
        if refusal.code in GONE:
            match = await service.find_match(session, pair_id, number)
            if match is not None:
                await service.pass_over(session, match, now=now)
            return True
        await service.no_place(session, pair_id, number)
        return False

    async def _nowhere(self, match: service.Match, settings: GuildSettings, now: datetime) -> None:
        named = settings.place(WELCOME_CHANNEL)
        async with self._bot.db.begin() as session:
            await service.no_place(session, match.pair_id, match.number)
            await notices.open_notice(
                session,
                NO_CHANNEL,
                guild_id=match.guild_id,
                text_key="buddies-notice-no-channel",
                now=now,
                channel=str(named) if named is not None else "none",
            )

    async def _gone(self, members: Sequence[MemberKey], now: datetime) -> None:
        async with self._bot.db.begin() as session:
            await service.leave(session, members, now=now)

    async def _pass_over(self, match: service.Match, now: datetime) -> None:
        async with self._bot.db.begin() as session:
            await service.pass_over(session, match, now=now)


def can_meet(buddy: discord.Member, channel: discord.TextChannel, now: datetime) -> bool:
    """Whether a buddy could answer somebody in a thread of this channel."""
    until = buddy.timed_out_until
    if until is not None and until > now:
        return False
    return channel.permissions_for(buddy).view_channel


async def render_orphaned(rendering: Rendering) -> Action | None:
    """Told where they were introduced: the buddy has left, and there may be another."""
    thread_id = await service.find_orphaned(rendering.session, rendering.job.payload["pair_id"])
    if thread_id is None:
        return None
    button = views.want_button(rendering.say, rendering.job.guild_id)
    return Post(thread_id, Content(rendering.say("buddies-orphaned"), view=rows(button)))


async def render_archive(rendering: Rendering) -> Action | None:
    """Close a thread in which nobody needs anything any more."""
    return ArchiveThread(rendering.job.payload["thread_id"])


async def nothing_left(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """A thread that is gone needs no words and no closing."""
    return refusal.code in NOTHING_LEFT


async def look_after(bot: Tenet) -> None:
    """End wishes that waited too long, and find buddies for whom time has made one free."""
    async with bot.db.read() as session:
        guild_ids = await service.list_busy(session)
    for guild_id in guild_ids:
        async with bot.db.begin() as session:
            await service.look_after(session, guild_id, now=bot.clock.now())
        await try_again(bot, guild_id)


async def try_again(bot: Tenet, guild_id: int) -> int:
    """Introduce those who were kept waiting by a channel, as soon as it can work."""
    guild, now = bot.get_guild(guild_id), bot.clock.now()
    if guild is None or guild.unavailable:
        return 0
    settings = await bot.settings.of(guild_id)
    channel = find_channel(guild, settings.place(WELCOME_CHANNEL))
    if channel is None:
        return 0
    if missing_permissions(bot, guild_id, OpenThread(channel.id, 0, "", Content())):
        return 0
    async with bot.db.begin() as session:
        if not await service.is_blocked(session, guild_id, now=now):
            return 0
        return await service.unblock(session, guild_id, now=now)


async def compare(bot: Tenet, guild: discord.Guild) -> Report:
    """Find who left while we were away, and what may work again."""
    async with bot.db.read() as session:
        user_ids = await service.list_here(session, guild.id)
    if not user_ids:
        return Report()
    present = await find_members(guild, user_ids, turn=bot.reconciler.turn)
    gone = [MemberKey(guild.id, user_id) for user_id in user_ids if user_id not in present]
    if gone:
        async with bot.db.begin() as session:
            await service.leave(session, gone, now=bot.clock.now())
    repaired = await try_again(bot, guild.id)
    return Report(looked_at=len(user_ids), removed=len(gone), repaired=repaired)


async def purge(bot: Tenet) -> None:
    """Forget what is long over. A crash repeats it, which changes nothing."""
    async with bot.db.begin() as session:
        await service.purge(session, now=bot.clock.now())
