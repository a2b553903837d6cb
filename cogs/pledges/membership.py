"""Who has left and who is back: noticed after an absence, and forgotten when it has been long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord
from discord.ext import commands

from bot.client import Tenet
from bot.models import MemberKey
from bot.presence import find_members
from bot.reports import Report
from cogs.pledges.service import leaving

PURGE_SECONDS = 6 * 3600.0

LOOKED_UP = 1000
"""So many pledgers are looked up in one comparison, and so many who left; others in the next."""

PURGED_AT_ONCE = 500


class Membership(commands.Cog):
    """Compares whom we know with who is there."""

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot
        self._here: dict[int, int] = {}
        """Whom each server's last look at those who should be there ended with."""
        self._gone: dict[int, int] = {}
        """Likewise at those who left."""

    async def cog_load(self) -> None:
        """Take part before reactions are compared: whose they are depends on who is there."""
        self.bot.reconciler.register("pledges.members", self.compare)
        self.bot.ticks.add("pledges.purge", self.purge, seconds=PURGE_SECONDS)

    async def compare(self, guild: discord.Guild) -> Report:
        """Close the pledges of some who left, and reopen those of some who came back."""
        bot, now = self.bot, self.bot.clock.now()
        async with bot.db.read() as session:
            here = await leaving.list_present(
                session, guild.id, after=self._here.get(guild.id, 0), limit=LOOKED_UP
            )
            gone = await leaving.list_gone(
                session, guild.id, after=self._gone.get(guild.id, 0), limit=LOOKED_UP
            )
        self._here[guild.id] = here[-1] if len(here) == LOOKED_UP else 0
        self._gone[guild.id] = gone[-1] if len(gone) == LOOKED_UP else 0
        if not here and not gone:
            return Report()
        present = await find_members(guild, here)
        left = [MemberKey(guild.id, user_id) for user_id in here if user_id not in present]
        back = await self._find(guild, [MemberKey(guild.id, user_id) for user_id in gone])
        closed = reopened = 0
        if left or back:
            async with bot.db.begin() as session:
                closed = await leaving.leave(session, left, now=now)
                reopened = await leaving.come_back(session, back, now=now)
        return Report(looked_at=len(here) + len(gone), added=reopened, removed=closed)

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
