"""The private messages about what came of an initiative, and what can be pressed in them."""

from __future__ import annotations

import discord
from discord import ui
from discord.utils import format_dt

from bot.components import Control, rows, shorten
from bot.texts import Speaker, unmarked
from cogs.initiatives.service import missed, overdue
from cogs.initiatives.service.outcomes import OutcomeText
from cogs.initiatives.service.reading import Overview
from cogs.initiatives.views import closing
from cogs.initiatives.views.frame import COLOUR, COLOUR_OVER, card_link

CAME_UP = Control("initiatives:missed-came-up:{signup_id}")
DID_NOT_SUIT = Control("initiatives:missed-not-suited:{signup_id}")
NO_ANSWER = Control("initiatives:missed-no-answer:{signup_id}")


def question(
    asked: overdue.Question, server: str, say: Speaker
) -> tuple[discord.Embed, ui.View | None]:
    """An organiser is asked what came of it."""
    key = "initiatives-ask-outcome" if asked.time == 1 else "initiatives-ask-outcome-again"
    embed = discord.Embed(
        title=shorten(unmarked(asked.title), 256),
        description=say(key, server=unmarked(server), over=format_dt(asked.over_at, "R")),
        colour=COLOUR,
    )
    tell = closing.open_button(say, asked.initiative_id)
    return embed, rows(tell)


def news(
    overview: Overview,
    told: OutcomeText,
    server: str,
    say: Speaker,
    *,
    may_confirm: bool,
    carries: bool,
) -> tuple[discord.Embed, ui.View | None]:
    """What came of something that a member was part of.

    Args:
        carries: Whether they organise it, and so are not written to unasked.
    """
    embed = closing.outcome([told], overview.title, say)
    embed.url = card_link(overview)
    why = "initiatives-outcome-news-carries" if carries else "initiatives-outcome-news"
    embed.set_footer(text=say(why, server=server))
    confirm = closing.confirm_button(told, say) if may_confirm else None
    return embed, rows(confirm)


def news_line(overview: Overview, told: OutcomeText, say: Speaker) -> str:
    """The same in a line of a digest."""
    title, link = unmarked(overview.title), card_link(overview)
    return say(
        "initiatives-outcome-news-line",
        title=title if link is None else f"[{title}]({link})",
        sentence=shorten(unmarked(told.sentence), 200),
    )


def missed_question(
    asked: missed.Question, signup_id: int, server: str, say: Speaker
) -> tuple[discord.Embed, ui.View | None]:
    """The one question to somebody who was not there."""
    embed = discord.Embed(
        title=shorten(unmarked(asked.title), 256),
        description=say("initiatives-missed-question", server=unmarked(server)),
        colour=COLOUR_OVER,
    )
    embed.set_footer(text=say("initiatives-missed-why"))
    return embed, rows(
        CAME_UP.button(say("initiatives-missed-came-up"), signup_id=signup_id),
        DID_NOT_SUIT.button(say("initiatives-missed-did-not-suit"), signup_id=signup_id),
        NO_ANSWER.button(say("initiatives-missed-no-answer"), signup_id=signup_id),
    )
