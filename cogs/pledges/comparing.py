"""Compares a server's posts and pledgers with what is known, and keeps what happened meanwhile.

The reads are requests to Discord and take their time; whatever happens during them is left to the
events themselves. A comparison that breaks off at a page goes on with that page when it is asked
for again, unless the session ended in between: then events were missed under the pages it has read
as well. So it is after a kill, too. What had been kept until then stays kept, and costs only the
requests that find it again.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot import notices
from bot.actions import React, missing_permissions
from bot.presence import Roll
from bot.reconcile import Report, Unfinished
from cogs.pledges import membership, tending
from cogs.pledges.intake import Intake
from cogs.pledges.posting import GONE, UNKNOWN_CHANNEL
from cogs.pledges.reading import Around, Reading
from cogs.pledges.service import PostState, leaving, posts
from cogs.pledges.service.posts import Post

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

TRANSIENT = (discord.DiscordServerError, discord.RateLimited, aiohttp.ClientError, OSError)
"""What passes by itself: a comparison that is tried again goes on where this one stopped."""


PASSING = ("pledges-compared-unreachable", "pledges-compared-members")
"""The reasons that a little later may be none any more."""


class Comparing:
    """The comparison that the reconciler runs for each server."""

    def __init__(self, bot: Tenet, intake: Intake) -> None:
        self._bot = bot
        self._intake = intake
        self._readings: dict[int, Reading] = {}
        """Posts that are being read, and those whose reading broke off, by id."""

    def register(self) -> None:
        """Take part in the comparisons, and hear when events may have been missed."""
        self._bot.reconciler.register("pledges", self.compare, concerns=leaving.list_servers)
        self._bot.add_listener(self._session_began, "on_raw_ready")
        self._bot.add_listener(self._server_away, "on_guild_unavailable")

    async def compare(self, guild: discord.Guild) -> Report:
        """Compare every post of a server, and look who is still there."""
        await tending.remove_leftovers(self._bot, guild.id)
        async with self._bot.db.read() as session:
            found = await posts.list_posts(
                session, guild.id, states=[PostState.WAITING, PostState.LIVE]
            )
        roll = Roll(self._bot.http, guild, turn=self._bot.reconciler.turn)
        fresh: defaultdict[int, set[int]] | None = defaultdict(set) if len(found) > 1 else None
        report = Report()
        with self._intake.watch_members(guild.id) as moved:
            report += await self._call_roll(guild, roll, moved)
            for post in found:
                if post.state is PostState.WAITING:
                    await tending.place(self._bot, guild, post)
                    report += Report(looked_at=1)
                else:
                    report += await self._read(post, Around(roll, moved, fresh))
        if any(reason.key in PASSING for reason, _ in report.reasons):
            raise Unfinished(report)
        return report

    async def _session_began(self, data: dict[str, Any]) -> None:
        """A new session: what happened between it and the last was told to nobody."""
        for guild in data["guilds"]:
            self._begin_anew(int(guild["id"]))

    async def _server_away(self, guild: discord.Guild) -> None:
        """The server is in an outage of its own, and so are its events."""
        self._begin_anew(guild.id)

    def _begin_anew(self, guild_id: int) -> None:
        for post_id, reading in list(self._readings.items()):
            if reading.post.guild_id == guild_id:
                reading.is_stale = True
                if not reading.is_running:
                    self._drop(post_id)

    def _drop(self, post_id: int) -> None:
        self._readings.pop(post_id, None)
        self._intake.unwatch(post_id)

    async def _call_roll(self, guild: discord.Guild, roll: Roll, moved: Collection[int]) -> Report:
        """Whose pledges count depends on who is there, so that comes first."""
        try:
            return await membership.call_roll(self._bot, roll, guild.id, moved)
        except (discord.HTTPException, *TRANSIENT) as error:
            log.warning("who is there could not be learnt: %s", error)
            return Report.failure("pledges-compared-members")

    async def _read(self, post: Post, around: Around) -> Report:
        """Read one post through, or what is left of it since it was broken off."""
        reading = self._readings.get(post.id)
        if reading is None or reading.post.message_id != post.message_id:
            reading = Reading(self._bot, post, self._intake.watch(post.id))
            self._readings[post.id] = reading
        goes_on = False
        try:
            await reading.read(around)
        except TRANSIENT as error:
            goes_on = not reading.is_stale
            log.warning("post %d could not be read to its end: %s", post.id, error)
            return reading.report_so_far() + Report.failure(
                "pledges-compared-unreachable", channel=f"<#{post.channel_id}>"
            )
        except discord.HTTPException as error:
            return reading.report_so_far() + await self._refused(post, error)
        finally:
            if not goes_on:
                self._drop(post.id)
        return reading.report_so_far() + await self._mend(post, reading)

    async def _mend(self, post: Post, reading: Reading) -> Report:
        """Have our own reactions put back where they are missing and can be, and others removed."""
        report = Report(repaired=await tending.tidy(self._bot, post, reading.standing))
        if not reading.ours_missing or self._missing(post) or tending.sleeps(self._bot, post):
            return report
        async with self._bot.db.read() as session:
            known = await notices.list_open(session, post.guild_id)
        if all(f"pledges.emoji:{value_id}" in known for value_id in reading.ours_missing):
            return report  # Discord does not know these emojis, and stewards know that
        async with self._bot.db.begin() as session:
            await posts.ask_reactions(
                session, [(post.guild_id, post.id)], now=self._bot.clock.now()
            )
        return report + Report(repaired=1)

    async def _refused(self, post: Post, error: discord.HTTPException) -> Report:
        now, channel = self._bot.clock.now(), f"<#{post.channel_id}>"
        if error.code in GONE:
            async with self._bot.db.begin() as session:
                await posts.mark_missing(
                    session, post.id, now=now, with_place=error.code == UNKNOWN_CHANNEL
                )
            self._intake.close(post.id)
            gone = Report.remark("pledges-compared-gone", repaired=1, channel=channel)
            return gone + Report(looked_at=1, told=1)
        log.warning(
            "post %d could not be compared: %s", post.id, error, extra={"guild_id": post.guild_id}
        )
        missing = ", ".join(self._missing(post)) or "none"
        if error.status == 403:
            async with self._bot.db.begin() as session:
                await notices.open_notice(
                    session,
                    f"{posts.REACT}:{post.channel_id}",
                    guild_id=post.guild_id,
                    text_key="notice-refused-channel",
                    now=now,
                    place=channel,
                    what=posts.REACT,
                    missing=missing,
                    code=error.code,
                )
        return Report.failure(
            "pledges-compared-refused",
            looked_at=1,
            is_told=error.status == 403,
            channel=channel,
            code=error.code,
        )

    def _missing(self, post: Post) -> tuple[str, ...]:
        assert post.channel_id is not None
        assert post.message_id is not None
        action = React(post.channel_id, post.message_id, ())
        return missing_permissions(self._bot, post.guild_id, action)
