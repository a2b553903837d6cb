"""What the views of the conversation are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from discord import ui

COLOUR = discord.Colour(0x2E7D6B)


@dataclass(frozen=True)
class Around:
    """What the words mention of the server."""

    server: str
    now: datetime
    role: str | None = None
    """What finishing gives; several are joined so that they stand in bold side by side."""
    roles: int = 1
    next_channel_id: int | None = None
    """Where somebody who has finished could go next."""
    hello_channel_id: int | None = None
    """Where they could say hello."""
    languages: tuple[tuple[str, str], ...] = ()
    """What can be spoken: each language's tag, and what it calls itself."""


@dataclass(frozen=True)
class Page:
    """What one kind of step shows, besides what every step has."""

    embed: discord.Embed
    controls: tuple[ui.Item[Any], ...] = ()
    """Above Back, Next, Later and Stop; at most four rows."""
    is_optional: bool = False
    """Nothing was answered where something could be: Next is called Skip."""


@dataclass(frozen=True)
class Shown:
    """What a message consists of."""

    text: str
    embed: discord.Embed | None = None
    view: ui.View | None = None
