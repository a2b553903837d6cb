"""/initiative, the buttons of its cards, and its form."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Tenet
from bot.interactions import (
    Interaction,
)
from bot.models import MemberKey
from bot.stewards import for_stewards
from cogs.initiatives import (
    arranging,
    carding,
    carrying,
    checking,
    closing,
    configuring,
    deciding,
    drafting,
    editing,
    inviting,
    jobs,
    looking,
    managing,
    mirroring,
    moving,
    placing,
    polling,
    proposing,
    reminding,
    repeating,
    running,
    seating,
    service,
)
from cogs.initiatives.belonging import require_belonging
from cogs.initiatives.service import Kind
from cogs.initiatives.service.kinds import KINDS
from cogs.initiatives.service.listing import Stage, Wanted, When
from cogs.initiatives.service.weekly import weekly_lines

PARTS = (
    arranging,
    moving,
    editing,
    carding,
    carrying,
    proposing,
    reminding,
    closing,
    configuring,
    deciding,
    drafting,
    inviting,
    looking,
    managing,
    mirroring,
    placing,
    running,
    polling,
    seating,
    repeating,
)
"""Each has its controls, and brings what it does without a click to those who call it."""


class InitiativesCog(commands.Cog):
    """Things people do together."""

    initiative = app_commands.Group(
        name="initiative", description="Things we do together", guild_only=True
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot
        self.places = jobs.Places(bot)
        self.guesses = running.Guesses()

    @initiative.command(name="propose")
    @app_commands.choices(
        kind=[
            app_commands.Choice(name=kind.value.capitalize(), value=kind.value)
            for kind in service.Kind
        ]
    )
    async def propose(
        self, interaction: Interaction, kind: app_commands.Choice[str] | None = None
    ) -> None:
        """Propose something that we could do together.

        Args:
            kind: What kind of thing it is; you can choose it later, too.
        """
        await proposing.start(interaction, None if kind is None else service.Kind(kind.value))

    @for_stewards
    @initiative.command(name="settings")
    async def settings(self, interaction: Interaction) -> None:
        """For stewards: choose who decides about proposals, and what initiatives bring along."""
        await configuring.open_panel(interaction)

    @initiative.command(name="list")
    @app_commands.rename(needs_people="needs-people")
    @app_commands.choices(
        kind=[app_commands.Choice(name=kind.capitalize(), value=kind.value) for kind in Kind],
        when=[
            app_commands.Choice(name=name, value=value.value)
            for value, name in (
                (When.WEEK, "This week"),
                (When.MONTH, "This month"),
                (When.NO_DATE, "Without a date"),
            )
        ],
        stage=[
            app_commands.Choice(name=name, value=value.value)
            for value, name in (
                (Stage.JOIN, "To join"),
                (Stage.PROPOSED, "Proposed"),
                (Stage.DONE, "Done"),
            )
        ],
    )
    async def list_all(
        self,
        interaction: Interaction,
        value: str | None = None,
        kind: str | None = None,
        when: str = When.ANY.value,
        needs_people: bool = False,
        stage: str = Stage.JOIN.value,
    ) -> None:
        """See what you can join.

        Args:
            value: Only what serves this value.
            kind: Only this kind of initiative.
            when: Only what takes place then.
            needs_people: Only where somebody is still needed.
            stage: What is proposed or done, instead of what you can join.
        """
        wanted = Wanted(
            stage=Stage(stage),
            kind=None if kind is None else Kind(kind),
            when=When(when),
            needs_people=needs_people,
        )
        await looking.show_list(interaction, wanted, value=value)

    @initiative.command(name="show")
    async def show(self, interaction: Interaction, initiative: str) -> None:
        """See one initiative, and what it asks of you.

        Args:
            initiative: The one you want to see.
        """
        await looking.show_one(interaction, initiative)

    @initiative.command(name="mine")
    async def mine(self, interaction: Interaction) -> None:
        """See what you organise, and what you have signed up for."""
        await looking.show_own(interaction)

    @initiative.command(name="manage")
    async def manage(self, interaction: Interaction, initiative: str) -> None:
        """Everything for those who organise: places, date, people, start, calling off and more.

        Args:
            initiative: The one you organise.
        """
        await managing.open_panel(interaction, initiative)

    @initiative.command(name="close")
    async def close(
        self,
        interaction: Interaction,
        initiative: str,
        photo: discord.Attachment | None = None,
    ) -> None:
        """Tell what came of an initiative that you organise, or correct it.

        Args:
            initiative: The one you organise.
            photo: Shows what came of it. I post it here at once, for everybody to see.
        """
        await closing.open_by_name(interaction, initiative, photo)

    @initiative.command(name="check-in")
    async def check_in(
        self, interaction: Interaction, code: app_commands.Range[str, 1, 20]
    ) -> None:
        """Say that you are there, with the code that is shown at the place.

        Args:
            code: Its four letters.
        """
        await running.check_in_by_code(interaction, self.guesses, code)

    @show.autocomplete("initiative")
    async def _suggest(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await looking.suggest(interaction, typed)

    @list_all.autocomplete("value")
    async def _suggest_values(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await looking.suggest_values(interaction, typed)

    @manage.autocomplete("initiative")
    @close.autocomplete("initiative")
    async def _suggest_managed(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await managing.suggest(interaction, typed)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Somebody left: their places are free at once."""
        self.places.gone(MemberKey(payload.guild_id, payload.user.id))


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    bot.contacts.register(*KINDS)
    jobs.register(bot)
    bot.checks.add("initiatives", checking.look)
    bot.controls.guard("initiatives", require_belonging)
    for part in PARTS:
        bot.controls.add(*part.CONTROLS)
        part.register(bot)
    bot.digests.add("initiatives", weekly_lines)
    await bot.add_cog(InitiativesCog(bot))
