"""How stewards are told of a notice: a message in their channel, perhaps with what they can do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.actions import Action, Content, Post, Receipt, Refusal
from bot.checks import worded
from bot.deliveries import Job
from bot.places import find_channel
from bot.rendering import Renderer, Rendering
from bot.settings import STEWARDS_CHANNEL
from bot.texts import Speaker

log = logging.getLogger(__name__)

Draw = Callable[[Speaker, Mapping[str, Any]], "discord.ui.View | None"]
"""From who speaks and a notice's arguments to the controls under it."""


class Telling:
    """The renderer of notices, and which of them can be answered."""

    def __init__(self) -> None:
        self._draws: dict[str, Draw] = {}

    def draws(self, text_key: str, draw: Draw) -> None:
        """Have controls drawn under the notices with this text.

        The channel is the stewards', and yet whoever reads it may press: handlers check who does.
        """
        self._draws[text_key] = draw

    def renderer(self) -> Renderer:
        """Of the deliveries that tell stewards."""
        return Renderer(self._render, sent=self._sent, refused=self._refused)

    async def _render(self, rendering: Rendering) -> Action | None:
        notice = await rendering.session.get(notices.Notice, rendering.job.payload["notice_id"])
        if notice is None or rendering.guild is None:
            return None
        sentence = worded(rendering.say, notice.text_key, notice.arguments)
        if notices.FIX in notice.arguments:
            fix = worded(rendering.say, notice.arguments[notices.FIX], notice.arguments)
            sentence = f"{sentence}\n{fix}"
        channel = find_channel(rendering.guild, rendering.settings.place(STEWARDS_CHANNEL))
        log.warning("for the stewards: %s", sentence, extra={"guild_id": notice.guild_id})
        if channel is None:
            return None
        embed = discord.Embed(
            title=rendering.say("notice-title"),
            description=sentence,
            colour=discord.Colour.orange(),
        )
        draw = self._draws.get(notice.text_key)
        view = None if draw is None else draw(rendering.say, notice.arguments)
        return Post(channel.id, Content(embeds=[embed], view=view))

    async def _sent(self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
        if receipt.message_id is None:
            await notices.could_not_be_told(session, job.payload["notice_id"], now=now)

    async def _refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """The stewards' channel itself refuses us; the log has it."""
        await notices.could_not_be_told(session, job.payload["notice_id"], now=now)
        return True
