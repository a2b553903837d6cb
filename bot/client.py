"""The Discord client: what it listens to, what it keeps in memory, and the parts it carries."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from sqlalchemy.ext.asyncio import AsyncSession

from bot import (
    capabilities,
    channels,
    claims,
    contact,
    notices,
    preferences,
    reconciliations,
    reporting,
    settings,
    switches,
)
from bot.admission import Admission
from bot.aligning import align
from bot.cache import GuildCache
from bot.checks import Checks
from bot.clock import Clock
from bot.components import Controls
from bot.config import Config
from bot.contact import controls
from bot.contact.digests import Digests as MemberDigests
from bot.contact.kinds import Kinds
from bot.db import Database
from bot.digests import Digests
from bot.errors import ConfigurationError, MemberError, OperatorError
from bot.interactions import Interaction, answered, arrived, explain
from bot.logs import about
from bot.meeting import Meeting
from bot.models import MemberKey
from bot.once import once
from bot.outages import ALIVE_SECONDS
from bot.reconcile import Reconciler
from bot.reports import Cause
from bot.schedules import DueRun, Schedule, Schedules
from bot.settings import TEXTS, GuildSettings
from bot.sharding import Shards
from bot.slashes import Slashes
from bot.slots import Share, Slots
from bot.stewards import is_for_stewards, require_steward
from bot.surviving import survive
from bot.switches import Switches
from bot.telling import Telling
from bot.texts import Speaker, Texts
from bot.ticks import Ticks
from bot.translating import CommandTranslator
from bot.watching import Watching
from bot.worker import Worker

log = logging.getLogger(__name__)

SCHEDULE_TICK_SECONDS = 20.0
PRUNE_SECONDS = 3600.0
RECONCILE_TICK_SECONDS = 60.0
LONGEST_WAIT_FOR_A_LIMIT = 30.0
"""Seconds that discord.py may sleep on a rate limit; some last ten minutes. What would wait longer
fails with the time to wait, which the outbox heeds (discord.py allows no less than 30)."""


def intents() -> discord.Intents:
    """What we listen to: no message content, no presences, no typing (DESIGN §2, §6)."""
    return discord.Intents(
        guilds=True,
        members=True,
        guild_reactions=True,
        guild_scheduled_events=True,
        dm_messages=True,
    )


class Tree(app_commands.CommandTree["Tenet"]):
    """Slash commands; whatever goes wrong in one is explained to the member."""

    async def interaction_check(self, interaction: Interaction) -> bool:
        arrived(interaction)
        try:
            await _admit(interaction)
        except Exception as error:  # noqa: BLE001  # discord.py would answer nothing at all
            if interaction.type is discord.InteractionType.autocomplete:
                await interaction.response.autocomplete([])
            else:
                await explain(interaction, error)
                outcome = "refused" if isinstance(error, MemberError) else "failed"
                answered(interaction, _capability(interaction), outcome)
            return False
        return True

    async def _call(self, interaction: Interaction) -> None:
        async with interaction.client.admission.of(interaction):
            await super()._call(interaction)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        original = getattr(error, "original", error)
        outcome = "refused" if isinstance(original, MemberError) else "failed"
        answered(interaction, _capability(interaction), outcome)
        with about(capability=_capability(interaction), guild_id=interaction.guild_id):
            await explain(interaction, error)


class Tenet(commands.AutoShardedBot):
    """The bot. It keeps no members and no messages: what it needs comes with each event."""

    def __init__(self, config: Config, db: Database, clock: Clock, texts: Texts) -> None:
        # Nobody speaks here; an operator need not read at every start what voice would need.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Tree,
            intents=intents(),
            shard_count=config.discord.shard_count,
            shard_ids=list(config.discord.shard_ids) if config.discord.shard_ids else None,  # type: ignore[arg-type]  # None is its default
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=1.0,
            max_ratelimit_timeout=LONGEST_WAIT_FOR_A_LIMIT,
        )
        self.config = config
        self.db = db
        self.clock = clock
        self.texts = texts
        self.settings = GuildCache(db, settings.TOPIC, settings.read)
        self.languages = GuildCache(db, preferences.TOPIC, preferences.languages)
        self.controls = Controls()
        self.controls.add(*controls.CONTROLS)
        self.contacts = Kinds()
        """The kinds of messages that members can choose about."""
        self.ticks = Ticks(clock)
        self.schedules = Schedules(
            db, failed=self._run_failed, skipped=self._run_skipped, stranded=self._stranded
        )
        self.admission = Admission()
        self.switches = Switches(db, back=lambda guild_id: self.reconciler.ask(guild_id))
        self.slashes = Slashes(self)
        """The slash commands, as Discord knows them."""
        self._is_aligned = False
        slots = Slots(config.deliveries.requests_per_second)
        shards = _shards(config)
        self.deliveries = Worker(
            self,
            hold=timedelta(seconds=config.deliveries.claim_seconds),
            slots=slots,
            dm_spacing=timedelta(seconds=config.deliveries.dm_every_seconds / shards.share),
        )
        self.telling = Telling()
        self.digests = Digests()
        """Who contributes to the stewards' digest."""
        self.deliveries.register(notices.DELIVERY, self.telling.renderer())
        self.member_digests = MemberDigests(self)
        self.member_digests.register()
        share = config.reconcile.share * config.deliveries.requests_per_second
        self.started_at = clock.now()
        self.reconciler = Reconciler(
            self,
            slots=Share(slots, share),
            every=timedelta(hours=config.reconcile.every_hours),
        )
        reporting.register(self)
        self.checks = Checks(self)
        """What may be wrong in a server; each capability brings its part."""
        self.watching = Watching(self)
        self.fatal: OperatorError | None = None
        self.gave_up = asyncio.Event()
        """Set with `fatal`; whoever runs the client stops it in order then."""
        self.meeting = Meeting(self)
        self.guilds_met = self.meeting.finished
        """Set while no server waits to be met; for those who must not be early."""
        self.deliveries.shards = self.schedules.shards = shards
        self._listen_closely()
        survive(self._connection.parsers, self.reconciler.ask)

    async def setup_hook(self) -> None:
        """Load every capability and start the parts; called once, after login."""
        await self.tree.set_translator(CommandTranslator(self.texts))
        for cog in capabilities.cogs():
            await cog.setup(self)  # not as extensions: closing would unload them for everybody
        self.watching.start()
        await self.slashes.start()
        self.ticks.add("schedules", self._schedules_tick, seconds=SCHEDULE_TICK_SECONDS)
        self.ticks.add("prune", self._prune_tick, seconds=PRUNE_SECONDS)
        self.ticks.add("alive", self.reconciler.outages.note_alive, seconds=ALIVE_SECONDS)
        self.ticks.add("reconcile", self._reconcile_tick, seconds=RECONCILE_TICK_SECONDS)
        await self.deliveries.start(only_process=self.config.discord.shard_ids is None)
        await self.reconciler.start()
        self.ticks.start()

    def is_connected(self) -> bool:
        """Whether every shard of this process has its connection; discord.py stays "ready"."""
        connected = [not shard.is_closed() for shard in self.shards.values()]
        return self.is_ready() and not self.is_closed() and all(connected)

    async def speaker_to(self, member: MemberKey, locale: str | None) -> Speaker:
        """Who speaks to a member in private, in the words of their community.

        Args:
            locale: What their Discord is set to, as far as it is known here; otherwise it is what
                was heard of it last. The language they chose goes before it, the server's comes
                last.
        """
        chosen = (await self.languages.of(member.guild_id)).get(member.user_id)
        if chosen is None and locale is None:
            async with self.db.read() as session:
                locale = await preferences.heard(session, member)
        settings = await self.settings.of(member.guild_id)
        return self.speaker(
            settings, self.texts.choose(chosen or locale, otherwise=settings.language)
        )

    def speaker(self, settings: GuildSettings, language: str) -> Speaker:
        """Who speaks a language in a community; its own wording is in the server's language."""
        own = settings.get(TEXTS) if self.texts.choose(language) == settings.language else None
        return self.texts.speak(language, own)

    def give_up(self, reason: str | OperatorError) -> None:
        """Stop the process for something only the operator can mend."""
        if self.fatal is None:
            self.fatal = ConfigurationError(reason) if isinstance(reason, str) else reason
            self.gave_up.set()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Buttons, selects and forms; slash commands are the tree's."""
        if interaction.type in {
            discord.InteractionType.component,
            discord.InteractionType.modal_submit,
        }:
            await self.controls.dispatch(interaction)

    async def on_app_command_completion(
        self, interaction: Interaction, command: app_commands.Command[Any, ..., Any]
    ) -> None:
        """Count how long the actor waited."""
        answered(interaction, _capability(interaction), "ok")

    async def on_message(self, message: discord.Message) -> None:
        """There are no prefix commands; a wish to stop in a DM is all that anybody listens for."""

    async def on_error(self, event_method: str, *args: Any, **kwargs: Any) -> None:
        """A listener failed: that is a mistake of ours."""
        log.error("the listener %s failed", event_method, exc_info=sys.exc_info())

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A server has removed us; its grace period begins."""
        self.meeting.missed(guild.id)

    def hear(self, event: str, take: Callable[[Any], None], *, alone: bool = False) -> None:
        """Have `take` told of a gateway event as it came, and in the order in which events came.

        Listeners are told in tasks of their own, and with objects that take longer to make than
        what a storm of reactions leaves for each.

        Args:
            take: Given the event's data; it must not take long.
            alone: Keep the event from discord.py: no listener hears of it then.
        """

        def heard(data: Any) -> None:
            try:
                take(data)
            except Exception:  # outermost: what escapes from here would end the connection
                log.exception("%s could not be taken in", event)

        if alone:
            self._connection.parsers[event] = heard
        else:
            self._after_parsing(event, heard)

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """A server is in an outage of its own."""
        self.reconciler.outages.went(guild.id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A connection is gone."""
        await self.reconciler.outages.lost(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A connection is back, and has told everything that happened meanwhile."""
        self.reconciler.outages.resumed(shard_id)

    def _listen_closely(self) -> None:
        """Hear three events that discord.py keeps back, and each interaction once.

        An update of a member it has not cached, which is everybody: without `raw_member_update`
        nobody would ever be seen to pass screening. And a server's GUILD_CREATE, which it reports
        only once all servers are there; it begins every session that missed something, and every
        return of a server from an outage, so it is when we look. And READY with its list of
        servers, on which those that removed us meanwhile are missing.
        """
        self._after_parsing(
            "GUILD_MEMBER_UPDATE", lambda data: self.dispatch("raw_member_update", data)
        )
        self._after_parsing("GUILD_CREATE", self._guild_create)
        parsers = self._connection.parsers
        parsers["INTERACTION_CREATE"] = once(parsers["INTERACTION_CREATE"])
        self._after_parsing("READY", self._session_began)

    def _after_parsing(self, event: str, then: Callable[[Any], None]) -> None:
        parsers = self._connection.parsers
        parse = parsers[event]

        def parse_and_tell(data: Any) -> None:
            parse(data)
            then(data)

        parsers[event] = parse_and_tell

    def _guild_create(self, data: Any) -> None:
        if not data.get("unavailable"):
            guild_id = int(data["id"])
            self.meeting.met(guild_id, *self.reconciler.outages.came(guild_id))

    def _session_began(self, data: Any) -> None:
        guild_ids = [int(guild["id"]) for guild in data["guilds"]]
        number, count = data["shard"]
        self.reconciler.outages.began(number, count, guild_ids)
        self.dispatch("raw_ready", data)

    async def on_raw_ready(self, data: dict[str, Any]) -> None:
        """A shard has begun a new session; servers it does not show have removed us."""
        number, count = data["shard"]
        present = {int(guild["id"]) for guild in data["guilds"]}
        for guild in self.guilds:
            if guild.shard_id == number and guild.id not in present:
                self._connection._remove_guild(guild)  # discord.py keeps it
        await self.meeting.began(Shards(count, (number,)), present)
        await self.reconciler.outages.note_alive()

    async def _schedules_tick(self) -> None:
        if not self._is_aligned:
            await align(self.db, self.schedules, self.clock.now())
            self._is_aligned = True
        await self.schedules.tick(self.clock.now())
        next_at = await self.schedules.next_at()
        if next_at is not None:
            seconds = (next_at - self.clock.now()).total_seconds()
            if seconds < SCHEDULE_TICK_SECONDS:
                self.ticks.once("schedules", seconds=seconds)

    async def _prune_tick(self) -> None:
        now, pruned = self.clock.now(), claims.PRUNE_AT_ONCE
        async with self.db.begin() as session:
            await notices.prune(session, now=now)
            await contact.prune(session, now=now)
            await channels.prune(session, now=now)
            await self.member_digests.expire(session, now=now)
            await reconciliations.prune(session, now=now)
        while pruned == claims.PRUNE_AT_ONCE:
            async with self.db.begin() as session:
                pruned = await claims.prune(session, now=now)

    async def _reconcile_tick(self) -> None:
        if not self.reconciler.is_time():
            return
        for guild in self.guilds:
            if not guild.unavailable:
                self.meeting.met(guild.id, Cause.CLOCK)
        await self.slashes.look_after()

    async def _run_failed(self, session: AsyncSession, run: DueRun, error: BaseException) -> None:
        log.error(
            "the run of %s %d failed",
            run.kind,
            run.subject_id,
            exc_info=error,
            extra={"guild_id": run.guild_id},
        )
        await notices.open_notice(
            session,
            f"bug:{run.kind}",
            guild_id=run.guild_id,
            text_key="notice-bug",
            now=self.clock.now(),
            what=run.kind,
        )

    async def _run_skipped(self, session: AsyncSession, run: DueRun, now: datetime) -> None:
        await notices.open_notice(
            session,
            f"skipped:{run.kind}:{run.id}",
            guild_id=run.guild_id,
            text_key="notice-run-skipped",
            now=now,
            what=run.kind.replace(".", "-"),
            name=await self.schedules.name_of(session, run.kind, run.subject_id) or "none",
            due=discord.utils.format_dt(run.due_at, "f"),
        )

    async def _stranded(self, session: AsyncSession, schedule: Schedule, now: datetime) -> None:
        await notices.open_notice(
            session,
            f"zone:{schedule.zone}",
            guild_id=schedule.guild_id,
            text_key="notice-zone-gone",
            now=now,
            what=schedule.kind,
            zone=schedule.zone,
        )


def _shards(config: Config) -> Shards:
    if config.discord.shard_count is None or config.discord.shard_ids is None:
        return Shards(1, (0,))
    return Shards(config.discord.shard_count, config.discord.shard_ids)


async def _admit(interaction: Interaction) -> None:
    """Let a command be run, or its options be looked up, where and by whom it may.

    Raises:
        SwitchedOff: Discord goes on showing a command for a while after it was taken away.
        NotASteward: It is for stewards, whatever a server's own permissions for it say.
    """
    if interaction.guild_id is not None:
        settings = await interaction.client.settings.of(interaction.guild_id)
        if not switches.is_on(settings, _capability(interaction)):
            raise switches.SwitchedOff
    if is_for_stewards(interaction.command):
        await require_steward(interaction)


def _capability(interaction: Interaction) -> str:
    """The capability a slash command belongs to."""
    module = getattr(interaction.command, "module", None) or "unknown"
    parts = module.split(".")
    return parts[1] if parts[0] == "cogs" and len(parts) > 1 else "unknown"
