"""What one member has to be given or is to lose, and what became of it.

What they should have is read from their pledges whenever a role is given or taken; a delivery only
says whom and which role to look at. So it may be asked for as often as anybody likes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Row, Table, delete, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from bot.db import insert_into, touch
from bot.models import GuildSetting, MemberKey
from bot.settings import GuildSettings, Place
from cogs.pledges.models import GrantState, Pledge, PledgeState, RoleGrant
from cogs.pledges.service.roles.choosing import DELIVERY, ROLES, TOPIC, chosen, read

PRIORITY = 4

_pledges = cast("Table", Pledge.__table__)
_grants = cast("Table", RoleGrant.__table__)
_settings = cast("Table", GuildSetting.__table__)


class Deed(StrEnum):
    """What has to be done about one role of one member."""

    GIVE = "give"
    TAKE = "take"


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
    await enqueue(session, list(wanted), priority=PRIORITY, now=now)


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


async def enqueue(
    session: AsyncSession, wanted: Sequence[tuple[int, int, int]], *, priority: int, now: datetime
) -> None:
    """Have these roles of these members looked at, given as `(guild_id, user_id, role_id)`."""
    await deliveries.enqueue_many(
        session,
        DELIVERY,
        [
            (guild_id, key_of(user_id, role_id), {"user_id": user_id, "role_id": role_id})
            for guild_id, user_id, role_id in wanted
        ],
        now=now,
        priority=priority,
    )


def key_of(user_id: int, role_id: int) -> str:
    """What a delivery about a role of a member is known by."""
    return f"{DELIVERY}:{user_id}:{role_id}"


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
    return {guild_id: read(value) for guild_id, value in rows}


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


def _grant(guild_id: int, user_id: int, role_id: int) -> tuple[Any, ...]:
    return (
        _grants.c.guild_id == guild_id,
        _grants.c.user_id == user_id,
        _grants.c.role_id == role_id,
    )


def _of(guild_id: int, user_id: int) -> tuple[Any, ...]:
    return (_pledges.c.guild_id == guild_id, _pledges.c.user_id == user_id)
