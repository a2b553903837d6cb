"""What a check found, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord
from discord.utils import format_dt

from bot.checks import Problem, worded
from bot.components import Control
from bot.texts import Speaker

FINE, WRONG = discord.Colour.green(), discord.Colour.orange()

MOST_CHARACTERS = 3600
"""Of the list; a description has 4096 (FACTS §4), and some follows the list."""

LONGEST_FIELD = 1024

AGAIN = Control("setup:check", for_stewards=True)


def found(
    problems: Sequence[Problem],
    say: Speaker,
    *,
    at: datetime,
    others: int = 0,
    invite: str | None = None,
) -> discord.Embed:
    """Every problem with what helps, one below the other.

    Args:
        others: How many notices are open about other things.
        invite: The link that grants what is missing in the server as a whole.
    """
    wrong = [problem for problem in problems if not problem.is_hint]
    hints = [problem for problem in problems if problem.is_hint]
    embed = discord.Embed(title=say("setup-check-title"), colour=WRONG if wrong else FINE)
    parts = _fitting([_line(problem, say) for problem in wrong], say)
    if not wrong:
        parts = [say("setup-check-fine")]
    if invite is not None:
        parts.append(say("setup-check-invite", url=invite))
    if others:
        parts.append(say("setup-check-open", count=others))
    parts.append(say("setup-check-at", at=format_dt(at, "R")))
    embed.description = "\n\n".join(parts)
    if hints:
        said = "\n".join(_line(hint, say) for hint in hints)
        embed.add_field(name=say("setup-check-hints"), value=said[:LONGEST_FIELD], inline=False)
    return embed


def again(say: Speaker) -> discord.ui.View:
    """The button that looks once more."""
    view = discord.ui.View(timeout=None)
    view.add_item(AGAIN.button(say("setup-check-again")))
    return view


def _line(problem: Problem, say: Speaker) -> str:
    line = f"⚠️ {worded(say, problem.text_key, problem.arguments)}"
    if problem.is_hint:
        line = f"💡 {worded(say, problem.text_key, problem.arguments)}"
    if problem.fix_key is None:
        return line
    return f"{line}\n→ {worded(say, problem.fix_key, problem.arguments)}"


def _fitting(lines: Sequence[str], say: Speaker) -> list[str]:
    shown: list[str] = []
    room = MOST_CHARACTERS
    for line in lines:
        room -= len(line) + 2
        if room < 0:
            return [*shown, say("setup-check-more", count=len(lines) - len(shown))]
        shown.append(line)
    return shown
