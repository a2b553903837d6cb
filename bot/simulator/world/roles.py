"""Roles: making, changing, ordering, removing."""

from __future__ import annotations

from typing import Any

from bot.simulator import intents
from bot.simulator.payloads import people
from bot.simulator.world import visibility
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Guild, Role
from bot.simulator.world.world import World


def create(world: World, guild: Guild, name: str = "new role", **fields: Any) -> Role:
    """Make a role at the bottom; its permissions are @everyone's unless given."""
    fields.setdefault("permissions", guild.everyone.permissions)
    role = Role(id=world.new_id(), name=name, **fields)
    guild.roles[role.id] = role
    _emit(world, guild, role, "GUILD_ROLE_CREATE")
    return role


def update(world: World, guild: Guild, role: Role, **changes: Any) -> None:
    before = visibility.snapshot(world, guild) if "permissions" in changes else None
    for name, value in changes.items():
        setattr(role, name, value)
    _emit(world, guild, role, "GUILD_ROLE_UPDATE")
    if before is not None:
        visibility.announce(world, guild, before)


def reorder(world: World, guild: Guild, positions: dict[int, int]) -> None:
    """Set positions by role id, telling of those that moved."""
    for role_id, position in positions.items():
        role = guild.roles[role_id]
        if role.position != position:
            update(world, guild, role, position=position)


def delete(world: World, guild: Guild, role: Role) -> None:
    """Remove a role from the guild, from whoever has it and from overwrites, without events."""
    before = visibility.snapshot(world, guild)
    del guild.roles[role.id]
    for member in guild.members.values():
        member.role_ids.discard(role.id)
    for channel in guild.channels.values():
        channel.overwrites.pop(role.id, None)
    world.emit(
        Dispatch(
            "GUILD_ROLE_DELETE",
            lambda: {"guild_id": str(guild.id), "role_id": str(role.id)},
            intents.GUILDS,
            guild_id=guild.id,
        )
    )
    visibility.announce(world, guild, before)


def _emit(world: World, guild: Guild, role: Role, name: str) -> None:
    world.emit(
        Dispatch(
            name,
            lambda: {"guild_id": str(guild.id), "role": people.role(role)},
            intents.GUILDS,
            guild_id=guild.id,
        )
    )
