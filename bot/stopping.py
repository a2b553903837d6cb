"""How members say that they want no unasked messages, or want them again.

The button ends every private message that nobody asked for. It carries the server, because in a
direct message nobody knows which one a press belongs to.
"""

from __future__ import annotations

import discord
from discord import ui

from bot import contact
from bot.components import Control, rows
from bot.interactions import Interaction, answer, speaker
from bot.models import MemberKey
from bot.texts import Speaker

STOP = Control("contact:stop:{guild}")
ALLOW = Control("contact:allow:{guild}")

CONTROLS = (STOP, ALLOW)


def stop_button(say: Speaker, guild_id: int, *, row: int | None = None) -> ui.Button[ui.View]:
    """What ends every unasked message: not this one, and nothing of its kind any more."""
    return STOP.button(say("contact-stop"), row=row, guild=guild_id)


def allow_button(say: Speaker, guild_id: int, *, row: int | None = None) -> ui.Button[ui.View]:
    """The way back, wherever it is shown that somebody wants no messages."""
    return ALLOW.button(say("contact-allow"), row=row, guild=guild_id)


@STOP.handles
async def stop(interaction: Interaction, *, guild: int) -> None:
    """Write to the member no more, unless they ask for it."""
    bot = interaction.client
    async with bot.db.begin() as session:
        await contact.stop(session, MemberKey(guild, interaction.user.id), now=bot.clock.now())
    say = await speaker(interaction, guild_id=guild)
    text = say("contact-stopped", server=_server(interaction, guild))
    await answer(interaction, text, view=rows(allow_button(say, guild)))


@ALLOW.handles
async def allow(interaction: Interaction, *, guild: int) -> None:
    """Let the member be written to again."""
    async with interaction.client.db.begin() as session:
        await contact.allow(session, MemberKey(guild, interaction.user.id))
    say = await speaker(interaction, guild_id=guild)
    text = say("contact-allowed", server=_server(interaction, guild))
    await answer(interaction, text, view=rows(stop_button(say, guild)))


def _server(interaction: Interaction, guild_id: int) -> str:
    """The server's name; one that is not there any more has none."""
    guild = interaction.client.get_guild(guild_id)
    return "—" if guild is None else discord.utils.escape_markdown(guild.name)
