"""How members see what is stored about them, and what they are asked before it is erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord
from discord.utils import escape_markdown

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.privacy.service import Erased, Stored

SERVER = Control("privacy:server")
ERASE = Control("privacy:erase:{guild}")
ERASE_ALL = Control("privacy:erase-everywhere")

MOST_SHOWN = 5
"""Servers in one answer, so that all of them fit (Discord: 6,000 characters in all embeds)."""
MOST_SERVERS = 24
"""In a list to choose from; one more place is for all of them."""
EVERYWHERE = "all"


def shown(stored: Sequence[Stored], names: Mapping[int, str], say: Speaker) -> list[discord.Embed]:
    """One embed a server, with a field for each part: what, why and until when."""
    embeds = []
    for one in stored[:MOST_SHOWN]:
        embed = discord.Embed(
            title=say("privacy-title", server=_name(one.guild_id, names)),
            description=say("privacy-nothing" if not one.parts else "privacy-where"),
        )
        for part, count in one.parts.items():
            embed.add_field(
                name=say(f"privacy-part-{part}", count=count),
                value=say(f"privacy-why-{part}"),
                inline=False,
            )
        embeds.append(embed)
    if embeds:
        more = len(stored) - len(embeds)
        footer = say("privacy-footer") if not more else say("privacy-more", count=more)
        embeds[-1].set_footer(text=footer)
    return embeds


def which(
    stored: Sequence[Stored], names: Mapping[int, str], say: Speaker
) -> discord.ui.View | None:
    """From which server somebody wants to be erased, asked where no server says so itself."""
    options = [
        discord.SelectOption(
            label=shorten(names.get(one.guild_id, str(one.guild_id)), 100), value=str(one.guild_id)
        )
        for one in stored[:MOST_SERVERS]
    ]
    options.append(discord.SelectOption(label=say("privacy-everywhere"), value=EVERYWHERE))
    return rows(SERVER.select(options, placeholder=say("privacy-which")))


def confirmation(
    server: str | None, guild_id: int | None, say: Speaker
) -> tuple[str, discord.ui.View | None]:
    """What will be gone and what stays, and the button that does it."""
    danger = discord.ButtonStyle.danger
    if guild_id is None:
        button = ERASE_ALL.button(say("privacy-erase-now"), style=danger)
    else:
        button = ERASE.button(say("privacy-erase-now"), style=danger, guild=guild_id)
    place = say("privacy-everywhere") if server is None else escape_markdown(server)
    return say("privacy-erase-what", server=place), rows(button)


def erased(done: Sequence[Erased], names: Mapping[int, str], say: Speaker) -> str:
    """What is left."""
    servers = ", ".join(_name(one.guild_id, names) for one in done) or "—"
    acts = sum(one.acts for one in done)
    return say("privacy-erased", servers=servers, count=acts)


def _name(guild_id: int, names: Mapping[int, str]) -> str:
    return escape_markdown(names.get(guild_id, str(guild_id)))
