"""What a conversation is shown with: the server's plan, and what the words mention around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import discord

from bot.client import Tenet
from bot.interactions import Interaction, speaker, update
from bot.places import find_channel, find_role
from bot.settings import HELLO_CHANNEL, PLEDGES_CHANNEL, GuildSettings
from bot.texts import Speaker
from cogs.onboarding import views
from cogs.onboarding.models import Where
from cogs.onboarding.service import journeys, records, roles
from cogs.onboarding.service.journeys import Spot
from cogs.onboarding.service.roles import Named
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.steps import Plan

if TYPE_CHECKING:
    from cogs.onboarding.cog import OnboardingCog


async def plan_of(bot: Tenet, guild_id: int) -> Plan:
    """What there is to talk about on a server; no query as long as nobody changes it.

    Raises:
        NoCharter: There is nothing.
    """
    return await cast("OnboardingCog", bot.cogs["OnboardingCog"]).plans.of(guild_id)


async def plan_for(interaction: Interaction, journey_id: int) -> Plan:
    """The plan of the server that a journey belongs to; a press in a DM does not say which.

    Raises:
        NoJourney: It was erased.
    """
    bot, guild_id = interaction.client, interaction.guild_id
    if guild_id is None:
        async with bot.db.read() as session:
            guild_id = await records.find_guild(session, journey_id)
    if guild_id is None:
        raise journeys.NoJourney
    return await plan_of(bot, guild_id)


async def gives_of(bot: Tenet, guild_id: int) -> list[Named]:
    """The roles that finishing gives on a server."""
    return _named(bot.get_guild(guild_id), await bot.settings.of(guild_id))


def _named(guild: discord.Guild | None, settings: GuildSettings) -> list[Named]:
    """A number stands for itself, whatever we know: Discord knows if there is such a role."""
    found = []
    for place in roles.wanted(settings):
        role = None if guild is None else find_role(guild, place)
        found.append(Named(str(place), place.id) if role is None else Named(role.name, role.id))
    return found


async def show(interaction: Interaction, scene: Scene) -> None:
    """Make the pressed message show a journey."""
    bot, guild_id = interaction.client, scene.member.guild_id
    settings = await bot.settings.of(guild_id)
    say = await speaker(interaction, guild_id=guild_id)
    shown = views.scene(scene, say, around(bot, bot.get_guild(guild_id), settings, say))
    await update(interaction, shown.text, embed=shown.embed, view=shown.view)


def spot_of(interaction: Interaction) -> Spot | None:
    """Where the pressed message is; None for one that only the member sees."""
    message = interaction.message
    if message is None or message.flags.ephemeral:
        return None
    place = Where.DM if interaction.guild_id is None else Where.THREAD
    return Spot(place, message.channel.id, message.id)


def around(
    bot: Tenet, guild: discord.Guild | None, settings: GuildSettings, say: Speaker
) -> views.Around:
    """What the words mention of a server, as far as it is known at this moment."""
    languages = tuple(
        (tag, bot.texts.speak(tag)("language-own-name")) for tag in bot.texts.languages
    )
    if guild is None or guild.unavailable:
        return views.Around(say("onboarding-this-server"), bot.clock.now(), languages=languages)
    channel = find_channel(guild, settings.place(PLEDGES_CHANNEL))
    hello = find_channel(guild, settings.place(HELLO_CHANNEL))
    gives = [discord.utils.escape_markdown(role.name) for role in _named(guild, settings)]
    return views.Around(
        discord.utils.escape_markdown(guild.name),
        bot.clock.now(),
        role="**, **".join(gives) or None,
        roles=len(gives),
        next_channel_id=channel.id if channel is not None else None,
        hello_channel_id=hello.id if hello is not None else None,
        languages=languages,
    )
