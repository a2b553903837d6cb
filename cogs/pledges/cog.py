"""/pledge."""

from __future__ import annotations

from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import Content, Post, React, missing_permissions
from bot.client import Tenet
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker
from bot.places import find_channel
from bot.stewards import require_steward
from cogs.pledges import members, service
from cogs.pledges.comparing import Comparing
from cogs.pledges.intake import Intake
from cogs.pledges.listening import Listening
from cogs.pledges.posting import Posting
from cogs.pledges.service import posts


class NoPledgesChannel(MemberError):
    """Nobody has said where the values belong."""

    key = "pledges-no-channel"


class PermissionsMissing(MemberError):
    """The bot may not do in a channel what a pledge post needs."""

    key = "pledges-missing-permissions"


class PledgesCog(commands.Cog):
    """Commitments to our values."""

    pledge = app_commands.Group(name="pledge", description="Pledge to our values", guild_only=True)

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot
        self.intake = Intake(bot.db, bot.clock, recover=bot.reconciler.ask)

    async def cog_load(self) -> None:
        """Take part in everything; reactions are queued from the first event on."""
        edit_every = timedelta(seconds=self.bot.config.deliveries.edit_every_seconds)
        posting = Posting(self.intake, edit_every=edit_every)
        for kind, renderer in posting.renderers().items():
            self.bot.deliveries.register(kind, renderer)
        self.bot.reconciler.register("pledges", Comparing(self.bot, self.intake).compare)
        self.bot.controls.add(*members.CONTROLS)
        await self.intake.start()

    async def cog_unload(self) -> None:
        """Commit what is queued, while the database is still open."""
        await self.intake.stop()

    async def drained(self) -> None:
        """Return once every reaction taken in so far has been committed."""
        await self.intake.drained()

    @pledge.command(name="post")
    async def post(
        self, interaction: Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        """Put our values into a channel, to be pledged to by reacting.

        Args:
            channel: Where to put them; otherwise into the channel that is meant for them.
        """
        await require_steward(interaction)
        guild_id = guild_id_of(interaction)
        if channel is None:
            place = service.place_of(await self.bot.settings.of(guild_id))
            if interaction.guild is not None:
                channel = find_channel(interaction.guild, place)
        if channel is None:
            raise NoPledgesChannel
        self._require_permissions(channel)
        async with self.bot.db.begin() as session:
            stands = await posts.open_post(
                session,
                guild_id,
                channel_id=channel.id,
                channel_name=channel.name,
                actor_id=interaction.user.id,
                now=self.bot.clock.now(),
            )
        say = await speaker(interaction)
        key = "pledges-renewing" if stands else "pledges-posting"
        await answer(interaction, say(key, channel=channel.mention))

    @pledge.command(name="make")
    async def make(self, interaction: Interaction, value: str) -> None:
        """Pledge to a value without reacting.

        Args:
            value: The value you pledge to.
        """
        await members.make(interaction, value)

    @pledge.command(name="withdraw")
    async def withdraw(self, interaction: Interaction, value: str) -> None:
        """Withdraw a pledge of yours.

        Args:
            value: The value you no longer pledge to.
        """
        await members.withdraw(interaction, value)

    @pledge.command(name="mine")
    async def mine(self, interaction: Interaction) -> None:
        """See what you have pledged to; only you see it."""
        await members.show_mine(interaction)

    @pledge.command(name="summary")
    async def summary(self, interaction: Interaction) -> None:
        """See how many people have pledged to each value."""
        await members.show_summary(interaction)

    @make.autocomplete("value")
    async def _suggest_new(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await members.suggest_new(interaction, typed)

    @withdraw.autocomplete("value")
    async def _suggest_held(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await members.suggest_held(interaction, typed)

    def _require_permissions(self, channel: discord.TextChannel) -> None:
        """Say before anything is queued what would be refused.

        Raises:
            PermissionsMissing: Some permission is missing there.
        """
        guild_id = channel.guild.id
        needed = (Post(channel.id, Content()), React(channel.id, 0, ()))
        missing = [
            name for action in needed for name in missing_permissions(self.bot, guild_id, action)
        ]
        if missing:
            raise PermissionsMissing(
                channel=channel.mention, missing=", ".join(dict.fromkeys(missing))
            )


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    cog = PledgesCog(bot)
    await bot.add_cog(Listening(bot, cog.intake))
    await bot.add_cog(cog)
