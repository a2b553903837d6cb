"""Signing up: who gets a seat, who may, until when, and how many may want one at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.engine import Engine

from bot import settings
from bot.db import Database, SqliteDatabase
from bot.deliveries import Delivery, State
from bot.models import Guild, MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import SEATED, Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service import (
    answers,
    configuring,
    confirming,
    needs,
    offers,
    recording,
    seats,
)
from cogs.initiatives.service.needs import NeedText
from tests.initiatives import CREATED as NOW
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

ADA, BEA, CLEO, DAN = (MemberKey(GUILD, number) for number in range(1, 5))
HOUR = timedelta(hours=1)
IN, WAITS, OFFERED = SignupState.CONFIRMED, SignupState.WAITING, SignupState.OFFERED


class Table:
    """One initiative, and what is said to it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.now = NOW
        self.id = 0

    async def opens(self, *wanted: NeedText, **differences: Any) -> None:
        async with self.db.begin() as session:
            row = await an_initiative(session, **differences)
            await needs.put_needs(session, row, wanted, now=self.now)
        self.id = row.id

    async def joins(self, member: MemberKey, need: str | None = None, **options: Any) -> Any:
        options = {"language": "en", "now": self.now} | options
        async with self.db.begin() as session:
            answer = await service.join(session, member, self.id, **options)
        if not isinstance(answer, service.Choice):
            return answer
        ids = {one.name: one.id for one in answer.needs}
        async with self.db.begin() as session:
            return await service.join_as(session, member, self.id, ids.get(need or ""), **options)

    async def leaves(self, member: MemberKey) -> None:
        async with self.db.begin() as session:
            await service.decline(
                session, member, self.id, language="en", now=self.now, is_sure=True
            )

    async def wants(self, *wanted: NeedText, capacity: int | None = None) -> None:
        async with self.db.begin() as session:
            row = await recording.lock(session, self.id)
            row.capacity = capacity
            await needs.put_needs(session, row, wanted, now=self.now)
            await seats.settle(session, row, now=self.now, source="command")

    async def expires(self) -> int:
        async with self.db.begin() as session:
            return await service.expire_offers(session, now=self.now)

    async def states(self) -> dict[int, str]:
        async with self.db.read() as session:
            rows = await session.execute(
                select(Signup.user_id, Signup.state).where(Signup.initiative_id == self.id)
            )
            return dict(rows.all())

    async def told(self) -> list[Delivery]:
        async with self.db.read() as session:
            rows = await session.scalars(select(Delivery).where(Delivery.kind == service.OFFERED))
            return list(rows)


@pytest.fixture
def table(db: SqliteDatabase) -> Table:
    return Table(db)


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_c: Any, _u: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_each_need_has_its_seats_and_whoever_can_take_one_passes_whose_need_is_full(
    table: Table,
) -> None:
    await table.opens(NeedText("driver", 1), NeedText("cook", 1), capacity=3)

    assert (await table.joins(ADA, "driver")).need == "driver"
    assert (await table.joins(BEA, "driver")).number == 1
    assert (await table.joins(CLEO, "cook")).state is IN
    assert (await table.joins(DAN)).state is IN
    await table.leaves(DAN)
    assert (await table.states())[BEA.user_id] == WAITS
    await table.leaves(ADA)

    assert (await table.states())[BEA.user_id] == OFFERED
    (delivery,) = await table.told()
    async with table.db.read() as session:
        offer = await offers.find_offer(
            session, delivery.payload["signup_id"], delivery.payload["offer"], now=NOW
        )
    assert offer is not None
    assert (offer.need, offer.until) == ("driver", NOW + 12 * HOUR)


async def test_whoever_came_for_what_is_no_longer_needed_keeps_their_seat(table: Table) -> None:
    await table.opens(NeedText("driver", 1))
    await table.joins(ADA, "driver")
    await table.joins(BEA, "driver")

    await table.wants(NeedText("cook", 1))

    assert await table.states() == {ADA.user_id: IN, BEA.user_id: OFFERED}
    with pytest.raises(answers.NeedGone):
        async with table.db.begin() as session:
            await service.join_as(session, CLEO, table.id, 12345, language="en", now=NOW)


async def test_fewer_seats_throw_nobody_out_and_nobody_follows_until_there_is_room(
    table: Table,
) -> None:
    await table.opens(capacity=3)
    for member in (ADA, BEA, CLEO, DAN):
        await table.joins(member)

    await table.wants(capacity=1)
    await table.leaves(ADA)
    await table.leaves(BEA)
    assert await table.told() == []
    await table.leaves(CLEO)

    assert (await table.states())[DAN.user_id] == OFFERED


