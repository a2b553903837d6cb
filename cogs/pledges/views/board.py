"""The pledge post, in its layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.components import shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.service import Layout
from cogs.pledges.views.fields import COLOUR, EMBED_TOTAL, add_values

LONGEST_TEXT = 1500
LONGEST_DESCRIPTION = 4096
LONGEST_FIELD = 1024
LONGEST_EXAMPLES = 500


def board(
    values: Sequence[ValueText],
    counts: Mapping[int, int],
    say: Speaker,
    *,
    layout: Layout = Layout.FULL,
    title: str | None = None,
    text: str | None = None,
) -> discord.Embed:
    """The values, as much of each as the layout says, and how many have pledged to it.

    Args:
        title: The community's own, instead of ours.
        text: Likewise.
    """
    embed = discord.Embed(
        title=shorten(title or say("pledges-board-title"), 256),
        description=shorten(text or say("pledges-board-text"), LONGEST_TEXT),
        colour=COLOUR,
    )
    embed.set_footer(text=say("pledges-board-footer"))
    lines = [(value, say("pledges-board-count", count=counts.get(value.id, 0))) for value in values]
    match layout:
        case Layout.FULL:
            add_values(embed, lines)
        case Layout.SHORT:
            _add_lines(embed, lines)
        case Layout.EXAMPLES:
            _add_examples(embed, lines, say)
    return embed


def _add_lines(embed: discord.Embed, lines: Sequence[tuple[ValueText, str]]) -> None:
    """A line for each value, below the text; a long text makes room for them."""
    listed = "\n".join(
        f"{value.emoji} **{discord.utils.escape_markdown(value.name)}** · {line}"
        for value, line in lines
    )
    text = shorten(embed.description or "", LONGEST_DESCRIPTION - len(listed) - 2)
    embed.description = f"{text}\n\n{listed}"


def _add_examples(
    embed: discord.Embed, lines: Sequence[tuple[ValueText, str]], say: Speaker
) -> None:
    """Each value with its promise and examples; in a large charter all share what room is left."""
    headings = [shorten(f"{value.emoji} {value.name}", 256) for value, _ in lines]
    used = len(embed) + sum(map(len, headings)) + sum(len(line) + 2 for _, line in lines)
    room = min(LONGEST_FIELD - 120, (EMBED_TOTAL - used) // max(1, len(lines)))
    for heading, (value, line) in zip(headings, lines, strict=True):
        promise = shorten(value.promise, room // 2)
        examples = "\n".join(f"• {example}" for example in value.looks_like)
        examples = shorten(examples, min(LONGEST_EXAMPLES, room - len(promise)))
        embed.add_field(name=heading, value=f"{promise}\n{examples}\n{line}", inline=False)
