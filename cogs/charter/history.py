"""The versions of a charter as members read them."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.charter import pages, views
from cogs.charter.service import Changes, VersionLine, VersionText

PER_PAGE = 8

LIST = Control("charter:history:{page}")
CHOOSE = Control("charter:version")
VERSION = Control("charter:version:{version}:{page}")
COMPARED = Control("charter:compared:{version}:{page}")

Shown = tuple[discord.Embed, discord.ui.View | None]


def listing(lines: Sequence[VersionLine], page: int, say: Speaker) -> Shown:
    """The versions, the newest first, to choose one to read."""
    embed = discord.Embed(title=say("charter-history-title"), colour=views.COLOUR)
    if not lines:
        embed.description = say("charter-none")
        return embed, None
    count = -(-len(lines) // PER_PAGE)
    number = min(page, count - 1)
    shown = lines[number * PER_PAGE : (number + 1) * PER_PAGE]
    for line in shown:
        embed.add_field(
            name=say("charter-history-version", version=line.version),
            value=f"{when(line, say)}\n{shorten(summary(line, say), 400)}",
            inline=False,
        )
    choose = CHOOSE.select(
        [
            discord.SelectOption(
                label=say("charter-history-version", version=line.version),
                value=str(line.version),
                description=shorten(" ".join(line.summary.split()), 100) or None,
            )
            for line in shown
        ],
        placeholder=say("charter-history-choose"),
    )
    turning: tuple[discord.ui.Item[discord.ui.View], ...] = ()
    if count > 1:
        turning = (
            LIST.button(say("charter-back"), disabled=number == 0, page=max(0, number - 1)),
            LIST.button(say("charter-further"), disabled=number + 1 == count, page=number + 1),
        )
    return embed, rows(choose, *turning)


def version(text: VersionText, say: Speaker, *, page: int) -> Shown:
    """A version as it was read then."""
    embed, turning = _page(VERSION, text, pages.of_content(text.content, say), say, page)
    return embed, rows(
        *turning,
        COMPARED.button(say("charter-history-compared"), version=text.line.version, page=0),
        LIST.button(say("charter-history-list"), page=0),
    )


def compared(text: VersionText, changes: Changes, say: Speaker, *, page: int) -> Shown:
    """What a version changed against the one before."""
    embed, turning = _page(COMPARED, text, pages.of_changes(changes, say), say, page)
    return embed, rows(
        *turning,
        VERSION.button(say("charter-history-as-it-was"), version=text.line.version, page=0),
        LIST.button(say("charter-history-list"), page=0),
    )


def when(line: VersionLine, say: Speaker) -> str:
    """The date, and who published it."""
    date = format_dt(line.published_at, "D")
    if line.published_by is not None:
        return say("charter-history-by", date=date, who=f"<@{line.published_by}>")
    return date


def summary(line: VersionLine, say: Speaker) -> str:
    """What its publisher said is new; the operator's file says nothing."""
    return escape_markdown(line.summary) or say("charter-history-from-config")


def _page(
    control: Control, text: VersionText, blocks: list[pages.Block], say: Speaker, page: int
) -> tuple[discord.Embed, list[discord.ui.Item[discord.ui.View]]]:
    shown = pages.paginate(blocks)
    number = min(page, len(shown) - 1)
    lead = ""
    if number == 0:
        said = shorten(summary(text.line, say), 1200).splitlines()
        lead = "\n".join([when(text.line, say), *(f"> {line}" for line in said), "", ""])
    embed = discord.Embed(
        title=say("charter-history-version", version=text.line.version),
        description=lead + shown[number],
        colour=views.COLOUR,
    )
    if len(shown) == 1:
        return embed, []
    embed.set_footer(text=say("charter-page", page=number + 1, pages=len(shown)))
    numbers = ((say("charter-back"), number - 1), (say("charter-further"), number + 1))
    return embed, [
        control.button(
            label,
            disabled=not 0 <= other < len(shown),
            version=text.line.version,
            page=max(0, other),
        )
        for label, other in numbers
    ]
