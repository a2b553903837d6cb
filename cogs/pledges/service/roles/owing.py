"""Who is owed a role, or has one too many, without having done anything just now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import Table, and_, case, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deliveries import Delivery, State
from bot.models import GuildSetting
from bot.settings import GuildSettings
from cogs.pledges.models import GrantState, Pledge, PledgeState, RoleGrant
from cogs.pledges.service.roles.choosing import DELIVERY, ROLES, chosen
from cogs.pledges.service.roles.giving import enqueue, key_of

IN_THE_BACKGROUND = 9

_pledges = cast("Table", Pledge.__table__)
_grants = cast("Table", RoleGrant.__table__)
_settings = cast("Table", GuildSetting.__table__)


class Owed(NamedTuple):
    """A role that a member should have and has not, or has from us and should not."""

    user_id: int
    role_id: int


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
    return [one for one in owed if key_of(*one) not in waiting][:limit]


async def ask_owed(
    session: AsyncSession, guild_id: int, owed: Sequence[Owed], *, now: datetime
) -> None:
    """Have these given or taken when there is time."""
    wanted = [(guild_id, user_id, role_id) for user_id, role_id in owed]
    await enqueue(session, wanted, priority=IN_THE_BACKGROUND, now=now)


async def count_under_way(session: AsyncSession, guild_id: int) -> int:
    """How many roles of a server are being given or taken at the moment."""
    return len(await _under_way(session, guild_id))


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


async def _under_way(session: AsyncSession, guild_id: int) -> set[str]:
    rows = await session.scalars(
        select(Delivery.key).where(
            Delivery.guild_id == guild_id,
            Delivery.state == State.PENDING,
            Delivery.kind == DELIVERY,
        )
    )
    return set(rows)
