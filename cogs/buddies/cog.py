"""/buddy."""

from __future__ import annotations

from bot.client import Tenet


async def setup(bot: Tenet) -> None:
    """Load the capability."""
