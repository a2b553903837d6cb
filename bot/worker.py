"""The worker of the outbox: claims what is due, has it worded, does it, and marks it."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import channels, checks, claims, contact, deliveries, metrics, notices
from bot.actions import (
    DM_REFUSALS,
    GONE,
    SEEN,
    Action,
    DirectMessage,
    Post,
    Receipt,
    Refusal,
    TooLate,
    Verdict,
    judge,
    missing_permissions,
)
from bot.cache import GuildCache
from bot.carrying import carry_out, has_arrived
from bot.contact.deciding import Denied, Merge
from bot.contact.gate import Gate, Reader, reader_of
from bot.db import reason
from bot.deliveries import Drop, Job, Lane, Wait
from bot.logs import about, new_reference
from bot.models import MemberKey
from bot.pace import Pace
from bot.rendering import Renderer, Rendering
from bot.sharding import ALL_SHARDS, Shards
from bot.slots import Slots
from bot.switches import capability_of, is_on
from bot.tasks import cancel

if TYPE_CHECKING:
    from bot.client import Tenet

__all__ = ["Renderer", "Rendering", "Worker"]

log = logging.getLogger(__name__)

UNKNOWN_CHANNEL = 10003

TOO_LATE = "its moment has passed"
SWITCHED_OFF = "it is switched off in this server"

LONGEST_BACKOFF = timedelta(minutes=10)
MOST_TRIES = 150
"""At ten minutes from one to the next, a day of trying; a day that we were away is not one."""
MOST_TRIES_AT_A_BUG = 6
OTHERS_WRITE_WITHIN = 2.0
"""Seconds between looks where other processes ask too; their commits wake nobody here."""
SERVERS_COME_WITHIN = 5.0
"""Seconds from the start until every server is there that will be, usually."""
FIRST_LOOK_SECONDS = 0.5
"""A server in an outage is looked for again after this long, then less and less often."""
SHORTEST_WAIT = timedelta(seconds=1)
"""A renderer that asks for a moment gone by must not keep the worker turning."""
DM_PAUSE = timedelta(minutes=10)
"""How long 40003 silences the DM lane (FACTS §5: at least ten minutes)."""


class Worker:
    """Carries out deliveries, a few at a time, until it is stopped."""

    def __init__(
        self,
        bot: Tenet,
        *,
        hold: timedelta,
        slots: Slots,
        dm_spacing: timedelta,
        at_once: int = 8,
    ) -> None:
        self._bot = bot
        self._hold = hold
        self._at_once = at_once
        self.pace = Pace(bot.clock, dm_spacing)
        """When direct messages may go out."""
        self._slots = slots
        self._renderers: dict[str, Renderer] = {}
        self.gate = Gate(bot)
        """What lets unasked messages through."""
        self._taking_places = asyncio.Lock()
        self._open_notices = GuildCache(bot.db, notices.TOPIC, notices.list_open)
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._stopping = False
        self._loop_task: asyncio.Task[None] | None = None
        self.shards: Shards = ALL_SHARDS
        for lane in Lane:
            bot.db.on_commit(deliveries.topic(lane), partial(self._news_in, lane))
        bot.clock.on_move(self.wake)

    def register(self, kind: str, renderer: Renderer) -> None:
        """Have `renderer` word the deliveries of `kind`."""
        self._renderers[kind] = renderer

    def renderer(self, kind: str) -> Renderer | None:
        """Who words the deliveries of `kind`, if anybody does."""
        return self._renderers.get(kind)

    def wake(self) -> None:
        """Look again: something was asked for, or time has moved."""
        self._idle.clear()
        self._news.set()

    def _news_in(self, lane: Lane) -> None:
        """Something was asked for; in a closed lane it waits anyway until that opens."""
        if lane is not Lane.DM or self.pace.opens_at() is None:
            self.wake()

    async def start(self, *, only_process: bool) -> None:
        """Begin to work.

        Args:
            only_process: Nobody else works on this database, so what is claimed is ours to redo.
        """
        now = self._bot.clock.now()
        if only_process:
            async with self._bot.db.begin() as session:
                freed = await claims.give_back_claims(session)
            if freed:
                log.info("%d deliveries were under way when we stopped; doing them again", freed)
        async with self._bot.db.read() as session:
            await self._heed_pauses(session, now)
            last_at = await claims.last_done_at(session, Lane.DM, shards=self.shards)
            if last_at is not None:
                self.pace.claimed(min(last_at, now), {})
            self.pace.counted(await self._dms_due(session, now))
        self._loop_task = asyncio.create_task(self._run(), name="deliveries")

    async def stop(self, *, within: float) -> None:
        """Claim nothing more and finish what is claimed, for at most `within` seconds."""
        self._stopping = True
        self._news.set()
        deadline = asyncio.get_running_loop().time() + within
        if self._loop_task is not None:
            await asyncio.wait([self._loop_task], timeout=within)
        if self._busy:
            left = deadline - asyncio.get_running_loop().time()
            await asyncio.wait(self._busy.values(), timeout=max(0.0, left))
        await cancel(*self._busy.values(), *([self._loop_task] if self._loop_task else []))

    async def idle(self) -> None:
        """Return once nothing is due and nothing is under way."""
        await self._idle.wait()

    async def _run(self) -> None:
        while not self._stopping:
            self._news.clear()
            try:
                wait = await self._claim_and_start()
            except SQLAlchemyError as error:
                log.error("the outbox could not be read (%s); trying again in 5 s", reason(error))
                wait = 5.0
            except Exception:  # outermost: without this loop nothing is sent any more
                log.exception("the outbox failed in our own code; trying again in 5 s")
                wait = 5.0
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                continue

    async def _claim_and_start(self) -> float | None:
        """Start what is due; return the seconds until the next look, None for "when woken"."""
        free = self._at_once - len(self._busy)
        if free <= 0:
            return None
        now = self._bot.clock.now()
        async with self._bot.db.read() as session:
            if not self.shards.are_all:
                await self._heed_pauses(session, now)
            dms_open_at = self.pace.opens_at()
            lanes = [lane for lane in Lane if lane is not Lane.DM or dms_open_at is None]
            due = await claims.is_due(session, now=now, lanes=lanes, shards=self.shards)
            next_due_at = await claims.next_due_at(session, now=now, lanes=lanes)
        if due:
            await self._start_some(lanes, free)
        else:
            if dms_open_at is None:
                self.pace.counted({})
            if not self._busy and not self._news.is_set():
                self._idle.set()
        wakes = [moment for moment in (dms_open_at, next_due_at) if moment is not None]
        waits = [max(0.01, (moment - now).total_seconds()) for moment in wakes]
        if not self.shards.are_all:
            waits.append(OTHERS_WRITE_WITHIN)
        return min(waits, default=None)

    async def _start_some(self, lanes: Sequence[Lane], limit: int) -> None:
        """Claim up to `limit` deliveries, of DMs no more than their pace allows, and start them."""
        paced = Lane.DM in lanes and self.pace.is_spaced
        shares = [([lane for lane in lanes if lane is not Lane.DM or not paced], limit)]
        if paced:
            shares.append(([Lane.DM], 1))
        jobs: list[Job] = []
        async with self._bot.db.begin() as session:
            now = self._bot.clock.now()  # what was asked for while we queued counts, too
            for some_lanes, most in shares:
                jobs += await claims.claim(
                    session,
                    now=now,
                    hold=self._hold,
                    limit=most,
                    shards=self.shards,
                    lanes=some_lanes,
                    without_ids=list(self._busy),
                )
            if paced:
                # Others may have asked while this waited for the database.
                due = await self._dms_due(session, self._bot.clock.now())
                if any(job.lane is Lane.DM for job in jobs):
                    self.pace.claimed(now, due)
                else:
                    self.pace.counted(due)
        for job in jobs:
            task = asyncio.create_task(self._work(job), name=f"delivery {job.key}")
            self._busy[job.id] = task
            task.add_done_callback(partial(self._finished, job.id))
        if jobs:
            self._news.set()

    async def _heed_pauses(self, session: AsyncSession, now: datetime) -> None:
        """A pause is for all of us; which process Discord told of it does not matter."""
        until = (await claims.paused_lanes(session, now=now)).get(Lane.DM)
        if until is not None:
            self.pace.pause(until)

    async def _dms_due(self, session: AsyncSession, now: datetime) -> Mapping[int, int]:
        return await claims.due_by_priority(session, Lane.DM, now=now, shards=self.shards)

    def _finished(self, delivery_id: int, _task: asyncio.Task[None]) -> None:
        del self._busy[delivery_id]
        self._news.set()

    async def _work(self, job: Job) -> None:
        """Carry out one delivery. A kill before it is marked repeats it, harmlessly."""
        with about(capability=capability_of(job.kind), guild_id=job.guild_id):
            try:
                await self._attempt(job)
            except Exception as error:
                reference = new_reference()
                log.exception(
                    "delivery %d, %s, failed in our own code, reference %s",
                    job.id,
                    job.kind,
                    reference,
                    extra={"reference": reference},
                )
                metrics.ERRORS.labels("delivery").inc()
                await self._bug(job, error)

    async def _attempt(self, job: Job) -> None:
        bot = self._bot
        renderer = self._renderers.get(job.kind)
        if renderer is None:
            await self._end(job, "nothing here carries out this kind any more")
            return
        guild = await self._server_of(job)
        if guild is None:
            await self._put_off(job)
            return
        settings = await bot.settings.of(job.guild_id)
        async with bot.db.read() as session:
            answer = await renderer.render(
                Rendering(
                    session=session,
                    job=job,
                    now=bot.clock.now(),
                    settings=settings,
                    say=bot.speaker(settings, settings.language),
                    guild=guild,
                    speak_to=bot.speaker_to,
                )
            )
        if isinstance(answer, SEEN) and not is_on(settings, capability_of(job.kind)):
            answer = Drop(SWITCHED_OFF)
        reader = reader_of(job, answer)
        if reader is None or not isinstance(answer, DirectMessage | Post):
            await self._act(job, renderer, answer)
            return
        async with self.gate.turn(reader.member):
            held = await self.gate.ask(job, reader, settings, guild)
            message = await self.gate.dress(answer, reader)
            if held is not None and await self._is_there(job, message):
                held = None  # a kill kept it from being marked; it counts, and comes no second time
            await self._act(job, renderer, held or message, reader)

    async def _is_there(self, job: Job, message: DirectMessage | Post) -> bool:
        """Whether an earlier try has sent this although nobody noted it."""
        if not job.attempts:
            return False
        try:
            return await has_arrived(self._bot, job.guild_id, message, since=job.created_at)
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError):
            return False  # what cannot be looked at is not written to either

    async def _act(
        self,
        job: Job,
        renderer: Renderer,
        answer: Action | Wait | Drop | Merge | None,
        reader: Reader | None = None,
    ) -> None:
        """Do what was worded, or what the gate made of it."""
        bot = self._bot
        if job.lane is Lane.DM and not isinstance(answer, DirectMessage):
            self.pace.nothing_went()
        if isinstance(answer, Post) and answer.automated:
            answer = await self._place_for(job, answer)
        if isinstance(answer, Wait | Drop | Merge):
            await self._not_now(job, renderer, answer, reader)
            return
        action, receipt = answer, Receipt()
        if action is not None:
            await self._slots.take()
            try:
                receipt = await carry_out(
                    bot,
                    job.guild_id,
                    action,
                    nonce=job.nonce,
                    tries=job.attempts,
                    since=job.created_at,
                )
            except TooLate:
                await self._not_now(job, renderer, Drop(TOO_LATE), reader)
                return
            except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
                await self._refused(job, renderer, action, judge(error), reader)
                return
        now, open_notices = bot.clock.now(), await self._open_notices.of(job.guild_id)
        if f"{checks.PERMISSIONS}:{getattr(action, 'channel_id', None)}" in open_notices:
            bot.watching.soon(job.guild_id)
        async with bot.db.begin() as session:
            # The capability's rows before ours, as everybody locks them who asks for something.
            if action is not None and renderer.sent is not None:
                await renderer.sent(session, job, receipt, now)
            if reader is not None:
                await self.gate.sent(session, reader, receipt)
            await claims.mark_done(session, job, now=now, spacing=renderer.spacing)
            if action is not None and _about(job, action) in open_notices:
                await notices.close_notice(
                    session, _about(job, action), guild_id=job.guild_id, now=now
                )
        metrics.DELIVERIES.labels(job.kind, "done").inc()
        metrics.DELIVERY_DELAY.observe(max(0.0, (now - job.created_at).total_seconds()))

    async def _place_for(self, job: Job, post: Post) -> Post | Wait | Drop:
        """The post, if its channel takes another automated one this week."""
        settings = await self._bot.settings.of(job.guild_id)
        # SQLite writes one transaction at a time; elsewhere two might both see the last place.
        async with self._taking_places, self._bot.db.begin() as session:
            free_at = await channels.take_place(
                session,
                post.channel_id,
                guild_id=job.guild_id,
                kind=job.kind,
                nonce=job.nonce,
                most=settings.get(channels.PER_WEEK),
                now=self._bot.clock.now(),
            )
        if free_at is None:
            return post
        return Wait(free_at) if post.waits else Drop(channels.FULL)

    async def _server_of(self, job: Job) -> discord.Guild | None:
        """The server, if it is there; at a start the outbox is ready before the servers are."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None or guild.unavailable:
            try:
                await asyncio.wait_for(self._bot.wait_until_ready(), SERVERS_COME_WITHIN)
            except TimeoutError:
                return None
            guild = self._bot.get_guild(job.guild_id)
        return None if guild is None or guild.unavailable else guild

    async def _put_off(self, job: Job) -> None:
        """Try later: nothing can be worded without the server, and an outage may take a while."""
        if job.attempts >= MOST_TRIES:
            await self._end(job, "the server is not there")
            return
        later = self._bot.clock.now() + _doubling(FIRST_LOOK_SECONDS, job.attempts)
        async with self._bot.db.begin() as session:
            await claims.mark_later(session, job, not_before=later, error="the server is not there")

    async def _end(self, job: Job, why: str) -> None:
        """Give up where no steward could mend it; the operator's log has it."""
        log.error("delivery %d, %s, is given up: %s", job.id, job.kind, why)
        metrics.DELIVERIES.labels(job.kind, "failed").inc()
        async with self._bot.db.begin() as session:
            await claims.mark_failed(session, job, now=self._bot.clock.now(), error=why)

    async def _not_now(
        self, job: Job, renderer: Renderer, answer: Wait | Drop | Merge, reader: Reader | None
    ) -> None:
        """Do what the renderer or the gate decided instead of sending."""
        now = self._bot.clock.now()
        async with self._bot.db.begin() as session:
            if isinstance(answer, Wait):
                until = max(answer.until, now + SHORTEST_WAIT)
                await claims.mark_waiting(session, job, until=until, now=now)
                return
            if isinstance(answer, Merge):
                assert reader is not None
                await self.gate.merged(session, job, reader, answer)
                await claims.mark_done(session, job, now=now, note="a line of the digest")
                return
            await channels.give_back(session, job.nonce)
            if isinstance(answer, Denied) and reader is not None:
                await self.gate.denied(session, reader, answer)
            if renderer.dropped is not None:
                await renderer.dropped(session, job, answer.reason, now)
            await claims.mark_done(session, job, now=now, note=answer.reason)
        log.info("delivery %d, %s, is dropped: %s", job.id, job.kind, answer.reason)
        metrics.DELIVERIES.labels(job.kind, "dropped").inc()

    async def _refused(
        self,
        job: Job,
        renderer: Renderer,
        action: Action,
        refusal: Refusal,
        reader: Reader | None,
    ) -> None:
        bot, now = self._bot, self._bot.clock.now()
        log.warning("delivery %d, %s: %s", job.id, job.kind, refusal.reason)
        is_over = refusal.verdict is Verdict.PERMANENT or job.attempts >= MOST_TRIES
        metrics.DELIVERIES.labels(job.kind, "failed" if is_over else "later").inc()
        if refusal.verdict is Verdict.TOKEN:
            bot.give_up("Discord refuses the token. Set DISCORD_TOKEN to the one it gave you.")
            return
        async with bot.db.begin() as session:
            if refusal.verdict is Verdict.SLOW_DOWN:
                until = now + DM_PAUSE
                self.pace.pause(until)
                await claims.pause(session, Lane.DM, until=until)
                await claims.mark_later(session, job, not_before=until, error=refusal.reason)
                return
            if not is_over:
                later = now + max(_backoff(job.attempts), refusal.retry_after)
                await claims.mark_later(session, job, not_before=later, error=refusal.reason)
                return
            is_dealt_with = renderer.refused is not None and await renderer.refused(
                session, job, refusal, now
            )
            await claims.mark_failed(session, job, now=now, error=refusal.reason)
            if isinstance(action, Post) and action.automated:
                await channels.give_back(session, job.nonce)
            if isinstance(action, DirectMessage) and refusal.code in DM_REFUSALS:
                if reader is None:
                    member = MemberKey(job.guild_id, action.user_id)
                    await contact.refused(session, member, now=now)
                else:
                    await self.gate.refused(session, reader)
            if not is_dealt_with:
                await self._tell_stewards(session, job, action, refusal, now)

    async def _tell_stewards(
        self, session: AsyncSession, job: Job, action: Action, refusal: Refusal, now: datetime
    ) -> None:
        if refusal.code in GONE:
            return
        channel_id = getattr(action, "channel_id", None) or getattr(action, "thread_id", None)
        role_id = getattr(action, "role_id", None)
        missing = missing_permissions(self._bot, job.guild_id, action)
        if missing:
            await checks.tell_missing(
                session, job.guild_id, missing, channel_id=channel_id, now=now
            )
            return
        if refusal.code == UNKNOWN_CHANNEL and await _is_told_gone(session, job, channel_id):
            return
        await notices.open_notice(
            session,
            _about(job, action),
            guild_id=job.guild_id,
            text_key="notice-refused-role" if role_id else "notice-refused-channel",
            now=now,
            place=f"<@&{role_id}>" if role_id else f"<#{channel_id}>" if channel_id else job.key,
            what=job.kind,
            missing="none",
            code=refusal.code,
        )

    async def _bug(self, job: Job, error: Exception) -> None:
        """A mistake of ours: back off like any failure and end loudly when it stays."""
        now = self._bot.clock.now()
        what = f"{type(error).__name__}: {error}"
        try:
            async with self._bot.db.begin() as session:
                if job.attempts + 1 < MOST_TRIES_AT_A_BUG:
                    later = now + _backoff(job.attempts)
                    await claims.mark_later(session, job, not_before=later, error=what)
                    return
                await claims.mark_failed(session, job, now=now, error=what)
                await notices.open_notice(
                    session,
                    f"bug:{job.kind}",
                    guild_id=job.guild_id,
                    text_key="notice-bug",
                    now=now,
                    what=job.kind,
                )
        except SQLAlchemyError as broken:
            log.error("delivery %d waits for its claim to expire: %s", job.id, reason(broken))


async def _is_told_gone(session: AsyncSession, job: Job, channel_id: int | None) -> bool:
    """Whether stewards know that a channel is not there, by the name that somebody gave it."""
    told = await notices.list_texts(session, job.guild_id)
    return any(notice.arguments.get(checks.CHANNEL_ID) == str(channel_id) for notice in told)


def _about(job: Job, action: Action) -> str:
    """What a notice about this is about: the same again, done or refused, has the same."""
    channel_id = getattr(action, "channel_id", None) or getattr(action, "thread_id", None)
    return f"{job.kind}:{channel_id or getattr(action, 'role_id', None) or job.key}"


def _backoff(attempts: int) -> timedelta:
    """5 s, 10 s, 20 s … ten minutes, with a fifth of jitter so that guilds do not march in step."""
    return _doubling(5.0, attempts) * random.uniform(0.9, 1.1)


def _doubling(seconds: float, attempts: int) -> timedelta:
    return min(timedelta(seconds=seconds * 2.0 ** min(attempts, 20)), LONGEST_BACKOFF)
