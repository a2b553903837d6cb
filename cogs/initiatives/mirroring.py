"""The server's events and the threads that go along with initiatives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import discord
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import (
    EVENT_GONE,
    EVENTS_FULL,
    Action,
    ArchiveThread,
    EventStatus,
    Receipt,
    Refusal,
    StartThread,
)
from bot.client import Tenet
from bot.components import shorten
from bot.deliveries import Job
from bot.errors import UnavailableError
from bot.interactions import Interaction, answer, speaker
from bot.models import MemberKey
from bot.worker import Renderer, Rendering
from cogs.initiatives import service
from cogs.initiatives.acting import acting
from cogs.initiatives.models import InitiativeState
from cogs.initiatives.service import Overview, following, inviting, mirroring
from cogs.initiatives.views import mirroring as views

log = logging.getLogger(__name__)

CONTROLS = (views.MIRROR,)

CANCELLED = 4
"""The status of an event that was called off (FACTS §1)."""
OPEN_STATUSES = frozenset({1, 2})
NOT_ALLOWED = frozenset({50001, 50013})
"""We see no such place, or lack a permission there."""
UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008


def register(bot: Tenet) -> None:
    """Bring renderers, the notice's button and the listeners to the parts that call them."""
    edits = timedelta(seconds=bot.config.deliveries.edit_every_seconds)
    bot.deliveries.register(
        following.EVENT,
        Renderer(render_event, sent=event_sent, refused=event_refused, spacing=edits),
    )
    bot.deliveries.register(
        following.THREAD, Renderer(render_thread, sent=thread_sent, refused=thread_refused)
    )
    bot.telling.draws(mirroring.EVENT_GONE, views.again)
    Listening(bot).register()


async def render_event(rendering: Rendering) -> Action | None:
    """The event as it should be now; nothing where there is none to make or to change."""
    overview = await _overview(rendering)
    if overview is None or overview.state not in (
        InitiativeState.OPEN,
        InitiativeState.RUNNING,
        InitiativeState.CLOSED,
        InitiativeState.CANCELLED,
    ):
        return None
    action = views.event(overview, is_stage=_is_stage(rendering.guild, overview), say=rendering.say)
    if action is None or action.event_id is not None:
        return action
    is_wanted = await mirroring.is_mirrored(rendering.session, overview.id)
    is_ahead = action.status is EventStatus.SCHEDULED and action.starts_at > rendering.now
    return action if is_wanted and is_ahead else None


