"""/charter and /values."""

from __future__ import annotations

from functools import partial
from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.cache import GuildCache
from bot.client import Tenet
from bot.components import rows, shorten
from bot.interactions import (
    Interaction,
    MayNotPost,
    answer,
    guild_id_of,
    may_post,
    public_speaker,
    speaker,
)
from bot.stewards import NotASteward, for_stewards, require_steward
from cogs.charter import (
    beginning,
    checking,
    editing,
    posting,
    publishing,
    service,
    sharing,
    views,
)

PURGE_SECONDS = 3600.0


class CharterCog(commands.Cog):
    """What this community stands for."""

    charter = app_commands.Group(
        name="charter", description="What this community stands for", guild_only=True
    )
    edit = app_commands.Group(
        name="edit", description="For stewards: change the charter", parent=charter
    )
    values = app_commands.Group(
        name="values", description="The values of this community", guild_only=True
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot
        self.charters = GuildCache(bot.db, service.TOPIC, service.get_charter)
        self.value_lists = GuildCache(bot.db, service.TOPIC, service.list_values)

    @charter.command(name="show")
    async def show_charter(self, interaction: Interaction) -> None:
        """Read our mission and our values."""
        text = await self.charters.of(guild_id_of(interaction))
        say = await speaker(interaction)
        everyone = views.SHOW_CHARTER.button(say("charter-show-everyone"))
        view = rows(
            views.read_select(text.values, say), everyone if may_post(interaction) else None
        )
        await answer(interaction, embed=views.charter(text, say), view=view)

    @for_stewards
    @edit.command(name="mission")
    async def edit_mission(self, interaction: Interaction) -> None:
        """For stewards: write another mission into the draft."""
        await editing.open_mission(interaction)

    @for_stewards
    @charter.command(name="diff")
    async def show_changes(self, interaction: Interaction) -> None:
        """For stewards: see word by word what the draft changes."""
        await publishing.show_changes(interaction)

    @for_stewards
    @charter.command(name="publish")
    async def publish(self, interaction: Interaction) -> None:
        """For stewards: put the draft in force as the next version."""
        await publishing.begin(interaction)

    @charter.command(name="history")
    async def show_history(self, interaction: Interaction) -> None:
        """Read earlier versions of our charter, and what each of them changed."""
        await publishing.show_history(interaction)

    @for_stewards
    @charter.command(name="post")
    async def post(
        self, interaction: Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        """For stewards: pin the charter in a channel, where it always shows what is in force.

        Args:
            channel: Where; left out, where it is now, or else here.
        """
        await posting.begin(interaction, channel)

    @charter.command(name="export")
    async def export(self, interaction: Interaction, draft: bool = False) -> None:
        """Get our charter as a file, to keep or to open in another server.

        Args:
            draft: For stewards: the draft instead of the charter in force.
        """
        await sharing.export(interaction, of_draft=draft)

    @for_stewards
    @charter.command(name="import")
    async def open_pack(self, interaction: Interaction, file: discord.Attachment) -> None:
        """For stewards: open a charter from a file; nothing changes before you say so.

        Args:
            file: What /charter export gave, here or in another server.
        """
        await sharing.open_pack(interaction, file)

    @for_stewards
    @charter.command(name="starter")
    async def starter(self, interaction: Interaction) -> None:
        """For stewards: begin with a charter to change; nothing changes before you say so."""
        await beginning.begin(interaction)

    @values.command(name="show")
    async def show_value(self, interaction: Interaction, value: str) -> None:
        """Read one value: the promise, and how it is seen in what people do.

        Args:
            value: The value to read about.
        """
        values = await self.value_lists.of(guild_id_of(interaction))
        text = service.named(values, value)
        say = await speaker(interaction)
        everyone = views.SHOW_VALUE.button(say("charter-show-everyone"), value_id=text.id)
        view = rows(everyone if may_post(interaction) else None)
        await answer(interaction, embed=views.value(text, say), view=view)

    @for_stewards
    @values.command(name="add")
    async def add_value(self, interaction: Interaction) -> None:
        """For stewards: write a new value into the draft."""
        await editing.add_value(interaction)

    @for_stewards
    @values.command(name="edit")
    async def edit_value(self, interaction: Interaction, value: str) -> None:
        """For stewards: put a value in other words, in the draft.

        Args:
            value: The value to change.
        """
        await editing.edit_value(interaction, value)

    @for_stewards
    @values.command(name="retire")
    async def retire_value(self, interaction: Interaction, value: str) -> None:
        """For stewards: take a value out of the draft.

        Args:
            value: The value to take out.
        """
        await editing.retire_value(interaction, value)

    @for_stewards
    @values.command(name="order")
    async def order_values(self, interaction: Interaction) -> None:
        """For stewards: bring the values of the draft into another order."""
        await editing.show_order(interaction)

    @show_value.autocomplete("value")
    async def _suggest_value(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        found = service.suggest(await self.value_lists.of(guild_id_of(interaction)), typed)
        return [
            app_commands.Choice(name=shorten(views.heading(value), 100), value=value.name)
            for value in found[:25]
        ]

    @edit_value.autocomplete("value")
    @retire_value.autocomplete("value")
    async def _suggest_entry(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            await require_steward(interaction)
        except NotASteward:
            return []  # the draft is nobody else's to read
        async with self.bot.db.read() as session:
            draft = await service.read_draft(session, guild_id_of(interaction))
        return editing.suggestions(draft, typed)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """It may have been the channel with the pinned charter."""
        self.bot.reconciler.ask(channel.guild.id)


@views.SHOW_CHARTER.handles
async def show_charter_to_everyone(interaction: Interaction) -> None:
    """Repeat the charter, as it is now, for everybody in the channel."""
    cog = _cog(interaction)
    text = await cog.charters.of(guild_id_of(interaction))
    say = await public_speaker(interaction)
    view = rows(views.read_select(text.values, say))
    await _show_everyone(interaction, views.charter(text, say), view)


@views.SHOW_VALUE.handles
async def show_value_to_everyone(interaction: Interaction, *, value_id: int) -> None:
    """Repeat a value, as it is now, for everybody in the channel.

    Raises:
        NoSuchValue: It has been retired since.
    """
    values = await _cog(interaction).value_lists.of(guild_id_of(interaction))
    text = next((value for value in values if value.id == value_id), None)
    if text is None:
        raise service.ValueRetired
    await _show_everyone(interaction, views.value(text, await public_speaker(interaction)))


async def _show_everyone(
    interaction: Interaction, embed: discord.Embed, view: discord.ui.View | None = None
) -> None:
    """Raises MayNotPost: what the actor may do here is asked again, it may be another day."""
    if not may_post(interaction):
        raise MayNotPost
    say = await public_speaker(interaction)
    name = interaction.user.display_name
    await answer(interaction, embed=views.shown_by(embed, name, say), view=view, ephemeral=False)


def _cog(interaction: Interaction) -> CharterCog:
    return cast("CharterCog", interaction.client.cogs["CharterCog"])


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    bot.controls.add(views.SHOW_CHARTER, views.SHOW_VALUE)
    bot.controls.add(
        *editing.CONTROLS, *publishing.CONTROLS, *sharing.CONTROLS, *beginning.CONTROLS
    )
    bot.controls.add(views.READ)
    posting.Posting(bot).register()
    bot.checks.add("charter", checking.look)
    bot.ticks.add("charter.imports", partial(sharing.purge, bot), seconds=PURGE_SECONDS)
    await bot.add_cog(CharterCog(bot))
