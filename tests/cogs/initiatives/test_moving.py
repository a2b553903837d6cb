"""Another date: who is asked again, who is told, and what moves along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit import AuditEntry
from bot.db import Database
from bot.deliveries import Delivery
from bot.models import MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service import Actor, editing, moving, offers, proposals
from cogs.initiatives.service.editing import Words
from cogs.initiatives.service.moving import Moved
from cogs.initiatives.service.reading import values_of
from tests import charters
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SATURDAY, SUNDAY = NOW + timedelta(days=5), NOW + timedelta(days=6)
ADA = MemberKey(GUILD, GUILD + 1)
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


async def moves(
    session: AsyncSession, initiative: Initiative, starts_at: datetime = SUNDAY, **more: Any
) -> Moved:
    fields: dict[str, Any] = {
        "zone": "Europe/Berlin",
        "sequence": initiative.sequence,
        "now": NOW,
    } | more
    return await moving.move(session, ORGANISER, initiative.id, starts_at, None, **fields)


async def told(session: AsyncSession, kind: str) -> list[int]:
    rows = await session.scalars(
        select(Delivery.payload).where(Delivery.kind == kind).order_by(Delivery.id)
    )
    return [payload["signup_id"] for payload in rows]


async def test_whoever_had_a_seat_is_asked_again_others_are_told_and_nobody_is_taken_to_come(
    db: Database,
) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, starts_at=SATURDAY, capacity=3)
        states = list(SignupState)
        rows = {
            state: await a_signup(session, initiative, 500 + number, state)
            for number, state in enumerate(states)
            if state not in (SignupState.ATTENDED, SignupState.ABSENT)
        }
        own = await a_signup(session, initiative, ADA.user_id, SignupState.CONFIRMED)
        done = await moves(session, initiative)

        assert (done.asked, done.told) == (2, 2)
        for state in (SignupState.CONFIRMED, SignupState.OFFERED):
            await session.refresh(rows[state])
            assert rows[state].state == SignupState.OFFERED
            offer = await offers.find_offer(session, rows[state].id, 1, now=NOW)
            assert offer is not None
            assert offer.until == NOW + timedelta(hours=12)
        assert own.state == SignupState.CONFIRMED  # who moves it has chosen the time
        assert set(await told(session, moving.ASKED_AGAIN)) >= {
            rows[SignupState.CONFIRMED].id,
            rows[SignupState.OFFERED].id,
        }
        assert set(await told(session, moving.MOVED)) == {
            rows[SignupState.WAITING].id,
            rows[SignupState.INTERESTED].id,
        }
        assert (initiative.starts_at, initiative.zone) == (SUNDAY, "Europe/Berlin")
        assert initiative.sequence == 1
        for state in (SignupState.DECLINED, SignupState.LEFT):
            assert rows[state].state == state


async def test_a_second_press_and_a_press_after_another_change_move_nothing(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, starts_at=SATURDAY)
        await a_signup(session, initiative, 500, SignupState.CONFIRMED)
        await moves(session, initiative)
        asked = await told(session, moving.ASKED_AGAIN)

        with pytest.raises(moving.MovedMeanwhile):
            await moves(session, initiative, sequence=0)
        with pytest.raises(moving.SameDate):
            await moves(session, initiative)
        with pytest.raises(moving.DateOver):
            await moves(session, initiative, NOW)

        assert await told(session, moving.ASKED_AGAIN) == asked


@pytest.mark.thorough
async def test_until_when_people_sign_up_moves_along(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(
            session, starts_at=SATURDAY, cutoff_at=SATURDAY - timedelta(hours=3)
        )
        await moves(session, initiative)

        assert initiative.cutoff_at == SUNDAY - timedelta(hours=3)


async def test_what_started_by_itself_can_still_be_moved_unless_somebody_is_there(
    db: Database,
) -> None:
    async with db.begin() as session:
        running = {"state": InitiativeState.RUNNING, "starts_at": NOW, "code": "BCDF"}
        empty = await an_initiative(session, **running, started_at=NOW)
        await moves(session, empty)
        assert (empty.state, empty.started_at, empty.code) == (InitiativeState.OPEN, None, None)

        busy = await an_initiative(session, **running)
        await a_signup(session, busy, 500, SignupState.ATTENDED, arrived_at=NOW)
        with pytest.raises(moving.SomebodyIsThere):
            await moves(session, busy)


async def test_a_proposal_is_moved_without_asking_anybody(db: Database) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(
            session, state=InitiativeState.PROPOSED, when_text="one day"
        )
        assert await moves(session, initiative) == Moved("Park clean-up", 0, 0)
        assert (initiative.starts_at, initiative.when_text) == (SUNDAY, None)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "state", [InitiativeState.CLOSED, InitiativeState.CANCELLED, InitiativeState.DECLINED]
)
async def test_a_form_that_comes_after_the_end_changes_nothing(
    db: Database, state: InitiativeState
) -> None:
    async with db.begin() as session:
        initiative = await an_initiative(session, state=state)

        with pytest.raises(service.NotOpen):
            await moves(session, initiative)
        with pytest.raises(service.NotOpen):
            words = Words("New", "New.", None, ())
            await editing.edit(session, ORGANISER, initiative.id, words, now=NOW)
        assert initiative.title == "Park clean-up"


async def test_words_and_values_are_changed_and_the_main_value_stays_first(db: Database) -> None:
    async with db.begin() as session:
        named = [("Patience", "🐢"), ("Care", "❤️")]
        values = [
            (await charters.add_value(session, GUILD, now=NOW, name=name, emoji=emoji)).id
            for name, emoji in named
        ]
        initiative = await an_initiative(session, values=(values[1],))
        words = Words(
            " River clean-up\u202e ", "We clean.", " Ask for boats. ", (values[0], values[1])
        )

        assert await editing.edit(session, ORGANISER, initiative.id, words, now=NOW)
        assert not await editing.edit(session, ORGANISER, initiative.id, words, now=NOW)

        assert (initiative.title, initiative.first_step) == ("River clean-up", "Ask for boats.")
        assert (await values_of(session, [initiative.id]))[initiative.id] == (values[1], values[0])
        assert initiative.sequence == 1
        noted = select(AuditEntry).where(AuditEntry.what == "initiatives.edited")
        assert len((await session.scalars(noted)).all()) == 1
        for wrong, problem in (
            (Words(" ", "We clean.", None, (values[0],)), proposals.BadTitle),
            (Words("x" * 101, "We clean.", None, (values[0],)), proposals.BadTitle),
            (Words("River", "\u202e", None, (values[0],)), proposals.BadDescription),
            (Words("River", "We clean.", None, (values[0], 999)), proposals.ValueGone),
            (Words("River", "We clean.", None, ()), proposals.ValueGone),
        ):
            with pytest.raises(problem):
                await editing.edit(session, ORGANISER, initiative.id, wrong, now=NOW)
        assert initiative.title == "River clean-up"
