"""A small community on the local Discord, and what its config file says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.simulator.people import Person, join
from bot.simulator.sample import NEIGHBOUR, STEWARD, STEWARDS, Community, community
from bot.simulator.world import channels
from bot.simulator.world.entities import Application, Channel, Guild, Role
from bot.simulator.world.world import World

PLACES = ("welcome", "stewards", "pledges", "initiatives", "reminders")

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
    """The sample community with a channel to talk in, a steward, and its config file."""

    sample: Community
    steward: Person

    @property
    def world(self) -> World:
        return self.sample.world

    @property
    def guild(self) -> Guild:
        return self.sample.guild

    @property
    def application(self) -> Application:
        return self.sample.application

    @property
    def channels(self) -> dict[str, Channel]:
        return self.sample.channels

    @property
    def roles(self) -> dict[str, Role]:
        return self.sample.roles

    def config(self, **differences: Any) -> dict[str, Any]:
        """The config file that describes it, with differences in the community's part.

        Its newcomers take few steps: what the others are is the business of the tests about them.
        """
        community = {
            "mission": "We keep the river clean and each other well.",
            "zone": "Europe/Berlin",
            "values": VALUES,
            "channels": {name: name for name in PLACES},
            "roles": {"steward": STEWARD, "onboarded": NEIGHBOUR},
            "onboarding": {"steps": ["mission", "values", "finish"]},
        } | differences
        return {
            "discord": {"token": self.application.token},
            "communities": {self.guild.id: community},
        }

    def join(self, name: str, **options: Any) -> Person:
        """Somebody new joins."""
        return join(self.world, name, self.guild, **options)


def found_village(world: World, **options: Any) -> Village:
    """Found the community; options are those of the sample."""
    sample = community(world, **options)
    sample.channels["general"] = channels.create(world, sample.guild, "general")
    return Village(sample, sample.people[STEWARDS[0]])
