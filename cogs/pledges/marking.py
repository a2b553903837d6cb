"""What is done on Discord about reactions: ours for each value, and what stands for none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import (
    Action,
    ClearEmoji,
    React,
    Receipt,
    Refusal,
    Unreact,
    missing_permissions,
)
from bot.deliveries import Drop, Job
from bot.worker import Renderer, Rendering
from cogs.charter import service as charter
from cogs.pledges.intake import Intake
from cogs.pledges.posting import ASLEEP, gone
from cogs.pledges.service import posts
from cogs.pledges.service.emojis import base_of, by_emoji, key_of, reaction_form, spelled
from cogs.pledges.service.posts import Post

if TYPE_CHECKING:
    from bot.client import Tenet

UNKNOWN_EMOJI = 10014
MISSING_PERMISSIONS = 50013
FULL = 30010
"""A message takes 20 different emojis (FACTS §1), whoever put them there."""


class Marking:
    """The renderers of reactions."""

    def __init__(self, bot: Tenet, intake: Intake, *, clear_every: timedelta) -> None:
        self._bot = bot
        self._intake = intake
        self._clear_every = clear_every

    def renderers(self) -> Mapping[str, Renderer]:
        """By kind of delivery."""
        return {
            posts.REACT: Renderer(
                self._word_reactions, sent=self._reacted, refused=self._not_reacted
            ),
            posts.UNREACT: Renderer(self._word_unreaction, refused=self._not_unreacted),
            posts.CLEAR: Renderer(
                self._word_clearing,
                sent=self._cleared,
                refused=self._not_cleared,
                dropped=self._not_allowed,
                spacing=self._clear_every,
            ),
        }

    async def _word_reactions(self, rendering: Rendering) -> Action | None:
        post = await _live(rendering)
        if post is None:
            return None
        only: int | None = rendering.job.payload.get("value_id")
        emojis = [
            reaction_form(value.emoji)
            for value in await charter.list_values(rendering.session, post.guild_id)
            if only is None or value.id == only
        ]
        return React(*_message(post), emojis) if emojis else None

    async def _reacted(
        self, session: AsyncSession, job: Job, _receipt: Receipt, now: datetime
    ) -> None:
        await posts.note_done(session, job.payload["post_id"], job.kind, now=now)

    async def _not_reacted(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        if refusal.code == UNKNOWN_EMOJI:
            value_id: int | None = job.payload.get("value_id")
            if value_id is None:
                await posts.ask_reaction_each(
                    session, job.guild_id, job.payload["post_id"], now=now
                )
            else:
                await posts.tell_unknown_emoji(session, job.guild_id, value_id, now=now)
            return True
        if refusal.code == FULL:
            await posts.tell_full(session, job.payload["post_id"], now=now)
            return True
        return await self._past(session, job, refusal, now)

    async def _word_unreaction(self, rendering: Rendering) -> Action | None:
        post = await _live(rendering)
        if post is None:
            return None
        emoji: str = rendering.job.payload["emoji"]
        present = await charter.list_values(rendering.session, post.guild_id)
        if spelled(emoji) in {spelled(value.emoji) for value in present}:
            return None
        return Unreact(*_message(post), reaction_form(emoji))

    async def _not_unreacted(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        return refusal.code == UNKNOWN_EMOJI or await self._past(session, job, refusal, now)

    async def _word_clearing(self, rendering: Rendering) -> Action | Drop | None:
        post = await _live(rendering)
        if post is None or not rendering.settings.get(posts.OTHERS):
            return None
        emoji = self._intake.form_of(rendering.job.payload["emoji"])
        present = by_emoji(await charter.list_values(rendering.session, post.guild_id))
        if base_of(key_of(emoji)) in present:
            return None
        action = ClearEmoji(*_message(post), reaction_form(emoji))
        if "manage_messages" in missing_permissions(self._bot, post.guild_id, action):
            return Drop("manage_messages is missing")
        return action

    async def _cleared(
        self, session: AsyncSession, job: Job, _receipt: Receipt, now: datetime
    ) -> None:
        await posts.make_use_of_room(session, job.payload["post_id"], now=now)

    async def _not_allowed(
        self, session: AsyncSession, job: Job, _reason: str, now: datetime
    ) -> None:
        post = await posts.find_post(session, job.payload["post_id"])
        if post is not None:
            await posts.tell_may_not_clear(session, post, now=now)

    async def _not_cleared(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        if refusal.code == MISSING_PERMISSIONS:
            await self._not_allowed(session, job, refusal.reason, now)
            return True
        return refusal.code == UNKNOWN_EMOJI or await self._past(session, job, refusal, now)

    async def _past(self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
        """In an archived thread reactions rest with everything else; it is put right on waking."""
        return refusal.code == ASLEEP or await gone(self._intake, session, job, refusal, now)


async def _live(rendering: Rendering) -> Post | None:
    post = await posts.find_post(rendering.session, rendering.job.payload["post_id"])
    if post is None or post.state is not posts.PostState.LIVE:
        return None
    return post


def _message(post: Post) -> tuple[int, int]:
    assert post.channel_id is not None
    assert post.message_id is not None
    return post.channel_id, post.message_id
