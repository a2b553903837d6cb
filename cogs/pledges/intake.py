"""From the gateway into the database: which messages concern us, and the drain behind the events.

A gateway handler looks a message up in `doors` and puts what happened into a queue; it waits for
nothing. The drain commits what has accumulated, a batch at a time, and lets others in between.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.db import Database
from cogs.pledges.service import PostState, making, posts, reactions
from cogs.pledges.service.posts import Post
from cogs.pledges.service.reactions import Cleared, Event, Moved, Reacted

log = logging.getLogger(__name__)

BATCH = 1000
"""Events in one transaction: 20 to 30 ms on a small machine, and a command behind waits as long.

With fewer, a storm waits for the disk; with more, it is no faster and leaves more memory behind.
"""

MOST_WAITING = 100_000
"""Events that wait to be committed, with some 150 bytes for each. What comes when so many wait is
not kept: its server is compared when these are through, and what stands on Discord counts then."""

BREATH_SECONDS = 0.003
"""Between two transactions: a command that has waited for one commits before the next begins."""

MOST_FORMS = 1000
"""Emojis whose full form is kept in memory; twenty fit under a message."""

TRIES = 3
RETRY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Door:
    """A message under which reactions are pledges."""

    guild_id: int
    post_id: int
    channel_id: int


@dataclass
class Watch:
    """What happened under a post while it is being compared; the comparison leaves it alone."""

    touched: set[tuple[int, str]] = field(default_factory=set)
    """Members and the keys of the emojis they touched."""
    cleared: set[str | None] = field(default_factory=set)
    """The keys of the emojis that were cleared; None when all were."""

    def was_cleared(self, emoji: str) -> bool:
        """Whether everybody's reactions with an emoji were removed meanwhile."""
        return None in self.cleared or emoji in self.cleared


