"""The community that a config file describes, founded on the local Discord."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import config as configuration
from bot.config import Community as Described
from bot.config import Config, Value
from bot.config.kinds import same_emoji
from bot.errors import ConfigurationError
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
_SPARE_EMOJIS = "💠🔶🔷🔺🟢🟣🟡🔴🔵🟠⭐🌀💎🍀🎈🎯🎵🏮🐚🐝🍁🌻🌙🔔"
"""One for each custom emoji; there are at most half as many values."""


@dataclass
class Community:
    """The server with its parts by name.

    Attributes:
        config: The file's configuration, with this server's id and the bot's token in it.
        language: What public posts are in.
        people: Those who are or have been members, by name.
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
    described = _with_names(described)
    community = Community(
        world,
        guild,
        application,
        _rehearsing(config, guild, application, described),
        zone=ZoneInfo(config.zone_of(described)),
        language=language,
    )
    _furnish(community, described)
    return community


def _rehearsing(
    config: Config, guild: Guild, application: Application, described: Described
) -> Config:
    """The configuration for this server alone, with nothing spaced out: nobody has to wait."""
    deliveries = {"dm_every_seconds": 0.0, "edit_every_seconds": 0.0}
    discord = {"token": SecretStr(application.token), "shard_count": None, "shard_ids": None}
    return config.model_copy(
        update={
            "communities": {guild.id: described},
            "discord": config.discord.model_copy(update=discord),
            "deliveries": config.deliveries.model_copy(update=deliveries),
        }
    )


def _with_names(described: Described) -> Described:
    """The description with a name wherever it has an id, which means nothing on this server."""
    channel_names = _named(described.channels)
    role_names = _named(described.roles)
    return described.model_copy(
        update={
            "channels": described.channels.model_copy(update=channel_names),
            "roles": described.roles.model_copy(update=role_names),
            "values": _known_emojis(described),
            **_elsewhere(described),
        }
    )


def _named(group: Any) -> dict[str, str]:
    given = {name: getattr(group, name) for name in type(group).model_fields}
    return {name: name for name, reference in given.items() if isinstance(reference, int)}


def _elsewhere(described: Described) -> dict[str, Any]:
    """What names channels or roles by ids outside the two groups that are there for it."""
    pledges = described.pledges
    if isinstance(pledges.channel, int):
        pledges = pledges.model_copy(update={"channel": None})
    reminders = tuple(
        reminder.model_copy(update={"channel": None})
        if isinstance(reminder.channel, int)
        else reminder
        for reminder in described.reminders
    )
    onboarding = described.onboarding
    if onboarding.roles is not None:
        names = tuple(f"role {n}" if isinstance(n, int) else n for n in onboarding.roles)
        onboarding = onboarding.model_copy(update={"roles": names})
    return {"pledges": pledges, "reminders": reminders, "onboarding": onboarding}


def _known_emojis(described: Described) -> tuple[Value, ...]:
    """The values, each with an emoji that exists here: custom ones belong to another server."""
    taken = {same_emoji(value.emoji) for value in described.values}
    spare = (emoji for emoji in _SPARE_EMOJIS if emoji not in taken)
    return tuple(
        value.model_copy(update={"emoji": next(spare)}) if value.emoji.startswith("<") else value
        for value in described.values
    )


def _furnish(community: Community, described: Described) -> None:
    world, guild = community.world, community.guild
    names = [described.roles.onboarded, *(described.onboarding.roles or ())]
    names.append(described.roles.steward)
    for position, name in enumerate(_distinct(names), 1):
        is_stewards = name == described.roles.steward
        community.roles[name] = roles.create(
            world,
            guild,
            name,
            position=position,
            permissions=STEWARDS_MAY if is_stewards else 0,
        )
    bot = guilds.add_bot(
        world,
        guild,
        community.application,
        granted=MINIMAL_GRANT,
        role_position=len(community.roles) + 1,
    )
    wanted = [described.channels.welcome, GATHERING, described.channels.pledges]
    wanted += [described.channels.initiatives, described.channels.reminders]
    wanted += [described.channels.hello]
    wanted += [described.pledges.channel, *(item.channel for item in described.reminders)]
    for name in _distinct(wanted):
        if name != described.channels.stewards:
            community.channels[name] = channels.create(world, guild, name)
    stewards = described.channels.stewards
    if isinstance(stewards, str):
        seen_by = [Overwrite(bot.id, 1, allow=may.VIEW_CHANNEL)]
        steward = community.roles.get(str(described.roles.steward))
        if steward is not None:
            seen_by.append(Overwrite(steward.id, 0, allow=may.VIEW_CHANNEL))
        hidden = Overwrite(guild.id, 0, deny=may.VIEW_CHANNEL)
        community.channels[stewards] = channels.create(
            world, guild, stewards, overwrites=[hidden, *seen_by]
        )


def _distinct(names: Iterable[int | str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))
