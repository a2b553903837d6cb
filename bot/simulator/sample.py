"""A sample community to try things in, and worlds of any size to measure in.

Everybody and everything in it is made up.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field

from bot.simulator import intents, permissions
from bot.simulator.people.joining import join
from bot.simulator.people.person import Person
from bot.simulator.world import accounts, channels, guilds, roles
from bot.simulator.world.entities import (
    Application,
    Channel,
    ChannelType,
    Guild,
    Member,
    Overwrite,
    Role,
    User,
)
from bot.simulator.world.world import World

GUILD_NAME = "Riverbank Commons (sample)"
BOT_NAME = "Tenet"
STEWARD, NEIGHBOUR = "Steward", "Neighbour"
OWNER = "Mara"
STEWARDS = ("Ines",)
NEIGHBOURS = ("Ada", "Ben", "Chidi", "Dilek", "Emil")

# The least that Tenet works with; no ADMINISTRATOR.
MINIMAL_GRANT = (
    permissions.VIEW_CHANNEL
    | permissions.SEND_MESSAGES
    | permissions.SEND_MESSAGES_IN_THREADS
    | permissions.EMBED_LINKS
    | permissions.ATTACH_FILES
    | permissions.READ_MESSAGE_HISTORY
    | permissions.ADD_REACTIONS
    | permissions.CREATE_PUBLIC_THREADS
    | permissions.CREATE_PRIVATE_THREADS
    | permissions.MANAGE_THREADS
    | permissions.MANAGE_ROLES
    | permissions.CREATE_EVENTS
    | permissions.SEND_POLLS
    | permissions.PIN_MESSAGES
    | permissions.MANAGE_MESSAGES
)
# The members intent is on, message content and presences are not.
GRANTED_INTENTS = intents.UNPRIVILEGED | intents.GUILD_MEMBERS


@dataclass(slots=True)
class Community:
    """The sample server with its parts by name."""

    world: World
    guild: Guild
    application: Application
    channels: dict[str, Channel] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def bot(self) -> Member:
        return self.guild.members[self.application.id]


def community(
    world: World,
    *,
    granted: int = MINIMAL_GRANT,
    allowed_intents: int = GRANTED_INTENTS,
    token: str | None = None,
    preferred_locale: str = "en-US",
) -> Community:
    """Found the sample server with its roles, channels, members and bot.

    The bot's role stands above Steward and Neighbour, so that it can give both.
    """
    owner = accounts.create_user(world, OWNER)
    guild = guilds.create(
        world,
        GUILD_NAME,
        owner=owner,
        preferred_locale=preferred_locale,
        features=("COMMUNITY", "MEMBER_VERIFICATION_GATE_ENABLED"),
    )
    application = accounts.create_application(
        world, BOT_NAME, owner=owner, allowed_intents=allowed_intents, token=token
    )
    found = Community(world, guild, application)
    neighbour = roles.create(world, guild, NEIGHBOUR, position=1, permissions=0)
    steward = roles.create(
        world,
        guild,
        STEWARD,
        position=2,
        permissions=permissions.MANAGE_GUILD
        | permissions.MANAGE_MESSAGES
        | permissions.MANAGE_EVENTS
        | permissions.MODERATE_MEMBERS,
    )
    bot = guilds.add_bot(world, guild, application, granted=granted, role_position=3)
    found.roles = {
        STEWARD: steward,
        NEIGHBOUR: neighbour,
        BOT_NAME: next(guild.roles[role_id] for role_id in bot.role_ids),
    }
    _furnish(found)
    found.people[OWNER] = Person(world, owner, guild)
    for name in STEWARDS:
        found.people[name] = join(world, name, guild, roles=(steward, neighbour))
    for name in NEIGHBOURS:
        found.people[name] = join(world, name, guild, roles=(neighbour,))
    # Set last: only those who come from now on are announced.
    guild.system_channel_id = found.channels["welcome"].id
    return found


def _furnish(found: Community) -> None:
    world, guild = found.world, found.guild
    category = channels.create(world, guild, "Commons", kind=ChannelType.CATEGORY)
    for name in ("welcome", "pledges", "initiatives", "reminders"):
        found.channels[name] = channels.create(world, guild, name, parent_id=category.id)
    found.channels["stewards"] = channels.create(
        world,
        guild,
        "stewards",
        parent_id=category.id,
        overwrites=[
            Overwrite(guild.id, 0, deny=permissions.VIEW_CHANNEL),
            Overwrite(found.roles[STEWARD].id, 0, allow=permissions.VIEW_CHANNEL),
            Overwrite(found.roles[BOT_NAME].id, 0, allow=permissions.VIEW_CHANNEL),
        ],
    )
    found.channels["hearth"] = channels.create(
        world, guild, "hearth", kind=ChannelType.VOICE, parent_id=category.id
    )
    found.channels["ideas"] = channels.create(
        world, guild, "ideas", kind=ChannelType.FORUM, parent_id=category.id
    )
    guild.rules_channel_id = found.channels["welcome"].id
    guild.public_updates_channel_id = found.channels["stewards"].id


def populate(
    world: World,
    application: Application,
    *,
    guild_count: int,
    members_per_guild: int,
    granted: int = MINIMAL_GRANT,
) -> list[Guild]:
    """Found many servers that the bot is in, without an event for each of their parts.

    To be called before the bot connects. People are in one server each, and the bot counts as
    one of the members.
    """
    return [
        _crowded(world, application, number, members_per_guild, granted)
        for number in range(guild_count)
    ]


def crowd(world: World, guild: Guild, count: int, *, prefix: str = "Member") -> list[User]:
    """Add many members to a server at once, without an event for each."""
    now = world.now()
    found: list[User] = []
    for number in range(count):
        user_id = world.new_id()
        user = User(user_id, f"{prefix.lower()}{user_id}", f"{prefix} {number + 1}")
        user.guild_ids.add(guild.id)
        world.users[user_id] = user
        guild.members[user_id] = Member(user, guild.id, now)
        insort(guild.member_ids, user_id)
        found.append(user)
    return found


def _crowded(
    world: World, application: Application, number: int, member_count: int, granted: int
) -> Guild:
    owner = accounts.create_user(world, f"Owner {number + 1}")
    guild = guilds.create(world, f"Sample server {number + 1}", owner=owner)
    for name in ("general", "pledges"):
        channels.create(world, guild, name)
    guilds.add_bot(world, guild, application, granted=granted)
    crowd(world, guild, max(0, member_count - len(guild.members)))
    return guild
