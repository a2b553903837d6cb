"""Saying where an initiative happens."""

from __future__ import annotations

import discord
from discord.utils import escape_markdown

from bot.client import Tenet
from bot.interactions import Interaction, speaker
from cogs.initiatives import managing, service
from cogs.initiatives.acting import acting
from cogs.initiatives.service.managing import manage
from cogs.initiatives.service.places import NoSuchChannel, PlaceText, move, read_place
from cogs.initiatives.views import placing as views

CONTROLS = (views.WHERE, views.WHERE_FORM)


def register(bot: Tenet) -> None:
    """Nothing is moved without a click."""


def talking_channels(interaction: Interaction) -> list[views.Talking]:
    """The voice and stage channels that whoever acts can see, in the order of the server."""
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member):
        return []
    channels: list[views.Talking] = [*guild.voice_channels, *guild.stage_channels]
    seen = (channel for channel in channels if channel.permissions_for(member).view_channel)
    return sorted(seen, key=lambda channel: (channel.position, channel.id))


def require_channel(interaction: Interaction, place: PlaceText) -> None:
    """Let pass a place without a channel, or with one in which people talk.

    Raises:
        NoSuchChannel: It was deleted while the form was open, or never was one.
    """
    known = {channel.id for channel in talking_channels(interaction)}
    if place.channel_id is not None and place.channel_id not in known:
        raise NoSuchChannel


@views.WHERE.handles
async def ask_where(interaction: Interaction, *, initiative_id: int) -> None:
    """Open the form."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.read() as session:
        managed = await manage(session, actor, initiative_id, now=bot.clock.now())
    overview, say = managed.shown.overview, await speaker(interaction)
    place = PlaceText(overview.place_text, overview.place_channel_id, overview.link)
    await views.WHERE_FORM.open(
        interaction,
        say("initiatives-form-where-title"),
        views.place_fields(place, talking_channels(interaction), say),
        initiative_id=initiative_id,
    )


@views.WHERE_FORM.handles
async def change_where(
    interaction: Interaction, *, initiative_id: int, values: dict[str, str]
) -> None:
    """Move it, and show the panel with where it is now."""
    actor = await acting(interaction)
    bot = interaction.client
    place = read_place(
        text=values.get("text", ""),
        channel=values.get("channel", ""),
        link=values.get("link", ""),
    )
    require_channel(interaction, place)
    async with bot.db.begin() as session:
        is_new = await move(session, actor, initiative_id, place, now=bot.clock.now())
        overview = await service.get_overview(session, initiative_id)
    say = await speaker(interaction)
    key = "initiatives-moved" if is_new else "initiatives-moved-nowhere"
    said = say(key, title=escape_markdown(overview.title))
    await managing.show_panel(interaction, initiative_id, said=said)
