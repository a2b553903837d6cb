"""What changed while we were away: one runner, to which capabilities bring their comparisons.

A server is compared at every start, after a session that could not resume, after an outage of its
own, every few hours, when something that concerns us changes, and when a steward asks. One
comparison of a server at a time: asked meanwhile, it runs once more afterwards. A connection that
flaps starts few of them (`turns.MOST`); what is asked beyond that waits for its time.

What does not answer is tried again after `WAITS`, the capability that met it alone. A process that
ends in the middle takes nothing back: the next start compares everything from the beginning, since
what happened in the second absence may lie where it had already looked. What was kept by then stays
kept, costs no writes again, and stands in the one report that stewards get (`keep`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import discord
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import metrics, reconciliations
from bot.comparisons import Comparison, Concerns, Run, attempt
from bot.db import reason
from bot.errors import MemberError
from bot.outages import Outages
from bot.reports import COUNTS, Cause, Outcome, Reason, Report, Unfinished, Window
from bot.slots import Share
from bot.tasks import cancel
from bot.turns import Turns

if TYPE_CHECKING:
    from bot.client import Tenet

__all__ = [
    "Cause",
    "Comparison",
    "Interrupted",
    "Outcome",
    "Reason",
    "Reconciler",
    "Report",
    "Unfinished",
]

log = logging.getLogger(__name__)

AT_ONCE = 3
"""Servers under comparison at one time; they share the pace of requests."""

STAGGER_SECONDS = 0.05
"""After each server, so that a start with a thousand of them leaves room for answers."""

WAITS = (timedelta(seconds=2), timedelta(seconds=10), timedelta(minutes=1))
"""From one try to the next, where Discord or the database do not answer."""


class Interrupted(MemberError):
    """A comparison that somebody waits for does not come to its end now."""

    key = "reconcile-interrupted"


class Reconciler:
    """Compares Discord with the database, server by server."""

    def __init__(self, bot: Tenet, *, slots: Share, every: timedelta) -> None:
        self._bot = bot
        self._slots = slots
        self._every = every
        self.next_at = bot.clock.now() + every
        """When all servers are compared although nothing has happened."""
        self._comparisons: dict[str, tuple[Comparison, Concerns | None]] = {}
        self._asked: dict[int, Run] = {}
        self._turns = Turns()
        self._runs: dict[int, Run] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._unfinished: dict[int, Run] = {}
        """What a process that was killed had found, until its server is compared again."""
        self._new: set[int] = set()
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.outages = Outages(bot)
        self.outcomes: dict[int, Outcome] = {}
        """The last comparison of each server."""

    def register(
        self, name: str, comparison: Comparison, *, concerns: Concerns | None = None
    ) -> None:
        """Have `comparison` run for each server, or for those that it concerns."""
        self._comparisons[name] = (comparison, concerns)

    async def start(self) -> None:
        """Take up what was under way, and begin to compare what is asked for."""
        async with self._bot.db.read() as session:
            for found in await reconciliations.list_open(session):
                self._unfinished[found.guild_id] = Run(
                    found.guild_id,
                    [found.cause],
                    found.window,
                    parts={name: part.kept for name, part in found.parts.items()},
                    began_at=found.began_at,
                )
        await self.outages.read()
        loop = asyncio.get_running_loop()
        self._bot.clock.on_move(lambda: self._clock_moved(loop))
        self._task = asyncio.create_task(self._run(), name="reconcile")

    async def stop(self) -> None:
        """Cut off what is under way; the next start compares everything anyway."""
        if self._task is not None:
            await cancel(self._task, *self._tasks.values())
        for run in (*self._asked.values(), *self._runs.values()):
            for waiter in run.waiters:
                waiter.cancel()
        await self.outages.end()

    async def turn(self) -> None:
        """Wait until a comparison may make its next request to Discord; before each of them."""
        await self._slots.take()

    def ask(
        self, guild_id: int, *, cause: Cause = Cause.EVENT, window: Window | None = None
    ) -> None:
        """Compare a server soon. Asking twice before its turn is asking once.

        Args:
            window: The time in which we were told nothing of it.
        """
        self._asked.setdefault(guild_id, Run(guild_id)).ask(cause, window)
        self._turns.line.append(guild_id)
        self._news.set()

    def is_time(self) -> bool:
        """Whether all servers are due; the next time is then as far away as ever."""
        now = self._bot.clock.now()
        if now < self.next_at <= now + self._every:  # the clock may be set back
            return False
        self.next_at = now + self._every
        return True

    def seeded(self, guild_id: int) -> None:
        """A server is new to us: what its first comparison sets up is news to nobody."""
        self._new.add(guild_id)

    async def compare_now(self, guild_id: int) -> Outcome:
        """What a comparison for a steward finds; whoever asks while one runs gets the same.

        Raises:
            Interrupted: The server went away.
        """
        waiter: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        run = self._runs.get(guild_id)
        if run is None or Cause.STEWARD not in run.causes:
            self.ask(guild_id, cause=Cause.STEWARD)
            run = self._asked[guild_id]
        run.waiters.append(waiter)
        return await waiter

    async def compare(self, guild: discord.Guild) -> Report:
        """Compare a server now; what was found."""
        return (await self.compare_now(guild.id)).report

    def is_comparing(self, guild_id: int) -> bool:
        """Whether a server is being compared, or waits for its turn."""
        return guild_id in self._runs or guild_id in self._asked

    @property
    def last(self) -> dict[int, Report]:
        """What the last comparison of each server found in all."""
        return {guild_id: outcome.report for guild_id, outcome in self.outcomes.items()}

    def forget(self, guild_id: int) -> None:
        """A server is not ours any more."""
        self.outages.settled(guild_id)
        self._turns.forget(guild_id)
        self._unfinished.pop(guild_id, None)
        self.outcomes.pop(guild_id, None)

    async def finished(self) -> None:
        """Return once everything has been compared that is not to wait for a later time."""
        while self._tasks or self._turns.line or self._turns.is_due(self._bot.clock.now()):
            self._idle.clear()
            self._news.set()
            await self._idle.wait()

    async def keep(self, session: AsyncSession, guild_id: int, name: str, found: Report) -> None:
        """Note in a comparison's own transaction what was found in it.

        So a kill loses neither what was kept nor that it is told. Only a comparison that commits
        in pieces needs this; what it returns in the end is everything once more.
        """
        run = self._runs.get(guild_id)
        if run is not None and found.is_news and guild_id not in self._new:
            run.noted += found
            await reconciliations.keep(session, run.so_far(name, self._bot.clock.now()))

    def _clock_moved(self, loop: asyncio.AbstractEventLoop) -> None:
        """What waits for its time may be due; a clock may outlive the loop of a test."""
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._news.set)

    async def _run(self) -> None:
        while True:
            self._news.clear()
            now = self._bot.clock.now()
            self._turns.bring(now)
            await self._ask_whom_it_concerns()
            self._start_some(now)
            if not self._tasks and not self._turns.line:
                self._idle.set()
            wait = self._turns.seconds_left(self._bot.clock.now())
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                continue

    async def _ask_whom_it_concerns(self) -> None:
        """Part the servers in the line from those in which there is nothing to compare."""
        runs = [
            run
            for guild_id in dict.fromkeys(self._turns.line)
            if (run := self._asked.get(guild_id)) is not None and run.names is None
        ]
        if not runs:
            return
        concerned: dict[str, Collection[int] | None] = dict.fromkeys(self._comparisons)
        try:
            async with self._bot.db.read() as session:
                for name, (_, concerns) in self._comparisons.items():
                    concerned[name] = None if concerns is None else await concerns(session)
        except SQLAlchemyError as error:
            log.warning("whom the comparisons concern is unknown: %s", reason(error))
        except Exception:  # outermost: without this loop nothing is compared any more
            log.exception("whom the comparisons concern could not be asked")
        for run in runs:
            run.names = tuple(
                name for name, ids in concerned.items() if ids is None or run.guild_id in ids
            )

    def _start_some(self, now: datetime) -> None:
        for _ in range(len(self._turns.line)):
            if len(self._tasks) >= AT_ONCE:
                return
            guild_id = self._turns.line.popleft()
            run = self._asked.get(guild_id)
            if run is None or guild_id in self._tasks:
                continue  # it stood in the line twice, or comes after the one under way
            if run.names is None:  # asked for just now
                self._turns.line.append(guild_id)
                continue
            if run.not_before is not None and run.not_before > now:
                continue
            free_at = None if run.tries else self._turns.begin(guild_id, run.causes, now)
            if free_at is not None:
                self._wait(run, free_at)
                continue
            del self._asked[guild_id]
            if run.names or guild_id in self._unfinished or run.waiters:
                self._runs[guild_id] = run
                task = asyncio.create_task(self._compare(run), name=f"reconcile {guild_id}")
                self._tasks[guild_id] = task
                task.add_done_callback(partial(self._ended, guild_id))
            else:
                self._nothing_to_do(run, now)

    def _wait(self, run: Run, until: datetime) -> None:
        run.not_before = until
        self._turns.wait(run.guild_id, until)

    def _nothing_to_do(self, run: Run, now: datetime) -> None:
        self._new.discard(run.guild_id)
        self.outages.settled(run.guild_id)
        self.outcomes[run.guild_id] = run.outcome(now)

    def _ended(self, guild_id: int, task: asyncio.Task[None]) -> None:
        del self._tasks[guild_id]
        run = self._runs.pop(guild_id, None)
        if not task.cancelled() and task.exception() is not None:
            log.error("a comparison failed in our own code", exc_info=task.exception())
            if run is not None:
                run.end(Interrupted())
        if guild_id in self._asked:
            self._turns.line.append(guild_id)
        self._news.set()

    async def _compare(self, run: Run) -> None:
        bot = self._bot
        guild = bot.get_guild(run.guild_id)
        if guild is None or guild.unavailable:
            self._put_back(run)
            return
        before = self._unfinished.pop(run.guild_id, None)
        if before is not None:
            run.take_up(before)
        run.began_at = run.began_at or bot.clock.now()
        run.tries += 1
        again: dict[str, timedelta] = {}
        assert run.names is not None
        for name in run.names:
            run.noted = Report()
            report, wait = await attempt(name, self._comparisons[name][0], guild)
            run.parts[name] = run.parts.get(name, Report()).kept + report
            if wait is not None:
                again[name] = wait
            if report.is_news and (again or name != run.names[-1]):
                await self._note(run)
        if again and run.tries <= len(WAITS):
            self._put_off(run, again)
        else:
            await self._finish(run)
        del self._runs[run.guild_id]  # who asks from now on asks for another one
        await asyncio.sleep(STAGGER_SECONDS)

    async def _note(self, run: Run) -> None:
        """A kill while the other capabilities compare takes no part of the report away."""
        if run.guild_id in self._new:
            return
        try:
            async with self._bot.db.begin() as session:
                await reconciliations.keep(session, run.outcome(self._bot.clock.now()))
        except SQLAlchemyError as error:
            log.warning("how far a comparison has come could not be noted: %s", reason(error))

    def _put_back(self, run: Run) -> None:
        """The server went away: it is compared when it is there again."""
        before = self._unfinished.get(run.guild_id)
        if before is not None:
            run.take_up(before)
        self._unfinished[run.guild_id] = run
        run.end(Interrupted())
        run.waiters = []

    def _put_off(self, run: Run, again: dict[str, timedelta]) -> None:
        """Try once more a little later what got no answer, or at once with what was asked since."""
        waiting = self._asked.get(run.guild_id)
        if waiting is not None:
            waiting.take_up(run)
            return
        run.names = tuple(again)
        wait = max(WAITS[run.tries - 1], *again.values())
        self._asked[run.guild_id] = run
        self._wait(run, self._bot.clock.now() + wait)

    async def _finish(self, run: Run) -> None:
        bot, guild_id = self._bot, run.guild_id
        outcome = run.outcome(bot.clock.now())
        report, is_new = outcome.report, guild_id in self._new
        try:
            if not is_new and await self._is_news(outcome):
                is_to_be_told = report.changed > report.told or not report.changed
                async with bot.db.begin() as session:
                    await reconciliations.close(
                        session, outcome, is_to_be_told=is_to_be_told, now=bot.clock.now()
                    )
        except SQLAlchemyError as error:
            log.error("a report waits for the next comparison: %s", reason(error))
            run.parts = {name: part.kept for name, part in run.parts.items()}
            self._unfinished[guild_id] = run
        self._new.discard(guild_id)
        self.outages.settled(guild_id)
        self.outcomes[guild_id] = outcome
        for name, part in outcome.parts.items():
            for result in COUNTS:
                metrics.RECONCILED.labels(name, result).inc(getattr(part, result))
        if report.changed or report.remarks:
            log.info(
                "reconciled (%s): %s",
                outcome.cause,
                outcome.figures(),
                extra={"guild_id": guild_id},
            )
        run.end(outcome)

    async def _is_news(self, outcome: Outcome) -> bool:
        """Whether it is to be stored: no failure is, a second time."""
        report = outcome.report
        if report.is_news or not report.failed:
            return report.is_news
        last = self.outcomes.get(outcome.guild_id)
        if last is None:
            async with self._bot.db.read() as session:
                last = await reconciliations.find_last(session, outcome.guild_id)
        return last is None or last.report.reasons != report.reasons