class Intake:
    """The queue between the gateway and the database."""

    def __init__(self, db: Database, clock: Clock, *, recover: Callable[[int], None]) -> None:
        """Prepare; `start` makes it work.

        Args:
            recover: Has a server compared, when events of it could not be kept.
        """
        self.doors: dict[int, Door] = {}
        self.guild_ids: set[int] = set()
        """The servers where anybody may have pledged."""
        self._forms: dict[str, str] = {}
        self._db = db
        self._clock = clock
        self._recover = recover
        self._events: deque[Event] = deque()
        self._news = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._watches: dict[int, Watch] = {}
        self._crowds: dict[int, set[int]] = {}
        self._came = self._through = 0
        """How many events were put, and how many of them have been seen to."""
        self._progress = asyncio.Event()
        """Set with the next batch, and replaced by another."""
        self._missed: set[int] = set()
        self._stopping = False
        self._guilds_known = True
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Learn which messages are ours, and begin to drain."""
        self._db.on_commit(making.ELSEWHERE, self._look_again)
        async with self._db.read() as session:
            for post in await posts.list_posts(session, states=list(PostState)):
                self.guild_ids.add(post.guild_id)
                self.open(post)
        await self._learn_guilds()
        self._task = asyncio.create_task(self._run(), name="pledges")

    async def stop(self) -> None:
        """Commit what is queued, then end."""
        self._stopping = True
        self._news.set()
        if self._task is not None:
            await self._task

    def open(self, post: Post) -> None:
        """Listen to the reactions under a post."""
        if post.message_id is not None and post.channel_id is not None:
            self.doors[post.message_id] = Door(post.guild_id, post.id, post.channel_id)
            self.guild_ids.add(post.guild_id)

    def close(self, post_id: int) -> None:
        """Listen no more to those under a post."""
        self.doors = {
            message_id: door for message_id, door in self.doors.items() if door.post_id != post_id
        }

    def note_form(self, key: str, form: str) -> None:
        """Keep how an emoji is written in full, which its key does not say."""
        if len(self._forms) >= MOST_FORMS:
            self._forms.clear()
        self._forms[key] = form

    def form_of(self, emoji: str) -> str:
        """How an emoji is written in full, as far as it was seen; Discord goes by the id."""
        form = self._forms.get(emoji, emoji)
        return f"<:emoji:{form}>" if form.isdigit() else form

    def put(self, event: Event) -> None:
        """Take an event; it is committed soon."""
        if self._watches or self._crowds:
            self._tell(event)
        if len(self._events) >= MOST_WAITING:
            self._miss(event)
            return
        self._events.append(event)
        self._came += 1
        if not self._news.is_set():
            self._empty.clear()
            self._news.set()

    async def drained(self) -> None:
        """Return once everything that was put has been committed."""
        await self._empty.wait()

    async def caught_up(self) -> None:
        """Return once what was put until now has been committed, whatever comes meanwhile."""
        wanted = self._came
        while self._through < wanted and self._task is not None and not self._task.done():
            await self._progress.wait()

    def watch(self, post_id: int) -> Watch:
        """Note what happens under a post from now on."""
        watch = self._watches[post_id] = Watch()
        return watch

    def unwatch(self, post_id: int) -> None:
        """Its comparison has ended."""
        self._watches.pop(post_id, None)

    @contextmanager
    def watch_members(self, guild_id: int) -> Iterator[Collection[int]]:
        """Note who comes to a server, or leaves it, meanwhile."""
        moved = self._crowds[guild_id] = set()
        try:
            yield moved
        finally:
            del self._crowds[guild_id]

    def _miss(self, event: Event) -> None:
        """There is no room for an event."""
        if not self._missed:
            log.error("%d events wait to be committed; more are not kept", len(self._events))
        self._missed.add(event.guild_id)

    def _find_missed(self) -> None:
        """All that waited is through: look what became of what there was no room for."""
        missed, self._missed = self._missed, set()
        for guild_id in missed:
            log.warning("comparing the server to find them", extra={"guild_id": guild_id})
            self._recover(guild_id)

    def _tell(self, event: Event) -> None:
        if isinstance(event, Reacted):
            watch = self._watches.get(event.post_id)
            if watch is not None:
                watch.touched.add((event.user_id, event.emoji))
        elif isinstance(event, Cleared):
            watch = self._watches.get(event.post_id)
            if watch is not None:
                watch.cleared.add(event.emoji)
        elif isinstance(event, Moved):
            crowd = self._crowds.get(event.guild_id)
            if crowd is not None:
                crowd.add(event.user_id)

    def _look_again(self) -> None:
        """Somebody pledged in a server that has no post: comings and goings there count now."""
        self._guilds_known = False
        self._empty.clear()
        self._news.set()

    async def _learn_guilds(self) -> None:
        try:
            async with self._db.read() as session:
                self.guild_ids.update(await making.list_guilds(session))
        except SQLAlchemyError:
            log.exception("which servers have pledges could not be read; the next start reads it")

    async def _run(self) -> None:
        while self._events or not self._stopping:
            if not self._guilds_known:
                self._guilds_known = True
                await self._learn_guilds()
            if not self._events:
                self._find_missed()
                self._empty.set()
                await self._news.wait()
                self._news.clear()
                continue
            batch = list(islice(self._events, BATCH))
            await self._keep(batch)
            for _ in batch:
                self._events.popleft()
            self._through += len(batch)
            self._progress.set()
            self._progress = asyncio.Event()
            await asyncio.sleep(BREATH_SECONDS)
        self._empty.set()

    async def _keep(self, batch: list[Event]) -> None:
        """Commit a batch; what cannot be kept is found again by comparing."""
        for attempt in range(1, TRIES + 1):
            try:
                async with self._db.begin() as session:
                    await reactions.apply(session, batch, now=self._clock.now())
                return
            except Exception:
                log.exception("%d reactions could not be kept, try %d", len(batch), attempt)
            if attempt < TRIES and not self._stopping:
                await asyncio.sleep(RETRY_SECONDS * attempt)
        for guild_id in {event.guild_id for event in batch}:
            self._recover(guild_id)
