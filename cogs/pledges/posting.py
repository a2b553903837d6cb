"""What is done on Discord about pledge posts: posting, editing, our own reactions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Action, Content, Edit, Post, React, Receipt, Refusal, Unreact
from bot.deliveries import Job
from bot.worker import Renderer, Rendering
from cogs.charter import service as charter
from cogs.pledges import service, views
from cogs.pledges.intake import Intake
from cogs.pledges.service import PostState, posts
from cogs.pledges.service.emojis import key_of, reaction_form

GONE = frozenset({10003, 10008})
"""Unknown channel, unknown message (FACTS §5): nothing is left to edit."""

UNKNOWN_EMOJI = 10014


class Posting:
    """The renderers of this capability."""

    def __init__(self, intake: Intake, *, edit_every: timedelta) -> None:
        self._intake = intake
        self._edit_every = edit_every

    def renderers(self) -> Mapping[str, Renderer]:
        """By kind of delivery."""
        return {
            service.POST: Renderer(self._word_post, sent=self._posted),
            service.RENEW: Renderer(self._word_edit, sent=self._renewed, refused=self._not_renewed),
            service.BOARD: Renderer(
                self._word_edit,
                sent=self._edited,
                refused=self._not_edited,
                spacing=self._edit_every,
            ),
            service.REACT: Renderer(
                self._word_reactions, sent=self._edited, refused=self._not_reacted
            ),
            service.UNREACT: Renderer(self._word_unreaction, refused=self._not_unreacted),
        }

    async def _word_post(self, rendering: Rendering) -> Action | None:
        post = await posts.find_post(rendering.session, rendering.job.payload["post_id"])
        if post is None or post.state is not PostState.WAITING or post.channel_id is None:
            return None
        return Post(post.channel_id, await _content(rendering))

    async def _posted(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        assert receipt.channel_id is not None
        assert receipt.message_id is not None
        post_id: int = job.payload["post_id"]
        await posts.note_posted(
            session,
            post_id,
            channel_id=receipt.channel_id,
            message_id=receipt.message_id,
            now=now,
        )
        post = await posts.find_post(session, post_id)
        if post is not None:
            # Before the commit, so that no reaction is missed; it does no harm if that fails.
            self._intake.open(post)

    async def _word_edit(self, rendering: Rendering) -> Action | None:
        post = await posts.find_post(rendering.session, rendering.job.payload["post_id"])
        if post is None or post.channel_id is None or post.message_id is None:
            return None
        return Edit(post.channel_id, post.message_id, await _content(rendering))

    async def _edited(
        self, session: AsyncSession, job: Job, _receipt: Receipt, now: datetime
    ) -> None:
        await posts.note_done(session, job.payload["post_id"], job.kind, now=now)

    async def _not_edited(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        return await self._gone(session, job, refusal, now)

    async def _renewed(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        await self._edited(session, job, receipt, now)
        await posts.ask_reactions(session, [(job.guild_id, job.payload["post_id"])], now=now)

    async def _not_renewed(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        return await self._gone(session, job, refusal, now, again=refusal.code == 10008)

    async def _word_reactions(self, rendering: Rendering) -> Action | None:
        post = await posts.find_post(rendering.session, rendering.job.payload["post_id"])
        if post is None or post.channel_id is None or post.message_id is None:
            return None
        only: int | None = rendering.job.payload.get("value_id")
        emojis = [
            reaction_form(value.emoji)
            for value in await charter.list_values(rendering.session, post.guild_id)
            if only is None or value.id == only
        ]
        return React(post.channel_id, post.message_id, emojis) if emojis else None

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
        return await self._gone(session, job, refusal, now)

    async def _word_unreaction(self, rendering: Rendering) -> Action | None:
        session, payload = rendering.session, rendering.job.payload
        post = await posts.find_post(session, payload["post_id"])
        if post is None or post.channel_id is None or post.message_id is None:
            return None
        before = await charter.get_version(session, post.guild_id, payload["version"] - 1)
        value = before.content.find(payload["value_id"])
        present = await charter.list_values(session, post.guild_id)
        if value is None or _spelled(value.emoji) in {_spelled(held.emoji) for held in present}:
            return None
        return Unreact(post.channel_id, post.message_id, reaction_form(value.emoji))

    async def _not_unreacted(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        return refusal.code == UNKNOWN_EMOJI or await self._gone(session, job, refusal, now)

    async def _gone(
        self,
        session: AsyncSession,
        job: Job,
        refusal: Refusal,
        now: datetime,
        *,
        again: bool = False,
    ) -> bool:
        if refusal.code not in GONE:
            return False
        post_id: int = job.payload["post_id"]
        await posts.mark_missing(session, post_id, now=now, again=again)
        self._intake.close(post_id)
        return True


def _spelled(emoji: str) -> str:
    """Another skin tone is another reaction of ours; another spelling need not be."""
    return key_of(emoji).replace("\ufe0f", "")


async def _content(rendering: Rendering) -> Content:
    session, guild_id = rendering.session, rendering.job.guild_id
    embed = views.board(
        await charter.list_values(session, guild_id),
        await service.counts(session, guild_id),
        rendering.say,
        title=rendering.settings.get(service.TITLE),
        text=rendering.settings.get(service.TEXT),
    )
    return Content(embeds=[embed])
