"""Several roles at the end: what became of each, and of all together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.clock import MovableClock
from bot.db import SqliteDatabase
from bot.deliveries import Delivery
from bot.settings import GuildSettings
from cogs.onboarding.models import Journey, RoleState, State, Where
from cogs.onboarding.service import roles
from cogs.onboarding.service.roles import Named
from tests.conftest import GUILD

NEIGHBOUR, GARDENER, LOST = Named("Neighbour", 77), Named("Gardener", 78), Named("Lost", None)


async def finished(session: AsyncSession, clock: MovableClock, gives: Sequence[Named]) -> Journey:
    """Somebody who has finished, and is owed roles."""
    now = clock.now()
    journey = Journey(
        guild_id=GUILD,
        user_id=11,
        state=State.FINISHED,
        step="finish",
        step_index=0,
        turn=1,
        place=Where.DM,
        channel_id=5,
        message_id=6,
        role=RoleState.NONE,
        locale="en",
        finished_at=now,
        changed_at=now,
    )
    session.add(journey)
    await session.flush()
    await roles.owe(session, journey, gives, now=now)
    return journey


async def asked_for(session: AsyncSession, kind: str) -> list[str]:
    return list(await session.scalars(select(Delivery.key).where(Delivery.kind == kind)))


@pytest.mark.asyncio
@pytest.mark.parametrize("order", [(77, 78), (78, 77)])
async def test_one_refused_role_among_two_is_said_whichever_comes_first(
    db: SqliteDatabase, clock: MovableClock, order: tuple[int, int]
) -> None:
    async with db.begin() as session:
        journey = await finished(session, clock, [NEIGHBOUR, GARDENER])
        for role_id in order:
            done = roles.given if role_id == 77 else roles.refused
            await done(session, journey.id, role_id=role_id, now=clock.now())

        assert journey.role == RoleState.REFUSED
        assert journey.roles == {"77": "given", "78": "refused"}
        assert await asked_for(session, roles.CLOSING) == [f"{roles.CLOSING}:{journey.id}"]


@pytest.mark.asyncio
async def test_all_is_given_only_when_each_role_is(db: SqliteDatabase, clock: MovableClock) -> None:
    async with db.begin() as session:
        journey = await finished(session, clock, [NEIGHBOUR, GARDENER])
        states = [journey.role]
        for role_id in (77, 78):
            await roles.given(session, journey.id, role_id=role_id, now=clock.now())
            states.append(journey.role)

        assert states == [RoleState.OWED, RoleState.OWED, RoleState.GIVEN]
        assert len(await asked_for(session, roles.DELIVERY)) == 2
        assert await asked_for(session, roles.CLOSING) == []


@pytest.mark.asyncio
async def test_a_role_that_appears_later_is_made_up_for(
    db: SqliteDatabase, clock: MovableClock
) -> None:
    async with db.begin() as session:
        journey = await finished(session, clock, [NEIGHBOUR, LOST])
        await roles.given(session, journey.id, role_id=77, now=clock.now())
        assert journey.role == RoleState.REFUSED
        assert roles.MISSING in await notices.list_open(session, GUILD)

        gives = [NEIGHBOUR, Named("Lost", 79)]
        asked = await roles.ask_again(session, GUILD, gives, possible=[77, 79], now=clock.now())

        assert asked == 1
        assert await asked_for(session, roles.DELIVERY) == [
            f"{roles.DELIVERY}:11:77",
            f"{roles.DELIVERY}:11:79",
        ]
        assert roles.MISSING not in await notices.list_open(session, GUILD)
        await roles.given(session, journey.id, role_id=79, now=clock.now())
        assert journey.role == RoleState.GIVEN


@pytest.mark.asyncio
async def test_what_is_no_longer_given_is_no_longer_owed(
    db: SqliteDatabase, clock: MovableClock
) -> None:
    async with db.begin() as session:
        journey = await finished(session, clock, [NEIGHBOUR, GARDENER])
        await roles.given(session, journey.id, role_id=77, now=clock.now())
        await roles.refused(session, journey.id, role_id=78, now=clock.now())

        asked = await roles.ask_again(session, GUILD, [NEIGHBOUR], possible=[77], now=clock.now())

        assert asked == 0
        assert journey.role == RoleState.GIVEN


def test_the_roles_of_the_list_come_before_the_single_one() -> None:
    single = {"roles.onboarded": {"id": 1, "name": "One"}}
    several = {"onboarding.roles": [{"id": 2, "name": "Two"}, {"id": None, "name": "Three"}]}

    def names(values: dict[str, object]) -> list[str]:
        return [str(place) for place in roles.wanted(GuildSettings(GUILD, values))]

    assert names({}) == []
    assert names(single) == ["One"]
    assert names(single | several) == ["Two", "Three"]
    assert names(single | {"onboarding.roles": []}) == []
