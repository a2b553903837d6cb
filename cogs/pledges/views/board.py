"""The pledge post, in its layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.components import shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.service import Count, Layout
from cogs.pledges.views.fields import COLOUR, EMBED_TOTAL, add_values

LONGEST_TEXT = 1500
LONGEST_DESCRIPTION = 4096
LONGEST_FIELD = 1024
LONGEST_EXAMPLES = 500
LEAST_TEXT = 100
"""Of the text above the values this much is always shown."""


def board(
    values: Sequence[ValueText],
    counts: Mapping[int, Count],
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
    lines = [(value, _figures(counts.get(value.id, Count(0)), say)) for value in values]
    match layout:
        case Layout.FULL:
            add_values(embed, lines)
        case Layout.SHORT:
            _add_lines(embed, lines)
        case Layout.EXAMPLES:
            _add_examples(embed, lines, say)
    return embed


def _figures(count: Count, say: Speaker) -> str:
    """Where the words have changed, those who hold to the earlier ones are not nobody."""
    if not count.earlier:
        return say("pledges-board-count", count=count.present)
    present = say("pledges-board-count-present", count=count.present)
    return f"{present} {say('pledges-board-count-earlier', count=count.earlier)}"


def _add_lines(embed: discord.Embed, lines: Sequence[tuple[ValueText, str]]) -> None:
    """A line for each value, below the text; a long text makes room for them."""
    share = (LONGEST_DESCRIPTION - LEAST_TEXT) // max(1, len(lines))
    listed = "\n".join(
        f"{value.emoji} **{_name(value, share - len(value.emoji) - len(line))}** · {line}"
        for value, line in lines
    )
    text = shorten(embed.description or "", LONGEST_DESCRIPTION - len(listed) - 2)
    embed.description = f"{text}\n\n{listed}"


def _name(value: ValueText, room: int) -> str:
    """The name, cut before it is escaped, so that no mark is cut in two."""
    name = discord.utils.escape_markdown(value.name)
    room -= len(" **** · \n")
    if len(name) <= room:
        return name
    return discord.utils.escape_markdown(shorten(value.name, room // 2))


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
