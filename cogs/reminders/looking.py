"""Looking at a reminder, and what can be done about its next run."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import discord
from discord.utils import escape_markdown

from bot.client import Tenet
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.settings import REMINDERS_CHANNEL
from bot.stewards import require_steward
from bot.texts import Speaker
from cogs.charter import service as charter
from cogs.reminders import posting, service, views, wording
from cogs.reminders.service import Options
from cogs.reminders.service.options import coming
from cogs.reminders.views import panel

CONTROLS = (panel.SKIP_NOT,)


async def show(interaction: Interaction, name: str) -> None:
    """Show a reminder as it is."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.read() as session:
        reminder = await service.get_by_name(session, guild_id_of(interaction), name)
    embed, view = panel.saved(await shown_of(bot, reminder, reminder.guild_id), reminder.id, say)
    if reminder.next_run_at is None:
        key = "reminders-is-paused" if reminder.is_paused else "reminders-is-over"
        embed.set_footer(text=say(key))
    elif reminder.is_slowed:
        embed.set_footer(text=say("reminders-is-slowed"))
    await answer(interaction, embed=embed, view=view)


async def preview(interaction: Interaction, name: str) -> None:
    """Show the post as it would look if it came now; only the steward sees it."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.read() as session:
        reminder = await service.get_by_name(session, guild_id_of(interaction), name)
    shown = await shown_of(bot, reminder, reminder.guild_id)
    if shown.worded is None:
        await answer(interaction, say("reminders-panel-no-values"))
        return
    content = shown.worded.content
    embeds = panel.as_seen(content)
    await answer(interaction, content.text or "", embeds=embeds, view=content.view)


async def skip_next(interaction: Interaction, name: str) -> None:
    """Leave the next run out, with the way back."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.begin() as session:
        reminder, left_out = await service.skip_next(
            session,
            guild_id_of(interaction),
            name,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    day = left_out.astimezone(ZoneInfo(reminder.zone)).date()
    text = say(
        "reminders-skipped" if reminder.next_run_at is not None else "reminders-skipped-last",
        name=escape_markdown(reminder.name),
        moment=discord.utils.format_dt(left_out, "F"),
        next=discord.utils.format_dt(reminder.next_run_at or left_out, "F"),
    )
    await answer(interaction, text, view=views.skip_not(reminder.id, day, say))


@panel.SKIP_NOT.handles
async def skip_not(interaction: Interaction, *, reminder_id: int, day: int) -> None:
    """Have it come on that day after all."""
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.begin() as session:
        reminder = await service.get_reminder(session, reminder_id)
        if reminder.guild_id != guild_id_of(interaction):
            raise service.NoSuchReminder(name=f"#{reminder_id}")
        reminder = await service.skip_not(
            session,
            reminder_id,
            views.day_of(day),
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    name = escape_markdown(reminder.name)
    if reminder.next_run_at is None:
        await update(interaction, say("reminders-paused", name=name))
        return
    moment = discord.utils.format_dt(reminder.next_run_at, "F")
    await update(interaction, say("reminders-resumed", name=name, moment=moment))


async def shown_of(bot: Tenet, reminder: Options, guild_id: int) -> panel.Shown:
    """A reminder, saved or not, with what is around it and the post as it would look now."""
    settings, now = await bot.settings.of(guild_id), bot.clock.now()
    place = reminder.channel or settings.place(REMINDERS_CHANNEL)
    missing = () if place is None else posting.missing_in(bot, guild_id, place)
    channel_id = None if place is None else posting.channel_id_of(bot, guild_id, place)
    may_poll = channel_id is None or wording.may_poll(bot, guild_id, channel_id)
    worded = None
    async with bot.db.read() as session:
        values = await charter.list_values(session, guild_id)
        composed = await service.compose(
            session,
            guild_id,
            chooses=reminder.chooses,
            value_id=reminder.value_id,
            asks=reminder.asks,
            text=reminder.text,
            may_poll=may_poll,
            now=now,
        )
        if composed is not None:
            carried = await service.carry(session, guild_id, composed, text=reminder.text, now=now)
            if carried is not None:
                worded = views.post(
                    carried,
                    bot.speaker(settings, settings.language),
                    text=reminder.text,
                    post_id=None,
                    may_poll=may_poll,
                    ping_role_id=reminder.ping_role_id,
                )
    return panel.Shown(
        options=reminder,
        zone=reminder.own_zone or settings.zone,
        runs=coming(reminder, server_zone=settings.zone, now=now, most=panel.RUNS_SHOWN),
        channel=place,
        values=values,
        missing=missing,
        worded=worded,
    )


def locale_of(interaction: Interaction, say: Speaker) -> str:
    """How dates are read: as their Discord writes them, where that is the language they speak."""
    locale = str(interaction.locale)
    return locale if locale.partition("-")[0] == say.language.partition("-")[0] else say.language
