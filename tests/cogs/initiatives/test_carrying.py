"""Who carries an initiative: asked, accepted, handed over, left behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.db import Database
from bot.deliveries import Delivery
from bot.models import MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import Initiative, InitiativeState, Organiser
from cogs.initiatives.service import Actor, carrying, managing, organisers
from cogs.initiatives.service.carrying import Answer
from cogs.initiatives.views.deciding import WITHDRAW
from cogs.initiatives.views.managing import TOOLS
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA, BEA, CLEO, DAN = (MemberKey(GUILD, GUILD + number) for number in (1, 2, 3, 4))
ORGANISER = Actor(ADA, is_steward=False)


async def asks(
    session: AsyncSession, initiative: Initiative, *members: MemberKey
) -> carrying.Asked:
    return await carrying.choose_along(
        session, ORGANISER, initiative.id, [one.user_id for one in members], now=NOW
    )


async def says(
    session: AsyncSession, member: MemberKey, initiative: Initiative, *, accepts: bool = True
) -> Answer:
    # Nobody answers in the moment in which they are asked.
    _, answer = await carrying.respond(
        session, member, initiative.id, accepts=accepts, now=NOW + timedelta(minutes=1)
    )
    return answer


async def asked_by_dm(session: AsyncSession) -> list[int]:
    rows = await session.scalars(
        select(Delivery.payload).where(Delivery.kind == carrying.ASK).order_by(Delivery.id)
    )
    return [payload["user_id"] for payload in rows]


async def is_told(session: AsyncSession, initiative: Initiative) -> bool:
    """Whether stewards are told that nobody organises it."""
    return carrying.about(initiative.id) in await notices.list_open(session, GUILD)


async def test_nobody_organises_along_before_they_accept_and_each_is_asked_once(
    db: Database,
) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        assert (await asks(session, initiative, BEA, CLEO, ADA)).asked == (
            BEA.user_id,
            CLEO.user_id,
        )
        assert (await asks(session, initiative, BEA, CLEO)).asked == ()
        assert await organisers.list_coorganisers(session, initiative.id) == []

        assert await says(session, BEA, initiative) is Answer.ALONG
        assert await says(session, CLEO, initiative, accepts=False) is Answer.NO

        for member in (BEA, CLEO, DAN):
            with pytest.raises(carrying.NotAsked):
                await says(session, member, initiative)
        assert await organisers.list_coorganisers(session, initiative.id) == [BEA.user_id]
        assert await asked_by_dm(session) == [BEA.user_id, CLEO.user_id]
        told = await session.scalars(
            select(Delivery.payload).where(Delivery.kind == carrying.ANSWERED)
        )
        assert [(one["user_id"], one["answer"]) for one in told] == [
            (ADA.user_id, "along"),
            (ADA.user_id, "no"),
        ]


async def test_whoever_is_taken_out_may_change_it_no_longer_and_those_along_choose_nobody(
    db: Database,
) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        await asks(session, initiative, BEA)
        await says(session, BEA, initiative)
        along = Actor(BEA, is_steward=False)
        await service.require_organiser(session, initiative, along)
        with pytest.raises(service.NotYours):
            await carrying.choose_along(session, along, initiative.id, [], now=NOW)
        with pytest.raises(service.NotYours):
            await carrying.hand_over(session, along, initiative.id, BEA.user_id, now=NOW)

        assert (await asks(session, initiative, CLEO)).removed == (BEA.user_id,)

        with pytest.raises(service.NotYours):
            await service.require_organiser(session, initiative, along)


@pytest.mark.thorough
async def test_at_most_so_many_are_asked(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        crowd = [MemberKey(GUILD, 100 + number) for number in range(carrying.MOST_ALONG + 1)]

        assert len((await asks(session, initiative, *crowd)).asked) == carrying.MOST_ALONG


async def test_handing_over_changes_nothing_until_it_is_accepted(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        for member in (BEA, CLEO):
            await carrying.hand_over(session, ORGANISER, initiative.id, member.user_id, now=NOW)
        assert initiative.organiser_id == ADA.user_id
        with pytest.raises(carrying.NotAsked):  # the second question took the first one back
            await says(session, BEA, initiative)

        assert await says(session, CLEO, initiative) is Answer.OVER

        assert initiative.organiser_id == CLEO.user_id
        assert (await session.scalars(select(Organiser))).all() == []
        with pytest.raises(service.NotYours):
            await service.require_organiser(session, initiative, ORGANISER)


@pytest.mark.thorough
async def test_a_question_can_be_taken_back_and_those_along_stay_along(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        await asks(session, initiative, BEA)
        await says(session, BEA, initiative)
        await carrying.hand_over(session, ORGANISER, initiative.id, BEA.user_id, now=NOW)
        await carrying.hand_over(session, ORGANISER, initiative.id, None, now=NOW)

        with pytest.raises(carrying.NotAsked):
            await says(session, BEA, initiative)
        assert await organisers.list_coorganisers(session, initiative.id) == [BEA.user_id]


async def test_a_late_yes_to_what_was_called_off_is_told_so(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        await asks(session, initiative, BEA)
        initiative.state = InitiativeState.CANCELLED
        await session.flush()

        with pytest.raises(service.NotOpen):
            await says(session, BEA, initiative)
        assert await carrying.find_question(session, initiative.id, BEA.user_id) is None


async def test_when_the_organiser_leaves_those_along_are_asked_and_then_stewards(
    db: Database,
) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        await asks(session, initiative, BEA, CLEO, DAN)
        for member in (BEA, CLEO):
            await says(session, member, initiative)

        assert await carrying.organisers_left(session, [ADA], now=NOW + timedelta(hours=1)) == 1
        assert await carrying.organisers_left(session, [ADA], now=NOW + timedelta(hours=2)) == 0

        assert initiative.organiser_id is None
        assert (await asked_by_dm(session))[3:] == [BEA.user_id, CLEO.user_id]
        assert not await is_told(session, initiative)
        await says(session, BEA, initiative, accepts=False)
        assert not await is_told(session, initiative)
        await says(session, CLEO, initiative, accepts=False)
        assert await is_told(session, initiative)
        assert len(await asked_by_dm(session)) == 5  # nobody is asked again who said no

        with pytest.raises(service.NotYours):
            await carrying.take_over(session, Actor(DAN, is_steward=False), initiative.id, now=NOW)
        await carrying.take_over(session, Actor(DAN, is_steward=True), initiative.id, now=NOW)
        assert initiative.organiser_id == DAN.user_id
        assert not await is_told(session, initiative)
        with pytest.raises(carrying.TakenOver):
            await carrying.take_over(session, Actor(BEA, is_steward=False), initiative.id, now=NOW)


async def test_the_first_who_takes_it_over_has_it(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        await asks(session, initiative, BEA, CLEO)
        for member in (BEA, CLEO):
            await says(session, member, initiative)
        await carrying.organisers_left(session, [ADA], now=NOW + timedelta(hours=1))

        assert await says(session, CLEO, initiative) is Answer.OVER
        with pytest.raises(carrying.NotAsked):
            await says(session, BEA, initiative)

        assert initiative.organiser_id == CLEO.user_id
        assert await organisers.list_coorganisers(session, initiative.id) == [BEA.user_id]


async def test_without_anybody_along_or_if_they_leave_too_stewards_are_asked_at_once(
    db: Database,
) -> None:
    async with db.begin() as session:
        alone = await an_initiative(session)
        over = await an_initiative(session, state=InitiativeState.CLOSED)
        both = await an_initiative(session)
        await asks(session, both, BEA)
        await says(session, BEA, both)
        assert await carrying.list_organising(session, GUILD) == [ADA.user_id, BEA.user_id]

        assert await carrying.organisers_left(session, [ADA, BEA], now=NOW) == 2

        assert await is_told(session, alone)
        assert await is_told(session, both)
        assert over.organiser_id == ADA.user_id
        assert await carrying.list_organising(session, GUILD) == []


async def test_who_was_forgotten_leaves_a_question_too_asked_once(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        await service.forget(session, ADA)
        await session.refresh(initiative)
        assert await carrying.list_orphans(session) == [initiative.id]

        await carrying.ask_for_orphans(session, [initiative.id], now=NOW)

        assert await is_told(session, initiative)
        assert await carrying.list_orphans(session) == []


@pytest.mark.thorough
async def test_of_what_has_no_organiser_stewards_hear_when_nobody_can_be_reached(
    db: Database,
) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        await asks(session, initiative, BEA)
        await carrying.unreachable(session, initiative.id, now=NOW)
        assert not await is_told(session, initiative)
        await says(session, BEA, initiative)
        await carrying.organisers_left(session, [ADA], now=NOW + timedelta(hours=1))
        await carrying.unreachable(session, initiative.id, now=NOW)

        assert await is_told(session, initiative)


@pytest.mark.thorough
async def test_who_steps_down_organises_along_no_longer(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session)
        await asks(session, initiative, BEA)
        await says(session, BEA, initiative)

        await carrying.step_down(session, BEA, initiative.id, now=NOW)

        assert await organisers.list_coorganisers(session, initiative.id) == []
        with pytest.raises(service.NotYours):
            await carrying.step_down(session, BEA, initiative.id, now=NOW)


async def test_the_panel_of_a_proposal_lets_its_own_organiser_take_it_back(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, state=InitiativeState.PROPOSED)
        seen = [
            await managing.manage(session, actor, initiative.id, now=NOW)
            for actor in (ORGANISER, Actor(DAN, is_steward=True))
        ]

    assert [one.is_own for one in seen] == [True, False]
    tool = next(tool for tool in TOOLS if tool.control is WITHDRAW)
    assert [tool.shown(one) for one in seen] == [True, False]
