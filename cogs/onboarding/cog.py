"""/onboarding, the Start button, and the buttons of the conversation."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import Content, Post, missing_permissions
from bot.cache import GuildCache
from bot.client import Tenet
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, member_key, speaker, update
from bot.models import MemberKey
from bot.places import find_channel, find_role
from bot.settings import ONBOARDED_ROLE, WELCOME_CHANNEL, Place
from bot.stewards import require_steward
from cogs.charter import service as charter
from cogs.onboarding import jobs, views
from cogs.onboarding.models import Where
from cogs.onboarding.sending import Sending, around
from cogs.onboarding.service import journeys, welcome
from cogs.onboarding.service.journeys import Press, Spot
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.welcome import ENABLED

PURGE_SECONDS = 6 * 3600.0


class NoWelcomeChannel(MemberError):
    """Nobody has said where newcomers are welcomed."""

    key = "onboarding-no-welcome-channel"


class CannotPostThere(MemberError):
    """The bot lacks permissions in the channel."""

    key = "onboarding-cannot-post-there"


class OnboardingCog(commands.Cog):
    """A newcomer's conversation."""

    onboarding = app_commands.Group(
        name="onboarding", description="Get to know what we stand for", guild_only=True
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot
        self.charters = GuildCache(bot.db, charter.TOPIC, charter.get_charter)
        self.departures = jobs.Departures(bot)
        self.screening = jobs.Screening(bot)
        self.comparison = jobs.Comparison(bot)

    async def cog_unload(self) -> None:
        """Write what is noted in memory."""
        await self.drained()

    async def drained(self) -> None:
        """Return once every departure taken in has been committed."""
        await self.departures.finish()

    @onboarding.command(name="start")
    async def start(self, interaction: Interaction) -> None:
        """Begin the conversation about what we stand for, or go on where you left it."""
        await _start(interaction, source="command")

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
    async def on_raw_member_update(self, data: dict[str, Any]) -> None:
        """Somebody may have passed the server's screening."""
        if data.get("pending") is False:
            member = MemberKey(int(data["guild_id"]), int(data["user"]["id"]))
            await self.screening.passed(member)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Somebody left."""
        self.departures.note(MemberKey(payload.guild_id, payload.user.id))


async def _start(interaction: Interaction, *, source: str) -> None:
    bot, member = interaction.client, member_key(interaction)
    is_pending = isinstance(interaction.user, discord.Member) and interaction.user.pending
    role_id = await _role_id(bot, member.guild_id)
    settings = await bot.settings.of(member.guild_id)
    text = await cast("OnboardingCog", bot.cogs["OnboardingCog"]).charters.of(member.guild_id)
    async with bot.db.begin() as session:
        started = await journeys.start(
            session,
            member,
            is_on=settings.get(ENABLED),
            text=text,
            is_pending=is_pending,
            locale=str(interaction.locale),
            source=source,
            role_id=role_id,
            now=bot.clock.now(),
        )
    say = await speaker(interaction)
    shown = views.answer(started, say, around(interaction.guild, settings, say))
    await answer(interaction, shown.text, embed=shown.embed, view=shown.view)


@views.START.handles
async def _press_start(interaction: Interaction) -> None:
    await _start(interaction, source="button")


@views.HERE.handles
async def _go_on_here(interaction: Interaction, *, journey: int) -> None:
    bot = interaction.client
    async with bot.db.begin() as session:
        scene = await journeys.take_here(
            session,
            journey,
            interaction.user.id,
            locale=str(interaction.locale),
            now=bot.clock.now(),
        )
    await _show(interaction, scene)


async def _press(interaction: Interaction, what: Press, *, journey: int, turn: int) -> None:
    """Save what was pressed, then show the journey as it is now in the same message."""
    bot = interaction.client
    async with bot.db.read() as session:
        guild_id = await journeys.find_guild(session, journey)
    if guild_id is None:
        raise journeys.NoJourney
    role_id = await _role_id(bot, guild_id)
    async with bot.db.begin() as session:
        scene = await journeys.press(
            session,
            journey,
            interaction.user.id,
            what,
            turn=turn,
            locale=str(interaction.locale),
            spot=_spot(interaction),
            role_id=role_id,
            now=bot.clock.now(),
        )
    await _show(interaction, scene)


for _what, _control in views.PRESSES.items():
    _control.handles(partial(_press, what=_what))


async def _show(interaction: Interaction, scene: Scene) -> None:
    """Make the pressed message show a journey; in a DM the journey knows the server."""
    bot, guild_id = interaction.client, scene.member.guild_id
    settings = await bot.settings.of(guild_id)
    say = await speaker(interaction, guild_id=guild_id)
    shown = views.scene(scene, say, around(bot.get_guild(guild_id), settings, say))
    await update(interaction, shown.text, embed=shown.embed, view=shown.view)


def _spot(interaction: Interaction) -> Spot | None:
    message = interaction.message
    if message is None or message.flags.ephemeral:
        return None
    place = Where.DM if interaction.guild_id is None else Where.THREAD
    return Spot(place, message.channel.id, message.id)


async def _role_id(bot: Tenet, guild_id: int) -> int | None:
    """The role that finishing gives. A number stands for itself: Discord knows if it is there."""
    named = (await bot.settings.of(guild_id)).place(ONBOARDED_ROLE)
    guild = bot.get_guild(guild_id)
    role = None if guild is None else find_role(guild, named)
    if role is not None:
        return role.id
    return named.id if named is not None else None


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    bot.controls.add(views.START, views.HERE, *views.PRESSES.values())
    Sending(bot).register()
    cog = OnboardingCog(bot)
    bot.reconciler.register("onboarding", cog.comparison.compare)
    bot.ticks.add("onboarding.purge", partial(jobs.purge, bot), seconds=PURGE_SECONDS)
    await bot.add_cog(cog)
