"""/reminder."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Tenet
from bot.components import shorten
from bot.config.kinds import Weekday
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker
from bot.settings import REMINDERS_CHANNEL, Place
from bot.stewards import require_steward
from cogs.charter import service as charter
from cogs.reminders import jobs, pressing, questions, service, views
from cogs.reminders.service.weekly import weekly_lines

RUNS_SHOWN = 3


class NoChannel(MemberError):
    """Nobody has said where reminders are posted."""

    key = "reminders-no-channel"


class RemindersCog(commands.Cog):
    """Posts that come back every week."""

    reminder = app_commands.Group(
        name="reminder",
        description="Posts that come back every week",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot

    @reminder.command(name="add")
    @app_commands.rename(at="time")
    @app_commands.choices(
        weekday=[app_commands.Choice(name=day.capitalize(), value=day.value) for day in Weekday]
    )
    async def add(
        self,
        interaction: Interaction,
        name: app_commands.Range[str, 1, 100],
        weekday: str,
        at: app_commands.Range[str, 1, 20],
        channel: discord.TextChannel | None = None,
        value: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Have a value posted every week.

        Args:
            name: What you will find it by.
            weekday: The day of the week.
            at: The time of day on this server's clocks, such as 09:00.
            channel: Where; left out, the channel for reminders.
            value: Always this value; left out, one value after the other.
        """
        await require_steward(interaction)
        guild_id = guild_id_of(interaction)
        moment = service.read_time(at)
        settings = await self.bot.settings.of(guild_id)
        chosen = None if channel is None else Place(channel.id, channel.name)
        place = chosen or settings.place(REMINDERS_CHANNEL)
        if place is None:
            raise NoChannel
        now = self.bot.clock.now()
        async with self.bot.db.begin() as session:
            value_id = None
            if value is not None:
                value_id = (await charter.get_value(session, guild_id, value)).id
            reminder = await service.add(
                session,
                guild_id,
                name=name,
                weekday=weekday,
                at=moment,
                zone=settings.zone,
                channel=chosen,
                value_id=value_id,
                text=None,
                actor_id=interaction.user.id,
                now=now,
            )
        runs = service.upcoming(reminder, now=now, count=RUNS_SHOWN)
        missing = jobs.missing_in(self.bot, guild_id, place)
        say = await speaker(interaction)
        await answer(interaction, embed=views.added(reminder, place, runs, missing, say))

    @reminder.command(name="list")
    async def show_all(self, interaction: Interaction) -> None:
        """See every reminder and when it comes next."""
        await require_steward(interaction)
        guild_id = guild_id_of(interaction)
        async with self.bot.db.read() as session:
            reminders = await service.list_reminders(session, guild_id)
            values = {value.id: value for value in await charter.list_values(session, guild_id)}
        place = (await self.bot.settings.of(guild_id)).place(REMINDERS_CHANNEL)
        say = await speaker(interaction)
        await answer(interaction, embed=views.listing(reminders, place, values, say))

    @reminder.command(name="pause")
    async def pause(self, interaction: Interaction, name: str) -> None:
        """Stop a reminder until you resume it.

        Args:
            name: The reminder.
        """
        await self._set_paused(interaction, name, paused=True)

    @reminder.command(name="resume")
    async def resume(self, interaction: Interaction, name: str) -> None:
        """Have a paused reminder come again.

        Args:
            name: The reminder.
        """
        await self._set_paused(interaction, name, paused=False)

    @reminder.command(name="remove")
    async def remove(self, interaction: Interaction, name: str) -> None:
        """Remove a reminder for good.

        Args:
            name: The reminder.
        """
        await require_steward(interaction)
        async with self.bot.db.begin() as session:
            reminder = await service.remove(
                session,
                guild_id_of(interaction),
                name,
                actor_id=interaction.user.id,
                now=self.bot.clock.now(),
            )
        say = await speaker(interaction)
        name = discord.utils.escape_markdown(reminder.name)
        await answer(interaction, say("reminders-removed", name=name))

    @reminder.command(name="questions")
    async def questions(
        self, interaction: Interaction, value: app_commands.Range[str, 1, 100]
    ) -> None:
        """Write your own questions about a value.

        Args:
            value: The value they are about.
        """
        await questions.open_panel(interaction, value)

    @pause.autocomplete("name")
    @resume.autocomplete("name")
    @remove.autocomplete("name")
    async def _suggest(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        async with self.bot.db.read() as session:
            names = await service.suggest(session, guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names[:25]]

    @add.autocomplete("value")
    @questions.autocomplete("value")
    async def _suggest_value(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        async with self.bot.db.read() as session:
            found = await charter.suggest_values(session, guild_id_of(interaction), typed)
        return [
            app_commands.Choice(name=shorten(views.heading(value), 100), value=value.name)
            for value in found[:25]
        ]

    @commands.Cog.listener()
    async def on_community_seeded(self, guild_id: int) -> None:
        """The file's reminders were just taken over; hold their channels by id from now on."""
        guild = self.bot.get_guild(guild_id)
        if guild is None:
            return
        ids_by_name = {channel.name: channel.id for channel in guild.text_channels}
        async with self.bot.db.begin() as session:
            await service.find_channels(session, guild_id, ids_by_name)

    async def _set_paused(self, interaction: Interaction, name: str, *, paused: bool) -> None:
        await require_steward(interaction)
        async with self.bot.db.begin() as session:
            reminder = await service.set_paused(
                session,
                guild_id_of(interaction),
                name,
                paused=paused,
                actor_id=interaction.user.id,
                now=self.bot.clock.now(),
            )
        say = await speaker(interaction)
        shown = discord.utils.escape_markdown(reminder.name)
        if reminder.next_run_at is None:
            await answer(interaction, say("reminders-paused", name=shown))
            return
        moment = discord.utils.format_dt(reminder.next_run_at, "F")
        await answer(interaction, say("reminders-resumed", name=shown, moment=moment))


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    jobs.register(bot)
    bot.controls.add(*pressing.CONTROLS, *questions.CONTROLS)
    bot.digests.add("reminders", weekly_lines)
    await bot.add_cog(RemindersCog(bot))