async def test_an_offer_lasts_half_of_the_time_that_is_left_and_then_the_next_has_it(
    table: Table,
) -> None:
    await table.opens(capacity=1, starts_at=NOW + 8 * HOUR)
    for member in (ADA, BEA, CLEO):
        await table.joins(member)
    await table.leaves(ADA)

    table.now = NOW + 4 * HOUR - timedelta(seconds=1)
    assert await table.expires() == 0
    table.now = NOW + 4 * HOUR
    assert await table.expires() == 1
    assert await table.expires() == 0

    assert (await table.states())[BEA.user_id] == SignupState.INTERESTED
    assert (await table.states())[CLEO.user_id] == OFFERED
    table.now = NOW + 8 * HOUR
    assert await table.expires() == 1
    assert (await table.states())[CLEO.user_id] == SignupState.INTERESTED
    assert len(await table.told()) == 2


async def test_whoever_confirms_late_has_the_seat_only_while_nobody_else_waits(
    table: Table,
) -> None:
    await table.opens(capacity=1)
    await table.joins(ADA)
    await table.joins(BEA)
    await table.leaves(ADA)
    (delivery,) = await table.told()
    signup_id = delivery.payload["signup_id"]
    late = NOW + 13 * HOUR

    with pytest.raises(answers.TooLate):
        async with table.db.begin() as session:
            await confirming.confirm(session, CLEO.user_id, signup_id, 1, now=NOW)
    with pytest.raises(answers.TooLate):
        async with table.db.begin() as session:
            await confirming.confirm(session, BEA.user_id, signup_id, 0, now=NOW)
    await table.joins(CLEO)
    with pytest.raises(answers.TooLate):
        async with table.db.begin() as session:
            await confirming.confirm(session, BEA.user_id, signup_id, 1, now=late)
    await table.leaves(CLEO)
    async with table.db.begin() as session:
        place = await confirming.confirm(session, BEA.user_id, signup_id, 1, now=late)
        again = await confirming.confirm(session, BEA.user_id, signup_id, 1, now=late)

    assert (place.state, place.is_new, again.is_new) == (IN, True, False)


async def test_whoever_is_offered_a_seat_twice_is_told_twice(table: Table) -> None:
    await table.opens(capacity=1)
    await table.joins(ADA)
    await table.joins(BEA)
    await table.leaves(ADA)
    table.now = NOW + 12 * HOUR
    await table.expires()
    await table.joins(CLEO)
    await table.joins(BEA)
    await table.leaves(CLEO)

    assert [one.payload["offer"] for one in await table.told()] == [1, 2]


async def test_nobody_passes_those_who_wait_while_a_seat_was_freed_and_not_yet_offered(
    table: Table,
) -> None:
    await table.opens(capacity=1)
    await table.joins(ADA)
    await table.joins(BEA)
    async with table.db.begin() as session:
        await service.forget(session, ADA)

    assert (await table.joins(CLEO)).number == 1

    assert await table.states() == {BEA.user_id: OFFERED, CLEO.user_id: WAITS}


async def test_the_server_says_for_how_long_a_seat_is_kept(table: Table) -> None:
    async with table.db.begin() as session:
        session.add(Guild(id=GUILD, seen_at=NOW))
        await session.flush()
        await settings.change(session, GUILD, configuring.CONFIRM_HOURS, 2, actor_id=1, now=NOW)
    await table.opens(capacity=1)
    await table.joins(ADA)
    await table.joins(BEA)
    await table.leaves(ADA)

    table.now = NOW + 2 * HOUR

    assert await table.expires() == 1


@pytest.mark.parametrize(
    ("differences", "problem", "key"),
    [
        ({"role_id": 7}, answers.NotForYou, "initiatives-not-for-you"),
        ({"cutoff_at": NOW}, answers.SignupClosed, "initiatives-signup-closed"),
        ({"starts_at": NOW}, answers.HasBegun, "initiatives-has-begun"),
        (
            {"state": InitiativeState.RUNNING, "starts_at": NOW + HOUR},
            answers.HasBegun,
            "initiatives-has-begun",
        ),
        ({"state": InitiativeState.CANCELLED}, answers.NotOpen, "initiatives-not-open"),
        ({"state": InitiativeState.PROPOSED}, answers.NotOpen, "initiatives-not-open-proposed"),
        ({"state": InitiativeState.CLOSED}, answers.NotOpen, "initiatives-not-open-closed"),
    ],
)
async def test_who_may_not_sign_up_is_told_why(
    table: Table, differences: dict[str, Any], problem: type[Exception], key: str
) -> None:
    await table.opens(**differences)

    with pytest.raises(problem) as caught:
        await table.joins(ADA)

    assert caught.value.key == key  # type: ignore[attr-defined]
    assert await table.states() == {}


