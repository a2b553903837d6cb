"""/onboarding stuck: what a steward presses, and the message that may come of it."""

from __future__ import annotations

import logging
from datetime import datetime

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Action, DirectMessage, Post, Refusal
from bot.client import Tenet
from bot.contact import Limits, Reason
from bot.deliveries import Drop, Job, Wait
from bot.errors import MemberError
from bot.interactions import Interaction, answer, defer, guild_id_of, speaker, update
from bot.presence import find_members
from bot.stewards import require_steward
from bot.worker import Renderer, Rendering
from cogs.onboarding.models import Where
from cogs.onboarding.sending import UNKNOWN_CHANNEL, content_of
from cogs.onboarding.service import places, records, stuck
from cogs.onboarding.service.kinds import HAND
from cogs.onboarding.service.stuck import STUCK_HOURS, before_when
from cogs.onboarding.showing import around, plan_of
from cogs.onboarding.views import stuck as views
from cogs.onboarding.views.parts import Shown

log = logging.getLogger(__name__)


async def show(interaction: Interaction, *, hours: int | None) -> None:
    """Answer a steward with the first page."""
    await require_steward(interaction)
    settings = await interaction.client.settings.of(guild_id_of(interaction))
    await defer(interaction)
    shown = await _listed(interaction, page=0, hours=hours or settings.get(STUCK_HOURS))
    await answer(interaction, shown.text, embed=shown.embed, view=shown.view)


@views.LIST.handles
async def _turn_page(interaction: Interaction, *, page: int, hours: int) -> None:
    await require_steward(interaction)
    await _relist(interaction, page=page, hours=hours)


@views.CHOOSE.handles
async def _choose(interaction: Interaction, *, page: int, hours: int, values: list[str]) -> None:
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    async with bot.db.read() as session:
        one = await stuck.find(
            session,
            guild_id_of(interaction),
            int(values[0]),
            before=before_when(hours, now=bot.clock.now()),
        )
    if one is None:
        await _relist(interaction, page=page, hours=hours, note=say(stuck.NotStuck.key))
        return
    plan = await plan_of(bot, guild_id_of(interaction))
    shown = views.person(one, plan, say, page=page, hours=hours)
    await update(interaction, embed=shown.embed, view=shown.view)


@views.NUDGE.handles
async def _nudge(interaction: Interaction, *, journey: int, page: int, hours: int) -> None:
    await _reach_out(interaction, journey, page=page, hours=hours, with_buddy=False)


@views.BUDDY.handles
async def _suggest_buddy(interaction: Interaction, *, journey: int, page: int, hours: int) -> None:
    await _reach_out(interaction, journey, page=page, hours=hours, with_buddy=True)


@views.PEACE.handles
async def _leave_alone(interaction: Interaction, *, journey: int, page: int, hours: int) -> None:
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    now = bot.clock.now()
    note = say("onboarding-stuck-left-alone")
    try:
        async with bot.db.begin() as session:
            await stuck.leave_alone(
                session,
                guild_id_of(interaction),
                journey,
                before=before_when(hours, now=now),
                actor_id=interaction.user.id,
                now=now,
            )
    except stuck.NotStuck as refusal:
        note = say(refusal.key)
    await _relist(interaction, page=page, hours=hours, note=note)


async def _reach_out(
    interaction: Interaction, journey_id: int, *, page: int, hours: int, with_buddy: bool
) -> None:
    await require_steward(interaction)
    bot, say = interaction.client, await speaker(interaction)
    settings, now = await bot.settings.of(guild_id_of(interaction)), bot.clock.now()
    try:
        async with bot.db.begin() as session:
            sending = await stuck.reach_out(
                session,
                guild_id_of(interaction),
                journey_id,
                with_buddy=with_buddy,
                before=before_when(hours, now=now),
                limits=Limits.of(settings),
                actor_id=interaction.user.id,
                now=now,
            )
        note = views.outcome(sending, say)
    except MemberError as refusal:
        note = say(refusal.key)
    await _relist(interaction, page=page, hours=hours, note=note)


async def _relist(interaction: Interaction, *, page: int, hours: int, note: str = "") -> None:
    await defer(interaction, thinking=False)
    shown = await _listed(interaction, page=page, hours=hours, note=note)
    await update(interaction, shown.text or None, embed=shown.embed, view=shown.view)


async def _listed(interaction: Interaction, *, page: int, hours: int, note: str = "") -> Shown:
    """A page, or the last one when there are not that many any more."""
    bot, guild_id, say = interaction.client, guild_id_of(interaction), await speaker(interaction)
    before = before_when(hours, now=bot.clock.now())
    async with bot.db.read() as session:
        total = await stuck.count(session, guild_id, before=before)
        page = max(0, min(page, -(-total // views.PAGE_SIZE) - 1))
        people = await stuck.list_waiting(
            session, guild_id, before=before, page=page, size=views.PAGE_SIZE
        )
    names = await _names(interaction.guild, [one.member.user_id for one in people])
    plan = await plan_of(bot, guild_id)
    return views.listing(people, names, plan, say, total=total, page=page, hours=hours, note=note)


async def _names(guild: discord.Guild | None, user_ids: list[int]) -> dict[int, str]:
    """What people are called; where Discord does not say, the list does with numbers."""
    if guild is None or not user_ids:
        return {}
    try:
        found = await find_members(guild, user_ids)
    except (TimeoutError, discord.HTTPException) as failure:
        log.warning("the names of %d members are not known: %s", len(user_ids), failure)
        return {}
    return {user_id: member.display_name for user_id, member in found.items()}


class Hand:
    """How the message is worded by which a steward reaches out, and what follows."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot

    def register(self) -> None:
        """Have the outbox's worker know it."""
        self._bot.deliveries.register(
            stuck.DELIVERY,
            Renderer(self._render, refused=self._refused, dropped=self._dropped),
        )

    async def _render(self, rendering: Rendering) -> Action | Wait | Drop | None:
        job, session = rendering.job, rendering.session
        if not await stuck.is_still_at(session, job.payload["journey_id"], job.payload["turn"]):
            return Drop("they have acted meanwhile")
        plan = await plan_of(self._bot, job.guild_id)
        scene = await records.find(session, job.payload["journey_id"], plan)
        if scene is None:
            return None
        in_thread = scene.place is Where.THREAD and scene.thread_id is not None
        say = await rendering.speak_to(scene.member, scene.locale)
        where = around(self._bot, rendering.guild, rendering.settings, say)
        reason = Reason(HAND, {"server": rendering.server})
        content = content_of(views.hand(scene, say, where, with_buddy=job.payload["with_buddy"]))
        if in_thread and scene.thread_id is not None:
            return Post(scene.thread_id, content, reader_id=scene.member.user_id, reason=reason)
        return DirectMessage(scene.member.user_id, content, reason)

    async def _refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """Nobody was written to; the next look at the list says that they cannot be."""
        thread_id = await records.find_thread(session, job.payload["journey_id"])
        await stuck.unsent(session, job.payload["journey_id"])
        if refusal.code == UNKNOWN_CHANNEL and thread_id is not None:
            await places.lose_thread(session, job.guild_id, thread_id)
        return True

    async def _dropped(self, session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
        await stuck.unsent(session, job.payload["journey_id"])


CONTROLS = (views.LIST, views.CHOOSE, views.NUDGE, views.BUDDY, views.PEACE)
