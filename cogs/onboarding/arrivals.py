"""Who comes, passes the screening, or goes through Discord's own onboarding: noted, then written.

A handler of the gateway only puts what it heard into memory. What has accumulated is written in
batches, so that five hundred who join in ten seconds cost a handful of transactions, and no request
to Discord: nobody has asked for anything yet.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.client import Tenet
from bot.models import MemberKey
from bot.settings import GuildSettings
from cogs.onboarding.models import State
from cogs.onboarding.service import native, offers, records, rushes, starting, tallies
from cogs.onboarding.service.native import Seen
from cogs.onboarding.service.offers import OFFER_DM, Newcomer
from cogs.onboarding.service.rushes import MINUTE, RAID_JOINS, Window
from cogs.onboarding.service.welcome import is_offered
from cogs.onboarding.showing import plan_of

log = logging.getLogger(__name__)

PER_TRANSACTION = 500
MOST_NOTED = 5000
"""Of more newcomers than this at once the rest is only counted: they come in a rush."""
MOST_REMEMBERED = 10_000
"""Members whose flags were written lately; whoever is forgotten is written again, to no effect."""
NEW_FOR = timedelta(days=30)
"""Who has been here longer went through Discord's onboarding before anybody counted."""
IS_NO_JOIN = timedelta(hours=1)
"""Discord may report members again who joined long ago (FACTS §3)."""


@dataclass
class _Noted:
    """What was heard and is not yet written."""

    newcomers: list[Newcomer]
    uncounted: Counter[int]
    """How many more joined each server than are kept one by one."""
    flags: dict[MemberKey, int]
    passed: dict[MemberKey, None]

    def __bool__(self) -> bool:
        return bool(self.newcomers or self.uncounted or self.flags or self.passed)


