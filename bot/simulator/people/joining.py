"""New people, and those who are here already."""

from __future__ import annotations

from collections.abc import Iterable

from bot.simulator.people.person import Person
from bot.simulator.world import accounts, members
from bot.simulator.world.entities import Guild, Role
from bot.simulator.world.world import World


def join(
    world: World,
    name: str,
    guild: Guild | None = None,
    *,
    pending: bool = False,
    locale: str = "en-US",
    roles: Iterable[Role] = (),
    accepts_dms: bool = True,
) -> Person:
    """Make an account for a new person and have them join.

    Args:
        guild: The only server there is, unless given.
        pending: Whether they have yet to accept the server's rules.
    """
    target = guild or next(iter(world.guilds.values()))
    user = accounts.create_user(world, name, locale=locale)
    user.accepts_dms = accepts_dms
    members.join(world, target, user, pending=pending, role_ids=[role.id for role in roles])
    return Person(world, user, target)
