"""Another date: the form, the question before it holds, and what people are told."""

from __future__ import annotations

from datetime import UTC, datetime

import discord
from discord import ButtonStyle
from discord.utils import escape_markdown, format_dt

from bot.components import Control, Field, Form, rows, shorten
from bot.moments import LONGEST, Span, say_span
from bot.texts import Speaker
from cogs.initiatives.service import Overview
from cogs.initiatives.service.offers import Offer
from cogs.initiatives.views.card import when
from cogs.initiatives.views.frame import COLOUR, back_button, card_link
from cogs.initiatives.views.polling import date_of
from cogs.initiatives.views.proposing import differ, echo
from cogs.initiatives.views.seats import offer_buttons

MOVE = Control("initiatives:move:{initiative_id}")
MOVE_FORM = Form("initiatives:move-form:{initiative_id}")
MOVE_NOW = Control("initiatives:move-now:{initiative_id}:{starts}:{ends}:{sequence}")
"""`starts` and `ends` are seconds since 1970, `ends` 0 for an open end."""


def move_fields(overview: Overview, zone: str, say: Speaker) -> list[Field]:
    """The question when it takes place, with the date it has."""
    return [
        Field(
            "when",
            say("initiatives-form-move"),
            say("initiatives-form-move-hint", zone=shorten(zone.replace("_", " "), 40)),
            value=None
            if overview.starts_at is None
            else say_span(overview.starts_at, overview.ends_at, language=say.language, zone=zone),
            longest=LONGEST,
        )
    ]


def sure(
    overview: Overview, span: Span, say: Speaker, *, zone: str, server_zone: str, asked: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    """The date as it was read, and what follows when it holds."""
    lines = [echo(span, "initiatives-when-yours", zone, say)]
    if differ(span.starts_at, zone, server_zone):
        lines.append(echo(span, "initiatives-when-server", server_zone, say))
    if span.is_repeated:
        lines.append(say("initiatives-when-twice"))
    lines.append(say("initiatives-card-when", when=date_of(span, say)))
    lines.append(say("initiatives-move-sure", count=asked))
    embed = discord.Embed(
        title=shorten(escape_markdown(overview.title), 256),
        description="\n".join(lines),
        colour=COLOUR,
    )
    return embed, rows(
        MOVE_NOW.button(
            say("initiatives-move-now"),
            style=ButtonStyle.success,
            initiative_id=overview.id,
            starts=int(span.starts_at.timestamp()),
            ends=0 if span.ends_at is None else int(span.ends_at.timestamp()),
            sequence=overview.sequence,
        ),
        MOVE.button(say("initiatives-move-other"), initiative_id=overview.id),
        back_button(overview.id, say),
    )


def asked_again(
    offer: Offer, was: int | None, server: str, say: Speaker
) -> tuple[discord.Embed, discord.ui.View | None]:
    """The private message that asks somebody with a seat whether they come then, too."""
    embed = _news(offer.initiative, was, "initiatives-asked-again", server, say)
    embed.add_field(
        name=say("initiatives-asked-again-seat"),
        value=say("initiatives-asked-again-until", until=format_dt(offer.until, "f")),
        inline=False,
    )
    embed.set_footer(text=say("initiatives-asked-again-why"))
    return embed, offer_buttons(offer.signup_id, offer.number, offer.initiative.id, say)


def moved(overview: Overview, was: int | None, server: str, say: Speaker) -> discord.Embed:
    """The private message to somebody who waits or might come."""
    embed = _news(overview, was, "initiatives-moved-news", server, say)
    embed.set_footer(text=say("initiatives-moved-why"))
    return embed


def _news(
    overview: Overview, was: int | None, key: str, server: str, say: Speaker
) -> discord.Embed:
    embed = discord.Embed(
        title=shorten(escape_markdown(overview.title), 256),
        description=say(key, server=escape_markdown(server)),
        url=card_link(overview),
        colour=COLOUR,
    )
    if was is not None:
        before = format_dt(datetime.fromtimestamp(was, UTC), "F")
        embed.add_field(name=say("initiatives-moved-from"), value=f"~~{before}~~", inline=False)
    date = when(overview, say)
    if date is not None:
        embed.add_field(name=say("initiatives-moved-to"), value=date, inline=False)
    return embed
