"""Reminding those who asked, and handing out files for calendars."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import DM_REFUSALS, Action, Content, DirectMessage, Refusal
from bot.client import Tenet
from bot.contact import Reason
from bot.deliveries import Job
from bot.interactions import Interaction, answer, speaker
from bot.worker import Renderer, Rendering
from cogs.initiatives import service
from cogs.initiatives.service import reminding
from cogs.initiatives.service.calendars import calendar_of
from cogs.initiatives.service.kinds import REMINDER
from cogs.initiatives.views import reminding as views
from cogs.initiatives.views.frame import in_a_line

CONTROLS = (views.REMIND, views.REMIND_NOT, views.CALENDAR)

LOOK_SECONDS = 60.0


def register(bot: Tenet) -> None:
    """Bring the renderer and the tick to the parts that call them."""
    bot.deliveries.register(reminding.REMIND, Renderer(render_reminder, refused=reminder_refused))

    async def look() -> None:
        now = bot.clock.now()
        async with bot.db.begin() as session:
            while await reminding.ask_due(session, now=now, shards=bot.deliveries.shards):
                pass  # a full look may have left some over

    bot.ticks.add("initiatives.reminders", look, seconds=LOOK_SECONDS)


async def render_reminder(rendering: Rendering) -> Action | None:
    """The reminder in the member's language; nothing when they have no seat any more."""
    due = await reminding.find_reminder(
        rendering.session, rendering.job.payload["signup_id"], rendering.now
    )
    if due is None:
        return None
    say = await rendering.speak_to(due.member, due.language)
    embed, view = views.reminder(due, rendering.server, say)
    reason = Reason(
        REMINDER,
        {"title": due.overview.title, "server": rendering.server},
        line=in_a_line(embed),
        locale=due.language,
    )
    return DirectMessage(due.member.user_id, Content(embeds=[embed], view=view), reason)


async def reminder_refused(
    session: AsyncSession, job: Job, refusal: Refusal, now: datetime
) -> bool:
    """Whoever closed their DMs since they asked goes without."""
    return refusal.code in DM_REFUSALS


@views.REMIND.handles
async def remind(interaction: Interaction, *, initiative_id: int) -> None:
    """Remind whoever presses."""
    await _switch(interaction, initiative_id, is_on=True)


@views.REMIND_NOT.handles
async def remind_not(interaction: Interaction, *, initiative_id: int) -> None:
    """Remind them no more."""
    await _switch(interaction, initiative_id, is_on=False)


@views.CALENDAR.handles
async def hand_out(interaction: Interaction, *, initiative_id: int) -> None:
    """A file for the calendar of whoever presses; also in private messages."""
    bot = interaction.client
    async with bot.db.read() as session:
        found = await service.get_overview(session, initiative_id, guild_id=interaction.guild_id)
    say = await speaker(interaction, guild_id=found.guild_id)
    if found.starts_at is None:
        await answer(interaction, say("initiatives-calendar-undated"))
        return
    guild = bot.get_guild(found.guild_id)
    name = "Tenet" if guild is None else guild.name
    made = calendar_of([found], name=name, now=bot.clock.now())
    file = discord.File(BytesIO(made), filename=f"initiative-{found.id}.ics")
    await answer(interaction, say("initiatives-calendar-file"), file=file)


async def _switch(interaction: Interaction, initiative_id: int, *, is_on: bool) -> None:
    bot = interaction.client
    async with bot.db.begin() as session:
        found = await service.get_overview(session, initiative_id, guild_id=interaction.guild_id)
        done = await reminding.remind(
            session, initiative_id, interaction.user.id, is_on=is_on, now=bot.clock.now()
        )
    say = await speaker(interaction, guild_id=found.guild_id)
    await answer(interaction, views.switched(done, say), view=views.switched_buttons(done, say))
