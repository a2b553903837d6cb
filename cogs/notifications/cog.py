"""/notifications, and the words in a direct message that end every unasked one."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands
from discord.utils import escape_markdown

from bot import preferences
from bot.client import Tenet
from bot.components import Control, rows
from bot.interactions import Interaction, update
from cogs.notifications import choosing, service

log = logging.getLogger(__name__)

ALLOW = Control("notifications:allow-all")


class NotificationsCog(commands.Cog):
    """What members get without asking, and what they say about it."""

    notifications = app_commands.Group(
        name="notifications",
        description="What I may write to you about, and when",
        guild_only=True,
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot

    @notifications.command(name="choose")
    async def choose(self, interaction: Interaction) -> None:
        """Choose which messages you get, how, and when you are left in peace."""
        await choosing.open_panel(interaction)

    @notifications.command(name="why")
    async def why(self, interaction: Interaction) -> None:
        """See what I wrote to you lately, and why; and what I did not send."""
        await choosing.open_history(interaction)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Somebody writes to us privately: the one thing that is read in it is a wish to stop."""
        if message.guild is not None or message.author.bot:
            return
        heard = service.reads_as_stop(message.content)
        if heard is None:
            return
        now = self.bot.clock.now()
        async with self.bot.db.begin() as session:
            servers = await service.stop_all(session, message.author.id, now=now)
            language = await preferences.last_language(session, message.author.id)
        say = self.bot.texts.speak(language or heard)
        text = say("notifications-stopped-all", servers=_names(self.bot, servers))
        view = rows(ALLOW.button(say("contact-allow"))) if servers else None
        try:
            if view is None:
                await message.channel.send(say("notifications-stopped-nowhere"))
            else:
                await message.channel.send(text, view=view)
        except discord.HTTPException as refusal:
            log.warning("a wish to stop was heard and could not be answered: %s", refusal)


@ALLOW.handles
async def allow(interaction: Interaction) -> None:
    """Let every community write to them again."""
    bot, user_id = interaction.client, interaction.user.id
    async with bot.db.begin() as session:
        servers = await service.allow_all(session, user_id)
        language = await preferences.last_language(session, user_id)
    say = bot.texts.speak(language or bot.texts.choose(str(interaction.locale)))
    await update(interaction, say("notifications-allowed-all", servers=_names(bot, servers)))


def _names(bot: Tenet, guild_ids: Sequence[int]) -> str:
    """What the servers are called; one that is not there any more has no name."""
    found = [bot.get_guild(guild_id) for guild_id in guild_ids]
    return ", ".join(f"**{escape_markdown(guild.name)}**" for guild in found if guild) or "—"


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    bot.controls.add(*choosing.CONTROLS, ALLOW)
    await bot.add_cog(NotificationsCog(bot))
