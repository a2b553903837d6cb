"""A reminder's post: asked for by a run or a steward, worded, sent, and what follows from that."""

from __future__ import annotations

import logging
from collections.abc import Container
from datetime import datetime

import discord
from discord.utils import format_dt
from sqlalchemy.ext.asyncio import AsyncSession

from bot import channels, notices, schedules, settings
from bot.actions import Action, Content, Post, Receipt, missing_permissions
from bot.client import Tenet
from bot.deliveries import Job
from bot.errors import MemberError
from bot.places import find_channel
from bot.rendering import Rendering
from bot.schedules import DueRun, Outcome
from bot.settings import REMINDERS_CHANNEL, Place
from cogs.charter import service as charter
from cogs.reminders import service, views, wording
from cogs.reminders.service import posts, resting

log = logging.getLogger(__name__)

NO_VALUES = charter.EMPTY
NO_CHANNEL = "reminders.channel"
NO_ROLE = "reminders.role"
NO_PING = "reminders.ping"
FULL = "reminders.full"
"""What the notices are about, all but the first followed by the reminder's or the channel's id."""


class NoChannel(MemberError):
    """Nobody has said where the reminder is posted, or that place is gone."""

    key = "reminders-no-channel"


class NoValues(MemberError):
    """The charter has nothing to be reminded of."""

    key = "reminders-no-values"


async def run(bot: Tenet, session: AsyncSession, due: DueRun, now: datetime) -> None:
    """Choose the value and ask for the post, in the run's own transaction.

    A crash leaves the whole run or nothing of it. Where nothing can be posted, stewards are told
    once, and the next run tries again.
    """
    reminder = await service.get_reminder(session, due.subject_id)
    if await resting.rests(session, reminder.id, due_at=due.due_at):
        log.info("the reminder %d rests on this day", reminder.id)
        await schedules.record(session, due.id, Outcome.RESTED)
        return
    if now - due.due_at > posts.ON_TIME:
        log.warning("the reminder %d is late by %s", reminder.id, now - due.due_at)
    try:
        await _ask(bot, session, reminder, run_id=due.id, now=now)
    except NoChannel:
        await schedules.record(session, due.id, Outcome.FAILED)
        configured = (await settings.read(session, due.guild_id)).place(REMINDERS_CHANNEL)
        place = reminder.channel or configured
        await notices.open_notice(
            session,
            about_place(reminder),
            guild_id=due.guild_id,
            text_key="reminders-notice-no-channel",
            now=now,
            name=reminder.name,
            place="—" if place is None else f"#{place}",
        )
    except NoValues:
        await schedules.record(session, due.id, Outcome.FAILED)
        await notices.open_notice(
            session,
            NO_VALUES,
            guild_id=due.guild_id,
            text_key="reminders-notice-no-values",
            now=now,
            name=reminder.name,
        )


def about_place(reminder: service.ReminderText) -> str:
    """What a notice is about when there is nowhere to post; one channel is one problem."""
    if reminder.channel is None:
        return notices.about_channel(REMINDERS_CHANNEL)
    return f"{NO_CHANNEL}:{reminder.id}"


async def ask(bot: Tenet, session: AsyncSession, reminder_id: int, *, now: datetime) -> int:
    """Have a reminder's post made now, beside its rule; return the channel's id.

    Quiet days do not keep it back, as somebody asks for it.

    Raises:
        NoSuchReminder, NoChannel, NoValues, OnItsWay: As they say; nothing was asked for.
    """
    reminder = await service.get_reminder(session, reminder_id)
    return await _ask(bot, session, reminder, run_id=None, now=now)


async def _ask(
    bot: Tenet,
    session: AsyncSession,
    reminder: service.ReminderText,
    *,
    run_id: int | None,
    now: datetime,
) -> int:
    guild_id = reminder.guild_id
    configured = (await settings.read(session, guild_id)).place(REMINDERS_CHANNEL)
    channel_id = _channel_id(bot.get_guild(guild_id), reminder.channel or configured)
    if channel_id is None:
        raise NoChannel
    composed = await service.compose(
        session,
        guild_id,
        chooses=reminder.chooses,
        value_id=reminder.value_id,
        asks=reminder.asks,
        text=reminder.text,
        may_poll=wording.may_poll(bot, guild_id, channel_id),
        now=now,
    )
    if composed is None:
        raise NoValues
    known = await notices.list_open(session, guild_id)
    guild = bot.get_guild(guild_id)
    mended = {NO_VALUES}
    if guild is not None and guild.get_channel_or_thread(channel_id) is not None:
        mended.add(about_place(reminder))
    for about in known & mended:
        await notices.close_notice(session, about, guild_id=guild_id, now=now)
    await service.prepare(
        session, reminder, composed, run_id=run_id, channel_id=channel_id, now=now
    )
    return channel_id


