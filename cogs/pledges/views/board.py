"""The pledge post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.components import shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.views.fields import COLOUR, add_values


def board(
    values: Sequence[ValueText],
    counts: Mapping[int, int],
    say: Speaker,
    *,
    title: str | None = None,
    text: str | None = None,
) -> discord.Embed:
    """The values with their promises, and how many have pledged to each.

    Args:
        title: The community's own, instead of ours.
        text: Likewise.
    """
    embed = discord.Embed(
        title=shorten(title or say("pledges-board-title"), 256),
        description=shorten(text or say("pledges-board-text"), 1500),
        colour=COLOUR,
    )
    embed.set_footer(text=say("pledges-board-footer"))
    add_values(
        embed,
        [(value, say("pledges-board-count", count=counts.get(value.id, 0))) for value in values],
    )
    return embed
