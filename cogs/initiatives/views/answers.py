"""What is said to one person about their place: as an answer to a click, and privately later."""

from __future__ import annotations

import discord
from discord.utils import escape_markdown

from bot.components import rows
from bot.texts import Speaker
from cogs.initiatives.models import SignupState
from cogs.initiatives.service import News, Place
from cogs.initiatives.views.card import LEAVE
from cogs.initiatives.views.frame import COLOUR, COLOUR_OVER, card_link


def where_you_stand(place: Place, say: Speaker, card: Speaker) -> str:
    """What a click has led to, and what can be done next.

    Args:
        card: Speaks the language of the card, whose buttons are named.
    """
    step = "new" if place.is_new else "same"
    key = {
        SignupState.CONFIRMED: f"initiatives-you-are-in-{step}",
        SignupState.WAITING: f"initiatives-you-wait-{step}",
        SignupState.LEFT: f"initiatives-you-left-{step}",
    }[place.state]
    return say(
        key,
        title=escape_markdown(place.title),
        number=place.number or 0,
        join=card("initiatives-join"),
        leave=card("initiatives-leave"),
    )


def promoted(news: News, server: str, say: Speaker) -> discord.Embed:
    """The private message that says a place is theirs, and how to give it on."""
    initiative = news.initiative
    embed = discord.Embed(
        title=escape_markdown(initiative.title),
        description=say("initiatives-promoted", server=escape_markdown(server)),
        url=card_link(initiative),
        colour=COLOUR,
    )
    if initiative.when_text:
        embed.add_field(name=say("initiatives-when"), value=escape_markdown(initiative.when_text))
    embed.set_footer(text=say("initiatives-promoted-why"))
    return embed


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


def leave_button(initiative_id: int, say: Speaker) -> discord.ui.View | None:
    """Leave, for those who are in."""
    return rows(LEAVE.button(say("initiatives-leave"), initiative_id=initiative_id))
