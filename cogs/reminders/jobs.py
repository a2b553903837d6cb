"""What a run does, and how its post is worded."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices, settings
from bot.actions import Action, Content, Post, Receipt, missing_permissions
from bot.client import Tenet
from bot.deliveries import Job
from bot.places import find_channel
from bot.schedules import DueRun
from bot.settings import REMINDERS_CHANNEL, Place
from bot.worker import Renderer, Rendering
from cogs.reminders import service, views, wording

NO_VALUES = "reminders.values"
"""What the notice about an empty charter is about."""


def register(bot: Tenet) -> None:
    """Bring the run's handler and the post's renderer to the parts that call them."""

    async def run(session: AsyncSession, due: DueRun, now: datetime) -> None:
        await prepare_post(bot, session, due, now)

    bot.schedules.register(service.KIND, run)
    renderer = Renderer(
        partial(render_post, bot), sent=partial(post_sent, bot), refused=wording.poll_refused
    )
    bot.deliveries.register(service.POST, renderer)


async def prepare_post(bot: Tenet, session: AsyncSession, due: DueRun, now: datetime) -> None:
    """Choose the value and ask for the post, in the run's own transaction.

    A crash leaves the whole run or nothing of it. Where nothing can be posted, stewards are told
    once, and the next run tries again.
    """
    reminder = await service.get_reminder(session, due.subject_id)
    configured = (await settings.read(session, due.guild_id)).place(REMINDERS_CHANNEL)
    place = reminder.channel or configured
    channel_id = _channel_id(bot.get_guild(due.guild_id), place)
    no_channel = f"reminders.channel:{reminder.id}"
    if channel_id is None:
        await notices.open_notice(
            session,
            no_channel,
            guild_id=due.guild_id,
            text_key="reminders-notice-no-channel",
            now=now,
            name=reminder.name,
            place="—" if place is None else f"#{place}",
        )
        return
    await notices.close_notice(session, no_channel, guild_id=due.guild_id, now=now)
    composed = await service.compose(
        session,
        due.guild_id,
        chooses=reminder.chooses,
        value_id=reminder.value_id,
        asks=reminder.asks,
        text=reminder.text,
        may_poll=wording.may_poll(bot, due.guild_id, channel_id),
        now=now,
    )
    if composed is None:
        await notices.open_notice(
            session,
            NO_VALUES,
            guild_id=due.guild_id,
            text_key="reminders-notice-no-values",
            now=now,
            name=reminder.name,
        )
        return
    await notices.close_notice(session, NO_VALUES, guild_id=due.guild_id, now=now)
    await service.prepare(
        session, reminder, composed, run_id=due.id, channel_id=channel_id, now=now
    )


async def render_post(bot: Tenet, rendering: Rendering) -> Action | None:
    """The post, in the server's language."""
    shown = await service.find_post(
        rendering.session, rendering.job.payload["post_id"], now=rendering.now
    )
    if shown is None:
        return None
    worded = views.post(
        shown.carried,
        rendering.say,
        text=shown.text,
        post_id=shown.id,
        may_poll=wording.may_poll(bot, shown.guild_id, shown.channel_id),
    )
    return Post(shown.channel_id, worded.content)


async def post_sent(
    bot: Tenet, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
) -> None:
    """It stands; whatever kept earlier ones from this channel is mended."""
    if receipt.message_id is None:
        return
    await service.mark_posted(
        session, job.payload["post_id"], message_id=receipt.message_id, now=now
    )
    about = f"{service.POST}:{receipt.channel_id}"
    await notices.close_notice(session, about, guild_id=job.guild_id, now=now)
    await wording.note_problems(bot, session, job.payload["post_id"], now=now)


def missing_in(bot: Tenet, guild_id: int, place: Place) -> tuple[str, ...]:
    """Permissions we lack to post in a place, as far as we know."""
    channel_id = channel_id_of(bot, guild_id, place)
    if channel_id is None:
        return ()
    return missing_permissions(bot, guild_id, Post(channel_id, Content()))


def channel_id_of(bot: Tenet, guild_id: int, place: Place) -> int | None:
    """Where a place is, if it is there."""
    return _channel_id(bot.get_guild(guild_id), place)


def _channel_id(guild: discord.Guild | None, place: Place | None) -> int | None:
    """Where to post: by id whether we see the channel or not, since Discord says why it refuses."""
    if place is None:
        return None
    if place.id is not None:
        return place.id
    channel = None if guild is None else find_channel(guild, place)
    return None if channel is None else channel.id
