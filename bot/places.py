"""Finding the channel or role that somebody named, in what Discord has told us about a server."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.settings import Place


def find_channel(guild: discord.Guild, place: Place | None) -> discord.TextChannel | None:
    """The text channel a place means, by id first, by name otherwise."""
    if place is None:
        return None
    if place.id is not None:
        channel = guild.get_channel(place.id)
        return channel if isinstance(channel, discord.TextChannel) else None
    return discord.utils.get(guild.text_channels, name=place.name)


def find_roles(guild: discord.Guild, places: Iterable[Place]) -> list[discord.Role]:
    """The roles that some places mean; those that are not there are left out."""
    found = [find_role(guild, place) for place in places]
    return [role for role in found if role is not None]


def find_role(guild: discord.Guild, place: Place | None) -> discord.Role | None:
    """The role a place means, by id first, by name otherwise."""
    if place is None:
        return None
    if place.id is not None:
        return guild.get_role(place.id)
    return discord.utils.get(guild.roles, name=place.name)