async def event_sent(session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
    """Remember which event it is."""
    if receipt.event_id is not None:
        initiative_id = job.payload["initiative_id"]
        await mirroring.event_made(session, job.guild_id, initiative_id, receipt.event_id, now=now)


async def event_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """A deleted event is not made again, and where there is no room it goes without one."""
    initiative_id = job.payload["initiative_id"]
    if refusal.code == EVENTS_FULL:
        await mirroring.no_room(session, job.guild_id, initiative_id, now=now)
        return True
    if refusal.code in NOT_ALLOWED:
        await mirroring.not_allowed(session, job.guild_id, now=now)
        return True
    if refusal.code == EVENT_GONE:
        overview = await service.get_overview(session, initiative_id)
        if overview.event_id is not None:
            await mirroring.event_gone(session, job.guild_id, [overview.event_id], now=now)
        return True
    return False


async def render_thread(rendering: Rendering) -> Action | None:
    """Open the thread under the card; archive it when the initiative is over."""
    overview = await _overview(rendering)
    if overview is None:
        return None
    if overview.state in (InitiativeState.CLOSED, InitiativeState.CANCELLED):
        return None if overview.thread_id is None else ArchiveThread(overview.thread_id, False)
    if overview.thread_id is not None:
        return None
    if overview.channel_id is None or overview.message_id is None:
        return None  # asked for again once the card stands
    if not await mirroring.wants_thread(rendering.session, overview.id):
        return None  # deleted since this was asked for
    return StartThread(overview.channel_id, overview.message_id, shorten(overview.title, 100))


async def thread_sent(session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
    """Remember where people talk about it."""
    if receipt.channel_id is not None:
        await mirroring.thread_opened(session, job.payload["initiative_id"], receipt.channel_id)


async def thread_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """A thread whose card or which itself is gone has nobody to mend it."""
    if refusal.code not in {UNKNOWN_CHANNEL, UNKNOWN_MESSAGE}:
        return False
    overview = await service.get_overview(session, job.payload["initiative_id"])
    if overview.thread_id is not None:
        await mirroring.threads_gone(session, job.guild_id, [overview.thread_id], now=now)
    return True


@views.MIRROR.handles
async def mirror_again(interaction: Interaction, *, initiative_id: int) -> None:
    """Under the notice: show it among the events again."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        title = await mirroring.mirror_again(session, actor, initiative_id, now=bot.clock.now())
    say = await speaker(interaction)
    await answer(interaction, say("initiatives-event-comes-back", title=title))


class Listening:
    """Hears what people do to our events and threads in Discord."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._under_way: set[asyncio.Task[None]] = set()

    def register(self) -> None:
        """Listen from the first event on."""
        self._bot.hear("GUILD_SCHEDULED_EVENT_DELETE", self._event_deleted)
        self._bot.hear("GUILD_SCHEDULED_EVENT_UPDATE", self._event_changed)
        self._bot.hear("GUILD_SCHEDULED_EVENT_USER_ADD", self._somebody_interested)
        self._bot.hear("THREAD_DELETE", self._thread_deleted)

    def _event_deleted(self, data: Any) -> None:
        if self._is_ours(data):
            self._do(lambda session, now: self._gone(session, data, now))

    def _event_changed(self, data: Any) -> None:
        if self._is_ours(data) and data["status"] == CANCELLED:
            self._do(lambda session, now: self._gone(session, data, now))

    def _somebody_interested(self, data: Any) -> None:
        guild = self._bot.get_guild(int(data["guild_id"]))
        event_id, user_id = int(data["guild_scheduled_event_id"]), int(data["user_id"])
        event = None if guild is None else guild.get_scheduled_event(event_id)
        me = self._bot.user
        if guild is None or event is None or me is None or event.creator_id != me.id:
            return
        member = MemberKey(guild.id, user_id)
        self._do(lambda session, now: inviting.interested(session, member, event_id, now=now))

    def _thread_deleted(self, data: Any) -> None:
        guild_id, thread_id = int(data["guild_id"]), int(data["id"])
        self._do(
            lambda session, now: mirroring.threads_gone(session, guild_id, [thread_id], now=now)
        )

    async def _gone(self, session: AsyncSession, data: Any, now: datetime) -> None:
        await mirroring.event_gone(session, int(data["guild_id"]), [int(data["id"])], now=now)

    def _is_ours(self, data: Any) -> bool:
        me = self._bot.user
        return me is not None and str(data.get("creator_id")) == str(me.id)

    def _do(self, act: Callable[[AsyncSession, datetime], Awaitable[object]]) -> None:
        async def done() -> None:
            try:
                async with self._bot.db.begin() as session:
                    await act(session, self._bot.clock.now())
            except (SQLAlchemyError, UnavailableError):
                log.exception("what happened to an event waits for the next comparison")

        task = asyncio.get_running_loop().create_task(done(), name="mirroring")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)


async def compare(bot: Tenet, guild: discord.Guild) -> None:
    """Find what was done to our events while nobody listened, and ask for what is missing.

    One request, and none where no initiative has an event.
    """
    async with bot.db.read() as session:
        mirrored = await mirroring.list_mirrored(session, guild.id)
    known = {event_id for event_id in mirrored.values() if event_id is not None}
    standing: set[int] = set()
    if known:
        await bot.reconciler.turn()
        listed: Any = await bot.http.get_scheduled_events(guild.id, False)
        standing = {int(event["id"]) for event in listed if event["status"] in OPEN_STATUSES}
    missing = [initiative_id for initiative_id, event_id in mirrored.items() if event_id is None]
    gone = await _not_over(bot, guild, known - standing)
    if not gone and not missing:
        return
    now = bot.clock.now()
    async with bot.db.begin() as session:
        await mirroring.event_gone(session, guild.id, gone, now=now)
        await mirroring.ask_again(session, missing, now)


async def _not_over(bot: Tenet, guild: discord.Guild, event_ids: set[int]) -> list[int]:
    """Of events that are not listed any more: those deleted or called off, not those that ended."""
    gone = []
    for event_id in event_ids:
        await bot.reconciler.turn()
        try:
            event: Any = await bot.http.get_scheduled_event(guild.id, event_id, False)
        except discord.NotFound:
            gone.append(event_id)
        else:
            if event["status"] == CANCELLED:
                gone.append(event_id)
    return gone


async def _overview(rendering: Rendering) -> Overview | None:
    try:
        return await service.get_overview(rendering.session, rendering.job.payload["initiative_id"])
    except service.NoSuchInitiative:
        return None  # its server was purged meanwhile


def _is_stage(guild: discord.Guild | None, overview: Overview) -> bool | None:
    """Whether its channel is a stage; None without a channel that an event can take place in."""
    if guild is None or overview.place_channel_id is None:
        return None
    channel = guild.get_channel(overview.place_channel_id)
    if isinstance(channel, discord.StageChannel):
        return True
    return False if isinstance(channel, discord.VoiceChannel) else None
