"""Who leaves and returns, seen or unseen, and what is erased when the grace period is over."""

from __future__ import annotations

import asyncio
import io
import logging
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot import facts
from bot.client import Tenet
from bot.components import Control, rows, shorten
from bot.departures import Departures
from bot.errors import MemberError
from bot.interactions import Interaction, answer, defer
from bot.models import GRACE, MemberKey
from bot.moving import taking
from bot.presence import find_members
from bot.texts import Speaker
from cogs.privacy.service import leaving, servers

log = logging.getLogger(__name__)

LOOK_SECONDS = 3600.0
EVERY = timedelta(days=1)
"""How often it is looked who has left unseen."""

FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)

MOST_OFFERED = 5
"""Servers in one answer."""

TAKE = Control("privacy:take:{guild}")


class NotYours(MemberError):
    """Only the owner of a server takes along what is stored of all of it."""

    key = "privacy-take-not-yours"


class TooLarge(MemberError):
    """Discord takes no file of this size."""

    key = "privacy-take-too-large"


class Leaving:
    """Notes who leaves, and erases who has been gone for long."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._gone = Departures(bot, leaving.leave)
        self._back = Departures(bot, _come_back)

    def register(self) -> None:
        """Hear of comings and goings, and look after them."""
        bot = self._bot
        bot.hear("GUILD_MEMBER_REMOVE", lambda data: self._gone.note(_key(data)))
        bot.hear("GUILD_MEMBER_ADD", lambda data: self._back.note(_key(data)))
        bot.add_listener(self._removed, "on_guild_remove")
        bot.add_listener(self._removed_unseen, "on_removed_unseen")
        bot.ticks.add("privacy.look", self.look, seconds=LOOK_SECONDS)
        bot.ticks.add("privacy.purge", self.purge, seconds=LOOK_SECONDS)

    async def finish(self) -> None:
        """Write what is noted."""
        await self._gone.finish()
        await self._back.finish()

    async def look(self) -> None:
        """Once a day: who has left while nobody told us?"""
        bot, now = self._bot, self._bot.clock.now()
        for guild in list(bot.guilds):
            key = f"checked:{guild.id}"
            async with bot.db.read() as session:
                last = await facts.get(session, key)
                if last is not None and now.timestamp() - float(last) < EVERY.total_seconds():
                    continue
                stored = await leaving.list_present(session, guild.id)
            if guild.unavailable:
                continue
            try:
                present = await find_members(guild, stored)
            except FAILURES as error:
                log.warning("who is still here could not be asked: %s", error)
                continue
            gone = [MemberKey(guild.id, one) for one in stored if one not in present]
            async with bot.db.begin() as session:
                await leaving.leave(session, gone, now)
                await facts.put(session, key, str(now.timestamp()))

    async def purge(self) -> None:
        """Erase who has been gone for longer than the grace period, people and servers.

        Only what this process sees, and only while it sees it: who has come back unseen, and the
        servers of another process, look as if they were gone.
        """
        bot, now = self._bot, self._bot.clock.now()
        if not bot.is_connected() or not bot.guilds_met.is_set():
            return
        shards = bot.deliveries.shards
        async with bot.db.read() as session:
            members = await leaving.list_overdue(session, shards, now=now)
            guild_ids = await servers.list_overdue(session, shards, now=now)
            returned = await servers.list_returned(session)
        for guild_id in returned:
            async with bot.db.begin() as session:
                await servers.forget_owner(session, guild_id)
        for member in members:
            try:
                is_back = await self._is_here(member)
            except FAILURES as error:
                log.warning("who is still here could not be asked: %s", error)
                continue
            async with bot.db.begin() as session:
                if is_back:
                    await leaving.come_back(session, [member])
                else:
                    await leaving.purge(session, member)
        for guild_id in guild_ids:
            if bot.get_guild(guild_id) is not None:
                continue
            async with bot.db.begin() as session:
                await servers.purge(session, guild_id)
            log.info("everything about a server that removed us is erased")
        if members or guild_ids:
            await bot.db.scrub()

    async def _is_here(self, member: MemberKey) -> bool:
        guild = self._bot.get_guild(member.guild_id)
        return guild is not None and bool(await find_members(guild, [member.user_id]))

    async def _removed(self, guild: discord.Guild) -> None:
        """Offer the owner what is stored, and tell the operator how long it will be.

        Not by the outbox: what is in it waits for its server, and this one is gone. It is tried
        once; mostly Discord lets nobody be written to without a server in common.
        """
        bot = self._bot
        until = self._tell(guild.id)
        if guild.owner_id is None:
            return
        async with bot.db.begin() as session:
            await servers.remember_owner(session, guild.id, guild.owner_id)
        settings = await bot.settings.of(guild.id)
        say = bot.speaker(settings, settings.language)
        text, view = offered([servers.Owned(guild.id, until)], {guild.id: guild.name}, say)
        assert view is not None
        try:
            owner = await bot.fetch_user(guild.owner_id)
            await owner.send(text, view=view)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as refusal:
            log.info("the owner could not be offered it: %s", refusal)

    async def _removed_unseen(self, guild_id: int) -> None:
        """It removed us while we were away, and does not tell any more who owns it."""
        self._tell(guild_id)

    def _tell(self, guild_id: int) -> datetime:
        until = self._bot.clock.now() + GRACE
        log.warning(
            "a server has removed me; what is stored of it is erased after %s. "
            "`tenet export --guild %d --to FILE` takes it along before.",
            f"{until:%d %B %Y}",
            guild_id,
        )
        return until


def offered(
    owned: Sequence[servers.Owned], names: Mapping[int, str], say: Speaker
) -> tuple[str | None, discord.ui.View | None]:
    """What owners of servers that removed us can take along, and the button for each."""
    lines, buttons = [], []
    for one in owned[:MOST_OFFERED]:
        name = names.get(one.guild_id, str(one.guild_id))
        server, until = escape_markdown(name), discord.utils.format_dt(one.until, "D")
        lines.append(say("privacy-server-left", server=server, until=until))
        label = say("privacy-take") if len(owned) == 1 else f"{say('privacy-take')}: {name}"
        buttons.append(TAKE.button(shorten(label, 80), guild=one.guild_id))
    return "\n".join(lines) or None, rows(*buttons)


@TAKE.handles
async def take(interaction: Interaction, *, guild: int) -> None:
    """Hand the owner everything that is stored of the server that removed us."""
    bot = interaction.client
    async with bot.db.read() as session:
        if await servers.find_owner(session, guild) != interaction.user.id:
            raise NotYours
    await defer(interaction)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "server.tenet"
        await taking.export(bot.config, guild, path, now=bot.clock.now())
        content = await asyncio.to_thread(path.read_bytes)
    if len(content) > interaction.filesize_limit:
        raise TooLarge(guild=str(guild))
    say = bot.texts.speak(bot.texts.choose(str(interaction.locale)))
    file = discord.File(io.BytesIO(content), filename=f"tenet-{guild}.jsonl")
    await answer(interaction, say("privacy-taken"), file=file)


async def _come_back(session: AsyncSession, members: Sequence[MemberKey], now: datetime) -> None:
    await leaving.come_back(session, members)


def _key(data: dict[str, Any]) -> MemberKey:
    return MemberKey(int(data["guild_id"]), int(data["user"]["id"]))