class Arrivals:
    """Takes in what the gateway tells about newcomers, and writes it."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._noted = _Noted([], Counter(), {}, {})
        self._drain: asyncio.Task[None] | None = None
        self._joined: OrderedDict[MemberKey, datetime] = OrderedDict()
        self._flags: OrderedDict[MemberKey, int] = OrderedDict()
        self._waiting: frozenset[MemberKey] | None = None
        self._windows: dict[int, Window] = {}
        self._rushes: dict[int, datetime] | None = None
        """When each rush that goes on was last seen to be one; None: not read yet."""
        for topic in (starting.SCREENING_TOPIC, offers.SCREENING_TOPIC):
            bot.db.on_commit(topic, self._look_again)

    def joined(self, member: discord.Member) -> None:
        """Somebody joined."""
        now = self._bot.clock.now()
        joined_at = member.joined_at or now
        if member.bot or now - joined_at > IS_NO_JOIN:
            return
        who = MemberKey(member.guild.id, member.id)
        if self._joined.get(who) == joined_at:
            return  # told twice
        _remember(self._joined, who, joined_at)
        self._note_flags(who, member.flags.value, joined_at)
        if len(self._noted.newcomers) < MOST_NOTED:
            self._noted.newcomers.append(Newcomer(who, now, member.pending))
        else:
            self._noted.uncounted[who.guild_id] += 1
        self._write_soon()

    def changed(self, data: dict[str, Any]) -> None:
        """Something about a member has changed, as the gateway tells it; mostly it is nothing."""
        who = MemberKey(int(data["guild_id"]), int(data["user"]["id"]))
        joined_at = discord.utils.parse_time(data.get("joined_at"))
        if joined_at is not None:
            self._note_flags(who, int(data.get("flags") or 0), joined_at)
        if data.get("pending") is False and self._may_have_waited(who):
            self._noted.passed[who] = None
        if self._noted:
            self._write_soon()

    async def finish(self) -> None:
        """Write what is noted."""
        if self._drain is not None:
            await self._drain

    async def look_at_rushes(self) -> None:
        """End the rushes that have calmed down, and forget joins that no longer matter."""
        now = self._bot.clock.now()
        for guild_id, last in list((await self._known_rushes()).items()):
            if now - last > MINUTE:
                async with self._bot.db.begin() as session:
                    await rushes.end(session, guild_id, now=now)
                (await self._known_rushes()).pop(guild_id, None)
        for guild_id, window in list(self._windows.items()):
            if window.is_calm(now):
                del self._windows[guild_id]

    def _may_have_waited(self, who: MemberKey) -> bool:
        """Whether a look into the database is worth it; somebody new may not be written yet."""
        return self._waiting is None or who in self._waiting or who in self._joined

    def _note_flags(self, who: MemberKey, flags: int, joined_at: datetime) -> None:
        """Note what is new in a member's flags, as far as we remember them."""
        told = flags & native.FLAGS
        if not told or self._bot.clock.now() - joined_at > NEW_FOR:
            return
        known = self._flags.get(who, 0)
        if told & ~known:
            _remember(self._flags, who, known | told)
            self._noted.flags[who] = self._noted.flags.get(who, 0) | told

    def _write_soon(self) -> None:
        if self._drain is None or self._drain.done():
            self._drain = asyncio.create_task(self._write(), name="onboarding arrivals")

    async def _write(self) -> None:
        while self._noted:
            noted, self._noted = self._noted, _Noted([], Counter(), {}, {})
            try:
                await self._write_joins(noted)
                await self._write_flags(noted)
                await self._begin(noted)
            except SQLAlchemyError:
                log.exception("%d arrivals were not written", len(noted.newcomers))
                for who in noted.flags:
                    self._flags.pop(who, None)

    async def _write_joins(self, noted: _Noted) -> None:
        """Count the joins, offer what is offered, and see whether it is a rush."""
        for start in range(0, len(noted.newcomers), PER_TRANSACTION):
            batch = noted.newcomers[start : start + PER_TRANSACTION]
            settings = await self._settings_of({one.member.guild_id for one in batch})
            batch = [one for one in batch if is_offered(settings[one.member.guild_id])]
            begun = [one for one in batch if self._makes_a_rush(one, settings)]
            going_on = await self._known_rushes()
            async with self._bot.db.begin() as session:
                await self._count(session, Counter(one.member.guild_id for one in batch), settings)
                wanted = [
                    one
                    for one in batch
                    if settings[one.member.guild_id].get(OFFER_DM)
                    and one.member.guild_id not in going_on
                ]
                await offers.offer(session, wanted, now=self._bot.clock.now())
                await self._begin_rushes(session, begun, settings)
            for one in begun:
                going_on[one.member.guild_id] = one.joined_at
        if noted.uncounted:
            settings = await self._settings_of(set(noted.uncounted))
            async with self._bot.db.begin() as session:
                await self._count(session, noted.uncounted, settings)

    def _makes_a_rush(self, one: Newcomer, settings: dict[int, GuildSettings]) -> bool:
        guild_id = one.member.guild_id
        most = settings[guild_id].get(RAID_JOINS)
        if most <= 0:
            return False
        window = self._windows.get(guild_id)
        if window is None or window.most != most:
            window = self._windows[guild_id] = Window(most)
        return window.joined(one.joined_at)

    async def _begin_rushes(
        self, session: AsyncSession, begun: list[Newcomer], settings: dict[int, GuildSettings]
    ) -> None:
        for guild_id in {one.member.guild_id for one in begun}:
            first = min(one.joined_at for one in begun if one.member.guild_id == guild_id) - MINUTE
            await rushes.begin(
                session,
                guild_id,
                most=settings[guild_id].get(RAID_JOINS),
                since=first,
                now=self._bot.clock.now(),
            )

    async def _count(
        self, session: AsyncSession, joins: Counter[int], settings: dict[int, GuildSettings]
    ) -> None:
        now = self._bot.clock.now()
        arrivals = {
            (guild_id, tallies.week_of(now, settings[guild_id].zone)): count
            for guild_id, count in joins.items()
            if is_offered(settings[guild_id])
        }
        if arrivals:
            await tallies.joined(session, arrivals)

    async def _write_flags(self, noted: _Noted) -> None:
        settings = await self._settings_of({who.guild_id for who in noted.flags})
        seen = [
            Seen(who, flags)
            for who, flags in noted.flags.items()
            if is_offered(settings[who.guild_id])
        ]
        for start in range(0, len(seen), PER_TRANSACTION):
            async with self._bot.db.begin() as session:
                batch = seen[start : start + PER_TRANSACTION]
                await native.note(session, batch, now=self._bot.clock.now())

    async def _begin(self, noted: _Noted) -> None:
        """Go on with those who passed the screening and waited for that."""
        if not noted.passed:
            return
        if self._waiting is None:
            async with self._bot.db.read() as session:
                started = await records.list_open(session, states=[State.WAITING])
                self._waiting = frozenset([*started, *await offers.list_waiting(session)])
        waiting = self._waiting
        for who in noted.passed:
            if who in waiting:
                plan, now = await plan_of(self._bot, who.guild_id), self._bot.clock.now()
                async with self._bot.db.begin() as session:
                    if not await starting.pass_screening(session, who, plan=plan, now=now):
                        await offers.pass_screening(session, who, now=now)

    async def _settings_of(self, guild_ids: set[int]) -> dict[int, GuildSettings]:
        return {guild_id: await self._bot.settings.of(guild_id) for guild_id in guild_ids}

    async def _known_rushes(self) -> dict[int, datetime]:
        """The rushes that go on; one that a restart found going on is given a minute."""
        if self._rushes is None:
            async with self._bot.db.read() as session:
                found = await rushes.list_on(session, shards=self._bot.deliveries.shards)
            self._rushes = dict.fromkeys(found, self._bot.clock.now())
        return self._rushes

    def _look_again(self) -> None:
        self._waiting = None


def _remember(memory: OrderedDict[MemberKey, Any], who: MemberKey, what: object) -> None:
    memory[who] = what
    memory.move_to_end(who)
    if len(memory) > MOST_REMEMBERED:
        memory.popitem(last=False)
