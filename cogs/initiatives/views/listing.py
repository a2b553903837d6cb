"""The list of initiatives, page by page."""

from __future__ import annotations

from collections.abc import Mapping

import discord
from discord.utils import escape_markdown

from bot.components import Control, rows
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives.service import Overview, Page
from cogs.initiatives.views.frame import COLOUR, card_link, heading, places

PER_PAGE = 5

PAGE = Control("initiatives:page:{page}")


def listing(page: Page, values: Mapping[int, ValueText], say: Speaker) -> discord.Embed:
    """A page of what people can join."""
    embed = discord.Embed(title=say("initiatives-list-title"), colour=COLOUR)
    if not page.total:
        embed.description = say("initiatives-list-empty")
    for overview in page.initiatives:
        embed.add_field(
            name=escape_markdown(overview.title),
            value="\n".join(_lines(overview, values, say)),
            inline=False,
        )
    if page.count > 1:
        embed.set_footer(text=say("initiatives-list-page", page=page.number + 1, pages=page.count))
    return embed


def listing_buttons(page: Page, say: Speaker) -> discord.ui.View | None:
    """Back and further, when there is more than one page."""
    if page.count == 1:
        return None
    return rows(
        PAGE.button(
            say("initiatives-list-back"), disabled=page.number == 0, page=max(0, page.number - 1)
        ),
        PAGE.button(
            say("initiatives-list-further"),
            disabled=page.number + 1 >= page.count,
            page=page.number + 1,
        ),
    )


def _lines(overview: Overview, values: Mapping[int, ValueText], say: Speaker) -> list[str]:
    value = values.get(overview.value_id or 0)
    lines = [] if value is None else [heading(value)]
    if overview.when_text:
        lines.append(escape_markdown(overview.when_text))
    figures = places(overview, say)
    if overview.waiting:
        figures += f" · {say('initiatives-waiting', count=overview.waiting)}"
    lines.append(figures)
    link = card_link(overview)
    if link is not None:
        lines.append(f"[{say('initiatives-to-the-card')}]({link})")
    return lines
