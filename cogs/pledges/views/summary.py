"""How many are pledged to what: figures, and never names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.components import Control, shorten
from bot.texts import Speaker
from cogs.pledges.service import Figure
from cogs.pledges.views.fields import COLOUR, heading

SHOW_SUMMARY = Control("pledges:everyone")


def summary(figures: Sequence[Figure], say: Speaker) -> discord.Embed:
    """Each value with its figures. Those of different words stand apart and are not added up."""
    embed = discord.Embed(
        title=say("pledges-summary-title"),
        description=say("pledges-summary-text" if figures else "pledges-pick-nothing"),
        colour=COLOUR,
    )
    for figure in figures:
        text = "\n".join(_lines(figure, say))
        embed.add_field(name=heading(figure.value), value=text, inline=False)
    return embed


def shown_by(embed: discord.Embed, name: str, say: Speaker) -> discord.Embed:
    """The same for everybody, with the name of who showed it."""
    embed.set_footer(text=say("pledges-shown-by", name=shorten(name, 100)))
    return embed


def _lines(figure: Figure, say: Speaker) -> Iterator[str]:
    if figure.reworded_at is None:
        yield say("pledges-board-count", count=figure.present)
        return
    yield say("pledges-summary-present", count=figure.present)
    if figure.reaffirmed:
        yield say("pledges-summary-reaffirmed", count=figure.reaffirmed)
    if figure.earlier:
        yield say("pledges-summary-earlier", count=figure.earlier)
    changed = discord.utils.format_dt(figure.reworded_at, "D")
    yield say("pledges-summary-reworded", date=changed)