async def test_a_role_lets_in_and_a_project_without_a_date_goes_on_taking_people(
    table: Table,
) -> None:
    await table.opens(role_id=7, cutoff_at=NOW + HOUR, state=InitiativeState.RUNNING)

    assert (await table.joins(ADA, holds=lambda role_id: role_id == 7)).state is IN


async def test_whoever_has_checked_in_cannot_give_their_seat_back(table: Table) -> None:
    await table.opens()
    await table.joins(ADA)
    async with table.db.begin() as session:
        await session.execute(update(Signup).values(arrived_at=NOW))

    with pytest.raises(answers.IsThere):
        await table.leaves(ADA)
    async with table.db.begin() as session:
        gone = await service.members_left(session, [ADA], now=NOW, source="departure")

    assert (gone, await table.states()) == (0, {ADA.user_id: IN})


async def test_everybody_is_asked_again_when_it_moves_and_old_buttons_confirm_nothing(
    table: Table,
) -> None:
    await table.opens(capacity=2)
    for member in (ADA, BEA, CLEO):
        await table.joins(member)

    async with table.db.begin() as session:
        row = await recording.lock(session, table.id)
        row.starts_at = NOW + 100 * HOUR
        asked = await seats.ask_again(session, row, now=NOW, message="moved", payload={"was": 1})

    assert asked == 2
    assert Counter((await table.states()).values()) == {OFFERED: 2, WAITS: 1}
    async with table.db.read() as session:
        sent = (await session.scalars(select(Delivery).where(Delivery.kind == "moved"))).all()
    assert [(one.payload["offer"], one.payload["was"]) for one in sent] == [(1, 1), (1, 1)]
    assert (await table.joins(ADA)).state is IN


async def test_a_click_costs_few_statements(table: Table) -> None:
    await table.opens(capacity=1)

    with counting() as sent:
        await table.joins(ADA)
    taking = [one for one in sent if not one.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    with counting() as sent:
        await table.joins(BEA)
    waiting = [one for one in sent if not one.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]

    assert (len(taking), len(waiting)) == (4, 4)


@pytest.mark.thorough
@pytest.mark.timeout(120)
async def test_a_thousand_last_seats_are_each_taken_by_one_of_those_who_click_at_once(
    each_db: Database,
) -> None:
    races = (
        1000 if isinstance(each_db, SqliteDatabase) else 300
    )  # there each takes ten times as long
    async with each_db.begin() as session:
        ids = [(await an_initiative(session, capacity=1)).id for _ in range(races)]

    async def click(initiative_id: int, user_id: int) -> SignupState:
        async with each_db.begin() as session:
            place = await service.join(
                session, MemberKey(GUILD, user_id), initiative_id, language="en", now=NOW
            )
        assert isinstance(place, service.Place)
        return place.state

    for initiative_id in ids:
        racing = (click(initiative_id, user_id) for user_id in (1, 2))
        assert sorted(await asyncio.gather(*racing)) == [IN, WAITS]

    async with each_db.read() as session:
        seated = await session.execute(
            select(Signup.initiative_id, func.count())
            .where(Signup.state.in_(SEATED))
            .group_by(Signup.initiative_id)
        )
    assert dict(seated.all()) == dict.fromkeys(ids, 1)


@pytest.mark.thorough
async def test_two_thousand_sign_up_and_all_who_wait_are_offered_a_seat_when_the_limit_goes(
    table: Table,
) -> None:
    await table.opens(capacity=500)
    crowd = [MemberKey(GUILD, 1000 + number) for number in range(2000)]

    places = await asyncio.gather(*(table.joins(member) for member in crowd))

    assert Counter(place.state for place in places) == {IN: 500, WAITS: 1500}
    assert sorted(place.number for place in places if place.number) == list(range(1, 1501))
    with counting() as sent:
        await table.wants()
    assert len(sent) < 20
    assert Counter((await table.states()).values()) == {IN: 500, OFFERED: 1500}
    told = await table.told()
    assert len({one.key for one in told}) == len(told) == 1500
    assert {(one.requests, one.state) for one in told} == {(1, State.PENDING)}
    async with table.db.read() as session:
        row = await session.get(Initiative, table.id)
        assert row is not None
        assert (await service.get_overview(session, row.id)).confirmed == 2000
