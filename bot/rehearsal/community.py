"""The community that a config file describes, founded on the local Discord."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import config as configuration
from bot.config import Community as Described
from bot.config import Config
from bot.errors import ConfigurationError
from bot.rehearsal import mapping
from bot.rehearsal.mapping import Mapped
from bot.simulator import permissions as may
from bot.simulator.people import CannotDo, Person, join
from bot.simulator.sample import BOT_NAME, GRANTED_INTENTS, MINIMAL_GRANT
from bot.simulator.world import accounts, channels, guilds, roles
from bot.simulator.world.entities import Application, Channel, Guild, Overwrite, Role
from bot.simulator.world.world import World

GATHERING = "general"
"""A channel to talk in, whatever the file names."""
STEWARDS_MAY = may.MANAGE_GUILD | may.MANAGE_MESSAGES | may.MANAGE_EVENTS | may.MANAGE_THREADS
LOCALES = {"en": "en-GB"}


@dataclass
class Community:
    """The server with its parts by name.

    Attributes:
        config: The file's configuration, with this server's id and the bot's token in it.
        language: What public posts are in.
        people: Those who are or have been members, by name.
        mapped: What stands here for what the file says by id, in words.
        unmapped: What of the file has nothing here that could stand for it, in words.
    """

    world: World
    guild: Guild
    application: Application
    config: Config
    zone: ZoneInfo
    language: str
    channels: dict[str, Channel] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    mapped: list[str] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)

    def introduce(self, name: str, said: Mapping[str, Any], *, pending: bool = False) -> Person:
        """Have somebody new join, as the story describes them."""
        person = join(
            self.world,
            name,
            self.guild,
            pending=pending,
            locale=said.get("language", LOCALES["en"]),
            roles=[self.role(role) for role in said.get("roles", ())],
            accepts_dms=said.get("dms") != "closed",
        )
        self.people[name] = person
        return person

    def role(self, name: str) -> Role:
        """The role of this name.

        Raises:
            CannotDo: There is none; the text names those there are.
        """
        for role in self.guild.roles.values():
            if role.name.casefold() == name.lstrip("@").casefold():
                return role
        there = ", ".join(sorted(role.name for role in self.guild.roles.values()))
        raise CannotDo(f"there is no role {name}; there are {there}")


def load(path: Path) -> Config:
    """Read a config file that describes a community.

    The environment is left out of it: a real token has no business in a rehearsal.

    Raises:
        ConfigurationError: It cannot be read, or describes none.
    """
    config = configuration.load(path, environ={})
    if not config.communities:
        raise ConfigurationError(f"{path}: communities: expected a community; found none")
    return config


def found(world: World, config: Config) -> Community:
    """Found the first community of the file, with the bot in it.

    What the file names by id gets the name of its setting here, and a custom emoji becomes another.
    """
    described = next(iter(config.communities.values()))
    owner = accounts.create_user(world, "Owner", global_name="The owner", locale=LOCALES["en"])
    language = config.language_of(described)
    guild = guilds.create(
        world,
        described.name or "Our community",
        owner=owner,
        preferred_locale=LOCALES.get(language, language),
        features=("COMMUNITY", "MEMBER_VERIFICATION_GATE_ENABLED"),
    )
    application = accounts.create_application(
        world, BOT_NAME, owner=owner, allowed_intents=GRANTED_INTENTS
    )
    mapped = mapping.with_names(described)
    names = _role_names(mapped)
    made = {
        name: _make_role(world, guild, mapped.described, name, position=position)
        for position, name in enumerate(names, 1)
    }
    guilds.add_bot(world, guild, application, granted=MINIMAL_GRANT, role_position=len(made) + 1)
    community = _community(world, guild, application, config, mapped)
    community.roles = made
    _open_channels(community, mapped.described)
    return _rehearsing(community, config, mapped)


def take_up(
    world: World,
    config: Config,
    *,
    guild: Guild,
    application: Application,
    channel_ids: Mapping[str, int],
    role_ids: Mapping[str, int],
    people: Mapping[str, int],
) -> Community:
    """Take up a community that was founded before, in a world that was kept.

    What the file has named since is added; what was deleted on the server stays so.

    Args:
        channel_ids: Those made for the file, by name.
        role_ids: Those made for the file, by name.
        people: Those who are or have been members, by name.
    """
    mapped = mapping.with_names(next(iter(config.communities.values())))
    community = _community(world, guild, application, config, mapped)
    for name in _role_names(mapped):
        if name not in role_ids:
            made = _make_role(world, guild, mapped.described, name, position=1)
            community.roles[name] = made
    community.roles |= {
        name: guild.roles[number] for name, number in role_ids.items() if number in guild.roles
    }
    _open_channels(community, mapped.described, known=channel_ids)
    community.channels |= {
        name: guild.channels[number]
        for name, number in channel_ids.items()
        if number in guild.channels
    }
    community.people = {
        name: Person(world, world.users[number], guild) for name, number in people.items()
    }
    return _rehearsing(community, config, mapped)


def _community(
    world: World, guild: Guild, application: Application, config: Config, mapped: Mapped
) -> Community:
    described = next(iter(config.communities.values()))
    return Community(
        world,
        guild,
        application,
        config,
        zone=ZoneInfo(config.zone_of(described)),
        language=config.language_of(described),
        mapped=mapped.sentences,
    )


def _rehearsing(community: Community, config: Config, mapped: Mapped) -> Community:
    """The community with its configuration for this server alone, with nothing spaced out."""
    described = mapping.with_ids(
        mapped,
        channel_ids={name: channel.id for name, channel in community.channels.items()},
        role_ids={name: role.id for name, role in community.roles.items()},
    )
    token = SecretStr(community.application.token)
    discord = {"token": token, "shard_count": None, "shard_ids": None}
    deliveries = {"dm_every_seconds": 0.0, "edit_every_seconds": 0.0}
    community.config = config.model_copy(
        update={
            "communities": {community.guild.id: described},
            "discord": config.discord.model_copy(update=discord),
            "deliveries": config.deliveries.model_copy(update=deliveries),
            "health": config.health.model_copy(update={"port": 0}),
        }
    )
    community.unmapped = [*mapped.unmapped, *_other_communities(config)]
    return community


def _other_communities(config: Config) -> list[str]:
    others = len(config.communities) - 1
    if not others:
        return []
    noun = "community" if others == 1 else "communities"
    return [f"The file describes {others} more {noun}; the first one is rehearsed."]


def _role_names(mapped: Mapped) -> list[str]:
    """The names of the roles that the file speaks of, the stewards' last."""
    described = mapped.described
    names = [described.roles.onboarded, *(described.onboarding.roles or ())]
    names += [*described.pledges.roles.values(), *mapped.roles.values()]
    stewards = described.roles.steward
    return [name for name in _distinct(names) if name not in stewards] + _distinct(stewards)


