"""Seats as people see them: what a click led to, what to come as, and a seat that is offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from discord import ButtonStyle, ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.initiatives.models import SignupState
from cogs.initiatives.service import Choice, Place, Sure
from cogs.initiatives.service.offers import Offer
from cogs.initiatives.views import reminding
from cogs.initiatives.views.card import JOIN, LEAVE, when, where
from cogs.initiatives.views.frame import COLOUR, card_link

COME_AS = Control("initiatives:as:{initiative_id}")
CONFIRM = Control("initiatives:confirm:{signup_id}:{offer}")
GIVE_UP = Control("initiatives:give-up:{initiative_id}:{way}")
KEEP = Control("initiatives:keep:{initiative_id}")

WAYS = (SignupState.DECLINED, SignupState.INTERESTED)
"""What somebody becomes who gives up their seat; the number in the button's id counts these."""

JUST_ALONG = "0"
"""What is chosen by whoever comes as nothing in particular."""

_KEYS = {
    SignupState.CONFIRMED: "are-in",
    SignupState.ATTENDED: "are-in",
    SignupState.WAITING: "wait",
    SignupState.OFFERED: "are-offered",
    SignupState.INTERESTED: "may-come",
}


def where_you_stand(place: Place, say: Speaker, card: Speaker) -> str:
    """What a click has led to, and what can be done next.

    Args:
        card: Speaks the language of the card, whose buttons are named.
    """
    step = "new" if place.is_new else "same"
    state = _KEYS.get(place.state, "left")
    key = f"initiatives-you-{state}-{step}"
    if place.need is not None and state in ("are-in", "wait"):
        key += "-as"
    return say(
        key,
        title=escape_markdown(place.title),
        need=escape_markdown(place.need or ""),
        number=place.number or 0,
        until="" if place.offered_until is None else format_dt(place.offered_until, "R"),
        join=card("initiatives-join"),
        leave=card("initiatives-leave"),
    )


def standing_buttons(place: Place, say: Speaker) -> ui.View | None:
    """What somebody can do next in private, where they stand."""
    return rows(*_next(place, say))


def going_buttons(place: Place, say: Speaker) -> ui.View | None:
    """What helps somebody who is in to be there, under the answer to their click on the card."""
    if place.state is not SignupState.CONFIRMED:
        return None
    dated = place.starts_at is not None
    return rows(
        reminding.remind_button(place.initiative_id, say, is_on=False),
        reminding.calendar_button(place.initiative_id, say) if dated else None,
    )


def choice(asked: Choice, say: Speaker) -> tuple[str, ui.View | None]:
    """The question what somebody comes as, with a list to choose from."""
    options = [
        discord.SelectOption(
            label=shorten(need.name, 100),
            value=str(need.id),
            description=_room(need.free if asked.free is None else min(need.free, asked.free), say),
        )
        for need in asked.needs
    ]
    options.append(
        discord.SelectOption(
            label=say("initiatives-just-along"),
            value=JUST_ALONG,
            description=None if asked.free is None else _room(asked.free, say),
        )
    )
    select = COME_AS.select(
        options, placeholder=say("initiatives-come-as"), initiative_id=asked.initiative_id
    )
    text = say("initiatives-what-as", title=escape_markdown(asked.title))
    return text, rows(select)


def sure(asked: Sure, say: Speaker) -> tuple[str, ui.View | None]:
    """The question whether they mean it, as others wait."""
    give_up = GIVE_UP.button(
        say("initiatives-give-up"),
        style=ButtonStyle.danger,
        initiative_id=asked.initiative_id,
        way=WAYS.index(asked.to),
    )
    keep = KEEP.button(say("initiatives-keep"), initiative_id=asked.initiative_id)
    return say("initiatives-sure", title=escape_markdown(asked.title)), rows(give_up, keep)


def offered(offer: Offer, server: str, say: Speaker) -> tuple[discord.Embed, ui.View | None]:
    """The private message that a seat is kept for them, and the answers to it."""
    initiative = offer.initiative
    key = "initiatives-offered" if offer.need is None else "initiatives-offered-as"
    embed = discord.Embed(
        title=shorten(escape_markdown(initiative.title), 256),
        description=say(
            key,
            server=escape_markdown(server),
            need=escape_markdown(offer.need or ""),
            until=format_dt(offer.until, "f"),
            left=format_dt(offer.until, "R"),
        ),
        url=card_link(initiative),
        colour=COLOUR,
    )
    date, place = when(initiative, say), where(initiative, say)
    if date is not None:
        embed.add_field(name=say("initiatives-when"), value=date, inline=False)
    if place is not None:
        embed.add_field(name=say("initiatives-where"), value=place, inline=False)
    embed.set_footer(text=say("initiatives-offered-why"))
    return embed, offer_buttons(offer.signup_id, offer.number, initiative.id, say)


def offer_buttons(signup_id: int, number: int, initiative_id: int, say: Speaker) -> ui.View | None:
    """Confirm and Can't make it, for a seat that is kept."""
    return rows(
        CONFIRM.button(
            say("initiatives-confirm"),
            style=ButtonStyle.success,
            signup_id=signup_id,
            offer=number,
        ),
        LEAVE.button(say("initiatives-leave"), initiative_id=initiative_id),
    )


def join_button(initiative_id: int, say: Speaker) -> ui.View | None:
    """Join, for those who could take a seat again."""
    return rows(JOIN.button(say("initiatives-join"), initiative_id=initiative_id))


def _next(place: Place, say: Speaker) -> Iterator[ui.Item[Any] | None]:
    if place.state in (SignupState.CONFIRMED, SignupState.WAITING):
        yield LEAVE.button(say("initiatives-leave"), initiative_id=place.initiative_id)
    elif place.state in WAYS:
        yield JOIN.button(say("initiatives-join"), initiative_id=place.initiative_id)


def _room(free: int, say: Speaker) -> str:
    return say("initiatives-free", count=free)
