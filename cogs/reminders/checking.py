"""What reminders need in the channels in which they come."""

from __future__ import annotations

from collections.abc import Iterable

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Post, StartThread, needed
from bot.checks import Found, Need, Problem, lacks
from bot.client import Tenet
from bot.invite import POLLS
from bot.places import find_channel
from bot.settings import REMINDERS_CHANNEL, GuildSettings, Place
from cogs.reminders import service, wording
from cogs.reminders.models import Asks
from cogs.reminders.posting import about_place


async def look(
    bot: Tenet, guild: discord.Guild, settings: GuildSettings, session: AsyncSession
) -> Iterable[Found]:
    """The channel of each reminder that still comes."""
    found: list[Found] = []
    usual = settings.place(REMINDERS_CHANNEL)
    for reminder in await service.list_reminders(session, guild.id):
        if reminder.is_paused or reminder.next_run_at is None:
            continue
        place = reminder.channel or usual
        if place is None:
            name = discord.utils.escape_markdown(reminder.name)
            found.append(
                Problem(
                    about_place(reminder),
                    "check-reminders-none",
                    "check-reminders-none-fix",
                    {"name": name},
                )
            )
            continue
        threads = needed(StartThread) if reminder.has_thread else ()
        # A thread that sleeps is not in memory: only a refusal can tell whether it is there.
        is_surely_gone = reminder.channel is None or place.id is None
        about = about_place(reminder) if is_surely_gone else None
        found.append(Need((*needed(Post), *threads), place, about))
        if reminder.asks is Asks.POLL:
            found += _polls(guild, reminder, place)
    return found


def _polls(guild: discord.Guild, reminder: service.ReminderText, place: Place) -> Iterable[Found]:
    """Without the permission it asks instead, which the reminder tells in the same words."""
    channel = find_channel(guild, place)
    if channel is not None and lacks(guild, channel, (POLLS,)):
        yield Problem(
            f"{wording.NO_POLLS}:{reminder.id}",
            "reminders-notice-no-polls",
            arguments={"name": reminder.name, "place": channel.mention},
        )
