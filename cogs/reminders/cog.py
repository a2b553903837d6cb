"""/reminder."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Tenet
from bot.components import shorten
from bot.interactions import Interaction, answer, guild_id_of, speaker
from bot.settings import REMINDERS_CHANNEL
from bot.stewards import require_steward
from cogs.charter import service as charter
from cogs.reminders import (
    adding,
    checking,
    jobs,
    looking,
    pressing,
    questions,
    quieting,
    running,
    service,
    tending,
    views,
)
from cogs.reminders.service.weekly import weekly_lines


class RemindersCog(commands.Cog):
    """Posts that come back."""

    reminder = app_commands.Group(
        name="reminder",
        description="Posts that come back and keep values present",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot

    @reminder.command(name="add")
    async def add(self, interaction: Interaction) -> None:
        """Have a value posted whenever you say: a form, a preview, and then it comes."""
        await adding.begin(interaction)

    @reminder.command(name="show")
    async def show(self, interaction: Interaction, name: str) -> None:
        """See a reminder: when it comes next, where, and with what.

        Args:
            name: The reminder.
        """
        await looking.show(interaction, name)

    @reminder.command(name="edit")
    async def edit(self, interaction: Interaction, name: str) -> None:
        """Change a reminder; nothing changes before you save.

        Args:
            name: The reminder.
        """
        await adding.edit(interaction, name)

    @reminder.command(name="preview")
    async def preview(self, interaction: Interaction, name: str) -> None:
        """See the post as it would look if it came now. Only you see it.

        Args:
            name: The reminder.
        """
        await looking.preview(interaction, name)

    @reminder.command(name="skip-next")
    async def skip_next(self, interaction: Interaction, name: str) -> None:
        """Leave out the next time a reminder would come.

        Args:
            name: The reminder.
        """
        await looking.skip_next(interaction, name)

    @reminder.command(name="run-now")
    async def run_now(self, interaction: Interaction, name: str) -> None:
        """Have a reminder post now; its next time stays as it was.

        Args:
            name: The reminder.
        """
        await running.run_now(interaction, name)

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

    @reminder.command(name="quiet-days")
    async def quiet_days(self, interaction: Interaction) -> None:
        """See and change the days on which reminders rest."""
        await quieting.open_panel(interaction)

    @show.autocomplete("name")
    @edit.autocomplete("name")
    @preview.autocomplete("name")
    @skip_next.autocomplete("name")
    @run_now.autocomplete("name")
    @pause.autocomplete("name")
    @resume.autocomplete("name")
    @remove.autocomplete("name")
    async def _suggest(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        async with self.bot.db.read() as session:
            names = await service.suggest(session, guild_id_of(interaction), typed)
        return [app_commands.Choice(name=name, value=name) for name in names[:25]]

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
    bot.checks.add("reminders", checking.look)
    for module in (pressing, questions, adding, looking, tending, quieting):
        bot.controls.add(*module.CONTROLS)
    bot.digests.add("reminders", weekly_lines)
    await bot.add_cog(RemindersCog(bot))
