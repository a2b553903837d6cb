"""From the start on: starting by hand and by itself, the code, and who is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.activity import Activity
from bot.db import Database
from bot.models import MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import (
    Initiative,
    InitiativeState,
    Need,
    Signup,
    SignupState,
)
from cogs.initiatives.service import Actor, deciding, people, running
from cogs.initiatives.service.people import Group
from cogs.initiatives.service.running import Arrival
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA, BEA, CLEO, DAN = (MemberKey(GUILD, GUILD + number) for number in (1, 2, 3, 4))
ORGANISER = Actor(ADA, is_steward=False)


async def a_signup(
    session: AsyncSession, initiative: Initiative, user_id: int, state: SignupState, **more: Any
) -> Signup:
    fields = {"position": user_id % 1000, "language": "en", "changed_at": NOW} | more
    row = Signup(
        initiative_id=initiative.id, guild_id=GUILD, user_id=user_id, state=state, **fields
    )
    session.add(row)
    await session.flush()
    return row


async def arrives(
    session: AsyncSession, member: MemberKey, initiative_id: int, *roles: int
) -> Arrival:
    return await running.check_in(
        session, member, initiative_id, role_ids=roles, language="en", now=NOW
    )


async def test_what_is_due_starts_by_itself_once_and_nothing_else_does(db: Database) -> None:
    async with db.begin() as session:
        due = await an_initiative(session, starts_at=NOW)
        for differences in (
            {"starts_at": NOW + timedelta(seconds=1)},
            {"starts_at": None},
            {"starts_at": NOW, "poll_until": NOW},
            {"starts_at": NOW, "state": InitiativeState.PROPOSED},
            {"starts_at": NOW, "state": InitiativeState.CANCELLED},
        ):
            await an_initiative(session, **differences)
        found = await running.list_due(session, now=NOW)

        assert found == [due.id]
        assert await running.start_due(session, found, now=NOW) == 1
        code = due.code
        assert await running.start_due(session, found, now=NOW) == 0

        assert (due.state, due.started_at, due.sequence) == (InitiativeState.RUNNING, NOW, 1)
        assert due.code == code
        assert code is not None
        assert len(code) == 4
        assert set(code) <= set(running.LETTERS)
        assert await running.list_due(session, now=NOW) == []


async def test_what_was_moved_between_looking_and_starting_is_not_started(db: Database) -> None:
    async with db.begin() as session:
        moved = await an_initiative(session, starts_at=NOW)
        found = await running.list_due(session, now=NOW)
        moved.starts_at = NOW + timedelta(days=1)
        await session.flush()

        assert await running.start_due(session, found, now=NOW) == 0


async def test_by_hand_it_starts_a_day_ahead_at_most_and_not_while_its_date_is_voted_about(
    db: Database,
) -> None:
    async with db.begin() as session:
        ahead = await an_initiative(session, starts_at=NOW + timedelta(hours=24, seconds=1))
        with pytest.raises(running.TooEarly):
            await running.start(session, ORGANISER, ahead.id, now=NOW)
        voted = await an_initiative(session, poll_until=NOW + timedelta(days=1))
        with pytest.raises(running.StillVoting):
            await running.start(session, ORGANISER, voted.id, now=NOW)
        undated = await an_initiative(session)
        with pytest.raises(service.NotYours):
            await running.start(session, Actor(BEA, is_steward=False), undated.id, now=NOW)

        for initiative_id in (
            undated.id,
            (await an_initiative(session, starts_at=NOW + timedelta(hours=24))).id,
        ):
            await running.start(session, ORGANISER, initiative_id, now=NOW)
            with pytest.raises(service.NotOpen):
                await running.start(session, ORGANISER, initiative_id, now=NOW)


async def test_whoever_is_there_checks_in_once_with_a_place_or_without(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, state=InitiativeState.RUNNING, capacity=1)
        await a_signup(session, initiative, BEA.user_id, SignupState.CONFIRMED)
        await a_signup(session, initiative, CLEO.user_id, SignupState.WAITING)

        came = [
            await arrives(session, member, initiative.id) for member in (BEA, CLEO, DAN, BEA, DAN)
        ]

        assert [(one.is_new, one.had_seat) for one in came] == [
            (True, True),
            (True, False),
            (True, False),
            (False, True),
            (False, True),
        ]
        signups = (await session.scalars(select(Signup).order_by(Signup.position))).all()
        assert {signup.state for signup in signups} == {SignupState.ATTENDED}
        assert {signup.arrived_at for signup in signups} == {NOW}
        assert [signup.user_id for signup in signups] == [BEA.user_id, CLEO.user_id, DAN.user_id]
        acts = await session.scalars(
            select(Activity.user_id).where(Activity.kind == "initiative.checked_in")
        )
        assert list(acts) == [BEA.user_id, CLEO.user_id, DAN.user_id]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "state", [state for state in InitiativeState if state is not InitiativeState.RUNNING]
)
async def test_nobody_checks_in_before_it_starts_or_after_it_ended(
    db: Database, state: InitiativeState
) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, state=state, code="BCDF")

        with pytest.raises(running.NotRunning):
            await arrives(session, BEA, initiative.id)
        with pytest.raises(running.WrongCode):
            await running.check_in_by_code(
                session, BEA, "BCDF", role_ids=(), language="en", now=NOW
            )


async def test_where_only_holders_of_a_role_may_come_others_do_not_check_in(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, state=InitiativeState.RUNNING, role_id=7)
        await a_signup(session, initiative, CLEO.user_id, SignupState.CONFIRMED)

        with pytest.raises(running.OnlyForRole):
            await arrives(session, BEA, initiative.id, 8)
        await arrives(session, BEA, initiative.id, 7)
        await arrives(session, CLEO, initiative.id)  # they lost it, and keep their place
        await arrives(session, ADA, initiative.id)  # organises it


async def test_a_code_is_read_however_it_is_typed_and_only_where_it_is_valid(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, state=InitiativeState.RUNNING, code="BCDF")

        for typed in ("BCDG", "", "\u202e", "B C D"):
            with pytest.raises(running.WrongCode):
                await running.check_in_by_code(
                    session, BEA, typed, role_ids=(), language="en", now=NOW
                )
        with pytest.raises(running.WrongCode):
            elsewhere = MemberKey(GUILD + 1, BEA.user_id)
            await running.check_in_by_code(
                session, elsewhere, "BCDF", role_ids=(), language="en", now=NOW
            )
        arrival = await running.check_in_by_code(
            session, BEA, " b-c d f ", role_ids=(), language="en", now=NOW
        )
        assert arrival.initiative_id == initiative.id

        new = await running.renew_code(session, ORGANISER, initiative.id, now=NOW)
        assert new != "BCDF"
        with pytest.raises(running.WrongCode):
            await running.check_in_by_code(
                session, CLEO, "BCDF", role_ids=(), language="en", now=NOW
            )


@pytest.mark.thorough
async def test_no_two_under_way_in_one_server_have_the_same_code(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "LETTERS", "BC")
    async with db.begin() as session:
        codes = set()
        for _ in range(16):
            initiative = await an_initiative(session)
            await running.start(session, ORGANISER, initiative.id, now=NOW)
            codes.add(initiative.code)

    assert len(codes) == 16


async def test_organisers_see_who_is_there_in_offered_waits_or_might_come_and_nobody_else(
    db: Database,
) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, state=InitiativeState.RUNNING)
        need = Need(initiative_id=initiative.id, name="Driver", capacity=1, position=1)
        session.add(need)
        await session.flush()
        states = list(SignupState)
        for number, state in enumerate(states):
            until = NOW if state is SignupState.OFFERED else None
            await a_signup(
                session, initiative, 500 + number, state, offered_until=until, need_id=need.id
            )
        await a_signup(session, initiative, 600, SignupState.WAITING)
        listed = await people.list_people(session, ORGANISER, initiative.id)

        with pytest.raises(service.NotYours):
            await people.list_people(session, Actor(BEA, is_steward=False), initiative.id)

    found = [(one.group, one.user_id, one.number, one.comes_as) for one in listed.listed]
    at = {state: 500 + number for number, state in enumerate(states)}
    assert found == [
        (Group.HERE, at[SignupState.ATTENDED], 0, "Driver"),
        (Group.IN, at[SignupState.CONFIRMED], 0, "Driver"),
        (Group.OFFERED, at[SignupState.OFFERED], 0, "Driver"),
        (Group.WAITING, at[SignupState.WAITING], 1, "Driver"),
        (Group.WAITING, 600, 2, None),
        (Group.MAYBE, at[SignupState.INTERESTED], 0, "Driver"),
    ]
    assert listed.totals[Group.WAITING] == 2


@pytest.mark.thorough
async def test_a_long_list_has_pages_and_a_page_past_the_end_is_the_last(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        for number in range(people.PER_PAGE + 1):
            await a_signup(session, initiative, 1000 + number, SignupState.WAITING, position=number)
        last = await people.list_people(session, ORGANISER, initiative.id, page=9)

    assert (last.number, last.count) == (1, 2)
    assert [(one.user_id, one.number) for one in last.listed] == [
        (1000 + people.PER_PAGE, people.PER_PAGE + 1)
    ]


async def test_what_was_called_off_says_why_and_is_not_called_off_again(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, state=InitiativeState.RUNNING)
        for reason in ("", " \u202e ", "x" * 501):
            with pytest.raises(deciding.BadReason):
                await service.cancel(session, ORGANISER, initiative.id, reason=reason, now=NOW)
        await service.cancel(session, ORGANISER, initiative.id, reason=" Storm. ", now=NOW)
        assert (initiative.state, initiative.reason) == (InitiativeState.CANCELLED, "Storm.")
        with pytest.raises(service.NotOpen):
            await service.cancel(session, ORGANISER, initiative.id, reason="Again.", now=NOW)