async def render(bot: Tenet, rendering: Rendering) -> Action | None:
    """The post, in the server's language."""
    shown = await service.find_post(
        rendering.session, rendering.job.payload["post_id"], now=rendering.now
    )
    if shown is None or shown.message_id is not None:
        return None
    worded = views.post(
        shown.carried,
        rendering.say,
        text=shown.text,
        post_id=shown.id,
        may_poll=wording.may_poll(bot, shown.guild_id, shown.channel_id),
        ping_role_id=_role_id(rendering.guild, shown.ping_role_id),
        is_silent=shown.is_silent,
    )
    return Post(shown.channel_id, worded.content, automated=True, waits=False, until=shown.until)


async def sent(
    bot: Tenet, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
) -> None:
    """It stands; whatever kept earlier ones from this channel is mended."""
    if receipt.message_id is None:
        return
    post_id = job.payload["post_id"]
    await service.mark_posted(session, post_id, message_id=receipt.message_id, now=now)
    known = await notices.list_open(session, job.guild_id)
    for about in known & {f"{service.POST}:{receipt.channel_id}", f"{FULL}:{receipt.channel_id}"}:
        await notices.close_notice(session, about, guild_id=job.guild_id, now=now)
    shown = await service.find_post(session, post_id, now=now)
    if shown is not None:
        await wording.note_problems(bot, session, shown, known, now=now)
        await _note_role(bot, session, shown, known, now=now)


async def dropped(session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
    """It does not come: its run is marked as skipped, and stewards are told once."""
    skipped = await posts.mark_skipped(session, job.payload["post_id"])
    if skipped is None:
        return
    if reason == channels.FULL:
        most = (await settings.read(session, job.guild_id)).get(channels.PER_WEEK)
        await notices.open_notice(
            session,
            f"{FULL}:{skipped.channel_id}",
            guild_id=job.guild_id,
            text_key="reminders-notice-full",
            now=now,
            name=skipped.name,
            place=f"<#{skipped.channel_id}>",
            most=most,
        )
    elif skipped.due_at is not None:
        await notices.open_notice(
            session,
            f"skipped:{service.POST}:{job.payload['post_id']}",
            guild_id=job.guild_id,
            text_key="notice-run-skipped",
            now=now,
            what=service.KIND.replace(".", "-"),
            name=skipped.name,
            due=format_dt(skipped.due_at, "f"),
        )


async def _note_role(
    bot: Tenet,
    session: AsyncSession,
    shown: service.PostText,
    known: Container[str],
    *,
    now: datetime,
) -> None:
    """Tell stewards once that a role could not be pinged; the post stands all the same.

    Args:
        known: The notices that are open on the server.
    """
    if shown.ping_role_id is None:
        return
    guild = bot.get_guild(shown.guild_id)
    role = None if guild is None else guild.get_role(shown.ping_role_id)
    about = {
        "reminders-notice-no-role": f"{NO_ROLE}:{shown.reminder_id}",
        "reminders-notice-no-ping": f"{NO_PING}:{shown.reminder_id}",
    }
    wrong = None
    if role is None:
        wrong = "reminders-notice-no-role"
    elif not role.mentionable and not _may_mention_all(guild, shown.channel_id):
        wrong = "reminders-notice-no-ping"
    for text_key, subject in about.items():
        if text_key != wrong and subject in known:
            await notices.close_notice(session, subject, guild_id=shown.guild_id, now=now)
    if wrong is not None:
        await notices.open_notice(
            session,
            about[wrong],
            guild_id=shown.guild_id,
            text_key=wrong,
            now=now,
            name=shown.name,
            role=f"<@&{shown.ping_role_id}>",
        )


def _may_mention_all(guild: discord.Guild | None, channel_id: int) -> bool:
    """Whether we may ping roles there that nobody else may."""
    channel = None if guild is None else guild.get_channel_or_thread(channel_id)
    if guild is None or channel is None:
        return False
    return channel.permissions_for(guild.me).mention_everyone


def missing_in(bot: Tenet, guild_id: int, place: Place) -> tuple[str, ...]:
    """Permissions we lack to post in a place, as far as we know."""
    channel_id = channel_id_of(bot, guild_id, place)
    if channel_id is None:
        return ()
    return missing_permissions(bot, guild_id, Post(channel_id, Content()))


def channel_id_of(bot: Tenet, guild_id: int, place: Place) -> int | None:
    """Where a place is, if it is there."""
    return _channel_id(bot.get_guild(guild_id), place)


def _role_id(guild: discord.Guild | None, role_id: int | None) -> int | None:
    """The role to ping, while it is there."""
    if guild is None or role_id is None or guild.get_role(role_id) is None:
        return None
    return role_id


def _channel_id(guild: discord.Guild | None, place: Place | None) -> int | None:
    """Where to post: by id whether we see the channel or not, since Discord says why it refuses."""
    if place is None:
        return None
    if place.id is not None:
        return place.id
    channel = None if guild is None else find_channel(guild, place)
    return None if channel is None else channel.id
