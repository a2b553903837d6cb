"""/pledge."""

from __future__ import annotations

from datetime import timedelta

from discord import app_commands
from discord.ext import commands

from bot.client import Tenet
from bot.interactions import Interaction
from bot.stewards import for_stewards
from cogs.pledges import (
    asking,
    assigning,
    checking,
    members,
    objecting,
    opening,
    panelling,
    stepping,
    versions,
)
from cogs.pledges.comparing import Comparing
from cogs.pledges.digesting import Digesting
from cogs.pledges.granting import Granting
from cogs.pledges.intake import Intake
from cogs.pledges.listening import Listening
from cogs.pledges.marking import Marking
from cogs.pledges.membership import Membership
from cogs.pledges.posting import Posting
from cogs.pledges.service import Layout, posts
from cogs.pledges.service.kinds import KINDS
from cogs.pledges.views import panel


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
        marking = Marking(self.bot, self.intake, clear_every=edit_every)
        for kind, renderer in {**posting.renderers(), **marking.renderers()}.items():
            self.bot.deliveries.register(kind, renderer)
        Comparing(self.bot, self.intake).register()
        self.bot.controls.add(
            *members.CONTROLS,
            *panelling.CONTROLS,
            *opening.CONTROLS,
            *stepping.CONTROLS,
            *versions.CONTROLS,
            *objecting.CONTROLS,
        )
        asking.register(self.bot)
        Digesting(self.bot).register()
        self.bot.telling.draws(posts.GONE_NOTICE, panel.decide)
        await self.intake.start()

    async def cog_unload(self) -> None:
        """Commit what is queued, while the database is still open."""
        await self.intake.stop()

    async def drained(self) -> None:
        """Return once every reaction taken in so far has been committed."""
        await self.intake.drained()

    @for_stewards
    @pledge.command(name="post")
    @app_commands.choices(
        layout=[
            app_commands.Choice(name=layout.capitalize(), value=str(layout)) for layout in Layout
        ]
    )
    async def post(
        self,
        interaction: Interaction,
        channel: app_commands.Transform[opening.Chosen, opening.PlaceOption] | None = None,
        layout: str | None = None,
    ) -> None:
        """For stewards: put our values into a channel, or change how they stand there.

        Args:
            channel: A channel or thread; otherwise the channel that is meant for them.
            layout: How much it says about each value.
        """
        await opening.begin(interaction, channel, Layout(layout) if layout else None)

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

    @pledge.command(name="next-step")
    async def next_step(self, interaction: Interaction, value: str) -> None:
        """Name your next step for a value you have pledged to; only you see it.

        Args:
            value: The value it is for.
        """
        await stepping.name_next(interaction, value)

    @pledge.command(name="summary")
    async def summary(self, interaction: Interaction) -> None:
        """See how many people have pledged to each value."""
        await members.show_summary(interaction)

    @for_stewards
    @pledge.command(name="objections")
    async def objections(self, interaction: Interaction) -> None:
        """For stewards: read what members have against new words."""
        await objecting.show_objections(interaction)

    @for_stewards
    @pledge.command(name="roles")
    async def roles(self, interaction: Interaction) -> None:
        """For stewards: choose a role that goes with a pledge, or none."""
        await assigning.show(interaction)

    @make.autocomplete("value")
    async def _suggest_new(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await members.suggest_new(interaction, typed)

    @withdraw.autocomplete("value")
    @next_step.autocomplete("value")
    async def _suggest_held(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await members.suggest_held(interaction, typed)


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    bot.contacts.register(*KINDS)
    bot.checks.add("pledges", checking.look)
    cog = PledgesCog(bot)
    await bot.add_cog(Listening(bot, cog.intake))
    await bot.add_cog(Membership(bot))
    await bot.add_cog(cog)
    await bot.add_cog(Granting(bot))
    bot.controls.add(*assigning.CONTROLS)
