"""/onboarding, and what the conversation hears from Discord."""

from __future__ import annotations

from functools import partial
from typing import Any

import discord
from babel import Locale
from discord import app_commands
from discord.ext import commands

from bot.actions import Content, Post, missing_permissions
from bot.cache import GuildCache
from bot.client import Tenet
from bot.departures import Departures
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker
from bot.models import MemberKey
from bot.places import find_channel
from bot.settings import WELCOME_CHANNEL, Place
from bot.stewards import for_stewards, require_steward
from bot.texts import LOCALES
from cogs.onboarding import (
    answering,
    checking,
    configuring,
    funnel,
    jobs,
    pressing,
    previewing,
    reaching,
    reading,
    stuck,
    views,
)
from cogs.onboarding.arrivals import Arrivals
from cogs.onboarding.sending import Sending
from cogs.onboarding.service import leaving, places, records, steps, welcome
from cogs.onboarding.service.kinds import KINDS
from cogs.onboarding.service.weekly import weekly_lines
from cogs.onboarding.unasked import Unasked

PURGE_SECONDS = 6 * 3600.0
RUSH_SECONDS = 20.0

LANGUAGES = tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))
"""The languages that can be spoken, by their tags."""


class NoWelcomeChannel(MemberError):
    """Nobody has said where newcomers are welcomed."""

    key = "onboarding-no-welcome-channel"


class CannotPostThere(MemberError):
    """The bot lacks permissions in the channel."""

    key = "onboarding-cannot-post-there"


def _own_name(tag: str) -> str:
    """What a language calls itself."""
    return (Locale.parse(tag).get_display_name(tag) or tag).capitalize()


class OnboardingCog(commands.Cog):
    """A newcomer's conversation."""

    onboarding = app_commands.Group(
        name="onboarding", description="Get to know what we stand for", guild_only=True
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot
        self.plans = GuildCache(bot.db, steps.TOPICS, steps.read_plan)
        self.departures = Departures(bot, leaving.leave)
        self.arrivals = Arrivals(bot)
        self.comparison = jobs.Comparison(bot)

    async def cog_unload(self) -> None:
        """Write what is noted in memory."""
        await self.drained()

    async def drained(self) -> None:
        """Return once everything that was taken in has been committed."""
        await self.departures.finish()
        await self.arrivals.finish()

    @onboarding.command(name="start")
    async def start(self, interaction: Interaction) -> None:
        """Begin the conversation about what we stand for, or go on where you left it."""
        await pressing.start(interaction, source="command")

    @for_stewards
    @onboarding.command(name="post")
    async def post(
        self, interaction: Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        """For stewards: post the welcome with its Start button.

        Args:
            channel: Where newcomers are welcomed from now on; left out, where they are now.
        """
        await require_steward(interaction)
        guild_id = guild_id_of(interaction)
        settings = await self.bot.settings.of(guild_id)
        if channel is None and interaction.guild is not None:
            channel = find_channel(interaction.guild, settings.place(WELCOME_CHANNEL))
        if channel is None:
            raise NoWelcomeChannel
        missing = missing_permissions(self.bot, guild_id, Post(channel.id, Content()))
        if missing:
            raise CannotPostThere(channel=channel.mention, missing=", ".join(missing))
        async with self.bot.db.begin() as session:
            await welcome.post_in(
                session,
                guild_id,
                channel=Place(channel.id, channel.name),
                actor_id=interaction.user.id,
                now=self.bot.clock.now(),
            )
        say = await speaker(interaction)
        await answer(interaction, say("onboarding-posting", channel=channel.mention))

    @for_stewards
    @onboarding.command(name="reflections")
    async def reflections(self, interaction: Interaction) -> None:
        """For stewards: read what newcomers wrote about what brings them here."""
        await reading.show(interaction)

    @for_stewards
    @onboarding.command(name="funnel")
    async def funnel(
        self, interaction: Interaction, weeks: app_commands.Range[int, 1, 52] = 8
    ) -> None:
        """For stewards: how far newcomers come, step by step.

        Args:
            weeks: How many weeks back, this one included; 8 if left out.
        """
        await funnel.show(interaction, weeks=weeks)

    @for_stewards
    @onboarding.command(name="stuck")
    async def stuck(
        self, interaction: Interaction, hours: app_commands.Range[int, 1, 720] | None = None
    ) -> None:
        """For stewards: who has been between two steps for long, and a hand for them.

        Args:
            hours: After how many hours; left out, what is set for this server.
        """
        await stuck.show(interaction, hours=hours)

    @for_stewards
    @onboarding.command(name="preview")
    @app_commands.choices(
        language=[app_commands.Choice(name=_own_name(tag), value=tag) for tag in LANGUAGES]
    )
    async def preview(self, interaction: Interaction, language: str | None = None) -> None:
        """For stewards: walk through it as a newcomer would; nothing is stored.

        Args:
            language: In which language; left out, in yours.
        """
        await previewing.show(interaction, language=language)

    @for_stewards
    @onboarding.command(name="configure")
    async def configure(self, interaction: Interaction) -> None:
        """For stewards: set up steps, roles, channels and more."""
        await configuring.show(interaction)

    @commands.Cog.listener()
    async def on_community_seeded(self, guild_id: int) -> None:
        """A server was just taken over from the file: see that there is a place to welcome in."""
        guild = self.bot.get_guild(guild_id)
        if guild is not None:
            await self.comparison.look_after_post(guild)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """It may have been the welcome channel."""
        self.bot.reconciler.ask(channel.guild.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A conversation may have been held in it."""
        thread, me = payload.thread, self.bot.user
        if thread is None or me is None or thread.owner_id == me.id:
            async with self.bot.db.begin() as session:
                await places.lose_thread(session, payload.guild_id, payload.thread_id)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Somebody is new; nobody has asked for anything yet."""
        self.arrivals.joined(member)

    @commands.Cog.listener()
    async def on_raw_member_update(self, data: dict[str, Any]) -> None:
        """Somebody may have passed the server's screening, or Discord's own onboarding."""
        self.arrivals.changed(data)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Somebody left."""
        self.departures.note(MemberKey(payload.guild_id, payload.user.id))


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    bot.contacts.register(*KINDS)
    bot.controls.add(views.START, views.HERE, views.AGAIN, views.LANGUAGE, *views.PRESSES.values())
    bot.controls.add(*reaching.CONTROLS, *answering.CONTROLS, reading.PAGES)
    bot.controls.add(*configuring.CONTROLS, *stuck.CONTROLS, *previewing.CONTROLS)
    Sending(bot).register()
    bot.checks.add("onboarding", checking.look)
    stuck.Hand(bot).register()
    Unasked(bot).register()
    cog = OnboardingCog(bot)
    bot.reconciler.register("onboarding", cog.comparison.compare, concerns=records.list_servers)
    bot.ticks.add("onboarding.rushes", cog.arrivals.look_at_rushes, seconds=RUSH_SECONDS)
    bot.ticks.add("onboarding.purge", partial(jobs.purge, bot), seconds=PURGE_SECONDS)
    bot.digests.add("onboarding", weekly_lines)
    await bot.add_cog(cog)
