"""What is said and pressed while a proposal waits for those who decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord.utils import escape_markdown

from bot.components import Control, Field, Form, rows
from bot.texts import Speaker
from cogs.initiatives.service.deciding import LONGEST_REASON
from cogs.initiatives.service.seconding import Seconding
from cogs.initiatives.service.telling import News, Told
from cogs.initiatives.views.frame import COLOUR, COLOUR_OVER, card_link

SECOND = Control("initiatives:second:{initiative_id}")
TAKE_BACK = Control("initiatives:unsecond:{initiative_id}")
HEAR = Control("initiatives:hear:{initiative_id}:{wanted}")
"""`wanted`: whether somebody who seconded it wants to be told what becomes of it, 1 or 0."""
APPROVE = Control("initiatives:approve:{initiative_id}", for_stewards=True)
DECLINE = Control("initiatives:decline:{initiative_id}", for_stewards=True)
REASON = Form("initiatives:reason:{initiative_id}", for_stewards=True)
WITHDRAW = Control("initiatives:withdraw:{initiative_id}")
WITHDRAW_NOW = Control("initiatives:withdraw-now:{initiative_id}")

Button = discord.ui.Button[discord.ui.View]


def second_button(initiative_id: int, say: Speaker) -> Button:
    """On the card of a proposal that members decide about."""
    return SECOND.button(
        say("initiatives-second"), style=discord.ButtonStyle.success, initiative_id=initiative_id
    )


def steward_buttons(initiative_id: int, say: Speaker) -> tuple[Button, Button]:
    """Approve and decline, for stewards alone to see; handlers check who presses."""
    return (
        APPROVE.button(
            say("initiatives-approve"),
            style=discord.ButtonStyle.success,
            initiative_id=initiative_id,
        ),
        DECLINE.button(
            say("initiatives-decline"),
            style=discord.ButtonStyle.danger,
            initiative_id=initiative_id,
        ),
    )


def withdraw_button(initiative_id: int, say: Speaker) -> Button:
    """For who proposed it, in private."""
    return WITHDRAW.button(say("initiatives-withdraw"), initiative_id=initiative_id)


def seconding_buttons(seconding: Seconding, say: Speaker) -> discord.ui.View | None:
    """What somebody who seconds it can change about that."""
    if not seconding.seconded or seconding.is_open:
        return None
    hears = seconding.hears
    return rows(
        TAKE_BACK.button(say("initiatives-unsecond"), initiative_id=seconding.initiative_id),
        HEAR.button(
            say("initiatives-hear-nothing" if hears else "initiatives-hear"),
            initiative_id=seconding.initiative_id,
            wanted=int(not hears),
        ),
    )


def seconded(seconding: Seconding, say: Speaker) -> str:
    """What a click on Second, or on its way back, has led to."""
    key = "initiatives-second-gone"
    if seconding.is_open:
        key = "initiatives-second-opened"
    elif seconding.seconded:
        key = "initiatives-seconded" if seconding.hears else "initiatives-seconded-silently"
    return say(
        key,
        title=escape_markdown(seconding.title),
        count=seconding.count,
        needed=seconding.needed,
        missing=max(0, seconding.needed - seconding.count),
    )


def decide(say: Speaker, arguments: Mapping[str, Any]) -> discord.ui.View | None:
    """What stewards can do, under the notice that asks them."""
    return rows(*steward_buttons(arguments["initiative"], say))


def reason_fields(say: Speaker) -> list[Field]:
    """Why it is declined."""
    return [
        Field(
            "reason",
            say("initiatives-form-reason"),
            say("initiatives-form-reason-hint"),
            long=True,
            longest=LONGEST_REASON,
        )
    ]


def withdrawing(initiative_id: int, title: str, say: Speaker) -> tuple[str, discord.ui.View | None]:
    """The question before a proposal is taken back."""
    return say("initiatives-withdraw-sure", title=escape_markdown(title)), rows(
        WITHDRAW_NOW.button(
            say("initiatives-withdraw-now"),
            style=discord.ButtonStyle.danger,
            initiative_id=initiative_id,
        )
    )


def told(told: Told, server: str, say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """The private message about what became of a proposal."""
    initiative, whose = told.initiative, "own" if told.is_proposer else "seconded"
    ended = told.news not in (News.OPENED, News.SILENT)
    embed = discord.Embed(
        title=escape_markdown(initiative.title),
        description=say(f"initiatives-told-{told.news}-{whose}", server=escape_markdown(server)),
        url=card_link(initiative),
        colour=COLOUR_OVER if ended else COLOUR,
    )
    if ended and initiative.reason:
        embed.add_field(
            name=say("initiatives-reason"), value=escape_markdown(initiative.reason), inline=False
        )
    embed.set_footer(text=say(f"initiatives-told-why-{whose}"))
    view = None
    if told.news is News.SILENT:
        view = rows(withdraw_button(initiative.id, say))
    return embed, view
