"""Which value has which role, and what stewards are told about a role that cannot be given."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices, settings
from bot.db import touch
from bot.errors import MemberError
from bot.settings import GuildSettings, Place, Setting
from cogs.charter.service import ValueText
from cogs.pledges.models import GrantState, RoleGrant

DELIVERY = "pledges.role"

TOPIC = "pledges.roles"
"""What a commit touches after which somebody may be owed a role who did nothing for it."""

ROLES: Setting[dict[str, dict[str, Any]]] = Setting("pledges.roles", {})
"""The role of each value that has one, by the value's id."""

_grants = cast("Table", RoleGrant.__table__)


class ChangedMeanwhile(MemberError):
    """Somebody else has chosen another role since this steward looked."""

    key = "pledges-roles-changed-meanwhile"


def chosen(stored: GuildSettings) -> dict[int, Place]:
    """The role of each value that has one, by the value's id."""
    return read(stored.get(ROLES))


def in_file(given: Mapping[str, int | str], values: Sequence[ValueText]) -> dict[int, Place]:
    """What a file says by the names of values; of a value that is not in force it says nothing."""
    ids = {value.name.strip().casefold(): value.id for value in values}
    places = {ids.get(name.strip().casefold()): Place.of(role) for name, role in given.items()}
    return {
        value_id: place
        for value_id, place in places.items()
        if value_id is not None and place is not None
    }


def mark(place: Place | None) -> int:
    """Tells one choice from any other; a control carries the one it was drawn for."""
    return zlib.crc32(json.dumps(place and place.dump()).encode())


async def choose(
    session: AsyncSession,
    guild_id: int,
    value_id: int,
    place: Place | None,
    *,
    seen: int | None = None,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Give this role for a value from now on, or none; those who hold it follow by and by.

    Args:
        seen: The mark of the choice on the steward's screen; None, whatever it is.

    Raises:
        ChangedMeanwhile: It was another.
    """
    kept = chosen(await settings.read(session, guild_id))
    if seen is not None and seen != mark(kept.get(value_id)):
        raise ChangedMeanwhile
    kept.pop(value_id, None)
    if place is not None:
        kept[value_id] = place
    await write(session, guild_id, kept, actor_id=actor_id, now=now)


async def write(
    session: AsyncSession,
    guild_id: int,
    places: Mapping[int, Place],
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Have these be the roles of these values, and of no others."""
    named = {str(value_id): places[value_id].dump() for value_id in sorted(places)}
    await settings.change(session, guild_id, ROLES, named, actor_id=actor_id, now=now)
    await _try_again(session, guild_id, [place.id for place in places.values() if place.id])


async def resolve(
    session: AsyncSession, guild_id: int, found: Mapping[str, int], *, now: datetime
) -> bool:
    """Turn names that the file gave into the ids of roles, as far as the server has them.

    Returns:
        Whether that was news.
    """
    kept = chosen(await settings.read(session, guild_id))
    named = {
        value_id: Place(found[place.name], place.name)
        for value_id, place in kept.items()
        if place.id is None and place.name is not None and place.name in found
    }
    if not named:
        return False
    for place in named.values():
        await works(session, guild_id, Place(name=place.name), now=now)
    await write(session, guild_id, kept | named, actor_id=None, now=now)
    return True


async def gone(
    session: AsyncSession, stored: GuildSettings, role_id: int, *, now: datetime
) -> None:
    """A role was deleted. The choice stays to be seen; stewards are told by its name."""
    await session.execute(
        delete(_grants).where(_grants.c.guild_id == stored.guild_id, _grants.c.role_id == role_id)
    )
    named = (place for place in chosen(stored).values() if place.id == role_id)
    place = next(named, None)
    if place is not None:
        await tell(
            session,
            stored.guild_id,
            place,
            key="role-missing",
            arguments={"role": str(place)},
            now=now,
        )


async def tell(
    session: AsyncSession,
    guild_id: int,
    place: Place,
    *,
    key: str,
    arguments: Mapping[str, str],
    now: datetime,
) -> None:
    """Tell stewards once why a role cannot be given or taken."""
    await notices.open_notice(
        session,
        about(place),
        guild_id=guild_id,
        text_key=f"pledges-{key}",
        now=now,
        **arguments,
    )


async def works(session: AsyncSession, guild_id: int, place: Place, *, now: datetime) -> None:
    """What stewards were told about a role is past."""
    await notices.close_notice(session, about(place), guild_id=guild_id, now=now)


def about(place: Place) -> str:
    """What a notice about a role is about, as the worker names its own: success closes both."""
    return f"{DELIVERY}:{place.id or place.name}"


async def _try_again(session: AsyncSession, guild_id: int, role_ids: Collection[int]) -> None:
    """A steward has looked at these roles: what was refused may work now."""
    await session.execute(
        delete(_grants).where(
            _grants.c.guild_id == guild_id,
            _grants.c.role_id.in_(role_ids),
            _grants.c.state == GrantState.REFUSED,
        )
    )
    touch(session, TOPIC)


def read(stored: Mapping[str, Mapping[str, Any]]) -> dict[int, Place]:
    """The roles by the ids of values, as the setting stores them."""
    found = {int(value_id): Place.load(place) for value_id, place in stored.items()}
    return {value_id: place for value_id, place in found.items() if place is not None}
