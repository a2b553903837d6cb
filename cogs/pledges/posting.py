"""What is done on Discord about the messages of pledge posts: sending, editing, deleting them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Action, Content, Edit, Post, Receipt, Refusal, Remove
from bot.components import rows
from bot.deliveries import Job
from bot.worker import Renderer, Rendering
from cogs.charter import service as charter
from cogs.pledges import service, views
from cogs.pledges.intake import Intake
from cogs.pledges.service import PostState, posts

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008

GONE = frozenset({UNKNOWN_CHANNEL, UNKNOWN_MESSAGE})
"""Nothing is left to edit (FACTS §5)."""

ASLEEP = 50083
"""The thread is archived. Figures wake no thread; when somebody else does, they are put right."""


class Posting:
    """The renderers of the messages."""

    def __init__(self, intake: Intake, *, edit_every: timedelta) -> None:
        self._intake = intake
        self._edit_every = edit_every

    def renderers(self) -> Mapping[str, Renderer]:
        """By kind of delivery."""
        return {
            posts.POST: Renderer(self._word_post, sent=self._posted, refused=self._not_posted),
            posts.RENEW: Renderer(self._word_renewal, sent=self._renewed, refused=self._lost),
            posts.BOARD: Renderer(
                self._word_edit,
                sent=self._edited,
                refused=self._not_edited,
                spacing=self._edit_every,
            ),
            posts.REMOVE: Renderer(
                self._word_removal, sent=self._removed, refused=self._not_removed
            ),
        }

    async def _word_post(self, rendering: Rendering) -> Action | None:
        post = await posts.find_post(rendering.session, rendering.job.payload["post_id"])
        if post is None or post.state is not PostState.WAITING or post.channel_id is None:
            return None
        return Post(post.channel_id, await _content(rendering, post))

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

    async def _not_posted(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        if refusal.code != UNKNOWN_CHANNEL:
            return False
        await posts.mark_nowhere(session, job.payload["post_id"], now=now)
        return True

    async def _word_edit(self, rendering: Rendering) -> Action | None:
        return await self._word(rendering, wakes=False)

    async def _word_renewal(self, rendering: Rendering) -> Action | None:
        return await self._word(rendering, wakes=True)

    async def _word(self, rendering: Rendering, *, wakes: bool) -> Action | None:
        post = await posts.find_post(rendering.session, rendering.job.payload["post_id"])
        if post is None or post.state is not PostState.LIVE:
            return None
        assert post.channel_id is not None
        assert post.message_id is not None
        content = await _content(rendering, post)
        return Edit(post.channel_id, post.message_id, content, wakes=wakes)

    async def _edited(
        self, session: AsyncSession, job: Job, _receipt: Receipt, now: datetime
    ) -> None:
        await posts.note_done(session, job.payload["post_id"], job.kind, now=now)

    async def _not_edited(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        return refusal.code == ASLEEP or await gone(self._intake, session, job, refusal, now)

    async def _renewed(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        await self._edited(session, job, receipt, now)
        await posts.ask_reactions(session, [(job.guild_id, job.payload["post_id"])], now=now)

    async def _lost(self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
        return await gone(self._intake, session, job, refusal, now, again=True)

    async def _word_removal(self, rendering: Rendering) -> Action | None:
        post = await posts.find_post(rendering.session, rendering.job.payload["post_id"])
        if post is None or post.state is not PostState.REMOVED:
            return None
        if post.channel_id is None or post.message_id is None:
            return None
        return Remove(post.channel_id, post.message_id)

    async def _removed(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        await self._edited(session, job, receipt, now)
        post_id: int = job.payload["post_id"]
        await posts.note_removed(session, post_id, message_id=receipt.message_id, now=now)
        self._intake.close(post_id)

    async def _not_removed(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        return await gone(self._intake, session, job, refusal, now)


async def gone(
    intake: Intake,
    session: AsyncSession,
    job: Job,
    refusal: Refusal,
    now: datetime,
    *,
    again: bool = False,
) -> bool:
    """Whether Discord refused because the message or its channel is gone; then that is noted.

    Args:
        again: A steward has just asked for the post, so a message that is gone is sent anew.
    """
    if refusal.code not in GONE:
        return False
    post_id: int = job.payload["post_id"]
    await posts.mark_missing(
        session, post_id, now=now, again=again, with_place=refusal.code == UNKNOWN_CHANNEL
    )
    intake.close(post_id)
    return True


async def _content(rendering: Rendering, post: posts.Post) -> Content:
    session, guild_id = rendering.session, rendering.job.guild_id
    embed = views.board(
        await charter.list_values(session, guild_id),
        await service.counts(session, guild_id),
        rendering.say,
        layout=post.layout,
        title=post.title or rendering.settings.get(posts.TITLE),
        text=post.text or rendering.settings.get(posts.TEXT),
    )
    return Content(embeds=[embed], view=rows(views.picker_button(rendering.say, guild_id)))
