"""The organiser's private list of who has to do with an initiative."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import discord
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.initiatives.service.people import Group, Listed, People
from cogs.initiatives.views.frame import COLOUR, back_button

PEOPLE = Control("initiatives:people:{initiative_id}")
PEOPLE_PAGE = Control("initiatives:people:{initiative_id}:{page}:{button}")
"""`button` tells apart two that lead to one page, as Discord wants it."""


def people(listed: People, say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """A page of names, and the buttons to the others and back to the panel."""
    text = "\n".join(_lines(listed, say)) or say("initiatives-people-nobody")
    embed = discord.Embed(
        title=shorten(say("initiatives-people-title", title=escape_markdown(listed.title)), 256),
        description=shorten(text, 4096),
        colour=COLOUR,
    )
    embed.set_footer(text=say("initiatives-people-footer"))
    turn = (
        (
            PEOPLE_PAGE.button(
                say("initiatives-list-back"),
                disabled=listed.number == 0,
                initiative_id=listed.initiative_id,
                page=max(0, listed.number - 1),
                button=0,
            ),
            PEOPLE_PAGE.button(
                say("initiatives-list-further"),
                disabled=listed.number + 1 >= listed.count,
                initiative_id=listed.initiative_id,
                page=listed.number + 1,
                button=1,
            ),
        )
        if listed.count > 1
        else ()
    )
    return embed, rows(
        *turn,
        back_button(listed.initiative_id, say),
    )


def _lines(listed: People, say: Speaker) -> Iterator[str]:
    for group, members in groupby(listed.listed, lambda one: one.group):
        total = listed.totals[group]
        yield f"**{say(f'initiatives-people-{group.value}', count=total)}**"
        yield from (_line(one, say) for one in members)


def _line(one: Listed, say: Speaker) -> str:
    mark = f"{one.number}." if one.group is Group.WAITING else "•"
    line = f"{mark} <@{one.user_id}>"
    if one.comes_as is not None:
        line += f" · {escape_markdown(shorten(one.comes_as, 20))}"
    if one.until is not None:
        line += f" · {say('initiatives-people-until', when=format_dt(one.until, 'R'))}"
    return line
