"""Who is served now when everybody comes at once, and who is told that it takes a moment.

Discord gives three seconds for a first answer. What members do is answered in one piece, and that
takes some milliseconds each; of fifteen hundred in one second the last would come too late, and
their acts would seem to have failed although they were done. So from some number on each is first
acknowledged ("is thinking…"), which is quick, and done in its turn.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot.interactions import Interaction, defer

log = logging.getLogger(__name__)

AUTOCOMPLETE = discord.InteractionType.autocomplete

AT_ONCE = 100
"""Acts under way at one time; at 5 ms each the last of them waits half a second."""


class Admission:
    """Lets so many acts be under way, and acknowledges those who have to wait."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._places = asyncio.Semaphore(at_once)
        self._here = 0

    @asynccontextmanager
    async def of(self, interaction: Interaction) -> AsyncIterator[None]:
        """Wait for a place, in the order of arrival, and hold it."""
        self._here += 1
        try:
            if self._here > self._at_once and interaction.type is not AUTOCOMPLETE:
                await _acknowledge(interaction)
            async with self._places:
                yield
        finally:
            self._here -= 1


async def _acknowledge(interaction: Interaction) -> None:
    """Have Discord wait: with a message of its own, or in the message that was pressed."""
    is_pressed = interaction.message is not None
    try:
        await defer(interaction, thinking=not is_pressed)
    except (discord.HTTPException, aiohttp.ClientError) as error:
        log.warning("an act could not be acknowledged: %s", error)  # it is done all the same
