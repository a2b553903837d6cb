"""The client we compare with, "bare lean": discord.py with our intents, no caches, no-op handlers.

It answers the commands and the button that are measured with a fixed embed, keeps nothing, and says
on stdout how many reactions have arrived.
"""

from __future__ import annotations

import asyncio
import os
import sys

import discord
import yarl
from discord import app_commands, ui
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from bot.client import intents


class Bare(commands.AutoShardedBot):
    """discord.py and nothing else."""

    def __init__(self, expected_reactions: int) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.expected = expected_reactions
        self.reactions = 0

    async def setup_hook(self) -> None:
        values = app_commands.Group(name="values", description="Values", guild_only=True)
        onboarding = app_commands.Group(name="onboarding", description="Start", guild_only=True)

        @values.command(name="show", description="Read one value")
        async def show(interaction: discord.Interaction, value: str) -> None:
            embed = discord.Embed(title=value, description="We say what is so, kindly and early.")
            await interaction.response.send_message(embed=embed, ephemeral=True)

        @onboarding.command(name="start", description="Start")
        async def start(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("I have written to you.", ephemeral=True)

        @onboarding.command(name="post", description="Post the welcome")
        async def post(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("Welcome", view=_button("onboarding:start"))

        self.tree.add_command(values)
        self.tree.add_command(onboarding)
        await self.tree.sync()

    async def on_raw_reaction_add(self, _: discord.RawReactionActionEvent) -> None:
        self.reactions += 1
        if self.reactions == self.expected:
            self.reactions = 0
            sys.stdout.write("reactions\n")
            sys.stdout.flush()

    on_raw_reaction_remove = on_raw_reaction_add

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            embed = discord.Embed(title="Mission", description="We keep the river clean.")
            next_step = _button("onboarding:next:1:1")
            await interaction.response.send_message(embed=embed, view=next_step, ephemeral=True)

    async def on_message(self, message: discord.Message) -> None:
        pass


def _button(custom_id: str) -> ui.View:
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="Go", custom_id=custom_id))
    view.stop()
    return view


async def main() -> None:
    discord.http.Route.BASE = os.environ["TENET_DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["TENET_DISCORD_GATEWAY_URL"])
    async with Bare(int(sys.argv[1])) as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        sys.exit(0)
