"""How onboarding's two unasked messages are worded, and what follows when they went or did not.

Both pass the gate of `bot.contact`: the reminder that somebody chose when they pressed Later, and,
where a server has switched it on, the offer after joining.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Action, DirectMessage, Post, Receipt, Refusal
from bot.client import Tenet
from bot.contact import Reason
from bot.deliveries import Drop, Job, Wait
from bot.models import MemberKey
from bot.worker import Renderer, Rendering
from cogs.onboarding import views
from cogs.onboarding.models import OfferState, Where
from cogs.onboarding.sending import UNKNOWN_CHANNEL, content_of
from cogs.onboarding.service import nudges, offers, places, records, rushes
from cogs.onboarding.service.kinds import LATER, OFFER
from cogs.onboarding.service.offers import OFFER_DM
from cogs.onboarding.service.welcome import is_offered
from cogs.onboarding.showing import around, plan_of

LOOK_AGAIN = timedelta(minutes=1)
"""How long an offer waits while a rush goes on."""


class Unasked:
    """Onboarding's renderers for what nobody asked for at that moment."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot

    def register(self) -> None:
        """Have the outbox's worker know them."""
        self._bot.deliveries.register(
            nudges.DELIVERY,
            Renderer(
                self._nudge,
                sent=self._nudge_sent,
                refused=self._nudge_refused,
                dropped=self._nudge_dropped,
            ),
        )
        self._bot.deliveries.register(
            offers.DELIVERY,
            Renderer(
                self._offer,
                sent=self._offer_sent,
                refused=self._offer_refused,
                dropped=self._offer_dropped,
            ),
        )

    async def _nudge(self, rendering: Rendering) -> Action | Wait | Drop | None:
        job = rendering.job
        plan = await plan_of(self._bot, job.guild_id)
        scene = await nudges.find(
            rendering.session, job.payload["journey_id"], job.payload["turn"], plan
        )
        if scene is None or scene.remind_at is None:
            return None
        in_thread = scene.place is Where.THREAD and scene.thread_id is not None
        say = await rendering.speak_to(scene.member, scene.locale)
        where = around(self._bot, rendering.guild, rendering.settings, say)
        content = content_of(views.nudge(scene, say, where))
        reason = Reason(
            LATER,
            {"server": rendering.server},
            chosen_at=job.created_at,
            since=scene.remind_at,
            locale=scene.locale,
        )
        if in_thread and scene.thread_id is not None:
            return Post(scene.thread_id, content, reader_id=scene.member.user_id, reason=reason)
        return DirectMessage(scene.member.user_id, content, reason)

    async def _nudge_sent(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        await nudges.settle(session, job.payload["journey_id"], job.payload["turn"])

    async def _nudge_refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """They were told that nothing comes then; Start finds another place."""
        thread_id = await records.find_thread(session, job.payload["journey_id"])
        await nudges.settle(session, job.payload["journey_id"], job.payload["turn"])
        if refusal.code == UNKNOWN_CHANNEL and thread_id is not None:
            await places.lose_thread(session, job.guild_id, thread_id)
        return True

    async def _nudge_dropped(
        self, session: AsyncSession, job: Job, reason: str, now: datetime
    ) -> None:
        await nudges.settle(session, job.payload["journey_id"], job.payload["turn"])

    async def _offer(self, rendering: Rendering) -> Action | Wait | Drop | None:
        job, now, settings = rendering.job, rendering.now, rendering.settings
        member = MemberKey(job.guild_id, job.payload["user_id"])
        is_on = is_offered(settings) and settings.get(OFFER_DM)
        if rendering.guild is None or not await offers.is_due(rendering.session, member):
            return None
        if not is_on:
            return Drop("switched off meanwhile")
        if await rushes.is_on(rendering.session, job.guild_id):
            return Wait(now + LOOK_AGAIN)
        say = await rendering.speak_to(member, None)
        server = discord.utils.escape_markdown(rendering.guild.name)
        content = content_of(views.offer(say, job.guild_id, server))
        return DirectMessage(member.user_id, content, Reason(OFFER, {"server": rendering.server}))

    async def _offer_sent(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        member = MemberKey(job.guild_id, job.payload["user_id"])
        await offers.settle(session, member, OfferState.SENT)

    async def _offer_refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """They cannot be written to; the button is there for them."""
        await self._withhold(session, job)
        return True

    async def _offer_dropped(
        self, session: AsyncSession, job: Job, reason: str, now: datetime
    ) -> None:
        await self._withhold(session, job)

    async def _withhold(self, session: AsyncSession, job: Job) -> None:
        member = MemberKey(job.guild_id, job.payload["user_id"])
        await offers.settle(session, member, OfferState.WITHHELD)
