"""Compares a server's pledgers and posts with what is known, and keeps what happened meanwhile.

The reads are requests to Discord and take their time; whatever happens during them is left to the
events themselves. A comparison that breaks off at a page goes on with that page when it is tried
again, unless the session ended in between: then events were missed under the pages it has read as
well. So it is after a kill, too. What had been kept until then stays kept, and costs only the
requests that find it again.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import checks, notices
from bot.actions import React, Refusal, Verdict, judge, missing_permissions
from bot.presence import Roll
from bot.reports import Report, Unfinished
from cogs.pledges import membership, tending
from cogs.pledges.intake import Intake
from cogs.pledges.posting import GONE, UNKNOWN_CHANNEL
from cogs.pledges.reading import Reading
from cogs.pledges.service import PostState, leaving, posts
from cogs.pledges.service.posts import Post
from cogs.pledges.settling import Around

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

PART = "pledges"
"""What the report calls the part about posts; that about people is one of its own."""

GOES_ON_WITHIN = timedelta(minutes=10)
"""After this long a comparison that broke off begins anew."""


@dataclass
class _BrokenOff:
    """What one comparison of a server leaves to the next."""

    at: datetime
    done: set[int] = field(default_factory=set)
    """Posts that were read to their end."""
    readings: dict[int, Reading] = field(default_factory=dict)
    """Those that were not, by post; their watches go on."""


class Comparing:
    """The comparisons that the reconciler runs for each server."""

    def __init__(self, bot: Tenet, intake: Intake) -> None:
        self._bot = bot
        self._intake = intake
        self._rolls: dict[int, Roll] = {}
        """Who is in a server, from the comparison of people to that of posts."""
        self._running: dict[int, set[Reading]] = defaultdict(set)
        self._broken_off: dict[int, _BrokenOff] = {}

    def register(self) -> None:
        """Take part in the comparisons, and hear when events may have been missed."""
        register = self._bot.reconciler.register
        # Whose pledges count depends on who is there, so that comes first.
        register(f"{PART}.members", self.compare_members, concerns=leaving.list_servers)
        register(PART, self.compare, concerns=leaving.list_servers)
        self._bot.add_listener(self._session_began, "on_raw_ready")
        self._bot.add_listener(self._server_away, "on_guild_unavailable")

    async def compare_members(self, guild: discord.Guild) -> Report:
        """Close the pledges of those who left while we were away, reopen those of who came back."""
        roll = self._rolls[guild.id] = self._new_roll(guild)
        with self._intake.watch_members(guild.id) as moved:
            return await membership.call_roll(self._bot, roll, guild.id, moved)

    async def compare(self, guild: discord.Guild) -> Report:
        """Compare every post of a server."""
        async with self._bot.db.read() as session:
            found = await posts.list_posts(
                session, guild.id, states=[PostState.WAITING, PostState.LIVE]
            )
        roll = self._rolls.pop(guild.id, None) or self._new_roll(guild)
        before = self._take_up(guild.id)
        with self._intake.watch_members(guild.id) as moved:
            around = Around(roll, moved, defaultdict(set) if len(found) > 1 else None)
            left = _BrokenOff(self._bot.clock.now(), before.done)
            wait: timedelta | None = None
            for post in found:
                if post.state is PostState.WAITING:
                    await tending.place(self._bot, guild, post)
                    around.report += Report(looked_at=1)
                elif post.id not in before.done:
                    refusal = await self._read(post, around, before, left)
                    if refusal is not None:
                        wait = max(wait or timedelta(), refusal.retry_after)
        self._forget(before)  # posts that are not up any more
        await tending.remove_leftovers(self._bot, guild.id)
        if wait is not None:
            self._broken_off[guild.id] = left
            raise Unfinished(around.report, retry_after=wait)
        return around.report

    async def _session_began(self, data: dict[str, Any]) -> None:
        """What happened between this session and the last was told to nobody."""
        for guild in data["guilds"]:
            self._begin_anew(int(guild["id"]))

    async def _server_away(self, guild: discord.Guild) -> None:
        """The server is in an outage of its own, and so are its events."""
        self._begin_anew(guild.id)

    def _begin_anew(self, guild_id: int) -> None:
        for reading in self._running.get(guild_id, ()):
            reading.is_stale = True
        self._forget(self._broken_off.pop(guild_id, None))

    def _take_up(self, guild_id: int) -> _BrokenOff:
        """What the last comparison left, if that is still true."""
        now = self._bot.clock.now()
        before = self._broken_off.pop(guild_id, None)
        if before is not None and now - before.at <= GOES_ON_WITHIN:
            return before
        self._forget(before)
        return _BrokenOff(now)

    def _forget(self, left: _BrokenOff | None) -> None:
        for post_id in left.readings if left is not None else ():
            self._intake.unwatch(post_id)

    def _new_roll(self, guild: discord.Guild) -> Roll:
        return Roll(self._bot.http, guild, turn=self._bot.reconciler.turn)

    async def _read(
        self, post: Post, around: Around, before: _BrokenOff, left: _BrokenOff
    ) -> Refusal | None:
        """Read one post through, or what is left of it since it was broken off.

        Returns:
            Why it broke off, if it can go on later.
        """
        reading = before.readings.pop(post.id, None)
        if reading is None or reading.post.message_id != post.message_id:
            reading = Reading(self._bot, post, self._intake.watch(post.id))
        goes_on = False
        self._running[post.guild_id].add(reading)
        try:
            # What is known of a post in the middle of a storm is not what its members did.
            await self._intake.caught_up()
            await reading.read(around)
            await self._mend(post, reading, around)
        except (
            discord.HTTPException,
            discord.RateLimited,
            aiohttp.ClientError,
            OSError,
        ) as error:
            refusal = judge(error)
            about = {"guild_id": post.guild_id}
            log.warning("post %d could not be read: %s", post.id, refusal.reason, extra=about)
            if refusal.verdict is not Verdict.TRANSIENT:
                await self._refused(post, refusal, around)
                return None
            around.report += Report.failure(
                "pledges-compared-unreachable", channel=f"<#{post.channel_id}>"
            )
            goes_on = not reading.is_stale
            if goes_on:
                left.readings[post.id] = reading
            return refusal
        finally:
            self._running[post.guild_id].discard(reading)
            if not goes_on:
                self._intake.unwatch(post.id)
        left.done.add(post.id)
        return None

    async def _mend(self, post: Post, reading: Reading, around: Around) -> None:
        """Have our own reactions put back where they are missing and can be, others removed."""
        around.report += Report(repaired=await tending.tidy(self._bot, post, reading.standing))
        if not reading.ours_missing or self._missing(post) or tending.sleeps(self._bot, post):
            return
        async with self._bot.db.read() as session:
            known = await notices.list_open(session, post.guild_id)
        if all(f"pledges.emoji:{value_id}" in known for value_id in reading.ours_missing):
            return  # Discord does not know these emojis, and stewards know that
        async with self._bot.db.begin() as session:
            await posts.ask_reactions(
                session, [(post.guild_id, post.id)], now=self._bot.clock.now()
            )
        around.report += Report(repaired=1)

    async def _refused(self, post: Post, refusal: Refusal, around: Around) -> None:
        """The post is not there, or not for us to read; either is told in a notice."""
        now = self._bot.clock.now()
        if refusal.code in GONE:
            async with self._bot.db.begin() as session:
                await posts.mark_missing(
                    session, post.id, now=now, with_place=refusal.code == UNKNOWN_CHANNEL
                )
            self._intake.close(post.id)
            around.report += Report(looked_at=1, repaired=1, told=1)
            return
        missing = self._missing(post)
        async with self._bot.db.begin() as session:
            if missing:
                await checks.tell_missing(
                    session, post.guild_id, missing, channel_id=post.channel_id, now=now
                )
            else:
                await notices.open_notice(
                    session,
                    f"{posts.REACT}:{post.channel_id}",
                    guild_id=post.guild_id,
                    text_key="notice-refused-channel",
                    now=now,
                    place=f"<#{post.channel_id}>",
                    what=posts.REACT,
                    missing="none",
                    code=refusal.code,
                )
        around.report += Report.failure(
            "pledges-compared-refused",
            looked_at=1,
            is_told=True,
            channel=f"<#{post.channel_id}>",
            code=refusal.code,
        )

    def _missing(self, post: Post) -> tuple[str, ...]:
        assert post.channel_id is not None
        assert post.message_id is not None
        action = React(post.channel_id, post.message_id, ())
        return missing_permissions(self._bot, post.guild_id, action)
