"""The slash commands on Discord: uploaded when they differ from what was uploaded last.

Discord shows a global command in every server, and lets nobody hide it in one. So the commands of a
capability are global as long as no server has switched it off; from then on they are commands of
each server in which it is on. Few servers switch anything, and a start without news uploads none.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import facts
from bot.tasks import cancel

if TYPE_CHECKING:
    from bot.client import Tenet

    Slash = app_commands.Command[Any, ..., Any] | app_commands.Group

log = logging.getLogger(__name__)

RETRY_SECONDS = 30.0
UNKNOWN = "?"
"""The digest of what somebody else has uploaded."""
FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError, SQLAlchemyError)


class Slashes:
    """Keeps the commands on Discord as they should be, globally and in each server."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._texts = ""
        self._ids: dict[tuple[int, str], int] = {}
        """By server, or 0 for everywhere, and name."""
        self._digests: dict[int, str] = {}
        """What was uploaded last, by server, or 0 for everywhere."""
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._settled = asyncio.Event()
        self._aligning = asyncio.Lock()

    async def start(self) -> None:
        """Upload what is for everywhere, and begin to look after the rest; once, after login."""
        bot = self._bot
        files = sorted(bot.texts.folder.glob("*/commands.ftl"))
        self._texts = "".join(file.read_text("utf-8") for file in files)
        await self._recall()
        await bot.switches.read()
        await self._align_everywhere()
        bot.add_listener(self._joined, "on_guild_join")
        self._task = asyncio.create_task(self._run(), name="slash commands")

    async def stop(self) -> None:
        """Upload nothing more; the next start goes on."""
        if self._task is not None:
            await cancel(self._task)

    def mention(self, name: str, guild_id: int | None = None) -> str:
        """A command as a message shows it, to be clicked: `</pledge make:123>`.

        Args:
            name: With its groups, as it stands in the code: `pledge make`.
        """
        first = name.partition(" ")[0]
        found = self._ids.get((guild_id or 0, first)) or self._ids.get((0, first))
        return f"`/{name}`" if found is None else f"</{name}:{found}>"

    async def settled(self) -> None:
        """Return once Discord has what it should have."""
        await self._bot.switches.settled()
        await asyncio.sleep(0)  # let the switches be heard of
        await self._settled.wait()

    async def look_after(self) -> None:
        """Upload again what something else has changed on Discord."""
        await self._bot.switches.read()
        for guild_id in list(self._digests):
            wanted = {command.name for command in self._wanted(guild_id)}
            there = {command["name"] for command in await self._fetch(guild_id)}
            if there != wanted:
                log.warning("the slash commands on Discord are not ours any more; uploading them")
                self._digests[guild_id] = UNKNOWN
        await self._align()

    def _wake(self) -> None:
        self._settled.clear()
        self._news.set()

    async def _joined(self, guild: discord.Guild) -> None:
        self._wake()

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        switched = asyncio.create_task(self._hear_of_switches(), name="slash commands' switches")
        try:
            while True:
                self._news.clear()
                try:
                    await self._align()
                except FAILURES as error:
                    log.warning("the slash commands could not be uploaded: %s", error)
                    self._wake()
                    await asyncio.sleep(RETRY_SECONDS)
                    continue
                if not self._news.is_set():
                    self._settled.set()
                await self._news.wait()
        finally:
            await cancel(switched)

    async def _hear_of_switches(self) -> None:
        while True:
            await self._bot.switches.changed()
            self._wake()

    async def _align(self) -> None:
        """Add before taking away: for a moment a command is there twice rather than not at all."""
        async with self._aligning:
            if self._is_shrinking():
                await self._align_servers()
                await self._align_everywhere()
            else:
                await self._align_everywhere()
                await self._align_servers()

    def _is_shrinking(self) -> bool:
        wanted = {command.name for command in self._wanted(0)}
        return any(name not in wanted for scope, name in self._ids if scope == 0)

    async def _align_everywhere(self) -> None:
        await self._align_one(0)

    async def _align_servers(self) -> None:
        for guild in list(self._bot.guilds):
            if guild.unavailable:
                continue
            try:
                await self._align_one(guild.id)
            except discord.Forbidden as error:  # invited without the scope applications.commands
                log.warning(
                    "this server lets us show no commands of its own: %s",
                    error,
                    extra={"guild_id": guild.id},
                )

    async def _align_one(self, guild_id: int) -> None:
        """Upload the commands of one scope if they differ from what was uploaded last."""
        commands = self._wanted(guild_id)
        digest = self._digest(commands) if commands else ""
        if digest == self._digests.get(guild_id, ""):
            return
        tree, application_id = self._bot.tree, self._bot.application_id
        translator = tree.translator
        assert translator is not None
        assert application_id is not None
        payload = [await one.get_translated_payload(tree, translator) for one in commands]
        http = self._bot.http
        if guild_id:
            made = await http.bulk_upsert_guild_commands(application_id, guild_id, payload)
        else:
            made = await http.bulk_upsert_global_commands(application_id, payload)
        ids = {command["name"]: int(command["id"]) for command in made}
        async with self._bot.db.begin() as session:
            await self._remember(session, guild_id, digest, ids)
        self._digests[guild_id] = digest
        for key in [key for key in self._ids if key[0] == guild_id]:
            del self._ids[key]
        self._ids |= {(guild_id, name): id_ for name, id_ in ids.items()}

    def _wanted(self, guild_id: int) -> list[Slash]:
        """What a server should have of its own, or everybody for 0."""
        off = self._bot.switches.off
        moved = frozenset().union(*off.values())
        resting = off.get(guild_id, frozenset())
        return [
            command
            for command in self._bot.tree.get_commands()
            if isinstance(command, app_commands.Command | app_commands.Group)
            and (
                _capability(command) in moved - resting
                if guild_id
                else _capability(command) not in moved
            )
        ]

    async def _fetch(self, guild_id: int) -> Sequence[Any]:
        application_id, http = self._bot.application_id, self._bot.http
        assert application_id is not None
        if guild_id:
            if self._bot.get_guild(guild_id) is None:
                return ()
            return await http.get_guild_commands(application_id, guild_id)
        return await http.get_global_commands(application_id)

    def _digest(self, commands: Iterable[Slash]) -> str:
        described = [command.to_dict(self._bot.tree) for command in commands]
        text = json.dumps([described, self._texts], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    async def _recall(self) -> None:
        prefix = self._key("")
        async with self._bot.db.read() as session:
            known = await facts.starting_with(session, prefix)
        for key, value in known.items():
            scope, _, name = key.removeprefix(prefix).partition(":")
            if name:
                self._ids[int(scope), name] = int(value)
            else:
                self._digests[int(scope)] = value

    async def _remember(
        self, session: AsyncSession, guild_id: int, digest: str, ids: dict[str, int]
    ) -> None:
        below = {name: str(id_) for name, id_ in ids.items()}
        await facts.put_anew(session, self._key(f"{guild_id}"), below)
        if digest:
            await facts.put(session, self._key(f"{guild_id}"), digest)

    def _key(self, rest: str) -> str:
        return f"slashes:{self._bot.application_id}:{rest}"


def _capability(command: Slash) -> str:
    """The capability that a command belongs to, by where its code stands."""
    leaf: Any = command
    if isinstance(command, app_commands.Group):
        leaf = next(
            each for each in command.walk_commands() if isinstance(each, app_commands.Command)
        )
    return str(leaf.module).split(".")[1]
