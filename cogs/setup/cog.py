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
from cogs.setup import auditing, checking, service, starting, views

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

    @setup.command(name="start")
    async def start(self, interaction: Interaction) -> None:
        """For stewards: set me up, step by step; leave and come back as you like."""
        await starting.begin(interaction)

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

    @setup.command(name="check")
    async def check(self, interaction: Interaction) -> None:
        """For stewards: check what I lack here, and read what helps."""
        await checking.begin(interaction)

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
            invite=checking.invitation(bot),
        )
        await answer(interaction, embed=views.status(health, standing, await speaker(interaction)))

    @app_commands.command(name="audit")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def audit(
        self,
        interaction: Interaction,
        who: discord.User | None = None,
        what: app_commands.Range[str, 1, 100] | None = None,
        since: app_commands.Range[str, 1, 60] | None = None,
        until: app_commands.Range[str, 1, 60] | None = None,
    ) -> None:
        """For stewards: read who changed what, and when.

        Args:
            who: Whose changes; otherwise everybody's.
            what: What was changed; otherwise everything.
            since: From which day on, such as "yesterday" or "1 March".
            until: Up to which day, that day included.
        """
        await auditing.begin(interaction, who, what, since, until)

    @audit.autocomplete("what")
    async def audit_kinds(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The kinds of changes that there were."""
        return await auditing.suggest(interaction, typed)


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    bot.controls.add(*auditing.CONTROLS, *checking.CONTROLS, *starting.CONTROLS)
    checking.register(bot)
    await bot.add_cog(SetupCog(bot))
