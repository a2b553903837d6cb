"""INTERACTION_CREATE, and the objects that its options and selects refer to.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.simulator import permissions
from bot.simulator.interactions.state import ATTACHMENT_SIZE_LIMIT, Interaction
from bot.simulator.payloads import channels, messages, people
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Channel, Guild, Json, Member, Message, Role, User
from bot.simulator.world.world import World

GUILD, BOT_DM = 0, 1
GUILD_INSTALL = "0"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that somebody handed over with a command or a form."""

    id: int
    payload: Json


Entity = User | Member | Role | Channel | Message | Attached


def emit(world: World, interaction: Interaction) -> None:
    """Send INTERACTION_CREATE to the application it is for, whatever its intents."""
    world.emit(
        Dispatch(
            "INTERACTION_CREATE",
            lambda: interaction_create(world, interaction),
            guild_id=interaction.guild_id,
            bot_ids=frozenset({interaction.application_id}),
        )
    )


def interaction_create(world: World, interaction: Interaction) -> Json:
    channel = interaction.channel
    user = world.users[interaction.user_id]
    guild = world.guild_of(channel)
    shown: Json = {
        "id": str(interaction.id),
        "application_id": str(interaction.application_id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "locale": user.locale,
        "entitlements": [],
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
        "authorizing_integration_owners": integration_owners(channel),
        "context": BOT_DM if guild is None else GUILD,
    }
    if interaction.message is not None:
        shown["message"] = messages.message(world, interaction.message, interaction.application_id)
    if guild is None:
        shown["channel"] = channels.direct(world, channel, interaction.application_id)
        shown["user"] = people.user(user)
        shown["app_permissions"] = str(permissions.IN_DMS)
        return shown
    member = guild.members[user.id]
    now = world.now()
    bot = guild.members.get(interaction.application_id)
    shown["app_permissions"] = str(_bits(world, guild, bot, channel))
    shown["guild_id"] = str(guild.id)
    shown["guild_locale"] = guild.preferred_locale
    shown["guild"] = {
        "id": str(guild.id),
        "locale": guild.preferred_locale,
        "features": list(guild.features),
    }
    bits = permissions.in_channel(guild, member, channel, now)
    shown["channel"] = {
        **channels.channel(world, channel, interaction.application_id),
        "permissions": str(bits),
    }
    shown["member"] = {**people.member(member), "permissions": str(bits)}
    return shown


def integration_owners(channel: Channel) -> Json:
    """Who authorised the app: the server it is installed in, or nobody ("0") in a DM."""
    return {GUILD_INSTALL: str(channel.guild_id or 0)}


def metadata(world: World, interaction: Interaction) -> Json:
    """What a message says about the interaction that it answers."""
    return {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "user": people.user(world.users[interaction.user_id]),
        "authorizing_integration_owners": integration_owners(interaction.channel),
        **interaction.metadata,
    }


def resolved(
    world: World, channel: Channel, entities: Iterable[Entity], *, viewer_id: int, bot_id: int
) -> Json:
    """The users, members, roles, channels, messages and files that values name by id.

    Args:
        viewer_id: Who acted; channels carry their permissions.
    """
    guild = world.guild_of(channel)
    found: Json = {}
    for entity in entities:
        key = str(entity.user.id if isinstance(entity, Member) else entity.id)
        if isinstance(entity, Member):
            entity = entity.user
        if isinstance(entity, User):
            found.setdefault("users", {})[key] = people.user(entity)
            member = None if guild is None else guild.members.get(entity.id)
            if guild is not None and member is not None:
                found.setdefault("members", {})[key] = _resolved_member(
                    world, guild, member, channel
                )
        elif isinstance(entity, Role):
            found.setdefault("roles", {})[key] = people.role(entity)
        elif isinstance(entity, Channel):
            found.setdefault("channels", {})[key] = _resolved_channel(
                world, entity, viewer_id, bot_id
            )
        elif isinstance(entity, Attached):
            found.setdefault("attachments", {})[key] = entity.payload
        else:
            found.setdefault("messages", {})[key] = messages.message(world, entity, bot_id)
    return found


def _resolved_member(world: World, guild: Guild, member: Member, channel: Channel) -> Json:
    shown = people.partial_member(member)
    del shown["mute"], shown["deaf"]
    shown["permissions"] = str(permissions.in_channel(guild, member, channel, world.now()))
    return shown


def _resolved_channel(world: World, channel: Channel, viewer_id: int, bot_id: int) -> Json:
    shown = channels.channel(world, channel, viewer_id)
    guild = world.guild_of(channel)
    if guild is not None:
        shown["permissions"] = str(_bits(world, guild, guild.members.get(viewer_id), channel))
        shown["app_permissions"] = str(_bits(world, guild, guild.members.get(bot_id), channel))
    return shown


def _bits(world: World, guild: Guild, member: Member | None, channel: Channel) -> int:
    if member is None:
        return 0
    return permissions.in_channel(guild, member, channel, world.now())
