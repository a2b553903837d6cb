"""Roles for pledges: which value has which, who is owed one, and what became of it.

What a member should have is read from their pledges whenever a role is given or taken; a delivery
only says whom and which role to look at. So it may be asked for as often as anybody likes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, cast

from sqlalchemy import Row, Table, and_, case, delete, exists, false, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries, notices, settings
from bot.db import insert_into, touch
from bot.deliveries import Delivery, State
from bot.errors import MemberError
from bot.models import GuildSetting, MemberKey
from bot.settings import GuildSettings, Place, Setting
from cogs.charter.service import ValueText
from cogs.pledges.models import GrantState, Pledge, PledgeState, RoleGrant

DELIVERY = "pledges.role"

TOPIC = "pledges.roles"
"""What a commit touches after which somebody may be owed a role who did nothing for it."""

ROLES: Setting[dict[str, dict[str, Any]]] = Setting("pledges.roles", {})
"""The role of each value that has one, by the value's id."""

PRIORITY = 4
IN_THE_BACKGROUND = 9

_pledges = cast("Table", Pledge.__table__)
_grants = cast("Table", RoleGrant.__table__)
_settings = cast("Table", GuildSetting.__table__)


class ChangedMeanwhile(MemberError):
    """Somebody else has chosen another role since this steward looked."""

    key = "pledges-roles-changed-meanwhile"


class Owed(NamedTuple):
    """A role that a member should have and has not, or has from us and should not."""

    user_id: int
    role_id: int


class Deed(StrEnum):
    """What has to be done about one role of one member."""

    GIVE = "give"
    TAKE = "take"


def chosen(stored: GuildSettings) -> dict[int, Place]:
    """The role of each value that has one, by the value's id."""
    return _read(stored.get(ROLES))


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


async def ask(
    session: AsyncSession, changed: Sequence[Row[*tuple[Any, ...]]], *, now: datetime
) -> None:
    """Pledges changed: have the roles looked at that belong to their values.

    Args:
        changed: Each pledge's id, server, member and value.
    """
    roles = await _roles_of(session, {guild_id for _, guild_id, _, _ in changed})
    if not roles:
        return
    wanted = dict.fromkeys(
        (guild_id, user_id, place.id)
        for _, guild_id, user_id, value_id in changed
        if (place := roles.get(guild_id, {}).get(value_id)) is not None and place.id is not None
    )
    await _enqueue(session, list(wanted), priority=PRIORITY, now=now)


async def left(session: AsyncSession, members: Collection[MemberKey]) -> None:
    """Members left, and whatever roles they had went with them."""
    await session.execute(
        delete(_grants).where(tuple_(_grants.c.guild_id, _grants.c.user_id).in_(list(members)))
    )


async def find_deed(
    session: AsyncSession, stored: GuildSettings, user_id: int, role_id: int
) -> Deed | None:
    """What has to be done about a role of a member, as things stand; None if nothing."""
    state = await session.scalar(
        select(_grants.c.state).where(*_grant(stored.guild_id, user_id, role_id))
    )
    is_ours = state == GrantState.GIVEN
    if await _is_earned(session, chosen(stored), stored.guild_id, user_id, role_id):
        return None if is_ours else Deed.GIVE
    return Deed.TAKE if is_ours else None


async def given(
    session: AsyncSession, guild_id: int, user_id: int, role_id: int, *, ours: bool, now: datetime
) -> None:
    """A member has a role.

    Args:
        ours: Whether we gave it. What somebody had already is not ours to take.
    """
    state = GrantState.GIVEN if ours else GrantState.FOUND
    await _keep(session, guild_id, user_id, role_id, state, now=now)


async def taken(session: AsyncSession, guild_id: int, user_id: int, role_id: int) -> None:
    """A member has a role no longer; nothing is kept of it."""
    await session.execute(delete(_grants).where(*_grant(guild_id, user_id, role_id)))


