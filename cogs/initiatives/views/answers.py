"""What is said to one person about their place: as an answer to a click, and privately later."""

from __future__ import annotations

import discord
from discord.utils import escape_markdown

from bot.texts import Speaker
from cogs.initiatives.service import News
from cogs.initiatives.views.frame import COLOUR_OVER


def cancelled(news: News, server: str, say: Speaker) -> discord.Embed:
    """The private message that says it will not take place."""
    embed = discord.Embed(
        title=escape_markdown(news.initiative.title),
        description=say("initiatives-cancelled", server=escape_markdown(server)),
        colour=COLOUR_OVER,
    )
    if news.initiative.reason:
        reason = escape_markdown(news.initiative.reason)
        embed.add_field(name=say("initiatives-reason"), value=reason, inline=False)
    embed.set_footer(text=say("initiatives-cancelled-why"))
    return embed