def _make_role(
    world: World, guild: Guild, described: Described, name: str, *, position: int
) -> Role:
    granted = STEWARDS_MAY if name in described.roles.steward else 0
    return roles.create(world, guild, name, position=position, permissions=granted)


def _open_channels(
    community: Community, described: Described, *, known: Collection[str] = ()
) -> None:
    """Open the channels that the file speaks of, but for those that are known already."""
    world, guild = community.world, community.guild
    stewards = described.channels.stewards
    wanted = [described.channels.welcome, GATHERING, described.channels.pledges]
    wanted += [described.channels.initiatives, described.channels.reminders]
    wanted += [described.channels.hello]
    wanted += [described.pledges.channel, *(item.channel for item in described.reminders)]
    for name in _distinct(wanted):
        if name != stewards and name not in known:
            community.channels[name] = channels.create(world, guild, name)
    if isinstance(stewards, str) and stewards not in known:
        seen_by = [Overwrite(community.application.id, 1, allow=may.VIEW_CHANNEL)]
        named = [community.roles.get(str(name)) for name in described.roles.steward]
        seen_by += [Overwrite(role.id, 0, allow=may.VIEW_CHANNEL) for role in named if role]
        hidden = Overwrite(guild.id, 0, deny=may.VIEW_CHANNEL)
        community.channels[stewards] = channels.create(
            world, guild, stewards, overwrites=[hidden, *seen_by]
        )


def _distinct(names: Iterable[int | str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))
