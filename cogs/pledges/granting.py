"""Giving and taking the roles that go with pledges, and what stands in the way of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import discord
from discord.ext import commands
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import granting, notices
from bot.actions import GONE, Action, GrantRole, Receipt, Refusal, RoleNow, TakeRole
from bot.client import Tenet
from bot.deliveries import Drop, Job
from bot.errors import UnavailableError
from bot.granting import Hindrance
from bot.models import MemberKey
from bot.places import find_role
from bot.reports import Report
from bot.settings import GuildSettings, Place
from bot.tasks import cancel
from bot.worker import Renderer, Rendering
from cogs.charter.service import ValueText
from cogs.pledges.service import leaving, roles
from cogs.pledges.service.roles import Deed

log = logging.getLogger(__name__)

UNKNOWN_ROLE = 10011

PAGE = 200
"""Roles of one server that are under way in the background at one time: those who wait for
something else should not wait for these."""

NEXT_PAGE_SECONDS = 5.0

MISSING = "role-missing"


def problem(guild: discord.Guild, place: Place) -> Hindrance | None:
    """What keeps a role from being given for a pledge; its sentence is `pledges-` and the key."""
    role = find_role(guild, place)
    if role is None:
        return Hindrance(MISSING, {"role": discord.utils.escape_markdown(str(place))})
    return granting.hindrance(role)


def problems(
    guild: discord.Guild, stored: GuildSettings, values: Collection[ValueText]
) -> list[Hindrance]:
    """What keeps the roles of these values from being given, each role once, in their order."""
    chosen = roles.chosen(stored)
    places = dict.fromkeys(chosen[value.id] for value in values if value.id in chosen)
    found = [problem(guild, place) for place in places]
    return [wrong for wrong in found if wrong is not None]


class _Caught(NamedTuple):
    """How many roles of a server were asked for, and whether there may be more."""

    asked: int
    is_more: bool


class Granting(commands.Cog):
    """Carries out what the rules of roles ask for."""

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot
        self._again: set[int] = set()
        """Servers whose roles have changed: what was refused there may work now."""
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._task: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Take part, and follow whatever changes who is owed a role."""
        self.bot.deliveries.register(
            roles.DELIVERY,
            Renderer(self._word, sent=self._done, refused=self._refused, dropped=self._dropped),
        )
        self.bot.reconciler.register("pledges.roles", self.compare, concerns=roles.list_servers)
        self.bot.db.on_commit(roles.TOPIC, self._look)
        self._task = asyncio.create_task(self._run(), name="pledges.roles")

    async def cog_unload(self) -> None:
        """Stop looking; what is owed is found again at the next start."""
        if self._task is not None:
            await cancel(self._task)

    async def drained(self) -> None:
        """Return once everybody who was owed a role is about to get it."""
        await self._idle.wait()

    async def compare(self, guild: discord.Guild) -> Report:
        """Look after names without a role, roles without a name, and those who wait for one."""
        bot = self.bot
        async with bot.db.read() as session:
            if guild.id not in await roles.list_servers(session):
                return Report()
        await self._look_up_names(guild)
        await self._tell(guild)
        caught = await self._catch_up(guild, again=True)
        if caught.is_more:
            self._look()
        return Report(looked_at=caught.asked, repaired=caught.asked)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """It may have been one for a pledge; the choice stays to be seen."""
        stored, now = await self.bot.settings.of(role.guild.id), self.bot.clock.now()
        async with self.bot.db.begin() as session:
            # Whatever else was wrong with it is past.
            await roles.works(session, role.guild.id, Place(role.id), now=now)
            await roles.gone(session, stored, role.id, now=now)

    @commands.Cog.listener()
    async def on_guild_role_create(self, role: discord.Role) -> None:
        """It may be the one that was missed."""
        await self._changed(role.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """It may be one that could not be given, or our own."""
        await self._changed(after.guild)

    async def _changed(self, guild: discord.Guild) -> None:
        if (await self.bot.settings.of(guild.id)).get(roles.ROLES):
            self._again.add(guild.id)
            self._look()

    def _look(self) -> None:
        self._idle.clear()
        self._news.set()

    async def _run(self) -> None:
        while True:
            if not self._news.is_set():
                self._idle.set()
            await self._news.wait()
            self._news.clear()
            again, self._again = self._again, set()
            try:
                is_more = await self._catch_up_all(again)
            except (SQLAlchemyError, UnavailableError):
                log.exception("roles for pledges wait for the next comparison")
                continue
            if is_more:
                asyncio.get_running_loop().call_later(NEXT_PAGE_SECONDS, self._look)

    async def _catch_up_all(self, again: set[int]) -> bool:
        """Whether there is more to do than was asked for now."""
        async with self.bot.db.read() as session:
            guild_ids = await roles.list_servers(session)
        is_more = False
        for guild_id in guild_ids:
            guild = self.bot.get_guild(guild_id)
            if guild is None or guild.unavailable:
                continue  # it is compared when it is there
            if guild_id in again:
                await self._look_up_names(guild)
                await self._tell(guild)
            is_more |= (await self._catch_up(guild, again=guild_id in again)).is_more
        return is_more

    async def _catch_up(self, guild: discord.Guild, *, again: bool) -> _Caught:
        """Ask for what is owed in a server."""
        bot, stored = self.bot, await self.bot.settings.of(guild.id)
        possible = [role.id for role in guild.roles if granting.hindrance(role) is None]
        async with bot.db.read() as session:
            under_way = await roles.count_under_way(session, guild.id)
            owed = await roles.list_owed(
                session, stored, possible=possible, again=again, limit=PAGE
            )
        if owed:
            async with bot.db.begin() as session:
                await roles.ask_owed(session, guild.id, owed, now=bot.clock.now())
        return _Caught(len(owed), is_more=max(len(owed), under_way) >= PAGE)

    async def _look_up_names(self, guild: discord.Guild) -> None:
        """A role that the file names may be there by now."""
        chosen = roles.chosen(await self.bot.settings.of(guild.id))
        found = {
            place.name: role.id
            for place in chosen.values()
            if place.id is None
            and place.name is not None
            and (role := find_role(guild, place)) is not None
        }
        if found:
            async with self.bot.db.begin() as session:
                await roles.resolve(session, guild.id, found, now=self.bot.clock.now())

    async def _tell(self, guild: discord.Guild) -> None:
        """Tell stewards what cannot be given, once, and close what they were told and is past."""
        stored = await self.bot.settings.of(guild.id)
        async with self.bot.db.read() as session:
            told = await notices.list_open(session, guild.id)
        for place in roles.chosen(stored).values():
            wrong = problem(guild, place)
            if wrong is not None and wrong.key == granting.NO_PERMISSION:
                continue  # a check tells of it once, for all roles
            if (wrong is not None) is (roles.about(place) in told):
                continue
            async with self.bot.db.begin() as session:
                await self._say_so(session, guild.id, place, wrong)

    async def _say_so(
        self, session: AsyncSession, guild_id: int, place: Place, wrong: Hindrance | None
    ) -> None:
        now = self.bot.clock.now()
        if wrong is None:
            await roles.works(session, guild_id, place, now=now)
        else:
            await roles.tell(
                session, guild_id, place, key=wrong.key, arguments=wrong.arguments, now=now
            )

    async def _word(self, rendering: Rendering) -> Action | Drop | None:
        user_id, role_id = _named(rendering.job)
        deed = await roles.find_deed(rendering.session, rendering.settings, user_id, role_id)
        if deed is None or rendering.guild is None:
            return None
        wrong = _hindrance(rendering.guild, role_id, deed)
        if wrong is not None:
            return Drop(wrong.key)
        if deed is Deed.TAKE:
            return TakeRole(user_id, role_id)
        return GrantRole(user_id, role_id, looks_first=True)

    async def _done(self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
        user_id, role_id = _named(job)
        if receipt.role is RoleNow.TAKEN:
            await roles.taken(session, job.guild_id, user_id, role_id)
        else:
            ours = receipt.role is RoleNow.GIVEN
            await roles.given(session, job.guild_id, user_id, role_id, ours=ours, now=now)

    async def _refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        user_id, role_id = _named(job)
        if refusal.code in GONE:
            await leaving.leave(session, [MemberKey(job.guild_id, user_id)], now=now)
            return True
        if refusal.code == UNKNOWN_ROLE:
            stored = await self.bot.settings.of(job.guild_id)
            await roles.gone(session, stored, role_id, now=now)
            return True
        await roles.refused(session, job.guild_id, user_id, role_id, now=now)
        return False

    async def _dropped(self, session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
        user_id, role_id = _named(job)
        stored = await self.bot.settings.of(job.guild_id)
        guild = self.bot.get_guild(job.guild_id)
        if reason == MISSING:
            await roles.gone(session, stored, role_id, now=now)
            return
        await roles.refused(session, job.guild_id, user_id, role_id, now=now)
        wrong = None if guild is None else _hindrance(guild, role_id, Deed.GIVE)
        if wrong is not None:
            await self._say_so(session, job.guild_id, Place(role_id), wrong)


def _named(job: Job) -> tuple[int, int]:
    return job.payload["user_id"], job.payload["role_id"]


def _hindrance(guild: discord.Guild, role_id: int, deed: Deed) -> Hindrance | None:
    """Why a role cannot be given, or taken; a powerful one is only not given."""
    role = guild.get_role(role_id)
    if role is None:
        return Hindrance(MISSING, {})
    return granting.obstacle(role) if deed is Deed.TAKE else granting.hindrance(role)