async def refused(
    session: AsyncSession, guild_id: int, user_id: int, role_id: int, *, now: datetime
) -> None:
    """A role could not be given or taken: it is tried again when a comparison sees a chance."""
    if not await session.scalar(select(exists().where(*_of(guild_id, user_id)))):
        # Somebody who had everything erased: with the chance to take the role goes the last trace.
        await taken(session, guild_id, user_id, role_id)
        return
    was_given = await session.scalar(
        select(_grants.c.state).where(*_grant(guild_id, user_id, role_id))
    )
    if was_given != GrantState.GIVEN:
        await _keep(session, guild_id, user_id, role_id, GrantState.REFUSED, now=now)


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


async def list_servers(session: AsyncSession) -> list[int]:
    """The servers in which a role is given for a pledge, or one is still to be taken back."""
    named = select(_settings.c.guild_id).where(_settings.c.key == ROLES.key)
    rows = await session.scalars(named.union(select(_grants.c.guild_id)))
    return sorted(rows)


async def list_owed(
    session: AsyncSession,
    stored: GuildSettings,
    *,
    possible: Collection[int],
    again: bool,
    limit: int,
) -> list[Owed]:
    """Roles that are owed, or are too many, without anybody having done anything just now.

    What is under way already is left out, and while a good deal is, the list is empty.

    Args:
        possible: The roles that we could give and take at this moment: a refusal costs, too.
        again: Whether those whom Discord refused are tried once more.
        limit: At most so many; whoever asks again later is told of others.
    """
    guild_id = stored.guild_id
    roles = {
        value_id: place.id
        for value_id, place in chosen(stored).items()
        if place.id is not None and place.id in possible
    }
    waiting = await _under_way(session, guild_id)
    if len(waiting) >= limit:
        return []
    most = limit + len(waiting)
    owed = [
        *await _missing(session, guild_id, roles, again=again, limit=most),
        *await _too_many(session, stored, possible, limit=most),
    ]
    return [one for one in owed if _key(*one) not in waiting][:limit]


async def ask_owed(
    session: AsyncSession, guild_id: int, owed: Sequence[Owed], *, now: datetime
) -> None:
    """Have these given or taken when there is time."""
    wanted = [(guild_id, user_id, role_id) for user_id, role_id in owed]
    await _enqueue(session, wanted, priority=IN_THE_BACKGROUND, now=now)


async def count_under_way(session: AsyncSession, guild_id: int) -> int:
    """How many roles of a server are being given or taken at the moment."""
    return len(await _under_way(session, guild_id))


