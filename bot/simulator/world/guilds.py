"""Servers: founding one, letting a bot in, changing its settings, emoji and welcome."""

from __future__ import annotations

from typing import Any

from bot.simulator import intents, permissions
from bot.simulator.payloads import guilds as guild_payloads
from bot.simulator.payloads import people
from bot.simulator.world import members, roles
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Application, Emoji, Guild, Json, Member, Role, User
from bot.simulator.world.world import World


def create(
    world: World,
    name: str,
    *,
    owner: User,
    preferred_locale: str = "en-US",
    features: tuple[str, ...] = (),
    everyone: int = permissions.DEFAULT_EVERYONE,
) -> Guild:
    """Found a server with its @everyone role and its owner as first member."""
    guild = Guild(
        id=world.new_id(),
        name=name,
        owner_id=owner.id,
        created_at=world.now(),
        preferred_locale=preferred_locale,
        features=list(features),
    )
    guild.roles[guild.id] = Role(id=guild.id, name="@everyone", permissions=everyone, position=0)
    world.guilds[guild.id] = guild
    members.join(world, guild, owner)
    return guild


def add_bot(
    world: World,
    guild: Guild,
    application: Application,
    *,
    granted: int,
    role_position: int | None = None,
) -> Member:
    """Let a bot in, with the managed role that carries what it was granted.

    Args:
        role_position: Where its role stands; at the bottom unless given, as on Discord.
    """
    role = roles.create(
        world,
        guild,
        application.name,
        permissions=granted,
        position=1 if role_position is None else role_position,
        managed=True,
        tags={"bot_id": str(application.id)},
    )
    return members.join(world, guild, world.users[application.id], role_ids=(role.id,))


def update(world: World, guild: Guild, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(guild, name, value)
    world.emit(
        Dispatch(
            "GUILD_UPDATE",
            lambda: guild_payloads.guild(world, guild),
            intents.GUILDS,
            guild_id=guild.id,
        )
    )


def create_emoji(
    world: World, guild: Guild, name: str, *, creator_id: int, role_ids: tuple[int, ...] = ()
) -> Emoji:
    emoji = Emoji(
        id=world.new_id(), name=name, creator_id=creator_id, role_ids=role_ids, guild_id=guild.id
    )
    guild.emojis[emoji.id] = emoji
    emojis_changed(world, guild)
    return emoji


def delete_emoji(world: World, guild: Guild, emoji_id: int) -> None:
    guild.emojis.pop(emoji_id, None)
    emojis_changed(world, guild)


def emojis_changed(world: World, guild: Guild) -> None:
    def build() -> Json:
        return {
            "guild_id": str(guild.id),
            "emojis": [people.emoji(world, emoji) for emoji in guild.emojis.values()],
        }

    world.emit(Dispatch("GUILD_EMOJIS_UPDATE", build, intents.GUILD_EXPRESSIONS, guild_id=guild.id))
