"""/setup."""

from __future__ import annotations

import asyncio
import logging

import discord
from discord import app_commands
from discord.ext import commands

import bot as package
from bot.client import Tenet
from bot.interactions import Interaction, answer, answered, guild_id_of, speaker
from bot.reporting import told
from bot.stewards import require_steward
from cogs.setup import service, views

log = logging.getLogger(__name__)

LONGEST_WAIT_SECONDS = 13 * 60.0
"""An answer can be edited for a quarter of an hour (FACTS §4)."""


class SetupCog(commands.Cog):
    """Looking after the bot itself."""

    setup = app_commands.Group(
        name="setup",
        description="For stewards: how I am doing, and what to do about it",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot

    @setup.command(name="reconcile")
    async def reconcile(self, interaction: Interaction) -> None:
        """For stewards: compare this server with what I know, now."""
        await require_steward(interaction)
        guild_id = guild_id_of(interaction)
        say = await speaker(interaction)
        await answer(interaction, say("setup-reconciling"))
        answered(interaction, "setup", "ok")
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                outcome = await self.bot.reconciler.compare_now(guild_id)
        except TimeoutError:
            await interaction.edit_original_response(content=say("setup-reconciling-long"))
            return
        await interaction.edit_original_response(content=told(outcome, say))

    @setup.command(name="status")
    async def status(self, interaction: Interaction) -> None:
        """For stewards: how I am doing, what waits, and what needs your hand."""
        await require_steward(interaction)
        bot, guild_id = self.bot, guild_id_of(interaction)
        async with bot.db.read() as session:
            standing = await service.get_standing(session, guild_id, now=bot.clock.now())
        reconciler = bot.reconciler
        health = views.Health(
            version=package.__version__,
            started_at=bot.started_at,
            connected_at=reconciler.outages.connected_since(guild_id),
            last=reconciler.outcomes.get(guild_id),
            is_comparing=reconciler.is_comparing(guild_id),
            next_at=reconciler.next_at,
        )
        await answer(interaction, embed=views.status(health, standing, await speaker(interaction)))


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    await bot.add_cog(SetupCog(bot))
