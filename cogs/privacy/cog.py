"""/privacy: what is stored about whoever asks, for them alone; in servers and in private."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterable, Sequence

import discord
from discord import app_commands
from discord.ext import commands
from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.client import Tenet
from bot.interactions import Interaction, answer, defer, speaker, update
from bot.settings import MISSION_NAME
from cogs.privacy import leaving, service, views
from cogs.privacy.service import list_owned

log = logging.getLogger(__name__)


class PrivacyCog(commands.Cog):
    """What members see, take along and erase by themselves."""

    privacy = app_commands.Group(
        name="privacy",
        description="What is stored about you: see it, take it along, erase it",
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot
        self.leaving = leaving.Leaving(bot)

    async def drained(self) -> None:
        """Return once who came and left is written."""
        await self.leaving.finish()

    @privacy.command(name="show")
    async def show(self, interaction: Interaction) -> None:
        """See what is stored about you, why, and until when."""
        say, bot = await speaker(interaction), self.bot
        async with bot.db.read() as session:
            stored = await service.list_stored(session, interaction.user.id, _here(interaction))
            owned = [] if _here(interaction) else await list_owned(session, interaction.user.id)
            names = await _names(bot, session, [one.guild_id for one in stored])
        if not stored:
            await answer(interaction, say("privacy-nothing-anywhere"))
            return
        text, view = leaving.offered(owned, names, say)
        await answer(interaction, text, embeds=views.shown(stored, names, say), view=view)

    @privacy.command(name="export")
    async def export(self, interaction: Interaction) -> None:
        """Take along everything that is stored about you, as a file."""
        say, bot = await speaker(interaction), self.bot
        await defer(interaction)
        async with bot.db.read() as session:
            here = _here(interaction)
            stored = await service.list_stored(session, interaction.user.id, here)
            names = await _names(bot, session, [one.guild_id for one in stored])
            found = await service.take_along(
                session, interaction.user.id, here, names=names, now=bot.clock.now()
            )
        text = json.dumps(found, ensure_ascii=False, indent=2)
        file = discord.File(io.BytesIO(text.encode()), filename="tenet-privacy.json")
        await answer(interaction, say("privacy-exported"), file=file)

    @privacy.command(name="erase")
    async def erase(self, interaction: Interaction) -> None:
        """Erase everything that is stored about you; you are asked first."""
        say, bot, here = await speaker(interaction), self.bot, _here(interaction)
        async with bot.db.read() as session:
            stored = await service.list_stored(session, interaction.user.id, here)
            names = await _names(bot, session, [one.guild_id for one in stored])
        if not any(one.parts for one in stored):
            await answer(interaction, say("privacy-nothing-anywhere"))
        elif here is None:
            view = views.which(stored, names, say)
            await answer(interaction, say("privacy-which-server"), view=view)
        else:
            text, view = views.confirmation(names.get(here[0], str(here[0])), here[0], say)
            await answer(interaction, text, view=view)


@views.SERVER.handles
async def choose_server(interaction: Interaction, *, values: list[str]) -> None:
    """Ask once more, for one server or for all of them."""
    say, bot = await speaker(interaction), interaction.client
    if values[0] == views.EVERYWHERE:
        text, view = views.confirmation(None, None, say)
    else:
        guild_id = int(values[0])
        async with bot.db.read() as session:
            names = await _names(bot, session, [guild_id])
        text, view = views.confirmation(names.get(guild_id, values[0]), guild_id, say)
    await update(interaction, text, view=view)


@views.ERASE.handles
async def erase_one(interaction: Interaction, *, guild: int) -> None:
    """Erase whoever presses, and nobody else, from one server."""
    await _erase(interaction, [guild])


@views.ERASE_ALL.handles
async def erase_everywhere(interaction: Interaction) -> None:
    """Erase whoever presses, and nobody else, from every server."""
    bot, user_id = interaction.client, interaction.user.id
    async with bot.db.read() as session:
        stored = await service.list_stored(session, user_id)
    await _erase(interaction, [one.guild_id for one in stored])


async def _erase(interaction: Interaction, guild_ids: Sequence[int]) -> None:
    bot = interaction.client
    say = await speaker(interaction)  # in the language that is about to be forgotten
    async with bot.db.read() as session:
        names = await _names(bot, session, guild_ids)
    async with bot.db.begin() as session:
        done = await service.erase(session, interaction.user.id, guild_ids)
    await update(interaction, views.erased(done, names, say))
    await bot.db.scrub()


def _here(interaction: Interaction) -> list[int] | None:
    """The server of the act; None in a direct message, where it is about all of them."""
    return None if interaction.guild_id is None else [interaction.guild_id]


async def _names(bot: Tenet, session: AsyncSession, guild_ids: Iterable[int]) -> dict[int, str]:
    """What servers are called; one that is gone is known by what its community called itself."""
    names: dict[int, str] = {}
    for guild_id in guild_ids:
        guild = bot.get_guild(guild_id)
        own = (await settings.read(session, guild_id)).get(MISSION_NAME)
        name = guild.name if guild is not None else own
        if name is not None:
            names[guild_id] = name
    return names


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    bot.controls.add(views.SERVER, views.ERASE, views.ERASE_ALL, leaving.TAKE)
    cog = PrivacyCog(bot)
    cog.leaving.register()
    await bot.add_cog(cog)
