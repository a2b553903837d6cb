"""/charter and /values."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.cache import GuildCache
from bot.client import Tenet
from bot.components import shorten
from bot.interactions import Interaction, answer, guild_id_of, speaker
from cogs.charter import service, views


class CharterCog(commands.Cog):
    """What this community stands for."""

    charter = app_commands.Group(
        name="charter", description="What this community stands for", guild_only=True
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
        await answer(interaction, embed=views.charter(text, await speaker(interaction)))

    @values.command(name="show")
    async def show_value(self, interaction: Interaction, value: str) -> None:
        """Read one value: the promise, and how it is seen in what people do.

        Args:
            value: The value to read about.
        """
        values = await self.value_lists.of(guild_id_of(interaction))
        text = service.named(values, value)
        await answer(interaction, embed=views.value(text, await speaker(interaction)))

    @show_value.autocomplete("value")
    async def _suggest_value(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        found = service.suggest(await self.value_lists.of(guild_id_of(interaction)), typed)
        return [
            app_commands.Choice(name=shorten(views.heading(value), 100), value=value.name)
            for value in found[:25]
        ]


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    await bot.add_cog(CharterCog(bot))