async def export(session: AsyncSession, member: MemberKey) -> list[dict[str, Any]]:
    """The roles that a member was given for pledges."""
    rows = await session.scalars(
        select(RoleGrant)
        .where(RoleGrant.guild_id == member.guild_id, RoleGrant.user_id == member.user_id)
        .order_by(RoleGrant.role_id)
    )
    return [
        {"role_id": row.role_id, "state": str(row.state), "at": row.at.isoformat()} for row in rows
    ]


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Somebody has everything erased: what we gave them is taken back, and then forgotten too."""
    await session.execute(
        delete(_grants).where(
            _grants.c.guild_id == member.guild_id,
            _grants.c.user_id == member.user_id,
            _grants.c.state != GrantState.GIVEN,
        )
    )
    touch(session, TOPIC)


async def _missing(
    session: AsyncSession, guild_id: int, roles: Mapping[int, int], *, again: bool, limit: int
) -> list[Owed]:
    """Who holds a value and has not got its role."""
    if not roles:
        return []
    role = case(roles, value=_pledges.c.value_id)
    settled = (GrantState.GIVEN, GrantState.FOUND) if again else tuple(GrantState)
    has = exists(_grants.c.role_id).where(
        _grants.c.guild_id == guild_id,
        _grants.c.user_id == _pledges.c.user_id,
        _grants.c.role_id == role,
        _grants.c.state.in_(settled),
    )
    rows = await session.execute(
        select(_pledges.c.user_id, role)
        .where(
            _pledges.c.guild_id == guild_id,
            _pledges.c.value_id.in_(roles),
            _pledges.c.state == PledgeState.ACTIVE,
            ~has,
        )
        .distinct()
        .order_by(_pledges.c.user_id)
        .limit(limit)
    )
    return [Owed(*row) for row in rows]


async def _too_many(
    session: AsyncSession, stored: GuildSettings, possible: Collection[int], *, limit: int
) -> list[Owed]:
    """Who has a role from us for which they hold nothing any more."""
    earned = exists(_pledges.c.id).where(
        _pledges.c.guild_id == stored.guild_id,
        _pledges.c.user_id == _grants.c.user_id,
        _pledges.c.state == PledgeState.ACTIVE,
        or_(
            false(),
            *(
                and_(_pledges.c.value_id == value_id, _grants.c.role_id == place.id)
                for value_id, place in chosen(stored).items()
            ),
        ),
    )
    rows = await session.execute(
        select(_grants.c.user_id, _grants.c.role_id)
        .where(
            _grants.c.guild_id == stored.guild_id,
            _grants.c.state == GrantState.GIVEN,
            _grants.c.role_id.in_(possible),
            ~earned,
        )
        .order_by(_grants.c.user_id)
        .limit(limit)
    )
    return [Owed(*row) for row in rows]


async def _is_earned(
    session: AsyncSession, roles: Mapping[int, Place], guild_id: int, user_id: int, role_id: int
) -> bool:
    values = [value_id for value_id, place in roles.items() if place.id == role_id]
    holds = exists(_pledges.c.id).where(
        *_of(guild_id, user_id),
        _pledges.c.value_id.in_(values),
        _pledges.c.state == PledgeState.ACTIVE,
    )
    return bool(values) and bool(await session.scalar(select(holds)))


async def _roles_of(
    session: AsyncSession, guild_ids: Collection[int]
) -> dict[int, dict[int, Place]]:
    """The roles of these servers; one look for a whole batch, as most servers have none."""
    rows = await session.execute(
        select(_settings.c.guild_id, _settings.c.value).where(
            _settings.c.guild_id.in_(guild_ids), _settings.c.key == ROLES.key
        )
    )
    return {guild_id: _read(value) for guild_id, value in rows}


async def _under_way(session: AsyncSession, guild_id: int) -> set[str]:
    rows = await session.scalars(
        select(Delivery.key).where(
            Delivery.guild_id == guild_id,
            Delivery.state == State.PENDING,
            Delivery.kind == DELIVERY,
        )
    )
    return set(rows)


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


async def _keep(
    session: AsyncSession,
    guild_id: int,
    user_id: int,
    role_id: int,
    state: GrantState,
    *,
    now: datetime,
) -> None:
    statement = insert_into(RoleGrant, session.get_bind().dialect.name).values(
        guild_id=guild_id, user_id=user_id, role_id=role_id, state=state, at=now
    )
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["guild_id", "user_id", "role_id"],
            set_={"state": new.state, "at": new.at},
        )
    )


async def _enqueue(
    session: AsyncSession, wanted: Sequence[tuple[int, int, int]], *, priority: int, now: datetime
) -> None:
    await deliveries.enqueue_many(
        session,
        DELIVERY,
        [
            (guild_id, _key(user_id, role_id), {"user_id": user_id, "role_id": role_id})
            for guild_id, user_id, role_id in wanted
        ],
        now=now,
        priority=priority,
    )


def _key(user_id: int, role_id: int) -> str:
    return f"{DELIVERY}:{user_id}:{role_id}"


def _grant(guild_id: int, user_id: int, role_id: int) -> tuple[Any, ...]:
    return (
        _grants.c.guild_id == guild_id,
        _grants.c.user_id == user_id,
        _grants.c.role_id == role_id,
    )


def _of(guild_id: int, user_id: int) -> tuple[Any, ...]:
    return (_pledges.c.guild_id == guild_id, _pledges.c.user_id == user_id)


def _read(stored: Mapping[str, Mapping[str, Any]]) -> dict[int, Place]:
    found = {int(value_id): Place.load(place) for value_id, place in stored.items()}
    return {value_id: place for value_id, place in found.items() if place is not None}
