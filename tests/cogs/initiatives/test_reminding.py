"""Who is reminded of what, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.db import Database
from bot.deliveries import Delivery
from cogs.initiatives.models import Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service import reminding
from cogs.initiatives.service.reminding import NotIn
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

ADA = 11


class Town:
    """Ada has a seat in something that starts in two days."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db, self.clock = db, clock
        self.starts_at = clock.now() + timedelta(days=2)

    async def build(self, *, state: SignupState = SignupState.CONFIRMED) -> Town:
        async with self.db.begin() as session:
            self.initiative_id = (await an_initiative(session, starts_at=self.starts_at)).id
            session.add(
                Signup(
                    initiative_id=self.initiative_id,
                    guild_id=GUILD,
                    user_id=ADA,
                    state=state,
                    position=1,
                    language="en",
                    changed_at=self.clock.now(),
                )
            )
        return self

    async def switches(self, *, is_on: bool) -> reminding.Reminding:
        async with self.db.begin() as session:
            return await reminding.remind(
                session, self.initiative_id, ADA, is_on=is_on, now=self.clock.now()
            )

    async def looks(self, at: datetime) -> int:
        self.clock.set(at)
        async with self.db.begin() as session:
            await reminding.ask_due(session, now=at)
        async with self.db.begin() as session:
            found = (await session.scalars(select(Delivery))).all()
            for delivery in found:
                await session.delete(delivery)
        return len(found)


async def test_a_day_and_an_hour_before_and_never_twice(db: Database, clock: MovableClock) -> None:
    town = await Town(db, clock).build()
    done = await town.switches(is_on=True)
    assert done.next_at == town.starts_at - timedelta(days=1)

    looks = [
        await town.looks(town.starts_at - timedelta(minutes=minutes))
        for minutes in (1441, 1440, 1439, 600, 61, 60, 59, 1, 0)
    ]

    assert looks == [0, 1, 0, 0, 0, 1, 0, 0, 0]


async def test_whoever_asks_late_gets_what_is_left_and_whoever_asks_no_more_gets_none(
    db: Database, clock: MovableClock
) -> None:
    town = await Town(db, clock).build()
    clock.set(town.starts_at - timedelta(hours=5))
    done = await town.switches(is_on=True)

    assert done.next_at == town.starts_at - timedelta(hours=1)
    assert await town.looks(town.starts_at - timedelta(hours=4)) == 0
    await town.switches(is_on=False)
    assert await town.looks(town.starts_at - timedelta(minutes=50)) == 0


async def test_a_moved_date_has_reminders_of_its_own(db: Database, clock: MovableClock) -> None:
    town = await Town(db, clock).build()
    await town.switches(is_on=True)
    assert await town.looks(town.starts_at - timedelta(hours=2)) == 1
    later = town.starts_at + timedelta(days=5)
    async with db.begin() as session:
        (await session.get_one(Initiative, town.initiative_id)).starts_at = later

    assert await town.looks(town.starts_at) == 0
    assert await town.looks(later - timedelta(hours=23)) == 1


@pytest.mark.parametrize("state", [SignupState.WAITING, SignupState.INTERESTED])
async def test_only_those_with_a_seat_are_reminded(
    db: Database, clock: MovableClock, state: SignupState
) -> None:
    town = await Town(db, clock).build(state=state)

    with pytest.raises(NotIn):
        await town.switches(is_on=True)


async def test_what_is_asked_for_is_not_sent_once_the_seat_is_given_up_or_it_is_called_off(
    db: Database, clock: MovableClock
) -> None:
    town = await Town(db, clock).build()
    await town.switches(is_on=True)
    async with db.begin() as session:
        signup = (await session.scalars(select(Signup))).one()
        initiative = await session.get_one(Initiative, town.initiative_id)
        assert await reminding.find_reminder(session, signup.id, clock.now()) is not None
        signup.state = SignupState.DECLINED
        assert await reminding.find_reminder(session, signup.id, clock.now()) is None
        signup.state = SignupState.CONFIRMED
        initiative.state = InitiativeState.CANCELLED
        await session.flush()
        assert await reminding.find_reminder(session, signup.id, clock.now()) is None
