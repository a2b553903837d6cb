"""What volunteers and newcomers are told, the opening words between them, and the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.buddies.service import WANT as WANT_ID
from cogs.buddies.service import End, Introduced, Match, Offer, PairState, Wish
from cogs.charter.service import ValueText

COLOUR = discord.Colour(0x2E7D6B)

SHOWN = 10
"""Introductions that a buddy is reminded of."""

WANT = Control(WANT_ID)
WITHDRAW = Control("buddies:withdraw:{pair}")
ANOTHER = Control("buddies:another:{pair}")


@dataclass(frozen=True)
class Standing:
    """Everything about buddies that concerns one member."""

    offer: Offer | None
    introduced: Sequence[Introduced]
    wish: Wish | None
    can_want: bool
    """Whether anybody volunteers at all."""


def offered(now: Offer, say: Speaker, channel: str | None) -> str:
    """What follows from volunteering: how often, where, and who sees what."""
    words = [
        say("buddies-offered-still" if now.was_on else "buddies-offered", count=now.per_week),
        say("buddies-offered-how", channel=channel or "none"),
        say("buddies-offered-who"),
    ]
    return "\n".join(words)


def stopped(now: Offer, say: Speaker) -> str:
    """What follows from volunteering no more."""
    return say("buddies-stopped" if now.was_on else "buddies-stopped-already")


def away(now: Offer, say: Speaker) -> str:
    """Until when nobody is introduced."""
    assert now.away_until is not None
    return say("buddies-away", moment=format_dt(now.away_until, "F"))


def wished(wish: Wish, say: Speaker, channel: str | None) -> str:
    """How a wish stands, to the one whose it is."""
    match wish.state:
        case PairState.MATCHED:
            return say("buddies-wish-matched", channel=channel or "none")
        case PairState.INTRODUCED:
            return say("buddies-wish-introduced", thread=f"<#{wish.thread_id}>")
        case PairState.BLOCKED:
            return say("buddies-wish-blocked")
        case PairState.WANTED:
            return say("buddies-wish-wanted", moment=format_dt(wish.ends_at, "D"))
        case PairState.ENDED:
            why = wish.why_ended or End.WITHDRAWN
            return say(f"buddies-wish-{why.replace('_', '-')}")


def shown(
    standing: Standing, say: Speaker, *, guild_id: int, channel: str | None
) -> tuple[discord.Embed, ui.View | None]:
    """What a member offers and whom they met by it, and how their own wish stands."""
    embed = discord.Embed(title=say("buddies-title"), colour=COLOUR)
    embed.add_field(
        name=say("buddies-offer-title"), value=_offer(standing.offer, say), inline=False
    )
    if standing.introduced:
        lines = [_introduced(one, say) for one in standing.introduced[:SHOWN]]
        embed.add_field(
            name=say("buddies-introduced-title"),
            value=shorten("\n".join(lines), 1024),
            inline=False,
        )
    wish = standing.wish
    told = say("buddies-wish-none") if wish is None else wished(wish, say, channel)
    embed.add_field(name=say("buddies-wish-title"), value=told, inline=False)
    return embed, rows(_wish_button(standing, say, guild_id))


def opening(match: Match, value: ValueText | None, say: Speaker) -> str:
    """The first words between two who do not know each other, and a question to begin with."""
    newcomer, buddy = f"<@{match.newcomer_id}>", f"<@{match.buddy_id}>"
    words = [say("buddies-opening", newcomer=newcomer, buddy=buddy)]
    if value is not None:
        words.append(say("buddies-opening-value", value=_named(value)))
        words.append(say("buddies-opening-question-value", value=_named(value)))
    else:
        words.append(say("buddies-opening-question", newcomer=newcomer))
    words.append(say("buddies-opening-room"))
    return "\n\n".join(words)


def thread_name(match: Match, say: Speaker) -> str:
    """A name that tells a thread from all others and nothing about anybody."""
    return shorten(say("buddies-thread-name", number=match.pair_id), 100)


def want_button(say: Speaker, guild_id: int) -> ui.Button[ui.View]:
    """The button by which anybody wants a buddy."""
    return WANT.button(say("buddies-want"), style=discord.ButtonStyle.primary, guild=guild_id)


def _offer(offer: Offer | None, say: Speaker) -> str:
    if offer is None or not offer.is_on:
        return say("buddies-offer-off")
    if offer.away_until is not None:
        return say("buddies-away", moment=format_dt(offer.away_until, "F"))
    return say("buddies-offer-on", count=offer.per_week)


def _introduced(one: Introduced, say: Speaker) -> str:
    moment = format_dt(one.at, "D")
    if one.thread_id is None:
        return say("buddies-introduced-gone", moment=moment)
    return say("buddies-introduced", moment=moment, thread=f"<#{one.thread_id}>")


def _wish_button(standing: Standing, say: Speaker, guild_id: int) -> ui.Button[ui.View] | None:
    wish = standing.wish
    if wish is None or wish.state is PairState.ENDED:
        return want_button(say, guild_id) if standing.can_want else None
    if wish.state is PairState.INTRODUCED:
        return ANOTHER.button(say("buddies-another"), pair=wish.pair_id)
    return WITHDRAW.button(say("buddies-withdraw"), pair=wish.pair_id)


def _named(value: ValueText) -> str:
    return f"{value.emoji} {escape_markdown(shorten(value.name, 200))}"
