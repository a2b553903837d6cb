"""What there is to do, as somebody may read it: commands to click, each with what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import discord

from bot.texts import Speaker

COLOUR = discord.Colour.blurple()


@dataclass(frozen=True)
class Line:
    """A command that somebody may run.

    Args:
        mention: As a message shows it, to be clicked.
        key: Where its description stands in the other languages.
        description: In the language of the code.
    """

    mention: str
    key: str
    description: str


def for_members(lines: Iterable[Line], say: Speaker) -> discord.Embed:
    """What members do in a server."""
    return discord.Embed(
        title=say("help-title"),
        description="\n".join([*_listed(lines, say), "", say("help-more")]),
        colour=COLOUR,
    )


def for_stewards(lines: Iterable[Line], say: Speaker, *, by_role: bool) -> discord.Embed:
    """What stewards do.

    Args:
        by_role: Discord hides some commands from whoever may not manage the server.
    """
    text = "\n".join([*_listed(lines, say), *(["", say("help-hidden")] if by_role else [])])
    return discord.Embed(title=say("help-stewards-title"), description=text, colour=COLOUR)


def in_private(lines: Iterable[Line], servers: Sequence[str], say: Speaker) -> discord.Embed:
    """What can be done in a direct message, and where everything else is.

    Args:
        servers: What those that somebody shares with the bot are called.
    """
    where = ", ".join(f"**{discord.utils.escape_markdown(name)}**" for name in servers)
    there = say("help-private-servers", servers=where) if servers else say("help-private-server")
    parts = [say("help-private-buttons"), say("help-private-stop"), "", *_listed(lines, say)]
    return discord.Embed(
        title=say("help-private-title"),
        description="\n".join([*parts, "", there]),
        colour=COLOUR,
    )


def _listed(lines: Iterable[Line], say: Speaker) -> list[str]:
    return [f"{line.mention} – {_described(line, say)}" for line in lines]


def _described(line: Line, say: Speaker) -> str:
    """Without whom it is for, which the heading says, and as the rest of a line."""
    text = say(line.key) if say.language != "en" else line.description
    _, mark, rest = text.partition("Stewards: " if say.language == "de" else "stewards: ")
    return (rest if mark else text).rstrip(".")
