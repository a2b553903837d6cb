"""Invites, and joining by one."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from bot.simulator import intents, permissions
from bot.simulator.payloads import people
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Channel, Invite, Json
from bot.simulator.world.timestamps import iso, iso_or_none
from bot.simulator.world.world import World

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"


def create(world: World, channel: Channel, **fields: Any) -> Invite:
    guild = world.guilds[channel.guild_id or 0]
    invite = Invite(
        code="".join(secrets.choice(_ALPHABET) for _ in range(8)),
        guild_id=guild.id,
        channel_id=channel.id,
        created_at=world.now(),
        **fields,
    )
    guild.invites[invite.code] = world.invites[invite.code] = invite
    watch(world, invite)

    def build() -> Json:
        shown: Json = {
            "channel_id": str(channel.id),
            "guild_id": str(guild.id),
            "code": invite.code,
            "created_at": iso(invite.created_at),
            "max_age": invite.max_age,
            "max_uses": invite.max_uses,
            "temporary": invite.temporary,
            "uses": invite.uses,
            "type": 0,
            "expires_at": iso_or_none(
                invite.created_at + timedelta(seconds=invite.max_age) if invite.max_age else None
            ),
        }
        inviter = world.users.get(invite.inviter_id or 0)
        if inviter is not None:
            shown["inviter"] = people.user(inviter)
        return shown

    _emit(world, channel, "INVITE_CREATE", build())
    return invite


def watch(world: World, invite: Invite) -> None:
    """Have the invite expire when its time is over."""
    if invite.max_age:
        expires_at = invite.created_at + timedelta(seconds=invite.max_age)
        world.agenda.at(expires_at, lambda: _expire(world, invite))


def delete(world: World, invite: Invite) -> None:
    guild = world.guilds[invite.guild_id]
    guild.invites.pop(invite.code, None)
    world.invites.pop(invite.code, None)
    channel = guild.channels[invite.channel_id]
    gone = {"channel_id": str(channel.id), "guild_id": str(guild.id), "code": invite.code}
    _emit(world, channel, "INVITE_DELETE", gone)


def _expire(world: World, invite: Invite) -> None:
    if world.invites.get(invite.code) is invite:
        delete(world, invite)


def _emit(world: World, channel: Channel, name: str, payload: Json) -> None:
    world.emit(
        Dispatch(
            name,
            lambda: payload,
            intents.GUILD_INVITES,
            guild_id=channel.guild_id,
            channel=channel,
            permission=permissions.MANAGE_CHANNELS,
        )
    )
