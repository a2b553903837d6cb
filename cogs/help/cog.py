"""/help, and "help" in a direct message."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot import preferences
from bot.client import Tenet
from bot.interactions import Interaction, answer, speaker
from bot.settings import GuildSettings
from bot.stewards import NotASteward, require_steward
from bot.switches import capability_of, is_on
from bot.translating import description_key
from cogs.help import service, views
from cogs.notifications import service as notifications

log = logging.getLogger(__name__)


class HelpCog(commands.Cog):
    """What there is to do, by whom."""

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot

    @app_commands.command(name="help")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def help(self, interaction: Interaction) -> None:
        """See what you can do here; only you see it."""
        say = await speaker(interaction)
        if interaction.guild_id is None:
            await answer(interaction, embed=await self._in_private(interaction.user, say.language))
            return
        settings = await self.bot.settings.of(interaction.guild_id)
        embeds = [views.for_members(self._lines(service.MEMBERS, settings), say)]
        try:
            await require_steward(interaction)
        except NotASteward:
            pass
        else:
            lines = self._lines(service.STEWARDS, settings)
            by_role = not interaction.permissions.manage_guild
            embeds.append(views.for_stewards(lines, say, by_role=by_role))
        await answer(interaction, embeds=embeds)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Somebody asks privately what there is to do."""
        if message.guild is not None or message.author.bot:
            return
        heard = service.reads_as_help(message.content)
        if heard is None:
            return
        async with self.bot.db.read() as session:
            chosen = await preferences.last_language(session, message.author.id)
        embed = await self._in_private(message.author, chosen or heard)
        try:
            await message.channel.send(embed=embed)
        except discord.HTTPException as refusal:
            log.warning("somebody asked for help and could not be answered: %s", refusal)

    async def _in_private(
        self, user: discord.User | discord.Member, language: str
    ) -> discord.Embed:
        async with self.bot.db.read() as session:
            known = await notifications.find_servers(session, user.id)
        return views.in_private(
            self._lines(service.IN_PRIVATE), _names(self.bot, known), self.bot.texts.speak(language)
        )

    def _lines(
        self, names: Iterable[str], settings: GuildSettings | None = None
    ) -> list[views.Line]:
        """The commands of these names that are not switched off."""
        lines = []
        for name in names:
            command = _find(self.bot, name)
            capability = capability_of(str(command.module).removeprefix("cogs."))
            if settings is None or is_on(settings, capability):
                guild_id = None if settings is None else settings.guild_id
                mention = self.bot.slashes.mention(name, guild_id)
                lines.append(views.Line(mention, description_key(command), command.description))
        return lines


def _find(bot: Tenet, name: str) -> app_commands.Command[HelpCog, ..., None]:
    """A command by its whole name.

    Raises:
        LookupError: There is none.
    """
    found = next((one for one in bot.tree.walk_commands() if one.qualified_name == name), None)
    if not isinstance(found, app_commands.Command):
        raise LookupError(name)
    return found


def _names(bot: Tenet, guild_ids: Sequence[int]) -> list[str]:
    """What the servers are called; one that is not there any more has no name."""
    found = [bot.get_guild(guild_id) for guild_id in guild_ids]
    return [guild.name for guild in found if guild]


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    await bot.add_cog(HelpCog(bot))
