"""Who has left and who is back: noticed after an absence, and forgotten when it has been long."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import discord
from discord.ext import commands

from bot.client import Tenet
from bot.models import MemberKey
from bot.presence import PER_PAGE, Roll, find_members
from bot.reports import Report
from cogs.pledges.service import leaving

PURGE_SECONDS = 6 * 3600.0

PURGED_AT_ONCE = 500


async def call_roll(bot: Tenet, roll: Roll, guild_id: int, moved: Collection[int]) -> Report:
    """Close the pledges of those who left while we were away, and reopen those of who came back.

    Args:
        moved: Who comes or leaves meanwhile; their events tell it better.
    """
    async with bot.db.read() as session:
        expected = await leaving.count_present(session, guild_id)
    report, after = Report(), 0
    while expected > 0:
        async with bot.db.read() as session:
            some = await leaving.list_present(session, guild_id, after=after, limit=PER_PAGE)
        if not some:
            break
        after, expected = some[-1], expected - len(some)
        gone = await roll.gone(some, more=max(0, expected)) - set(moved)
        closed = 0
        if gone:
            left = [MemberKey(guild_id, user_id) for user_id in sorted(gone)]
            async with bot.db.begin() as session:
                closed = await leaving.leave(session, left, now=bot.clock.now())
        report += Report(looked_at=len(some), removed=closed)
    return report + await _welcome_back(bot, roll, guild_id, moved)


async def _welcome_back(bot: Tenet, roll: Roll, guild_id: int, moved: Collection[int]) -> Report:
    report, after = Report(), 0
    while True:
        async with bot.db.read() as session:
            some = await leaving.list_gone(session, guild_id, after=after, limit=PER_PAGE)
        if not some:
            return report
        after = some[-1]
        joined = await roll.find(some)
        back = {
            MemberKey(guild_id, user_id): joined_at or bot.clock.now()
            for user_id, joined_at in joined.items()
            if user_id not in moved
        }
        reopened = 0
        if back:
            async with bot.db.begin() as session:
                reopened = await leaving.come_back(session, back, now=bot.clock.now())
        report += Report(looked_at=len(some), added=reopened)


class Membership(commands.Cog):
    """Forgets those who have been away for long."""

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Begin to forget."""
        self.bot.ticks.add("pledges.purge", self.purge, seconds=PURGE_SECONDS)

    async def purge(self) -> None:
        """Forget those whose grace period is over, unless they are there after all."""
        bot, now = self.bot, self.bot.clock.now()
        async with bot.db.read() as session:
            overdue = await leaving.list_overdue(session, now=now, limit=PURGED_AT_ONCE)
        for guild_id in sorted({member.guild_id for member in overdue}):
            gone = [member for member in overdue if member.guild_id == guild_id]
            guild = bot.get_guild(guild_id)
            if guild is not None and guild.unavailable:
                continue
            back = {} if guild is None else await self._find(guild, gone)
            async with bot.db.begin() as session:
                await leaving.come_back(session, back, now=now)
                await leaving.purge(session, [one for one in gone if one not in back], now=now)

    async def _find(
        self, guild: discord.Guild, members: Sequence[MemberKey]
    ) -> dict[MemberKey, datetime]:
        """Those who are there although they left, and since when: nobody told us of it."""
        asked = [member.user_id for member in members]
        found = await find_members(guild, asked, certainly=False)
        return {
            MemberKey(guild.id, user_id): member.joined_at or self.bot.clock.now()
            for user_id, member in found.items()
        }
