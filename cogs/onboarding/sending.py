"""How each of onboarding's deliveries is worded, and what follows when it is sent or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import granting, notices
from bot.actions import (
    DM_REFUSALS,
    Action,
    ArchiveThread,
    Content,
    DirectMessage,
    Edit,
    GrantRole,
    OpenThread,
    Post,
    Receipt,
    Refusal,
)
from bot.client import Tenet
from bot.deliveries import Drop, Job
from bot.granting import Hindrance
from bot.places import find_channel
from bot.settings import WELCOME_CHANNEL
from bot.worker import Renderer, Rendering
from cogs.onboarding import views
from cogs.onboarding.models import State, Where
from cogs.onboarding.service import outcomes, records, roles, turns, welcome
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.showing import around, plan_of

UNKNOWN_CHANNEL = 10003
UNKNOWN_ROLE = 10011
TOO_MANY_THREADS = 160006


class Sending:
    """Onboarding's renderers."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot

    def register(self) -> None:
        """Have the outbox's worker know them."""
        for kind, renderer in {
            welcome.DELIVERY: Renderer(self._welcome, sent=self._welcome_sent),
            turns.STEP: Renderer(self._step, sent=self._step_sent, refused=self._step_refused),
            turns.THREAD: Renderer(
                self._thread, sent=self._thread_sent, refused=self._thread_refused
            ),
            roles.DELIVERY: Renderer(
                self._role,
                sent=self._role_given,
                refused=self._role_refused,
                dropped=self._role_dropped,
            ),
            roles.CLOSING: Renderer(self._closing, refused=self._dealt_with),
            turns.ARCHIVE: Renderer(self._archive, refused=self._dealt_with),
        }.items():
            self._bot.deliveries.register(kind, renderer)

    async def _welcome(self, rendering: Rendering) -> Action | None:
        guild = rendering.guild
        post = await welcome.find(rendering.session, rendering.job.guild_id)
        if guild is None or post is None or not welcome.is_offered(rendering.settings):
            return None
        channel = find_channel(guild, rendering.settings.place(WELCOME_CHANNEL))
        if channel is None or post.stands_in(channel.id):
            return None
        server = discord.utils.escape_markdown(guild.name)
        return Post(channel.id, content_of(views.welcome(rendering.say, server)))

    async def _welcome_sent(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        if receipt.channel_id is not None and receipt.message_id is not None:
            await welcome.posted(
                session,
                job.guild_id,
                channel_id=receipt.channel_id,
                message_id=receipt.message_id,
                now=now,
            )

    async def _step(self, rendering: Rendering) -> Action | None:
        scene = await self._waiting_scene(rendering)
        if scene is None:
            return None
        content = await self._content(rendering, scene)
        if scene.place is Where.DM:
            # The next step of a conversation that they are having.
            return DirectMessage(scene.member.user_id, content, reason=None)
        if scene.place is Where.THREAD and scene.thread_id is not None:
            return Post(scene.thread_id, content)
        return None

    async def _step_sent(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        await _note_where(session, job, receipt, in_new_thread=False)

    async def _step_refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        journey_id = job.payload["journey_id"]
        place = await records.find_place(session, journey_id)
        if place is None:
            return True
        guild = self._bot.get_guild(job.guild_id)
        settings = await self._bot.settings.of(job.guild_id)
        named = settings.place(WELCOME_CHANNEL)
        channel = None if guild is None else find_channel(guild, named)
        is_closed = place is Where.DM and refusal.code in DM_REFUSALS
        is_gone = place is Where.THREAD and refusal.code == UNKNOWN_CHANNEL
        if (is_closed or is_gone) and channel is not None:
            await outcomes.move_to_thread(session, journey_id, channel_id=channel.id, now=now)
            return True
        await outcomes.nowhere_else(session, journey_id)
        if place is Where.DM and refusal.code in DM_REFUSALS:
            await welcome.no_channel(session, job.guild_id, named=named, now=now)
            return True
        return place is Where.THREAD

    async def _thread(self, rendering: Rendering) -> Action | None:
        scene = await self._waiting_scene(rendering)
        if scene is None or scene.place is not Where.THREAD:
            return None
        say = await rendering.speak_to(scene.member, scene.locale)
        return OpenThread(
            rendering.job.payload["channel_id"],
            scene.member.user_id,
            say("onboarding-thread-name", number=scene.id),
            await self._content(rendering, scene),
        )

    async def _thread_sent(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        await _note_where(session, job, receipt, in_new_thread=True)
        about = f"{turns.THREAD}:{job.payload['channel_id']}"
        await notices.close_notice(session, about, guild_id=job.guild_id, now=now)

    async def _thread_refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        await outcomes.nowhere_else(session, job.payload["journey_id"])
        if refusal.code != TOO_MANY_THREADS:
            return False
        await notices.open_notice(
            session,
            f"{turns.THREAD}:{job.payload['channel_id']}",
            guild_id=job.guild_id,
            text_key="onboarding-notice-too-many-threads",
            now=now,
        )
        return True

    async def _role(self, rendering: Rendering) -> Action | Drop | None:
        scene = await self._scene(rendering)
        if scene is None or not scene.has_finished:
            return None
        role_id: int = rendering.job.payload["role_id"]
        power = _power(rendering.guild, role_id)
        if power is not None:
            return Drop(power.key)
        return GrantRole(scene.member.user_id, role_id)

    async def _role_given(
        self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime
    ) -> None:
        await roles.given(
            session, job.payload["journey_id"], role_id=job.payload["role_id"], now=now
        )

    async def _role_refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        role_id: int = job.payload["role_id"]
        await roles.refused(session, job.payload["journey_id"], role_id=role_id, now=now)
        if refusal.code != UNKNOWN_ROLE:
            return False
        settings = await self._bot.settings.of(job.guild_id)
        await roles.gone(session, settings, job.guild_id, role_id=role_id, now=now)
        return True

    async def _role_dropped(
        self, session: AsyncSession, job: Job, reason: str, now: datetime
    ) -> None:
        """It has been given power since it was chosen, or the operator's file names such a one."""
        role_id: int = job.payload["role_id"]
        power = _power(self._bot.get_guild(job.guild_id), role_id)
        if power is None:
            return
        await roles.refused(session, job.payload["journey_id"], role_id=role_id, now=now)
        await notices.open_notice(
            session,
            f"{roles.DELIVERY}:{role_id}",
            guild_id=job.guild_id,
            text_key=f"onboarding-{power.key}",
            now=now,
            **power.arguments,
        )

    async def _closing(self, rendering: Rendering) -> Action | None:
        scene = await self._scene(rendering)
        if scene is None or scene.state is not State.FINISHED:
            return None
        if scene.channel_id is None or scene.message_id is None:
            return None
        return Edit(scene.channel_id, scene.message_id, await self._content(rendering, scene))

    async def _archive(self, rendering: Rendering) -> Action | None:
        payload = rendering.job.payload
        return ArchiveThread(payload["thread_id"], locked=payload.get("locked", True))

    async def _dealt_with(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """The message or thread is gone: there is nothing left to put right, or to close."""
        return refusal.code in {10003, 10008, 50083}

    async def _scene(self, rendering: Rendering) -> Scene | None:
        job = rendering.job
        plan = await plan_of(self._bot, job.guild_id)
        return await records.find(rendering.session, job.payload["journey_id"], plan)

    async def _waiting_scene(self, rendering: Rendering) -> Scene | None:
        """The journey of a delivery, if its step still has to be sent."""
        scene = await self._scene(rendering)
        if scene is None or scene.state is not State.RUNNING or scene.message_id is not None:
            return None
        return scene

    async def _content(self, rendering: Rendering, scene: Scene) -> Content:
        say = await rendering.speak_to(scene.member, scene.locale)
        where = around(self._bot, rendering.guild, rendering.settings, say)
        # Its buttons carry the turn; its words may be others after a new charter.
        return replace(content_of(views.scene(scene, say, where)), known_by_controls=True)


def _power(guild: discord.Guild | None, role_id: int) -> Hindrance | None:
    role = None if guild is None else guild.get_role(role_id)
    return None if role is None else granting.power(role)


async def _note_where(
    session: AsyncSession, job: Job, receipt: Receipt, *, in_new_thread: bool
) -> None:
    if receipt.channel_id is not None and receipt.message_id is not None:
        await outcomes.sent(
            session,
            job.payload["journey_id"],
            channel_id=receipt.channel_id,
            message_id=receipt.message_id,
            in_new_thread=in_new_thread,
        )


def content_of(shown: views.Shown) -> Content:
    """What is shown, as a message to send."""
    embeds = [] if shown.embed is None else [shown.embed]
    return Content(shown.text or None, embeds, shown.view)
