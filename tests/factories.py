"""A small community on the local Discord, and what its config file says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.simulator import permissions as may
from bot.simulator.people import Person, join
from bot.simulator.world import accounts, channels, guilds, roles
from bot.simulator.world.entities import Application, Channel, Guild, Overwrite, Role
from bot.simulator.world.world import World

GRANT = (
    may.VIEW_CHANNEL
    | may.SEND_MESSAGES
    | may.SEND_MESSAGES_IN_THREADS
    | may.EMBED_LINKS
    | may.ATTACH_FILES
    | may.READ_MESSAGE_HISTORY
    | may.ADD_REACTIONS
    | may.CREATE_PUBLIC_THREADS
    | may.CREATE_PRIVATE_THREADS
    | may.MANAGE_THREADS
    | may.MANAGE_ROLES
    | may.CREATE_EVENTS
    | may.SEND_POLLS
    | may.PIN_MESSAGES
)
"""Discord's FACTS §6: the least that Tenet needs; never ADMINISTRATOR."""

VALUES: list[dict[str, Any]] = [
    {
        "name": "Honesty",
        "emoji": "🌱",
        "promise": "We say what is so, kindly and early.",
        "looks_like": ["We name a mistake the day we see it.", "We ask before we assume."],
        "does_not_look_like": ["We talk about people who are not in the room."],
    },
    {
        "name": "Care",
        "emoji": "❤️",
        "promise": "Nobody here carries a load alone.",
        "looks_like": [
            "We ask how somebody is, and wait for the answer.",
            "We share the dull work.",
        ],
        "does_not_look_like": ["We praise those who never rest."],
    },
    {
        "name": "Courage",
        "emoji": "🔥",
        "promise": "We try what is right before it is easy.",
        "looks_like": [
            "We speak first when it is awkward.",
            "We say no to a bad idea of a friend.",
        ],
        "does_not_look_like": ["We wait until everybody agrees."],
    },
]


@dataclass
class Village:
    """The community: the server, its places by name, the bot, and a steward."""

    world: World
    guild: Guild
    application: Application
    steward: Person
    channels: dict[str, Channel] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)

    def config(self, **differences: Any) -> dict[str, Any]:
        """The config file that describes it, with differences in the community's part."""
        community = {
            "mission": "We keep the river clean and each other well.",
            "zone": "Europe/Berlin",
            "values": VALUES,
            "channels": {name: name for name in self.channels if name != "general"},
            "roles": {"steward": "Steward", "onboarded": "Neighbour"},
        } | differences
        return {
            "discord": {"token": self.application.token},
            "communities": {self.guild.id: community},
        }

    def join(self, name: str, **options: Any) -> Person:
        """Somebody new joins."""
        return join(self.world, name, self.guild, **options)


def found_village(world: World, *, grant: int = GRANT) -> Village:
    """Found the community, with the bot in it and its role above those it gives."""
    owner = accounts.create_user(world, "Olga")
    application = accounts.create_application(world, "Tenet", owner=owner)
    guild = guilds.create(world, "Riverbank", owner=owner)
    village = Village(world, guild, application, Person(world, owner, guild))
    neighbour = roles.create(world, guild, "Neighbour", permissions=0, position=1)
    steward = roles.create(world, guild, "Steward", permissions=may.MANAGE_GUILD, position=2)
    village.roles = {"Neighbour": neighbour, "Steward": steward}
    member = guilds.add_bot(world, guild, application, granted=grant, role_position=3)
    for name in ("general", "welcome", "pledges", "initiatives", "reminders"):
        village.channels[name] = channels.create(world, guild, name)
    village.channels["stewards"] = channels.create(
        world,
        guild,
        "stewards",
        overwrites=[
            Overwrite(guild.id, 0, deny=may.VIEW_CHANNEL),
            Overwrite(steward.id, 0, allow=may.VIEW_CHANNEL),
            Overwrite(member.id, 1, allow=may.VIEW_CHANNEL),
        ],
    )
    village.steward = join(world, "Sam", guild, roles=[steward])
    return village
