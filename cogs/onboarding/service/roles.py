"""The roles that finishing gives: which they are, and what became of each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries, notices
from bot.settings import ONBOARDED_ROLE, ONBOARDED_ROLES, GuildSettings, Place
from cogs.onboarding.models import Journey, RoleState

DELIVERY = "onboarding.role"
CLOSING = "onboarding.closing"

MISSING = "onboarding.role-missing"
"""What the notice is about."""

_OPEN = (RoleState.OWED, RoleState.REFUSED)


@dataclass(frozen=True)
class Named:
    """A role that finishing gives, by what somebody called it.

    Args:
        id: None where the server has no such role.
    """

    name: str
    id: int | None

    @property
    def key(self) -> str:
        """What a journey keeps its state by."""
        return f"@{self.name}" if self.id is None else str(self.id)


def wanted(settings: GuildSettings) -> list[Place]:
    """The roles that finishing gives, as somebody named them."""
    chosen = settings.get(ONBOARDED_ROLES)
    if chosen is None:
        one = settings.place(ONBOARDED_ROLE)
        return [] if one is None else [one]
    return [place for place in map(Place.load, chosen) if place is not None]


async def owe(
    session: AsyncSession, journey: Journey, roles: Sequence[Named], *, now: datetime
) -> None:
    """Ask for everything that finishing gives; what the server has not, the stewards are told."""
    journey.roles = {
        role.key: RoleState.REFUSED if role.id is None else RoleState.OWED for role in roles
    }
    journey.role = _all_in_all(journey)
    for role in roles:
        if role.id is not None:
            await _ask(session, journey, role.id, now)
    missing = [role.name for role in roles if role.id is None]
    if missing:
        await notices.open_notice(
            session,
            MISSING,
            guild_id=journey.guild_id,
            text_key="onboarding-notice-no-role",
            now=now,
            role=", ".join(missing),
        )


async def given(session: AsyncSession, journey_id: int, *, role_id: int, now: datetime) -> None:
    """The member has a role; a closing sentence that said otherwise is put right."""
    journey = await session.get(Journey, journey_id)
    if journey is not None:
        about = f"{DELIVERY}:{role_id}"
        await notices.close_notice(session, about, guild_id=journey.guild_id, now=now)
        await _keep(session, journey, {**journey.roles, str(role_id): RoleState.GIVEN}, now)


async def refused(session: AsyncSession, journey_id: int, *, role_id: int, now: datetime) -> None:
    """Discord would not give a role; the member is told what stands."""
    journey = await session.get(Journey, journey_id)
    if journey is not None:
        await _keep(session, journey, {**journey.roles, str(role_id): RoleState.REFUSED}, now)


async def gone(
    session: AsyncSession, settings: GuildSettings, guild_id: int, *, role_id: int, now: datetime
) -> None:
    """Tell the stewards that a role was deleted, by its name: its number says nothing any more."""
    names = (str(place) for place in wanted(settings) if place.id == role_id)
    await notices.open_notice(
        session,
        f"{DELIVERY}:{role_id}",
        guild_id=guild_id,
        text_key="onboarding-notice-role-gone",
        now=now,
        role=next(names, str(role_id)),
    )


async def ask_again(
    session: AsyncSession,
    guild_id: int,
    roles: Sequence[Named],
    *,
    possible: Sequence[int],
    now: datetime,
) -> int:
    """Ask once more for what members finished for and never got; for how many of them.

    Args:
        roles: What finishing gives today; what is no longer among it is not owed any more.
        possible: The ids that we could give at this moment: a refusal costs, too.
    """
    journeys = await session.scalars(
        select(Journey).where(
            Journey.guild_id == guild_id,
            Journey.role.in_(_OPEN),
            Journey.finished_at.is_not(None),
            Journey.left_at.is_(None),
        )
    )
    asked = 0
    for journey in journeys:
        states = {role.key: journey.roles.get(role.key, RoleState.OWED.value) for role in roles}
        open_ids = [
            role.id
            for role in roles
            if role.id is not None and role.id in possible and states[role.key] != RoleState.GIVEN
        ]
        await _keep(session, journey, states, now)
        for role_id in open_ids:
            await _ask(session, journey, role_id, now)
        asked += bool(open_ids)
    are_known = all(role.id is not None for role in roles)
    if are_known and MISSING in await notices.list_open(session, guild_id):
        await notices.close_notice(session, MISSING, guild_id=guild_id, now=now)
    return asked


async def _ask(session: AsyncSession, journey: Journey, role_id: int, now: datetime) -> None:
    await deliveries.enqueue(
        session,
        DELIVERY,
        guild_id=journey.guild_id,
        key=f"{DELIVERY}:{journey.user_id}:{role_id}",
        payload={"journey_id": journey.id, "role_id": role_id},
        now=now,
        priority=2,
    )


async def _keep(
    session: AsyncSession, journey: Journey, states: dict[str, str], now: datetime
) -> None:
    """Keep what became of the roles; the closing sentence follows when it would say otherwise."""
    before, journey.roles = journey.role, states
    journey.role = _all_in_all(journey)
    says_otherwise = RoleState.REFUSED in (before, journey.role) and before != journey.role
    if says_otherwise and journey.message_id is not None:
        await deliveries.enqueue(
            session,
            CLOSING,
            guild_id=journey.guild_id,
            key=f"{CLOSING}:{journey.id}",
            payload={"journey_id": journey.id},
            now=now,
            priority=2,
        )


def _all_in_all(journey: Journey) -> RoleState:
    states = set(journey.roles.values())
    for state in (RoleState.REFUSED, RoleState.OWED, RoleState.GIVEN):
        if state in states:
            return state
    return RoleState.NONE
