"""Who carries an initiative: choosing, asking, and what they said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import ButtonStyle, ui
from discord.utils import escape_markdown

from bot.components import Control, rows
from bot.texts import Speaker
from cogs.initiatives.service.carrying import MOST_ALONG, Answer, Asked, Question
from cogs.initiatives.service.managing import Managed
from cogs.initiatives.views.frame import COLOUR, back_button, card_link

CARRIERS = Control("initiatives:carriers:{initiative_id}")
CHOOSE_ALONG = Control("initiatives:choose-along:{initiative_id}")
CHOOSE_SUCCESSOR = Control("initiatives:choose-successor:{initiative_id}")
RESPOND = Control("initiatives:along:{initiative_id}:{accepts}")
"""`accepts`: 1 or 0."""
STEP_DOWN = Control("initiatives:step-down:{initiative_id}")
TAKE_OVER = Control("initiatives:take-over:{initiative_id}")


def carriers(managed: Managed, say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """Who organises it, along with whom, who is asked, and lists to choose others from."""
    overview = managed.shown.overview
    along = managed.shown.coorganisers
    embed = discord.Embed(
        title=say("initiatives-carriers-title"),
        description=say("initiatives-carriers-text"),
        colour=COLOUR,
    )
    asked = (*managed.asked, *(() if managed.successor is None else (managed.successor,)))
    for key, user_ids in (
        ("initiatives-carriers-organiser", (overview.organiser_id,)),
        ("initiatives-carriers-along", along),
        ("initiatives-carriers-asked", dict.fromkeys(asked)),
    ):
        named = ", ".join(f"<@{user_id}>" for user_id in user_ids if user_id is not None)
        embed.add_field(name=say(key), value=named or "–", inline=False)
    if not managed.leads:
        return embed, rows(
            STEP_DOWN.button(
                say("initiatives-step-down"),
                style=ButtonStyle.danger,
                initiative_id=managed.id,
            ),
            back_button(managed.id, say),
        )
    return embed, rows(
        CHOOSE_ALONG.user_select(
            (*along, *managed.asked),
            placeholder=say("initiatives-carriers-choose"),
            maximum=MOST_ALONG,
            initiative_id=managed.id,
        ),
        CHOOSE_SUCCESSOR.user_select(
            () if managed.successor is None else (managed.successor,),
            placeholder=say("initiatives-carriers-successor"),
            initiative_id=managed.id,
        ),
        back_button(managed.id, say),
    )


def chosen(asked: Asked, say: Speaker) -> str:
    """Who is asked now, and who no longer organises along."""
    lines = []
    for key, user_ids in (
        ("initiatives-along-asked", asked.asked),
        ("initiatives-along-removed", asked.removed),
    ):
        if user_ids:
            who = ", ".join(f"<@{user_id}>" for user_id in user_ids)
            lines.append(say(key, who=who, count=len(user_ids)))
    return "\n".join(lines) or say("initiatives-along-same")


def question(
    asked: Question, say: Speaker, server: str
) -> tuple[discord.Embed, discord.ui.View | None]:
    """The private message to somebody who is asked."""
    overview = asked.initiative
    key = "along" if not asked.takes_over else "orphan" if overview.organiser_id is None else "over"
    who = "" if overview.organiser_id is None else f"<@{overview.organiser_id}>"
    embed = discord.Embed(
        title=escape_markdown(overview.title),
        description=say(f"initiatives-asked-{key}", who=who, server=escape_markdown(server)),
        url=card_link(overview),
        colour=COLOUR,
    )
    embed.set_footer(text=say("initiatives-asked-why"))
    return embed, rows(*respond_buttons(overview.id, say, takes_over=asked.takes_over))


def respond_buttons(
    initiative_id: int, say: Speaker, *, takes_over: bool
) -> tuple[ui.Button[ui.View], ui.Button[ui.View]]:
    """Yes and no, in the message and wherever it is said that somebody is asked."""
    return (
        RESPOND.button(
            say("initiatives-take-over" if takes_over else "initiatives-along-yes"),
            style=ButtonStyle.success,
            initiative_id=initiative_id,
            accepts=1,
        ),
        RESPOND.button(say("initiatives-along-no"), initiative_id=initiative_id, accepts=0),
    )


def responded(title: str, answer: Answer, say: Speaker) -> str:
    """What follows from an answer, to who gave it."""
    return say(f"initiatives-responded-{answer.value}", title=escape_markdown(title))


def answered(title: str, user_id: int, answer: Answer, say: Speaker) -> discord.Embed:
    """The private message to who had asked."""
    return discord.Embed(
        title=escape_markdown(title),
        description=say(f"initiatives-answered-{answer.value}", who=f"<@{user_id}>"),
        colour=COLOUR,
    )


def take_over_button(initiative_id: int, say: Speaker) -> ui.Button[ui.View]:
    """Be the organiser of what has none."""
    return TAKE_OVER.button(
        say("initiatives-take-over"), style=ButtonStyle.success, initiative_id=initiative_id
    )


def decide(say: Speaker, arguments: Mapping[str, Any]) -> discord.ui.View | None:
    """What stewards can do, under the notice that nobody organises it."""
    return rows(take_over_button(int(arguments["initiative"]), say))
